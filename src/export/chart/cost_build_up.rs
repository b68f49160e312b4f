//! What the money buys: capital and running cost by item, dearest first.

use super::axis::Axis;
use super::frame::{FOOT_PX, MARGIN_PX, RIGHT_PX, SMALL_SIZE_PX, TEXT_SIZE_PX, TOP_PX, nothing, paper};
use super::label::{euro, fit, grouped, width_px};
use super::palette::{CAPEX, GRID, INK, OPEX, QUIET, Rgb};
use super::picture::{Align, Picture};
use crate::score::{CpeReport, Plan};

const TITLE: &str = "Cost of the plan, by item";
const ROW_PX: f64 = 30.0;
const HEAD_PX: f64 = 20.0;
/// Where labels end: as far right as the longest needs, within these bounds.
const LABEL_RIGHT_PX: std::ops::RangeInclusive<f64> = 300.0..=412.0;
/// More items than this are drawn together.
const ITEMS_MAX: usize = 14;

/// A row: label, capital cost, running cost per year.
#[derive(Debug, Clone, PartialEq)]
struct Item {
    label: String,
    capex_eur: f64,
    opex_eur_per_year: f64,
}

/// A column of bars.
struct Column {
    heading: &'static str,
    left_px: f64,
    right_px: f64,
    fill: Rgb,
    value_eur: fn(&Item) -> f64,
}

/// Capital and running cost, beside labels that end at `label_right_px`.
fn columns(label_right_px: f64) -> [Column; 2] {
    let further_px = label_right_px - LABEL_RIGHT_PX.start();
    [
        Column {
            heading: "Capital cost (€)",
            left_px: label_right_px + 16.0,
            right_px: 640.0 + 0.4 * further_px,
            fill: CAPEX,
            value_eur: |item| item.capex_eur,
        },
        Column {
            heading: "Running cost (€ per year)",
            left_px: 684.0 + 0.25 * further_px,
            right_px: RIGHT_PX,
            fill: OPEX,
            value_eur: |item| item.opex_eur_per_year,
        },
    ]
}

/// Where labels end, px from the left.
fn label_right_px(items: &[Item]) -> f64 {
    let widest_px = items.iter().map(|item| width_px(&item.label, TEXT_SIZE_PX)).fold(0.0, f64::max);
    (MARGIN_PX + widest_px).clamp(*LABEL_RIGHT_PX.start(), *LABEL_RIGHT_PX.end())
}

/// The chart.
pub(super) fn draw(plan: &Plan) -> Picture {
    let items = items(plan);
    let bottom_px = TOP_PX + HEAD_PX + items.len().max(2) as f64 * ROW_PX;
    let mut picture = paper(plan, bottom_px + 48.0 + FOOT_PX, TITLE, &subtitle(plan));
    if items.is_empty() {
        nothing(&mut picture, TOP_PX + HEAD_PX, "The plan builds nothing.");
        return picture;
    }
    let label_right_px = label_right_px(&items);
    for (index, item) in items.iter().enumerate() {
        let y = TOP_PX + HEAD_PX + (index as f64 + 0.5) * ROW_PX;
        picture.text(item.label.as_str(), (label_right_px, y), TEXT_SIZE_PX, Align::Right, INK);
    }
    for column in &columns(label_right_px) {
        draw_column(&mut picture, column, &items, bottom_px);
    }
    totals(&mut picture, plan, label_right_px, bottom_px);
    picture
}

fn subtitle(plan: &Plan) -> String {
    let present = euro(plan.cost.present_value_eur);
    let budget = euro(plan.cost.budget_eur);
    let buys_terminals = plan.cost.cpe.as_ref().is_some_and(CpeReport::is_of_network);
    let renewals = if buys_terminals { "renewals, terminals" } else { "renewals" };
    let once = if plan.spectrum.right.one_off_fee_eur > 0.0 { ", spectrum paid once" } else { "" };
    format!(
        "Budget {budget}. Present value of capital, {renewals}{once} and running cost over the horizon {present}"
    )
}

fn draw_column(picture: &mut Picture, column: &Column, items: &[Item], bottom_px: f64) {
    let highest = items.iter().map(column.value_eur).fold(0.0, f64::max);
    let widest =
        items.iter().map(|item| width_px(&euro((column.value_eur)(item)), TEXT_SIZE_PX)).fold(0.0, f64::max);
    let bars_right_px = (column.right_px - widest - 8.0).max(column.left_px + 40.0);
    let axis = Axis::new((0.0, highest), (column.left_px, bars_right_px));
    let top_px = TOP_PX + HEAD_PX;
    picture.text(column.heading, (column.left_px, TOP_PX), TEXT_SIZE_PX, Align::Left, INK);
    picture.line((column.left_px, top_px), (column.left_px, bottom_px), 1.0, QUIET);
    for (index, item) in items.iter().enumerate() {
        let y = top_px + (index as f64 + 0.5) * ROW_PX;
        let value_eur = (column.value_eur)(item);
        picture.rect((column.left_px, y - 9.0), (axis.px(value_eur), y + 9.0), column.fill);
        let room_px = column.right_px - axis.px(value_eur) - 6.0;
        let label = fit(&euro(value_eur), TEXT_SIZE_PX, room_px);
        let colour = if value_eur > 0.0 { INK } else { QUIET };
        picture.text(label, (axis.px(value_eur) + 6.0, y), TEXT_SIZE_PX, Align::Left, colour);
    }
}

fn totals(picture: &mut Picture, plan: &Plan, label_right_px: f64, bottom_px: f64) {
    let y = bottom_px + 22.0;
    picture.line((MARGIN_PX, bottom_px + 4.0), (RIGHT_PX, bottom_px + 4.0), 1.5, GRID);
    picture.text("Total", (label_right_px, y), TEXT_SIZE_PX, Align::Right, INK);
    let sums = [euro(plan.cost.capex_eur), format!("{} per year", euro(plan.cost.opex_eur_per_year))];
    for (column, sum) in columns(label_right_px).iter().zip(sums) {
        let sum = fit(&sum, TEXT_SIZE_PX, column.right_px - column.left_px);
        picture.text(sum, (column.left_px, y), TEXT_SIZE_PX, Align::Left, INK);
    }
    let note = "× number of pieces; an item without capital cost is rented or paid by the year";
    picture.text(note, (MARGIN_PX, y + 24.0), SMALL_SIZE_PX, Align::Left, QUIET);
}

/// The items that cost anything, dearest in capital first, the smallest together where there are too many.
fn items(plan: &Plan) -> Vec<Item> {
    let mut reports: Vec<_> = plan
        .cost
        .items
        .iter()
        .filter(|report| report.capex_eur > 0.0 || report.opex_eur_per_year > 0.0)
        .collect();
    reports.sort_by(|a, b| {
        (b.capex_eur.total_cmp(&a.capex_eur))
            .then(b.opex_eur_per_year.total_cmp(&a.opex_eur_per_year))
            .then_with(|| a.item.cmp(&b.item))
    });
    let mut items: Vec<Item> = reports
        .iter()
        .map(|report| Item {
            label: labelled(&report.label, report.count),
            capex_eur: report.capex_eur,
            opex_eur_per_year: report.opex_eur_per_year,
        })
        .collect();
    if items.len() > ITEMS_MAX {
        let rest = items.split_off(ITEMS_MAX - 1);
        items.push(together(&rest));
    }
    items
}

/// The label with its count, shortened before the count.
fn labelled(label: &str, count: u32) -> String {
    let count = format!(" × {}", grouped(f64::from(count)));
    let room_px = LABEL_RIGHT_PX.end() - MARGIN_PX - width_px(&count, TEXT_SIZE_PX);
    format!("{}{count}", fit(label, TEXT_SIZE_PX, room_px))
}

fn together(rest: &[Item]) -> Item {
    Item {
        label: format!("{} other items", rest.len()),
        capex_eur: rest.iter().map(|item| item.capex_eur).sum(),
        opex_eur_per_year: rest.iter().map(|item| item.opex_eur_per_year).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;

    #[test]
    fn the_rows_add_up_to_the_items_however_many_there_are() {
        let mut plan = fixture::plan(3);
        let model = plan.cost.items[0].clone();
        for index in 0..40_u32 {
            let mut item = model.clone();
            item.item = format!("extra_{index}");
            item.capex_eur = f64::from(index + 1) * 10.0;
            plan.cost.items.push(item);
        }
        let rows = items(&plan);
        assert_eq!(rows.len(), ITEMS_MAX);
        let drawn: f64 = rows.iter().map(|row| row.capex_eur).sum();
        let asked: f64 = plan.cost.items.iter().map(|item| item.capex_eur).sum();
        assert!((drawn - asked).abs() < 1e-6);
    }

    #[test]
    fn long_labels_keep_their_count() {
        let label = labelled(&"very long name ".repeat(20), 1_234);
        assert!(label.ends_with("… × 1,234"), "{label}");
    }
}
