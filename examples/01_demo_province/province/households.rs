//! Where households live: around town halls, in hamlets, and in scattered farmhouses.

use super::comuni::{Comune, Comuni};
use super::noise::{hash, unit};
use super::survey::Survey;
use super::travel::Walk;

/// What kind of settlement a point belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Around the town hall.
    Town,
    /// In a hamlet.
    Hamlet,
    /// Alone on the slopes.
    Scattered,
}

/// A point where households live.
pub struct Point {
    /// Its cell.
    pub cell: usize,
    /// East of the cell's centre, m.
    pub east_m: f64,
    /// North of the cell's centre, m.
    pub north_m: f64,
    /// Position of its comune in the list.
    pub comune: usize,
    /// What it belongs to.
    pub setting: Setting,
    /// Households.
    pub households: u32,
    /// The best line they can buy today: `none`, `adsl`, `fttc` or `ftth`.
    pub service_class: &'static str,
}

impl Point {
    /// Whether its households have broadband today.
    pub fn served(&self) -> bool {
        matches!(self.service_class, "fttc" | "ftth")
    }
}

/// All points, comune by comune. `fits` says whether a point lies inside its comune as the border is drawn.
pub fn settle(survey: &Survey, comuni: &Comuni, fits: impl Fn(&Point) -> bool) -> Vec<Point> {
    let mut points = Vec::new();
    for index in 0..comuni.list.len() {
        points.extend(settle_comune(survey, comuni, index, &fits));
    }
    points
}

fn settle_comune(
    survey: &Survey,
    comuni: &Comuni,
    index: usize,
    fits: &impl Fn(&Point) -> bool,
) -> Vec<Point> {
    let home = &comuni.list[index];
    let count = point_count(home.households);
    let mut taken = vec![false; survey.lattice.cells()];
    let mut points = Vec::new();
    for (seed, setting, quota) in quotas(home, count) {
        let open = |cell: usize| comuni.of[cell] == Some(index);
        let walk = Walk::within(survey, seed, open, quota * 40);
        let cells: Vec<usize> = walk.order.into_iter().filter(|&cell| plot(survey, cell)).collect();
        take(&cells, quota, (index, setting), &mut taken, fits, &mut points);
    }
    let farms = farms(survey, comuni, index);
    take(&farms, count - points.len().min(count), (index, Setting::Scattered), &mut taken, fits, &mut points);
    share_households(&mut points, home.households);
    for (rank, point) in points.iter_mut().enumerate() {
        point.service_class = service_class(point, rank, home);
    }
    points
}

/// More points in larger comuni, but fewer per household: 40 for 110 households, 350 for 4,300.
fn point_count(households: u32) -> usize {
    let households = f64::from(households);
    (3.2 * households.sqrt() + households / 30.0) as usize
}

/// Seed, setting and number of points of the town and its hamlets: 55 and 30 in a hundred.
fn quotas(comune: &Comune, count: usize) -> Vec<(usize, Setting, usize)> {
    let mut quotas = vec![(comune.town, Setting::Town, count * 55 / 100)];
    let (total, mut weight) =
        (comune.hamlets.len() * (comune.hamlets.len() + 3) / 2, comune.hamlets.len() + 1);
    for &(cell, _) in &comune.hamlets {
        quotas.push((cell, Setting::Hamlet, (count * 30 * weight).div_ceil(100 * total)));
        weight -= 1;
    }
    quotas
}

/// Whether there is a plot to build on: one cell in four, not too steep, out of the river.
fn plot(survey: &Survey, cell: usize) -> bool {
    let (row, col) = survey.lattice.row_col(cell);
    row.is_multiple_of(2)
        && col.is_multiple_of(2)
        && survey.slope_ratio[cell] < 0.62
        && !survey.is_river(cell)
        && unit(71, row as u64, col as u64) < 0.72
}

/// Cells for lone houses, in the order in which they are taken: by chance, low ground first.
fn farms(survey: &Survey, comuni: &Comuni, index: usize) -> Vec<usize> {
    let mut cells: Vec<(u64, usize)> = (0..survey.lattice.cells())
        .filter(|&cell| {
            comuni.of[cell] == Some(index) && plot(survey, cell) && survey.slope_ratio[cell] < 0.5
        })
        .map(|cell| {
            let height = 100 + survey.height_m[cell] as u64;
            ((hash(72, cell as u64, 0) >> 32) * height, cell)
        })
        .collect();
    cells.sort_unstable();
    cells.into_iter().map(|(_, cell)| cell).collect()
}

/// Builds on the first free cells that fit.
fn take(
    cells: &[usize],
    quota: usize,
    (comune, setting): (usize, Setting),
    taken: &mut [bool],
    fits: &impl Fn(&Point) -> bool,
    points: &mut Vec<Point>,
) {
    let before = points.len();
    for &cell in cells {
        if points.len() - before >= quota {
            break;
        }
        let point = bare_point(cell, comune, setting);
        if !taken[cell] && fits(&point) {
            taken[cell] = true;
            points.push(point);
        }
    }
}

fn bare_point(cell: usize, comune: usize, setting: Setting) -> Point {
    let jitter_m = |salt| 26.0 * (unit(salt, cell as u64, 1) - 0.5);
    Point {
        cell,
        east_m: jitter_m(73),
        north_m: jitter_m(74),
        comune,
        setting,
        households: 1,
        service_class: "none",
    }
}

/// Shares a comune's households among its points: at least one each, more near the centre, the rounding's
/// remainder from the first point on.
fn share_households(points: &mut [Point], total: u32) {
    let weights: Vec<u64> = points.iter().enumerate().map(|(rank, point)| weight(rank, point)).collect();
    let sum: u64 = weights.iter().sum();
    let spare = u64::from(total) - points.len() as u64;
    let mut left = spare;
    for (point, weight) in points.iter_mut().zip(&weights) {
        let part = spare * weight / sum;
        point.households += part as u32;
        left -= part;
    }
    for point in points.iter_mut().take(left as usize) {
        point.households += 1;
    }
}

fn weight(rank: usize, point: &Point) -> u64 {
    let chance = 60 + hash(75, point.cell as u64, 0) % 80;
    match point.setting {
        Setting::Town => chance * (60 + 9_000 / (30 + rank as u64)),
        Setting::Hamlet => chance * 70,
        Setting::Scattered => 4 * chance,
    }
}

/// Who has a line: fibre on the coast, cabinets in the larger valley towns, copper or nothing beyond.
fn service_class(point: &Point, rank: usize, comune: &Comune) -> &'static str {
    let town_points = point_count(comune.households) * 55 / 100;
    let chance = unit(76, point.cell as u64, 0);
    match (point.setting, comune.by_the_sea) {
        (Setting::Town, true) if rank * 3 < town_points => "ftth",
        (Setting::Town, true) => either(chance, 0.88, "fttc", "adsl"),
        (Setting::Hamlet, true) => either(chance, 0.35, "fttc", "adsl"),
        (Setting::Scattered, true) => either(chance, 0.4, "adsl", "none"),
        (Setting::Town, false) if comune.households > 700 && rank * 3 < town_points => "fttc",
        (Setting::Town, false) => either(chance, 0.8, "adsl", "none"),
        (Setting::Hamlet, false) => either(chance, 0.35, "adsl", "none"),
        (Setting::Scattered, false) => "none",
    }
}

fn either(chance: f64, share: f64, often: &'static str, else_class: &'static str) -> &'static str {
    if chance < share { often } else { else_class }
}
