//! The antennas that a scenario names, read from their files where they have one, and held against the licence.

use crate::input::{MsiFile, read_msi};
use crate::problem::{Findings, Problem};
use crate::radio::antenna::Pattern;
use crate::radio::{EirpLimit, EirpLimits, Station};
use crate::scenario::{Antenna, Files, GivenSector, Mast, PatternFile, Radio, Scenario, SectorLayout};

/// Mean gain over the sphere above which gain and beamwidths contradict each other: a lossless antenna has 1, and a formula
/// with floors in place of lobes may err by half as much again.
const SPHERE_MEAN_MAX_RATIO: f64 = 1.5;

/// The antennas of both ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Antennas {
    /// Of a sector, where its site has none of its own.
    pub base_station: Pattern,
    /// Those that sites have of their own, as the scenario has them.
    pub own: Vec<(Antenna, Pattern)>,
    /// Of a household.
    pub cpe: Pattern,
}

impl Antennas {
    /// Reads the antennas' files; `None`, with the problems noted, where one cannot be had.
    pub fn read(scenario: &Scenario, files: &mut Files, findings: &mut Findings) -> Option<Self> {
        let radio = &scenario.radio;
        let mut own: Vec<(String, &Antenna)> = Vec::new();
        for (pointer, antenna) in scenario.own_equipment().into_iter().filter_map(|one| one.antenna) {
            if !own.iter().any(|(_, known)| *known == antenna) {
                own.push((pointer, antenna));
            }
        }
        let mut read = |antenna: &Antenna, pointer: &str| read(antenna, pointer, radio, files, findings);
        let base_station = read(&radio.base_station.antenna, "/radio/base_station/antenna");
        let cpe = read(&radio.cpe.antenna, "/radio/cpe/antenna");
        let own: Vec<Option<(Antenna, Pattern)>> = own
            .into_iter()
            .map(|(pointer, antenna)| Some((antenna.clone(), read(antenna, &pointer)?)))
            .collect();
        Some(Self { base_station: base_station?, own: own.into_iter().collect::<Option<_>>()?, cpe: cpe? })
    }

    /// The antennas of a radio that names no file, at sites that have none of their own; `None` where it names one.
    #[must_use]
    pub fn without_files(radio: &Radio) -> Option<Self> {
        let base_station = formula(&radio.base_station.antenna)?;
        Some(Self { base_station, own: Vec::new(), cpe: formula(&radio.cpe.antenna)? })
    }

    /// The pattern of an antenna of the scenario.
    fn of(&self, antenna: &Antenna) -> &Pattern {
        self.mounted(Some(antenna)).1
    }

    /// What is mounted at a site: its own antenna, with its place among all such, or else the base station's.
    #[must_use]
    pub fn mounted(&self, own: Option<&Antenna>) -> (Option<usize>, &Pattern) {
        let place = own.and_then(|own| self.own.iter().position(|(antenna, _)| antenna == own));
        (place, place.map_or(&self.base_station, |place| &self.own[place].1))
    }
}

fn formula(antenna: &Antenna) -> Option<Pattern> {
    match antenna {
        Antenna::Isotropic { gain_dbi } => Some(Pattern::Isotropic { gain_dbi: *gain_dbi }),
        Antenna::Omni(omni) => Some(Pattern::Omni(*omni)),
        Antenna::Sector(sector) => Some(Pattern::Sector(*sector)),
        Antenna::Measured(_) => None,
    }
}

/// Mean gain over the sphere above which no antenna is meant: a wrong gain or beamwidth.
const SPHERE_MEAN_ABSURD_RATIO: f64 = 4.0;

/// No antenna that serves all around has more: what is said to is a beam, dBi.
const ISOTROPIC_MAX_DBI: f64 = 12.0;

fn read(
    antenna: &Antenna,
    pointer: &str,
    radio: &Radio,
    files: &mut Files,
    findings: &mut Findings,
) -> Option<Pattern> {
    let pattern = match antenna {
        Antenna::Measured(file) => measured(file, pointer, radio, files, findings)?,
        other => formula(other)?,
    };
    let (peak_dbi, mean_ratio) = (pattern.peak_gain_dbi(), pattern.sphere_mean_ratio());
    if matches!(pattern, Pattern::Isotropic { .. }) {
        if peak_dbi > ISOTROPIC_MAX_DBI {
            findings.warn(format!(
                "{pointer}: no antenna has {peak_dbi} dBi in all directions: it neither shields from interference nor misses \
                 what lies below it; \"omni\" has a disc, \"sector\" a beam"
            ));
        }
    } else if mean_ratio > SPHERE_MEAN_ABSURD_RATIO {
        let found = format!(
            "with this pattern a gain of {peak_dbi:.1} dBi would radiate {mean_ratio:.1} times what is fed in"
        );
        let remedy = "lower the gain or narrow the beam";
        findings.problem(Problem::at("impossible-antenna", pointer, found, remedy));
    } else if mean_ratio > SPHERE_MEAN_MAX_RATIO {
        findings.warn(format!(
            "{pointer}: with this pattern a gain of {peak_dbi:.1} dBi would radiate {mean_ratio:.1} times what is fed in; \
             lower the gain or narrow the beam"
        ));
    }
    Some(pattern)
}

/// A pattern that was measured at a frequency further off than this is another one, as a ratio.
const FREQUENCY_OFF_MAX_RATIO: f64 = 0.2;

fn measured(
    spec: &PatternFile,
    pointer: &str,
    radio: &Radio,
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
    let MsiFile { pattern, frequency_mhz, .. } = read_msi(&path, spec.gain_dbi, findings)?;
    if let Some(measured_mhz) = frequency_mhz
        && (measured_mhz / radio.frequency_mhz - 1.0).abs() > FREQUENCY_OFF_MAX_RATIO
    {
        findings.warn(format!(
            "{}: measured at {measured_mhz} MHz, used at {} MHz: beams and gain are others there",
            path.display(),
            radio.frequency_mhz
        ));
    }
    Some(Pattern::Measured(pattern))
}

/// Notes what does not go with the licence or the layouts.
pub fn check_antennas(scenario: &Scenario, antennas: &Antennas, findings: &mut Findings) {
    for mast in scenario.masts() {
        check_all_around(&mast, antennas, findings);
    }
    check_eirp(scenario, antennas, findings);
}

/// An antenna whose gain changes by more than this around the compass does not serve all around, dB.
const RIPPLE_MAX_DB: f64 = 6.0;

/// A measured pattern with a beam must not be taken for one that serves all around.
fn check_all_around(mast: &Mast, antennas: &Antennas, findings: &mut Findings) {
    let ripple_db = antennas.of(mast.antenna).horizontal_ripple_db();
    if matches!(mast.layout, SectorLayout::Omni {}) && ripple_db > RIPPLE_MAX_DB {
        let found = format!(
            "the layout omni with an antenna that has {ripple_db:.1} dB less in its weakest azimuth than in its strongest; \
             {RIPPLE_MAX_DB} dB is the most"
        );
        let remedy = "take an antenna that serves all around, or a layout with azimuths";
        findings.problem(Problem::at("unsuited-antenna", mast.antenna_at.clone(), found, remedy));
    }
}

/// Every power that a sector of a mast is given, with where it stands.
fn powers(mast: &Mast, base_dbm: f64) -> Vec<(String, f64)> {
    let of_base = (mast.own_at.clone(), base_dbm);
    let SectorLayout::Given { sectors } = mast.layout else { return vec![of_base] };
    let power = |(index, sector): (usize, &GivenSector)| {
        let own = |dbm| (format!("{}/given/sectors/{index}/tx_power_dbm", mast.layout_at), dbm);
        sector.tx_power_dbm.map_or_else(|| of_base.clone(), own)
    };
    let mut powers: Vec<(String, f64)> = sectors.iter().enumerate().map(power).collect();
    powers.dedup();
    powers
}

/// Notes every station that would radiate more than the licence allows.
fn check_eirp(scenario: &Scenario, antennas: &Antennas, findings: &mut Findings) {
    let Some(limits) = scenario.radio.limits() else { return };
    let radio = &scenario.radio;
    let cpe = Radiator {
        station: &radio.cpe.station,
        gain_dbi: antennas.cpe.peak_gain_dbi(),
        what: "the household's antenna",
    };
    let limit = radio.cpe.limit(&limits);
    cpe.check(radio, limit, &limits, ("/radio/cpe", cpe.station.tx_power_dbm), findings);
    let station = &radio.base_station.station;
    for mast in scenario.masts() {
        let gain_dbi = antennas.of(mast.antenna).peak_gain_dbi();
        let sector = Radiator { station, gain_dbi, what: "a sector" };
        for (pointer, power_dbm) in powers(&mast, station.tx_power_dbm) {
            sector.check(radio, limits.base_station, &limits, (&pointer, power_dbm), findings);
        }
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
