//! What grows and stands where: one class number a cell.

use super::comuni::Comuni;
use super::households::{Point, Setting};
use super::noise::{rugged, smooth};
use super::survey::Survey;
use super::travel::Walk;

/// Sea and river beds.
pub const WATER: u8 = 0;
/// Roofs and streets.
pub const BUILT_UP: u8 = 1;
/// Terraces, olives, vines, gardens.
pub const CROP: u8 = 2;
/// Pastures.
pub const GRASS: u8 = 3;
/// Chestnut, beech, oak.
pub const BROADLEAF: u8 = 4;
/// Pine and fir.
pub const CONIFER: u8 = 5;
/// Bare rock and scree.
pub const ROCK: u8 = 6;

/// Farmers walk so far to their terraces, decimetres of level ground.
const TERRACE_EFFORT: u64 = 32_000;
/// A river so large keeps an open bed, km².
const OPEN_BED_KM2: f64 = 30.0;

/// The class of each cell.
pub fn cover(survey: &Survey, comuni: &Comuni, points: &[Point]) -> Vec<u8> {
    let centres: Vec<usize> = comuni
        .list
        .iter()
        .flat_map(|comune| std::iter::once(comune.town).chain(comune.hamlets.iter().map(|hamlet| hamlet.0)))
        .collect();
    let walk = Walk::from(survey, &centres, |cell| !survey.sea[cell]);
    let grown: Vec<u8> =
        (0..survey.lattice.cells()).map(|cell| grown(survey, cell, walk.effort[cell])).collect();
    let mut cover: Vec<u8> = (0..grown.len()).map(|cell| most_around(survey, &grown, cell)).collect();
    build(survey, points, &mut cover);
    cover
}

/// What would grow there.
fn grown(survey: &Survey, cell: usize, effort: u64) -> u8 {
    let (east_m, north_m) = survey.lattice.offset_m(cell);
    let (height_m, slope_ratio) = (survey.height_m[cell], survey.slope_ratio[cell]);
    let patch = rugged(81, east_m / 800.0, north_m / 800.0, 3);
    let terraces = TERRACE_EFFORT as f64 * (0.35 + smooth(82, east_m / 1_100.0, north_m / 1_100.0));
    if survey.sea[cell] {
        WATER
    } else if height_m + 900.0 * slope_ratio + 180.0 * patch > 1_960.0 {
        ROCK
    } else if height_m + 160.0 * patch > 1_270.0 {
        GRASS
    } else if (effort as f64) < terraces && slope_ratio < 0.58 && height_m < 850.0 {
        CROP
    } else if patch > 0.42 && slope_ratio < 0.6 {
        GRASS
    } else {
        wood(survey, cell, patch)
    }
}

/// Conifers on high northern slopes and on dry capes; else broadleaved trees.
fn wood(survey: &Survey, cell: usize, patch: f64) -> u8 {
    let (_, rise_north) = survey.lattice.gradient(&survey.height_m, cell);
    let cold = survey.height_m[cell] / 1_000.0 - 0.9 * rise_north + patch;
    let dry = 0.25 - survey.height_m[cell] / 1_000.0 + rise_north - patch;
    if cold > 1.15 || dry > 0.75 { CONIFER } else { BROADLEAF }
}

/// The class of most of the nine cells around, so that no class stands alone; water stays.
fn most_around(survey: &Survey, grown: &[u8], cell: usize) -> u8 {
    if grown[cell] == WATER {
        return WATER;
    }
    if survey.drained_km2[cell] >= OPEN_BED_KM2 {
        return WATER;
    }
    let mut count = [0_u8; 7];
    for near in survey.lattice.square(cell, 1) {
        count[usize::from(grown[near])] += 1;
    }
    (1..7).max_by_key(|&class| (count[usize::from(class)], class == grown[cell])).unwrap_or(grown[cell])
}

/// Towns and hamlets seal the ground around their houses.
fn build(survey: &Survey, points: &[Point], cover: &mut [u8]) {
    for point in points.iter().filter(|point| point.setting != Setting::Scattered) {
        for near in survey.lattice.square(point.cell, 1) {
            if cover[near] != WATER {
                cover[near] = BUILT_UP;
            }
        }
    }
}
