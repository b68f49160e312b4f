//! The reserve of the running network at the end of each year: a band from as planned down to the worst case of the stresses, and the
//! least that it must be once the ramp-up is over.

use super::axis::Axis;
use super::frame::{MARGIN_PX, RIGHT_PX, Sign, TEXT_SIZE_PX, diamond, legend, level_grid, nothing};
use super::label::{euro, euro_short, fit};
use super::palette::{INK, OBSTACLE, QUIET, Rgb, WHITE, ZONE_06};
use super::picture::{Align, At, Picture};
use crate::score::{Plan, YearReport};

/// Room for the title and the legend above the drawing, px.
const HEAD_PX: f64 = 68.0;

/// Draws it under a time axis in years from the building, between two heights on the paper.
pub(super) fn draw(picture: &mut Picture, plan: &Plan, time: &Axis, (top_px, bottom_px): (f64, f64)) {
    let running: Vec<&YearReport> = plan.cost.years.iter().filter(|year| year.year > 0).collect();
    let title = fit(&title(plan), TEXT_SIZE_PX, RIGHT_PX - MARGIN_PX);
    picture.text(title, (MARGIN_PX, top_px), TEXT_SIZE_PX, Align::Left, INK);
    if running.is_empty() {
        nothing(picture, f64::midpoint(top_px, bottom_px), "The plan has no running year to show.");
        return;
    }
    key(picture, plan, top_px + 27.0);
    let limit_eur = plan.balance.reserve_min_eur;
    let money = Axis::new(range_eur(&running, limit_eur), (bottom_px, top_px + HEAD_PX));
    let left_px = time.px(0.0);
    let middle = |year: &YearReport, eur: f64| (time.px(f64::from(year.year) + 0.5), money.px(eur));
    let planned: Vec<At> = running.iter().map(|year| middle(year, year.reserve_eur)).collect();
    let stressed: Vec<At> = running.iter().map(|year| middle(year, year.reserve_stressed_eur)).collect();
    if is_stressed(plan) {
        picture.polygon(planned.iter().chain(stressed.iter().rev()).copied().collect(), ZONE_06);
    }
    level_grid(picture, &money, &money.ticks(6), (left_px, RIGHT_PX), euro_short);
    let first_px = time.px(f64::from(plan.balance.ramp_up_years) + 1.0);
    picture.line((first_px, money.px(limit_eur)), (RIGHT_PX, money.px(limit_eur)), 2.0, QUIET);
    if is_stressed(plan) {
        rimmed(picture, &stressed, STRESSED_LINE);
    }
    rimmed(picture, &planned, PLANNED_LINE);
}

/// What a line's points look like.
type Dot = fn(&mut Picture, At);
const PLANNED_LINE: (Rgb, Dot) = (INK, |picture, at| picture.circle(at, 3.6, INK));
const STRESSED_LINE: (Rgb, Dot) = (OBSTACLE, |picture, at| diamond(picture, at, 4.6, OBSTACLE));

/// A line with its points, white around it.
fn rimmed(picture: &mut Picture, points: &[At], (colour, dot): (Rgb, Dot)) {
    picture.path(points.to_vec(), 5.0, WHITE);
    picture.path(points.to_vec(), 2.5, colour);
    for &point in points {
        picture.circle(point, 5.6, WHITE);
        dot(picture, point);
    }
}

/// Whether the scenario asks for anything worse than planned.
fn is_stressed(plan: &Plan) -> bool {
    plan.balance.stresses.is_some()
}

fn title(plan: &Plan) -> String {
    let late = plan.cost.years.iter().filter(|year| year.year > plan.balance.ramp_up_years);
    let lowest = late.min_by(|a, b| a.reserve_stressed_eur.total_cmp(&b.reserve_stressed_eur));
    let head = "Reserve of the running network at the end of each year, euro";
    let when = if is_stressed(plan) { "lowest in the worst case" } else { "lowest" };
    match lowest.filter(|year| year.year > 0) {
        Some(year) => format!("{head}; {when} {}, year {}", euro(year.reserve_stressed_eur), year.year),
        None => head.into(),
    }
}

fn key(picture: &mut Picture, plan: &Plan, y_px: f64) {
    let after = match plan.balance.ramp_up_years {
        0 => String::new(),
        years => format!(" after year {years}"),
    };
    let least = format!("least{after}: {}", euro_short(plan.balance.reserve_min_eur));
    let mut entries = vec![(Sign::Line(INK), "as planned")];
    if is_stressed(plan) {
        entries.push((Sign::DiamondLine(OBSTACLE), "worst stress"));
        entries.push((Sign::Square(ZONE_06), "between the two"));
    }
    entries.push((Sign::Plain(QUIET), &least));
    legend(picture, (MARGIN_PX, y_px), &entries);
}

/// From the lowest to the highest value drawn, with zero and the limit among them.
fn range_eur(running: &[&YearReport], limit_eur: f64) -> (f64, f64) {
    let ends = |year: &&YearReport| [year.reserve_eur, year.reserve_stressed_eur];
    let all = running.iter().flat_map(ends).chain([limit_eur]);
    all.fold((0.0, 0.0), |(low, high), eur| (f64::min(low, eur), f64::max(high, eur)))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::plan;
    use super::super::picture::Mark;
    use super::*;

    fn drawn(plan: &Plan) -> Picture {
        let mut picture = Picture::new(960.0, 400.0, "a test");
        let time = Axis::new((0.0, plan.cost.years.len() as f64), (96.0, 932.0));
        draw(&mut picture, plan, &time, (20.0, 380.0));
        picture
    }

    fn bands(picture: &Picture) -> Vec<&Vec<At>> {
        let mut bands = Vec::new();
        for mark in &picture.marks {
            match mark {
                Mark::Polygon { points, fill } if *fill == ZONE_06 => bands.push(points),
                _ => {}
            }
        }
        bands
    }

    /// The band goes through both reserves of each running year; the lower one lies lower on the paper.
    #[test]
    fn the_band_lies_between_plan_and_worst_case() {
        let plan = plan(3);
        let picture = drawn(&plan);
        let [band] = bands(&picture)[..] else { panic!("one band") };
        let years = plan.cost.years.len() - 1;
        assert_eq!(band.len(), 2 * years);
        for (index, year) in plan.cost.years[1..].iter().enumerate() {
            let (planned, stressed) = (band[index], band[2 * years - 1 - index]);
            assert_eq!(planned.0, stressed.0);
            assert!(year.reserve_stressed_eur < year.reserve_eur && stressed.1 > planned.1, "{year:?}");
        }
    }

    #[test]
    fn without_stresses_there_is_a_line_and_no_band() {
        let mut plan = plan(3);
        plan.balance.stresses = None;
        assert!(bands(&drawn(&plan)).is_empty());
    }

    /// The lowest reserve counts after the ramp-up alone.
    #[test]
    fn the_title_tells_the_worst_year_after_the_ramp_up() {
        let mut plan = plan(3);
        plan.balance.ramp_up_years = 2;
        for year in &mut plan.cost.years {
            year.reserve_stressed_eur = f64::from(year.year) * 100.0 - 1_000.0;
        }
        assert!(title(&plan).ends_with("lowest in the worst case −€700, year 3"), "{}", title(&plan));
        plan.cost.years.truncate(1);
        assert!(title(&plan).ends_with("euro"));
    }

    #[test]
    fn the_range_holds_zero_and_the_limit() {
        let year = YearReport { reserve_eur: 50.0, reserve_stressed_eur: -20.0, ..YearReport::default() };
        assert_eq!(range_eur(&[&year], 80.0), (-20.0, 80.0));
        assert_eq!(range_eur(&[], -5.0), (-5.0, 0.0));
    }
}
