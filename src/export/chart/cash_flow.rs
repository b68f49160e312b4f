//! Cash flow: what is spent and earned in each year, and the running sum, not discounted; below it the reserve of the running network, as
//! planned and in the worst case.

use super::axis::Axis;
use super::frame::{
    FOOT_PX, MARGIN_PX, RIGHT_PX, SMALL_SIZE_PX, Sign, TEXT_SIZE_PX, TOP_PX, legend, level_grid, nothing,
    paper,
};
use super::label::{euro, euro_short, width_px};
use super::palette::{CAPEX, INK, OPEX, QUIET, RENEWAL, REVENUE, Rgb, WHITE};
use super::picture::{Align, At, Picture};
use super::reserve;
use crate::score::{Plan, YearReport};

const TITLE: &str = "Money spent and earned, year by year";
const HEIGHT_PX: f64 = 840.0;
/// Where the drawing of the years ends, and that of the reserve begins, px.
const YEARS_BOTTOM_PX: f64 = 424.0;
const RESERVE_TOP_PX: f64 = 498.0;
/// Below the reserve there are years and source, px.
const RESERVE_BOTTOM_PX: f64 = HEIGHT_PX - FOOT_PX - 52.0;
const LEFT_PX: f64 = 96.0;
/// Few years do not make wide bars.
const BAR_MAX_PX: f64 = 72.0;

/// The chart.
pub(super) fn draw(plan: &Plan) -> Picture {
    let years = &plan.cost.years;
    let mut picture = paper(plan, HEIGHT_PX, TITLE, &subtitle(years));
    if years.is_empty() {
        nothing(&mut picture, HEIGHT_PX / 2.0, "The plan has no years to show.");
        return picture;
    }
    key(&mut picture, years);
    let sums_eur = running_sums_eur(years);
    let (top_px, bottom_px) = (TOP_PX + 36.0, YEARS_BOTTOM_PX);
    let money = Axis::new(range_eur(years, &sums_eur), (bottom_px, top_px));
    let time = Axis::new((0.0, years.len() as f64), (LEFT_PX, RIGHT_PX));
    level_grid(&mut picture, &money, &money.ticks(9), (LEFT_PX, RIGHT_PX), euro_short);
    for (index, year) in years.iter().enumerate() {
        let (left_px, right_px) = (time.px(index as f64), time.px(index as f64 + 1.0));
        let inset_px = ((right_px - left_px) * 0.16).max((right_px - left_px - BAR_MAX_PX) / 2.0);
        draw_year(&mut picture, &money, (left_px + inset_px, right_px - inset_px), year);
    }
    picture.line((LEFT_PX, money.px(0.0)), (RIGHT_PX, money.px(0.0)), 1.2, QUIET);
    draw_sums(&mut picture, &money, &time, &sums_eur);
    year_labels(&mut picture, &time, years, bottom_px + 18.0);
    reserve::draw(&mut picture, plan, &time, (RESERVE_TOP_PX, RESERVE_BOTTOM_PX));
    year_labels(&mut picture, &time, years, RESERVE_BOTTOM_PX + 18.0);
    picture
}

fn subtitle(years: &[YearReport]) -> String {
    let sum_eur = running_sums_eur(years).last().copied().unwrap_or(0.0);
    format!(
        "Euro in each year, spending below zero, and their running sum, not discounted; sum at the end {}",
        euro(sum_eur)
    )
}

fn key(picture: &mut Picture, years: &[YearReport]) {
    let renewal =
        if years.iter().any(|year| year.cpe_eur.is_some()) { "renewal, terminals" } else { "renewal" };
    let building = if years.iter().any(|year| year.one_off_fee_eur.is_some()) {
        "building, spectrum fee paid once"
    } else {
        "building"
    };
    let entries = [
        (Sign::Square(REVENUE), "wholesale revenue"),
        (Sign::Square(CAPEX), building),
        (Sign::Square(RENEWAL), renewal),
        (Sign::Square(OPEX), "running cost"),
        (Sign::Line(INK), "running sum"),
    ];
    legend(picture, (MARGIN_PX, TOP_PX), &entries);
}

/// Revenue less all spending, added up year by year, euro.
fn running_sums_eur(years: &[YearReport]) -> Vec<f64> {
    let add = |sum_eur: &mut f64, year: &YearReport| {
        *sum_eur += year.revenue_eur - spent_eur(year);
        Some(*sum_eur)
    };
    years.iter().scan(0.0, add).collect()
}

fn spent_eur(year: &YearReport) -> f64 {
    built_eur(year) + renewed_eur(year) + year.opex_eur
}

/// Building, and what is paid once for the spectrum.
fn built_eur(year: &YearReport) -> f64 {
    year.capex_eur + year.one_off_fee_eur.unwrap_or(0.0)
}

/// Renewals, and terminals for subscribers.
fn renewed_eur(year: &YearReport) -> f64 {
    year.renewal_eur + year.cpe_eur.unwrap_or(0.0)
}

/// From the deepest to the highest value drawn, with zero among them.
fn range_eur(years: &[YearReport], sums_eur: &[f64]) -> (f64, f64) {
    let deepest =
        years.iter().map(|year| -spent_eur(year)).chain(sums_eur.iter().copied()).fold(0.0, f64::min);
    let highest =
        years.iter().map(|year| year.revenue_eur).chain(sums_eur.iter().copied()).fold(0.0, f64::max);
    (deepest, highest)
}

fn draw_year(picture: &mut Picture, money: &Axis, sides_px: (f64, f64), year: &YearReport) {
    segment(picture, money, sides_px, (0.0, year.revenue_eur, REVENUE));
    let mut below_eur = 0.0;
    let spending = [(built_eur(year), CAPEX), (renewed_eur(year), RENEWAL), (year.opex_eur, OPEX)];
    for (amount_eur, fill) in spending {
        segment(picture, money, sides_px, (below_eur, below_eur - amount_eur, fill));
        below_eur -= amount_eur;
    }
}

fn segment(
    picture: &mut Picture,
    money: &Axis,
    (left_px, right_px): (f64, f64),
    (from_eur, to_eur, fill): (f64, f64, Rgb),
) {
    if from_eur != to_eur {
        picture.rect(
            (left_px, money.px(from_eur.max(to_eur))),
            (right_px, money.px(from_eur.min(to_eur))),
            fill,
        );
    }
}

fn draw_sums(picture: &mut Picture, money: &Axis, time: &Axis, sums_eur: &[f64]) {
    let points: Vec<At> = sums_eur
        .iter()
        .enumerate()
        .map(|(index, sum_eur)| (time.px(index as f64 + 0.5), money.px(*sum_eur)))
        .collect();
    picture.path(points.clone(), 5.0, WHITE);
    picture.path(points.clone(), 2.5, INK);
    for point in points {
        picture.circle(point, 5.0, WHITE);
        picture.circle(point, 3.6, INK);
    }
}

/// The years below the axis, as many as fit.
fn year_labels(picture: &mut Picture, time: &Axis, years: &[YearReport], y_px: f64) {
    let slot_px = time.px(1.0) - time.px(0.0);
    let widest_px =
        years.iter().map(|year| width_px(&year.year.to_string(), SMALL_SIZE_PX)).fold(0.0, f64::max);
    let every = ((widest_px + 8.0) / slot_px).ceil().max(1.0) as usize;
    for (index, year) in years.iter().enumerate().step_by(every) {
        let at = (time.px(index as f64 + 0.5), y_px);
        picture.text(year.year.to_string(), at, SMALL_SIZE_PX, Align::Middle, QUIET);
    }
    let at = (f64::midpoint(LEFT_PX, RIGHT_PX), y_px + 22.0);
    picture.text("year (0: the year of building)", at, TEXT_SIZE_PX, Align::Middle, QUIET);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(year: u32, capex_eur: f64, opex_eur: f64, revenue_eur: f64) -> YearReport {
        YearReport { year, capex_eur, opex_eur, revenue_eur, ..YearReport::default() }
    }

    #[test]
    fn the_running_sum_is_what_comes_in_less_what_goes_out() {
        let years = [year(0, 100.0, 0.0, 0.0), year(1, 0.0, 10.0, 40.0), year(2, 0.0, 10.0, 90.0)];
        assert_eq!(running_sums_eur(&years), [-100.0, -70.0, 10.0]);
        assert_eq!(range_eur(&years, &running_sums_eur(&years)), (-100.0, 90.0));
        let mut buying = years;
        buying[1].cpe_eur = Some(25.0);
        assert_eq!(running_sums_eur(&buying), [-100.0, -95.0, -15.0]);
        buying[0].one_off_fee_eur = Some(5.0);
        assert_eq!(running_sums_eur(&buying), [-105.0, -100.0, -20.0]);
    }
}
