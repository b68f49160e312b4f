//! One path between two places: its geometry, its loss, its link budget, and what would clear it.

mod access;
mod backhaul;
mod geometry;
mod report;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use report::{
    AccessPath, BackhaulPath, ClearingHeights, EndKind, HeightsAlone, LossTerm, PathAntenna, PathEnd,
    PathGeometry, PathLoss, PathObstacle, PathProvenance, PathPurpose, PathRate, PathReport, PathTier,
    ProfilePoint,
};

#[cfg(test)]
pub(crate) use samples::path_samples;

use super::rounding::METRE_DECIMALS;
use super::{InputFile, ScenarioRef};
use crate::coverage::{Access, Heading};
use crate::economics::round_to;
use crate::propagation::{Profile, Term, Terminals};
use crate::scenario::{Band, Scenario};
use crate::sites::Sector;
use crate::units::{LonLat, Projected};

/// Everything that the report of a path is made from.
pub struct PathStages<'a> {
    /// The document.
    pub scenario: &'a Scenario,
    /// SHA-256 of the scenario file, hexadecimal.
    pub scenario_sha256: &'a str,
    /// The access link.
    pub access: &'a Access,
    /// What the path is for.
    pub purpose: WhatFor<'a>,
    /// The ends were named the other way round.
    pub swapped: bool,
    /// The ends; of an access link the station first.
    pub ends: [Terminal<'a>; 2],
    /// The ground between them.
    pub profile: Profile<'a>,
    /// From the working projection to WGS 84; none outside the projection's reach.
    pub to_lon_lat: &'a dyn Fn(Projected) -> Option<LonLat>,
    /// What the user should know.
    pub warnings: Vec<String>,
    /// Every file read, by path.
    pub inputs: Vec<InputFile>,
}

/// What a path is for, and what that takes.
#[derive(Debug, Clone, Copy)]
pub enum WhatFor<'a> {
    /// From a site to a household.
    Access,
    /// Between two masts, in a band.
    Backhaul(&'a Band),
}

/// An end of a path.
#[derive(Debug, Clone, Copy)]
pub struct Terminal<'a> {
    /// What stands there.
    pub kind: EndKind,
    /// Its id.
    pub id: Option<&'a str>,
    /// Its name.
    pub name: Option<&'a str>,
    /// Position on the ellipsoid.
    pub lon_lat: LonLat,
    /// Position in the working projection.
    pub position: Projected,
    /// Ground above mean sea level, m.
    pub ground_m: f64,
    /// Antenna above ground, m.
    pub antenna_height_m: f64,
    /// Azimuth of true north, degrees clockwise from the north of the map's grid.
    pub true_north_deg: f64,
    /// Sectors of a site, turned; none where an antenna is pointed at the other end.
    pub sectors: &'a [Sector],
}

impl Terminal<'_> {
    /// Antenna above mean sea level, m.
    fn antenna_m(&self) -> f64 {
        self.ground_m + self.antenna_height_m
    }
}

/// The report of a path.
#[must_use]
pub fn path_report(stages: PathStages) -> PathReport {
    let path = Route::of(&stages);
    PathReport {
        scenario: ScenarioRef {
            name: stages.scenario.name.clone(),
            description: stages.scenario.description.clone(),
            sha256: stages.scenario_sha256.to_owned(),
        },
        purpose: stages.purpose.word(),
        swapped: stages.swapped,
        from: geometry::end(&stages.ends[0], path.there),
        to: geometry::end(&stages.ends[1], path.back),
        geometry: geometry::geometry(&path),
        obstacle: geometry::obstacle(&path),
        clearing_heights: geometry::clearing_heights(&path),
        access: matches!(stages.purpose, WhatFor::Access).then(|| access::report(&path)),
        backhaul: stages.purpose.band().map(|band| backhaul::report(&path, band)),
        profile: geometry::points(&path),
        warnings: stages.warnings,
        provenance: PathProvenance { divario: env!("CARGO_PKG_VERSION").into(), inputs: stages.inputs },
    }
}

impl<'a> WhatFor<'a> {
    fn word(self) -> PathPurpose {
        match self {
            Self::Access => PathPurpose::Access,
            Self::Backhaul(_) => PathPurpose::Backhaul,
        }
    }

    fn band(self) -> Option<&'a Band> {
        match self {
            Self::Access => None,
            Self::Backhaul(band) => Some(band),
        }
    }
}

/// A path and the numbers that all parts of its report start from.
struct Route<'s, 'a> {
    stages: &'s PathStages<'a>,
    terminals: Terminals,
    effective_earth_radius_km: f64,
    length_km: f64,
    /// Direction of the second end from the first.
    there: Heading,
    /// Direction of the first end from the second.
    back: Heading,
}

impl<'s, 'a> Route<'s, 'a> {
    fn of(stages: &'s PathStages<'a>) -> Self {
        let [from, to] = &stages.ends;
        let heights_m = [from.antenna_height_m, to.antenna_height_m];
        let mut terminals = stages.access.terminals_at(heights_m);
        if let Some(band) = stages.purpose.band() {
            terminals.frequency_mhz = band.band_ghz * 1_000.0;
        }
        let effective_earth_radius_km = stages.access.effective_earth_radius_km();
        let heading = |one: &Terminal, other: &Terminal| {
            let at = |end: &Terminal| (end.position, end.antenna_m());
            Heading::between(at(one), at(other), effective_earth_radius_km)
        };
        Self {
            stages,
            terminals,
            effective_earth_radius_km,
            length_km: from.position.distance_m(to.position) / 1_000.0,
            there: heading(from, to),
            back: heading(to, from),
        }
    }
}

fn metres(value: f64) -> f64 {
    round_to(value, METRE_DECIMALS)
}

/// Digits that are kept of a step.
const TERM_DIGITS: i32 = 7;

fn terms(rows: impl IntoIterator<Item = Term>) -> Vec<LossTerm> {
    let term = |term: Term| LossTerm {
        name: term.name.to_owned(),
        value: term.value.is_finite().then(|| to_digits(term.value)),
        meaning: term.meaning.to_owned(),
    };
    rows.into_iter().map(term).collect()
}

/// A number to seven digits, whatever its size.
fn to_digits(value: f64) -> f64 {
    if value == 0.0 {
        return 0.0;
    }
    let decimals = TERM_DIGITS - 1 - value.abs().log10().floor() as i32;
    round_to(value, decimals)
}
