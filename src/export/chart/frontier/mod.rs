//! What each budget buys: values under their bound, households, and what a further household costs, one above the other.
//!
//! ```text
//! title, subtitle
//! value  |        ◆──◆──◆   bound        ¦ the scenario's budget
//!        |   ◆ ──(●)──●──●  plan, knee ringed
//! people |      ●──●──●
//! euro   |   ▂▂▂▂▄▄▄▄████   each bar from one budget to the next
//! ──────────────────────── euro of capital
//! ```

mod curves;
#[cfg(test)]
mod tests;

use super::axis::Axis;
use super::frame::{
    MARGIN_PX, RIGHT_PX, SMALL_SIZE_PX, Sign, TEXT_SIZE_PX, TITLE_SIZE_PX, WIDTH_PX, legend, level_grid,
    mark, nothing, source,
};
use super::label::{euro, euro_short, fit, grouped, width_px};
use super::palette::{AFTER, AFTER_LARGE, BEFORE, GRID, INK, OPEX, QUIET, WHITE};
use super::picture::{Align, Picture};
use crate::score::{FrontierPoint, FrontierReport, Plan, ValueUnit};
use curves::{bars, curve, knee, no_plans};

const TITLE: &str = "What each budget buys";
const HEIGHT_PX: f64 = 860.0;
const LEFT_PX: f64 = 96.0;
/// Room between a panel's heading and its drawing.
const HEADING_PX: f64 = 36.0;
/// Headings and lower edges of values, households and further euro.
const VALUES_PX: (f64, f64) = (100.0, 376.0);
const HOUSEHOLDS_PX: (f64, f64) = (414.0, 596.0);
const FURTHER_PX: (f64, f64) = (634.0, 764.0);
/// An axis of values ends this far above the largest.
const HEADROOM_RATIO: f64 = 1.04;
/// An axis of money begins at nothing unless the budgets lie this close together.
const CLOSE_RATIO: f64 = 0.5;

/// A plan that is marked on the curves.
#[derive(Debug, Clone, Copy)]
pub(super) struct Own {
    budget_eur: f64,
    /// None where values of the frontier weigh households otherwise, or may.
    value: Option<f64>,
    households_covered: f64,
}

impl Own {
    /// The mark of a plan; its value only where that is one of the same question.
    pub(super) fn of(plan: &Plan, same_scenario: bool) -> Self {
        Self {
            budget_eur: plan.cost.budget_eur,
            value: same_scenario.then_some(plan.objective.value),
            households_covered: plan.households.covered,
        }
    }
}

/// What stands for that plan in a legend.
const OWN: (Sign, &str) = (Sign::Mark, "the plan of this folder");

/// The chart, with a plan marked on it if one is given.
pub(super) fn draw(report: &FrontierReport, own: Option<&Own>) -> Picture {
    let mut picture = sheet(report);
    let planned: Vec<&FrontierPoint> = report.points.iter().filter(|point| point.plan.is_some()).collect();
    if planned.is_empty() {
        nothing(&mut picture, HEIGHT_PX / 2.0, "No budget pays for a plan.");
        return picture;
    }
    let money = money(report, own);
    values(&mut picture, report, &money, own);
    households(&mut picture, report, &money, own);
    further(&mut picture, report, &money);
    own_budget_label(&mut picture, report, &money);
    money_labels(&mut picture, &money);
    picture
}

/// White paper with title, subtitle and source.
fn sheet(report: &FrontierReport) -> Picture {
    let mut picture = Picture::new(WIDTH_PX, HEIGHT_PX, TITLE);
    let room_px = RIGHT_PX - MARGIN_PX;
    picture.rect((0.0, 0.0), (WIDTH_PX, HEIGHT_PX), WHITE);
    picture.text(TITLE, (MARGIN_PX, 34.0), TITLE_SIZE_PX, Align::Left, INK);
    let subtitle = fit(&subtitle(report), TEXT_SIZE_PX, room_px);
    picture.text(subtitle, (MARGIN_PX, 61.0), TEXT_SIZE_PX, Align::Left, QUIET);
    let source = source(&report.scenario, &report.provenance.divario, SMALL_SIZE_PX, room_px);
    picture.text(source, (MARGIN_PX, HEIGHT_PX - 18.0), SMALL_SIZE_PX, Align::Left, QUIET);
    picture
}

fn subtitle(report: &FrontierReport) -> String {
    let without = report.points.iter().filter(|point| point.plan.is_none()).count();
    let knee = report.knee.map_or("no knee".to_owned(), |knee| format!("knee at {}", euro(knee.budget_eur)));
    let missing = match without {
        0 => String::new(),
        1 => "; 1 pays for no plan".to_owned(),
        many => format!("; {many} pay for no plan"),
    };
    format!(
        "The best plan found for each of {} budgets, in the busy hour; {knee}{missing}",
        report.points.len()
    )
}

/// The axis of money, which all panels share.
fn money(report: &FrontierReport, own: Option<&Own>) -> Axis {
    let budgets_eur = report.points.iter().map(|point| point.budget_eur).chain(own.map(|own| own.budget_eur));
    let most_eur = budgets_eur.clone().fold(0.0, f64::max);
    let least_eur = budgets_eur.fold(most_eur, f64::min);
    let low_eur = if least_eur > CLOSE_RATIO * most_eur && least_eur < most_eur { least_eur } else { 0.0 };
    Axis::new((low_eur, most_eur), (LEFT_PX, RIGHT_PX - 8.0))
}

/// A panel to be drawn into: heading with legend, largest value, and how values are written.
struct Panel<'a> {
    edges_px: (f64, f64),
    heading: &'a str,
    entries: &'a [(Sign, &'a str)],
    most: f64,
    label: fn(f64) -> String,
}

impl Panel<'_> {
    /// Draws heading, grid lines both ways and the scenario's budget; the axis of its values.
    fn begin(&self, picture: &mut Picture, report: &FrontierReport, money: &Axis) -> Axis {
        let (heading_px, bottom_px) = self.edges_px;
        let top_px = heading_px + HEADING_PX;
        let axis = Axis::new((0.0, HEADROOM_RATIO * self.most), (bottom_px, top_px));
        for eur in money.ticks(8) {
            picture.line((money.px(eur), top_px), (money.px(eur), bottom_px), 1.0, GRID);
        }
        level_grid(picture, &axis, &axis.ticks(5), (LEFT_PX, RIGHT_PX), self.label);
        if let Some(x) = own_budget_px(report, money) {
            picture.line((x, top_px), (x, bottom_px), 1.2, INK);
        }
        picture.text(self.heading, (MARGIN_PX, heading_px), TEXT_SIZE_PX, Align::Left, INK);
        let legend_px = MARGIN_PX + width_px(self.heading, TEXT_SIZE_PX) + 24.0;
        legend(picture, (legend_px, heading_px), self.entries);
        axis
    }
}

/// The largest of some values.
fn most(report: &FrontierReport, value: impl Fn(&FrontierPoint) -> Option<f64>) -> f64 {
    report.points.iter().filter_map(value).filter(|value| value.is_finite()).fold(0.0, f64::max)
}

fn values(picture: &mut Picture, report: &FrontierReport, money: &Axis, own: Option<&Own>) {
    let heading = match report.value_unit {
        ValueUnit::Households => "Households",
        ValueUnit::WeightedHouseholds => "Weighted households",
    };
    let bound = |point: &FrontierPoint| Some(point.bound.as_ref()?.value);
    let value = |point: &FrontierPoint| Some(point.plan.as_ref()?.value);
    let mut entries =
        vec![(Sign::DiamondLine(OPEX), "bound: no plan does better"), (Sign::Line(AFTER), "plan")];
    let own = own.and_then(|own| Some((own.budget_eur, own.value?)));
    if own.is_some() {
        entries.push(OWN);
    }
    if report.knee.is_some() {
        entries.push((Sign::Ring, "knee"));
    }
    if report.points.iter().any(|point| point.plan.is_none()) {
        entries.push((Sign::Cross(BEFORE), "no plan"));
    }
    let most = most(report, bound).max(most(report, value)).max(own.map_or(0.0, |(_, value)| value));
    let panel = Panel { edges_px: VALUES_PX, heading, entries: &entries, most, label: grouped };
    let axis = panel.begin(picture, report, money);
    no_plans(picture, report, (money, &axis));
    curve(picture, report, (money, &axis), (Sign::DiamondLine(OPEX), &bound));
    curve(picture, report, (money, &axis), (Sign::Line(AFTER), &value));
    knee(picture, report, (money, &axis));
    own_mark(picture, own, (money, &axis));
}

fn households(picture: &mut Picture, report: &FrontierReport, money: &Axis, own: Option<&Own>) {
    let covered = |point: &FrontierPoint| Some(point.plan.as_ref()?.households_covered);
    let newly = |point: &FrontierPoint| Some(point.plan.as_ref()?.households_newly_served);
    let mut entries = vec![
        (Sign::Line(AFTER), "covered"),
        (Sign::DiamondLine(AFTER_LARGE), "of these, without broadband today"),
    ];
    let own = own.map(|own| (own.budget_eur, own.households_covered));
    entries.extend(own.map(|_| OWN));
    let most = most(report, covered).max(own.map_or(0.0, |(_, covered)| covered));
    let panel =
        Panel { edges_px: HOUSEHOLDS_PX, heading: "Households", entries: &entries, most, label: grouped };
    let axis = panel.begin(picture, report, money);
    curve(picture, report, (money, &axis), (Sign::DiamondLine(AFTER_LARGE), &newly));
    curve(picture, report, (money, &axis), (Sign::Line(AFTER), &covered));
    own_mark(picture, own, (money, &axis));
}

/// The plan at its budget, where there is one to show.
fn own_mark(picture: &mut Picture, own: Option<(f64, f64)>, (money, axis): (&Axis, &Axis)) {
    if let Some((budget_eur, figure)) = own {
        mark(picture, (money.px(budget_eur), axis.px(figure)));
    }
}

fn further(picture: &mut Picture, report: &FrontierReport, money: &Axis) {
    let cost = |point: &FrontierPoint| point.step.as_ref()?.eur_per_household;
    let entries = [(Sign::Square(BEFORE), "from one budget to the next; none where no more are covered")];
    let heading = "Euro for each further household";
    let most = most(report, cost);
    let panel = Panel { edges_px: FURTHER_PX, heading, entries: &entries, most, label: euro_short };
    let axis = panel.begin(picture, report, money);
    bars(picture, report, (money, &axis), &cost);
    picture.line((LEFT_PX, FURTHER_PX.1), (RIGHT_PX, FURTHER_PX.1), 1.2, QUIET);
}

/// Where the axis has the scenario's own budget, px.
fn own_budget_px(report: &FrontierReport, money: &Axis) -> Option<f64> {
    let eur = report.scenario_budget_eur;
    let (first, last) = (report.points.first()?, report.points.last()?);
    (first.budget_eur <= eur && eur <= last.budget_eur).then(|| money.px(eur))
}

fn own_budget_label(picture: &mut Picture, report: &FrontierReport, money: &Axis) {
    let Some(x) = own_budget_px(report, money) else { return };
    let label = format!("the scenario's budget, {}", euro_short(report.scenario_budget_eur));
    let half_px = width_px(&label, SMALL_SIZE_PX) / 2.0;
    let at = (x.clamp(LEFT_PX + half_px, RIGHT_PX - half_px), VALUES_PX.0 + HEADING_PX - 11.0);
    picture.text(label, at, SMALL_SIZE_PX, Align::Middle, INK);
}

fn money_labels(picture: &mut Picture, money: &Axis) {
    let y_px = FURTHER_PX.1 + 17.0;
    for eur in money.ticks(8) {
        picture.text(euro_short(eur), (money.px(eur), y_px), SMALL_SIZE_PX, Align::Middle, QUIET);
    }
    let at = (f64::midpoint(LEFT_PX, RIGHT_PX), y_px + 24.0);
    picture.text("budget: capital that may be spent", at, TEXT_SIZE_PX, Align::Middle, QUIET);
}
