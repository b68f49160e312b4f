//! The road from a scenario to one path: the ends, the ground between them, the report, its files.

use std::path::PathBuf;

use super::asked::unfit;
use super::ends::{End, Finder};
use super::output;
use super::pictures::path_pictures;
use super::survey::{allowed, input_files};
use crate::backhaul::Hop;
use crate::coverage::{Access, orient};
use crate::economics::round_to;
use crate::export::{OutputFolder, PathResults, write_path};
use crate::inputs::Inputs;
use crate::problem::{Error, Findings, Place, Problem};
use crate::progress::Progress;
use crate::propagation::profile_check::POINTS;
use crate::propagation::{OutOfRange, Profile, Warning};
use crate::scenario::{Band, Status};
use crate::score::{EndKind, PathPurpose, PathReport, PathStages, Terminal, WhatFor, path_report};
use crate::sites::{Sector, Site};
use crate::terrain::{ProfileBuffer, height_at};
use crate::units::Projected;

/// Antenna heights that are taken, m above ground.
const HEIGHTS_M: std::ops::RangeInclusive<f64> = 0.5..=300.0;

/// Longest path that is looked at, m: beyond it the air, not the ground, decides.
const LENGTH_MAX_M: f64 = 100_000.0;

/// Ends so near to each other are one place, m.
const APART_MIN_M: f64 = 1.0;

/// Which path to look at, and where the results go.
#[derive(Debug, Clone)]
pub struct LinkRequest {
    /// The scenario file.
    pub scenario: PathBuf,
    /// Second folder in which its relative paths are looked for.
    pub data: Option<PathBuf>,
    /// Folder for the results; none: nothing is written.
    pub out: Option<PathBuf>,
    /// One end: id of a site, a point of presence or a household point, or `lon,lat` (WGS 84, degrees).
    pub from: String,
    /// The other end.
    pub to: String,
    /// Antenna above ground at `from`, m; none: that of the scenario.
    pub from_height_m: Option<f64>,
    /// Antenna above ground at `to`, m; none: that of the scenario.
    pub to_height_m: Option<f64>,
    /// What the path is for; none: a microwave link between sites and points of presence, else access.
    pub purpose: Option<PathPurpose>,
}

/// Looks at one path between two places, and writes what it finds where a folder is named.
///
/// # Errors
/// Any [`Error`] but [`Error::Infeasible`]; the output folder is then as it was before.
pub fn link(request: &LinkRequest, progress: &dyn Progress) -> Result<PathReport, Error> {
    check_heights(request)?;
    let folder = request.out.as_deref().map(|out| output::open(out, "link.json")).transpose()?;
    let inputs = Inputs::read(&request.scenario, request.data.as_deref(), progress)?;
    let folder = folder.map(|folder| output::spare(folder, "link.json", &inputs)).transpose()?;
    let report = report(&inputs, request, progress)?;
    if let Some(folder) = folder {
        write(&report, folder, progress)?;
    }
    Ok(report)
}

fn write(report: &PathReport, mut folder: OutputFolder, progress: &dyn Progress) -> Result<(), Error> {
    let charts = path_pictures(report, progress)?;
    write_path(&PathResults { report, charts: &charts }, &mut folder, progress)?;
    folder.commit()
}

fn check_heights(request: &LinkRequest) -> Result<(), Error> {
    let mut findings = Findings::default();
    for (option, given_m) in [("from-height-m", request.from_height_m), ("to-height-m", request.to_height_m)]
    {
        if let Some(height_m) = given_m.filter(|height_m| !HEIGHTS_M.contains(height_m)) {
            let (least_m, largest_m) = (HEIGHTS_M.start(), HEIGHTS_M.end());
            findings.problem(Problem {
                code: "out-of-range",
                place: Place::Option(option),
                found: format!("found {height_m} m"),
                remedy: format!("give the antenna's height above ground, {least_m} to {largest_m} m"),
            });
        }
    }
    findings.settle()
}

fn report(inputs: &Inputs, request: &LinkRequest, progress: &dyn Progress) -> Result<PathReport, Error> {
    let mut findings = Findings { warnings: inputs.warnings.clone(), ..Findings::default() };
    let access = Access::new(&inputs.scenario.radio, &inputs.scenario.service, &inputs.antennas)?;
    let asked = Asked::of(request, inputs, &mut findings)?;
    let band = asked.band(inputs, &mut findings);
    let buffer = profile(inputs, &asked.ends, &mut findings)?;
    asked.check_model(&access, &buffer.profile(), &mut findings);
    findings.settle()?;
    asked.warn(&access, &mut findings);
    let sectors = asked.sectors(inputs, &access, progress)?;
    let [from, to] = &asked.ends;
    Ok(path_report(PathStages {
        scenario: &inputs.scenario,
        scenario_sha256: &inputs.scenario_sha256,
        access: &access,
        purpose: band.map_or(WhatFor::Access, WhatFor::Backhaul),
        swapped: asked.swapped,
        ends: [from.terminal(inputs, &sectors), to.terminal(inputs, &[])],
        profile: buffer.profile(),
        to_lon_lat: &|position| inputs.projection.to_lon_lat(position),
        warnings: findings.warnings,
        inputs: input_files(inputs),
    }))
}

/// An end with its antenna.
struct Mast<'i> {
    end: End<'i>,
    antenna_height_m: f64,
    /// The option that named the end.
    option: &'static str,
}

impl<'i> Mast<'i> {
    fn terminal<'a>(&self, inputs: &Inputs, sectors: &'a [Sector]) -> Terminal<'a>
    where
        'i: 'a,
    {
        let End { kind, id, name, lon_lat, position, ground_m, .. } = self.end;
        let true_north_deg = inputs.projection.true_north_deg(lon_lat).unwrap_or(0.0);
        let antenna_height_m = self.antenna_height_m;
        Terminal { kind, id, name, lon_lat, position, ground_m, antenna_height_m, true_north_deg, sectors }
    }

    /// The option that gives its height.
    fn height_option(&self) -> &'static str {
        if self.option == "from" { "from-height-m" } else { "to-height-m" }
    }

    fn words(&self) -> String {
        format!("{} {}", self.end.kind.words(), self.end.id.unwrap_or("")).trim_end().to_owned()
    }
}

/// What the user asks for, on the terrain: of an access link the station first.
struct Asked<'i> {
    ends: [Mast<'i>; 2],
    purpose: PathPurpose,
    swapped: bool,
}

impl<'i> Asked<'i> {
    fn of(request: &LinkRequest, inputs: &'i Inputs, findings: &mut Findings) -> Result<Self, Error> {
        let mut find = |option, text: &str| Finder { inputs, option, findings: &mut *findings }.find(text);
        let found = (find("from", &request.from), find("to", &request.to));
        findings.settle()?;
        let (Some(from), Some(to)) = found else {
            return Err(Error::Failed { stage: "finding the ends", reason: "no end and no problem".into() });
        };
        let is_mast = |end: &End| matches!(end.kind, EndKind::Site | EndKind::Pop);
        let both = is_mast(&from) && is_mast(&to);
        let purpose =
            request.purpose.unwrap_or(if both { PathPurpose::Backhaul } else { PathPurpose::Access });
        let swapped = purpose == PathPurpose::Access && station_rank(to.kind) > station_rank(from.kind);
        let mut named = [(from, "from", request.from_height_m), (to, "to", request.to_height_m)];
        if swapped {
            named.reverse();
        }
        let ends = masts(&named, inputs, findings);
        check_apart(&ends, findings);
        findings.settle()?;
        Ok(Self { ends, purpose, swapped })
    }

    /// The band of a microwave link.
    fn band(&self, inputs: &'i Inputs, findings: &mut Findings) -> Option<&'i Band> {
        if self.purpose == PathPurpose::Access {
            return None;
        }
        let (spec, length_km) = (&inputs.scenario.backhaul, length_m(&self.ends) / 1_000.0);
        let band = Hop::band(spec, length_km);
        if band.is_none() {
            let longest_km = spec.bands.iter().map(|band| band.length_max_km).fold(0.0, f64::max);
            findings.problem(Problem {
                code: "no-band",
                place: Place::Option("as"),
                found: format!(
                    "no band reaches the {length_km:.3} km of this path; the longest is for {longest_km} km"
                ),
                remedy: "add a band to /backhaul/bands, or ask for --as access".into(),
            });
        }
        band
    }

    fn check_model(&self, access: &Access, profile: &Profile, findings: &mut Findings) {
        if self.purpose == PathPurpose::Backhaul {
            return;
        }
        let terminals = access.terminals_at(self.ends.each_ref().map(|mast| mast.antenna_height_m));
        match access.model().check(profile, &terminals) {
            Ok(warnings) => warnings.iter().for_each(|warning| findings.warn(readable(*warning).to_string())),
            Err(error) if is_short(&error) => {
                findings.warn(format!("{error}; the loss is computed all the same, as for every map"));
            }
            Err(error) => findings.problem(self.out_of_range(&error)),
        }
    }

    /// An input that the model does not take, at the option that gave it.
    fn out_of_range(&self, error: &OutOfRange) -> Problem {
        let of_height =
            |mast: &&Mast| error.quantity.name.contains("antenna") && mast.antenna_height_m == error.value;
        let place = self.ends.iter().find(of_height).map_or("to", Mast::height_option);
        Problem {
            code: "out-of-range",
            place: Place::Option(place),
            found: format!("the model of the scenario does not take this path: {error}"),
            remedy: "choose other ends or heights, or another model in /radio/propagation".into(),
        }
    }

    fn warn(&self, access: &Access, findings: &mut Findings) {
        let [station, other] = &self.ends;
        if self.swapped {
            findings.warn(format!(
                "the ends are shown the other way round: {} is the station, {} the household",
                station.words(),
                other.words()
            ));
        }
        if self.purpose == PathPurpose::Access
            && matches!(station.end.kind, EndKind::Household | EndKind::Pop)
        {
            findings.warn(format!(
                "{} stands for a base station here: an antenna of the scenario's is pointed from it at the household",
                station.words()
            ));
        }
        if self.purpose == PathPurpose::Access && length_m(&self.ends) > access.range_max_m() {
            let range_km = access.range_max_m() / 1_000.0;
            findings.warn(format!("no plan looks at a path longer than the {range_km} km of range_max_km"));
        }
        let sites = self.ends.iter().filter_map(|mast| mast.end.site);
        sites.filter_map(|site| self.unfit(site)).for_each(|warning| findings.warn(warning));
    }

    /// Why a plan would not use a site so.
    fn unfit(&self, site: &Site) -> Option<String> {
        let carries = self.purpose == PathPurpose::Backhaul && site.terms.status != Status::Forbidden;
        if carries { None } else { unfit(site) }
    }

    /// The sectors of the station, turned as a plan would turn them; none where it is no site.
    fn sectors(
        &self,
        inputs: &Inputs,
        access: &Access,
        progress: &dyn Progress,
    ) -> Result<Vec<Sector>, Error> {
        let Some(site) = self.ends[0].end.site.filter(|_| self.purpose == PathPurpose::Access) else {
            return Ok(Vec::new());
        };
        let turned = orient(access, &inputs.terrain, &inputs.demand, &[allowed(site)], progress)?;
        Ok(turned.into_iter().flat_map(|site| site.sectors).collect())
    }
}

/// How much an end is a station of the access network.
fn station_rank(kind: EndKind) -> u32 {
    match kind {
        EndKind::Site => 3,
        EndKind::Pop => 2,
        EndKind::Position => 1,
        EndKind::Household => 0,
    }
}

/// The ends with their antennas; of a bare position the first needs a height, the second has a household's.
fn masts<'i>(
    named: &[(End<'i>, &'static str, Option<f64>); 2],
    inputs: &Inputs,
    findings: &mut Findings,
) -> [Mast<'i>; 2] {
    let mut usual_m = [None, Some(inputs.scenario.radio.cpe.antenna_height_m)].into_iter();
    named.each_ref().map(|&(end, option, given_m)| {
        let height_m = given_m.or(end.own_height_m).or(usual_m.next().flatten());
        let mast = Mast { end, antenna_height_m: height_m.unwrap_or(f64::NAN), option };
        if height_m.is_none() {
            findings.problem(Problem {
                code: "missing-height",
                place: Place::Option(mast.height_option()),
                found: format!("is missing, and a bare position at --{option} has no antenna of its own"),
                remedy: "give the antenna's height above ground, m".into(),
            });
        }
        mast
    })
}

fn length_m([from, to]: &[Mast; 2]) -> f64 {
    from.end.position.distance_m(to.end.position)
}

fn check_apart(ends: &[Mast; 2], findings: &mut Findings) {
    let apart_m = length_m(ends);
    let mut note = |code, found, remedy: &str| {
        findings.problem(Problem { code, place: Place::Option("to"), found, remedy: remedy.into() });
    };
    if apart_m < APART_MIN_M {
        note(
            "same-place",
            format!("both ends are the same place, {apart_m:.2} m apart"),
            "choose two places",
        );
    } else if apart_m > LENGTH_MAX_M {
        let found = format!("the ends are {:.3} km apart", apart_m / 1_000.0);
        note("path-too-long", found, "choose ends that are no more than 100 km apart");
    }
}

/// The ground between the ends.
fn profile(inputs: &Inputs, ends: &[Mast; 2], findings: &mut Findings) -> Result<ProfileBuffer, Error> {
    let mut buffer = ProfileBuffer::default();
    let [from, to] = ends.each_ref().map(|mast| mast.end.position);
    if !buffer.sample(&inputs.terrain, from, to) {
        findings.problem(over_void(inputs, from, to));
    }
    findings.settle()?;
    Ok(buffer)
}

/// Says where a path first meets ground that nobody knows.
fn over_void(inputs: &Inputs, from: Projected, to: Projected) -> Problem {
    let length_m = from.distance_m(to);
    let steps = (2.0 * length_m / inputs.terrain.grid.cell_m).ceil().max(1.0);
    let at = |step: u32| {
        let share = f64::from(step) / steps;
        Projected {
            east_m: from.east_m + share * (to.east_m - from.east_m),
            north_m: from.north_m + share * (to.north_m - from.north_m),
        }
    };
    let unknown = |step: &u32| height_at(&inputs.terrain, at(*step)).is_nan();
    let first = (0..=steps as u32).find(unknown).and_then(|step| inputs.projection.to_lon_lat(at(step)));
    let place =
        first.map_or_else(String::new, |at| format!(", first at {:.5},{:.5}", at.lon_deg, at.lat_deg));
    Problem {
        code: "path-over-void",
        place: Place::Option("to"),
        found: format!("the path crosses cells without elevation{place}"),
        remedy: "choose other ends, or add an elevation layer that covers the path".into(),
    }
}

/// A warning without the digits that nobody reads.
fn readable(warning: Warning) -> Warning {
    Warning { value: round_to(warning.value, 3), ..warning }
}

/// Whether a path is shorter than a model was made for: maps hold such paths too.
fn is_short(error: &OutOfRange) -> bool {
    let quantity = error.quantity;
    let is_of_length =
        quantity.name == POINTS.name || quantity.name == "path length" || quantity.name == "distance";
    is_of_length && error.value < quantity.valid.0
}
