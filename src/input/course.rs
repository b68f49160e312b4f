//! The distances of a profile together: enough of them, from 0, rising, in kilometres.

use std::path::Path;

use super::profile::DISTANCE;
use crate::problem::{Findings, Place, Problem};
use crate::propagation::profile_check::POINTS;

/// Points further apart than this on average are no profile of terrain, km: their distances are metres …
const SPACING_REFUSED_KM: f64 = 5.0;

/// … unless there are fewer of them than this, as in an exercise with a few hills, or over the sea …
const POINTS_OF_A_PROFILE: usize = 8;

/// … and even then no further apart than this, km.
const SPACING_OF_FEW_REFUSED_KM: f64 = 20.0;

/// Points so far apart on average, on a path so long, may be in metres, km: worth a warning.
const SPACING_DOUBTED_KM: f64 = 1.0;
const LENGTH_DOUBTED_KM: f64 = 100.0;

/// Notes what is wrong with the distances, and a warning where they may be metres. `lines` are those of the file.
pub(super) fn check_course(file: &Path, distance_km: &[f64], lines: &[u64], findings: &mut Findings) {
    let count = distance_km.len();
    if (count as f64) < POINTS.valid.0 {
        let found = format!("has {count} {}", if count == 1 { "point" } else { "points" });
        let remedy = "give the transmitter, the receiver and at least one point between them";
        findings.problem(Problem::file("too-few-points", file, found, remedy));
        return;
    }
    let mut note = |code, index: usize, found: String, remedy: &str| {
        let place = Place::Cell(file.to_path_buf(), lines[index], DISTANCE.into());
        findings.problem(Problem { code, place, found, remedy: remedy.into() });
    };
    if distance_km[0] != 0.0 {
        let remedy = "the first point is the transmitter: its distance is 0; take it from all the others";
        note("start-not-zero", 0, format!("found {}", distance_km[0]), remedy);
    }
    for index in (1..count).filter(|&index| distance_km[index] <= distance_km[index - 1]) {
        let found = format!("found {} after {}", distance_km[index], distance_km[index - 1]);
        note("not-ascending", index, found, "give the points in order from the transmitter, each place once");
    }
    let (length_km, spacing_km) = length_and_spacing_km(distance_km);
    let found = format!("found a path of {length_km} km with a point every {spacing_km} km on average");
    let refused_km = if count < POINTS_OF_A_PROFILE { SPACING_OF_FEW_REFUSED_KM } else { SPACING_REFUSED_KM };
    if spacing_km >= refused_km {
        note("distance-not-km", count - 1, found, "these look like metres: divide them by 1000");
    } else if spacing_km >= SPACING_DOUBTED_KM && length_km >= LENGTH_DOUBTED_KM {
        findings.warn(format!("{}: {found}; if these are metres, divide them by 1000", file.display()));
    }
}

fn length_and_spacing_km(distance_km: &[f64]) -> (f64, f64) {
    let length_km = distance_km[distance_km.len() - 1];
    (length_km, length_km / (distance_km.len() - 1) as f64)
}
