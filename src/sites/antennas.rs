//! The antennas that a scenario names, read from their files where they have one, and held against the licence.

use crate::input::read_msi;
use crate::problem::{Findings, Problem};
use crate::radio::antenna::{MeasuredPattern, Pattern};
use crate::radio::{EirpLimit, EirpLimits, Station};
use crate::scenario::{Antenna, Files, PatternFile, Radio, Scenario, SectorLayout, SiteTerms};

/// Mean gain over the sphere above which gain and beamwidths contradict each other: a lossless antenna has 1, and a formula
/// with floors in place of lobes may err by half as much again.
const SPHERE_MEAN_MAX_RATIO: f64 = 1.5;

/// The antennas of both ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Antennas {
    /// Of a sector.
    pub base_station: Pattern,
    /// Of a household.
    pub cpe: Pattern,
}

impl Antennas {
    /// Reads the antennas' files; `None`, with the problems noted, where one cannot be had.
    pub fn read(radio: &Radio, files: &mut Files, findings: &mut Findings) -> Option<Self> {
        let mut read = |antenna: &Antenna, pointer: &str| read(antenna, pointer, files, findings);
        let base_station = read(&radio.base_station.antenna, "/radio/base_station/antenna");
        let cpe = read(&radio.cpe.antenna, "/radio/cpe/antenna");
        Some(Self { base_station: base_station?, cpe: cpe? })
    }

    /// The antennas of a scenario that names no file; `None` where it does.
    #[must_use]
    pub fn without_files(radio: &Radio) -> Option<Self> {
        let base_station = formula(&radio.base_station.antenna)?;
        Some(Self { base_station, cpe: formula(&radio.cpe.antenna)? })
    }
}

fn formula(antenna: &Antenna) -> Option<Pattern> {
    match antenna {
        Antenna::Isotropic { gain_dbi } => Some(Pattern::Isotropic { gain_dbi: *gain_dbi }),
        Antenna::Sector(sector) => Some(Pattern::Sector(*sector)),
        Antenna::Measured(_) => None,
    }
}

fn read(antenna: &Antenna, pointer: &str, files: &mut Files, findings: &mut Findings) -> Option<Pattern> {
    let pattern = match antenna {
        Antenna::Measured(file) => measured(file, pointer, files, findings)?,
        other => formula(other)?,
    };
    let mean_ratio = pattern.sphere_mean_ratio();
    if !matches!(pattern, Pattern::Isotropic { .. }) && mean_ratio > SPHERE_MEAN_MAX_RATIO {
        findings.warn(format!(
            "{pointer}: with this pattern a gain of {:.1} dBi would radiate {mean_ratio:.1} times what is fed in; lower the \
             gain or narrow the beam",
            pattern.peak_gain_dbi()
        ));
    }
    Some(pattern)
}

fn measured(
    spec: &PatternFile,
    pointer: &str,
    files: &mut Files,
    findings: &mut Findings,
) -> Option<Pattern> {
    let path = match files.find(&spec.file, &format!("{pointer}/measured/file")) {
        Ok(path) => path,
        Err(problem) => {
            findings.problem(problem);
            return None;
        }
    };
    let pattern = read_msi(&path, findings)?.pattern;
    let own_gain = spec.gain_dbi.and_then(|gain_dbi| with_gain(&pattern, gain_dbi));
    Some(Pattern::Measured(own_gain.unwrap_or(pattern)))
}

/// The same pattern with another gain.
fn with_gain(pattern: &MeasuredPattern, gain_dbi: f64) -> Option<MeasuredPattern> {
    let cuts = [pattern.horizontal_loss_db(), pattern.vertical_loss_db()].map(<[f64]>::to_vec);
    let [horizontal_loss_db, vertical_loss_db] = cuts;
    MeasuredPattern::new(gain_dbi, horizontal_loss_db, vertical_loss_db).ok()
}

/// Notes every station that would radiate more than the licence allows.
pub fn check_eirp(scenario: &Scenario, antennas: &Antennas, findings: &mut Findings) {
    let Some(limits) = scenario.radio.limits() else { return };
    let radio = &scenario.radio;
    let cpe = Radiator {
        station: &radio.cpe.station,
        gain_dbi: antennas.cpe.peak_gain_dbi(),
        what: "the household's antenna",
    };
    let limit = radio.cpe.limit(&limits);
    cpe.check(radio, limit, &limits, ("/radio/cpe", cpe.station.tx_power_dbm), findings);
    let gain_dbi = antennas.base_station.peak_gain_dbi();
    let sector = Radiator { station: &radio.base_station.station, gain_dbi, what: "a sector" };
    for (pointer, power_dbm) in powers(scenario) {
        sector.check(radio, limits.base_station, &limits, (&pointer, power_dbm), findings);
    }
}

/// A kind of station.
struct Radiator<'a> {
    station: &'a Station,
    gain_dbi: f64,
    what: &'static str,
}

impl Radiator<'_> {
    fn check(
        &self,
        radio: &Radio,
        limit: EirpLimit,
        limits: &EirpLimits,
        (pointer, tx_power_dbm): (&str, f64),
        findings: &mut Findings,
    ) {
        let station = Station { tx_power_dbm, ..*self.station };
        let eirp_dbm = station.eirp_dbm(self.gain_dbi);
        let occupied_mhz = radio.occupied_mhz();
        let Some(max_dbm) = limit.max_dbm(occupied_mhz).filter(|max_dbm| eirp_dbm > max_dbm + ROUNDING_DB)
        else {
            return;
        };
        let found = format!(
            "{} would radiate {eirp_dbm:.1} dBm EIRP; {} allows {max_dbm:.1} dBm in {occupied_mhz} MHz",
            self.what, limits.title
        );
        let over_db = eirp_dbm - max_dbm;
        let remedy =
            format!("lower the power or the gain by {over_db:.1} dB, or name the licence that allows it");
        findings.problem(Problem::at("eirp-above-licence", pointer, found, remedy));
    }
}

/// More than rounding adds to a level, dB.
const ROUNDING_DB: f64 = 1e-9;

/// Every power that a sector of the scenario is given, with where it stands.
fn powers(scenario: &Scenario) -> Vec<(String, f64)> {
    let base_dbm = scenario.radio.base_station.station.tx_power_dbm;
    let base = ("/radio/base_station".to_owned(), base_dbm);
    let mut powers = vec![base];
    let mut add = |pointer: String, layout: &SectorLayout| {
        let SectorLayout::Given { sectors } = layout else { return };
        for (index, sector) in sectors.iter().enumerate() {
            if let Some(power_dbm) = sector.tx_power_dbm {
                powers.push((format!("{pointer}/given/sectors/{index}/tx_power_dbm"), power_dbm));
            }
        }
    };
    add("/radio/base_station/layout".into(), &scenario.radio.base_station.layout);
    for (pointer, SiteTerms { layout, .. }) in scenario.all_terms() {
        if let Some(layout) = layout {
            add(format!("{pointer}/layout"), layout);
        }
    }
    powers
}
