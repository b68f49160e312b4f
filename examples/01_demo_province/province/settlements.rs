//! Where people settled: towns at river mouths and confluences, hamlets on valley floors and terraces.

use super::noise::{smooth, unit};
use super::survey::Survey;

/// Least distance between two town halls, m.
const TOWN_SPACING_M: f64 = 3_500.0;
/// Least distance between two settlements of any kind, m.
const HAMLET_SPACING_M: f64 = 950.0;

/// The cells of `count` town halls, the best place first.
pub fn towns(survey: &Survey, count: usize) -> Vec<usize> {
    let places = ranked(survey, |cell| survey.province[cell] && !at_border(survey, cell), town_merit);
    spaced(survey, &places, Vec::new(), TOWN_SPACING_M, count)
}

/// The cells of at most `count` hamlets among the cells that belong, the best place first.
pub fn hamlets(survey: &Survey, town: usize, belongs: impl Fn(usize) -> bool, count: usize) -> Vec<usize> {
    let places = ranked(survey, |cell| belongs(cell) && !at_border(survey, cell), hamlet_merit);
    let mut chosen = spaced(survey, &places, vec![town], HAMLET_SPACING_M, count + 1);
    chosen.remove(0);
    chosen
}

/// Takes places in their order as long as they keep their distance from those taken before.
fn spaced(
    survey: &Survey,
    places: &[usize],
    mut taken: Vec<usize>,
    spacing_m: f64,
    count: usize,
) -> Vec<usize> {
    for &place in places {
        if taken.len() >= count {
            break;
        }
        if taken.iter().all(|&other| survey.lattice.distance_m(place, other) >= spacing_m) {
            taken.push(place);
        }
    }
    taken
}

/// Cells with some merit, by falling merit.
fn ranked(
    survey: &Survey,
    open: impl Fn(usize) -> bool,
    merit: impl Fn(&Survey, usize) -> f64,
) -> Vec<usize> {
    let mut places: Vec<(f64, usize)> = (0..survey.lattice.cells())
        .filter(|&cell| open(cell) && !survey.is_river(cell))
        .map(|cell| (merit(survey, cell), cell))
        .filter(|&(merit, _)| merit > 0.0)
        .collect();
    places.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    places.into_iter().map(|(_, cell)| cell).collect()
}

/// Flat ground a little above a large river, low down, by the sea if it can be.
fn town_merit(survey: &Survey, cell: usize) -> f64 {
    let size = (survey.river_km2[cell] + 0.5).sqrt().sqrt();
    let shore = if survey.near_sea(cell, 16) { 1.6 } else { 1.0 };
    flat(survey, cell, 0.4) * perch(survey, cell, 12.0, 30.0) * size * low(survey, cell) * shore
}

/// Terraces that face the sun, or valley floors; some villages stand high.
fn hamlet_merit(survey: &Survey, cell: usize) -> f64 {
    let (_, rise_north) = survey.lattice.gradient(&survey.height_m, cell);
    let sun = 1.0 + (2.0 * rise_north).clamp(-0.5, 0.8);
    let (row, col) = survey.lattice.row_col(cell);
    let custom = smooth(51, col as f64 / 40.0, row as f64 / 40.0);
    let perched = perch(survey, cell, 15.0, 40.0) + 1.4 * perch(survey, cell, 170.0, 90.0);
    flat(survey, cell, 0.6)
        * perched
        * (0.35 + low(survey, cell))
        * sun
        * custom
        * custom
        * (0.7 + 0.3 * unit(52, row as u64, col as u64))
}

/// 1 on level ground, 0 from the given slope on; a cell takes the mean of its surroundings.
fn flat(survey: &Survey, cell: usize, slope_max_ratio: f64) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for near in survey.lattice.square(cell, 2) {
        sum += survey.slope_ratio[near];
        count += 1.0;
    }
    (1.0 - sum / count / slope_max_ratio).max(0.0)
}

/// 1 at the given height above the river, less and less away from it.
fn perch(survey: &Survey, cell: usize, best_m: f64, spread_m: f64) -> f64 {
    let off = (survey.above_river_m[cell] - best_m) / spread_m;
    1.0 / (1.0 + off * off)
}

/// 1 at the sea, 0 at 1,250 m and above.
fn low(survey: &Survey, cell: usize) -> f64 {
    (1.0 - survey.height_m[cell] / 1_250.0).max(0.0)
}

/// Within 300 m of another province or 60 m of the water.
fn at_border(survey: &Survey, cell: usize) -> bool {
    let abroad = |near: usize| !survey.province[near] && !survey.sea[near];
    survey.near_sea(cell, 2) || survey.lattice.square(cell, 10).any(abroad)
}
