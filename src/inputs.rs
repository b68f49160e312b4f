//! Everything a plan needs from files, read and checked before anything is computed.

use std::path::{Path, PathBuf};

use geo::MultiPolygon;

use crate::backhaul::{PopPlace, place_pops};
use crate::demand::{ComuniMap, Demand, PointIndex, read_anchors, read_comuni, read_households};
use crate::governance::CoverageDuty;
use crate::input::read_prices;
use crate::problem::{Error, Findings, Problem};
use crate::progress::Progress;
use crate::raster;
use crate::scenario::{self, Antenna, Files, Loaded, Scenario};
use crate::sites::{
    Antennas, HILLTOPS, Place, SectorMaker, Site, check_antennas, check_shared_masts, gather, tell_doubled,
};
use crate::terrain::memory::{self, Stage};
use crate::terrain::{self, Grid, Land, Projection, Terrain, planning_grid};
use crate::units::LonLat;

/// A scenario with all its files, ready to be planned.
pub struct Inputs {
    /// The document.
    pub scenario: Scenario,
    /// SHA-256 of the scenario file, hexadecimal.
    pub scenario_sha256: String,
    /// The scenario file as it was read, whatever of the document was changed since.
    pub scenario_bytes: Vec<u8>,
    /// The working projection.
    pub projection: Projection,
    /// Elevation and clutter.
    pub terrain: Terrain,
    /// Comuni, households, anchors.
    pub demand: Demand,
    /// Territories of the planned comuni in the working projection, m; in the order of `demand.comuni`.
    pub territories_m: Vec<MultiPolygon<f64>>,
    /// The antennas of both ends.
    pub antennas: Antennas,
    /// Sites, by rising id.
    pub sites: Vec<Site>,
    /// Points of presence, in the scenario's order.
    pub pops: Vec<PopPlace>,
    /// Path as named and SHA-256 of every other file read, by path.
    pub checksums: Vec<(String, String)>,
    /// Every file read, the scenario among them.
    pub files: Vec<PathBuf>,
    /// What the user should know.
    pub warnings: Vec<String>,
}

impl Inputs {
    /// Reads a scenario and every file it names. `data` is the second place to look for them.
    ///
    /// # Errors
    /// [`Error::Input`] with all problems that could be found together, [`Error::Interrupted`] on request.
    pub fn read(path: &Path, data: Option<&Path>, progress: &dyn Progress) -> Result<Self, Error> {
        Self::read_for(&[], path, data, progress)
    }

    /// The same for a run that will hold more than the input: a grid too large for one of its stages is refused before
    /// any raster is read.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_for(
        stages: &[Stage],
        path: &Path,
        data: Option<&Path>,
        progress: &dyn Progress,
    ) -> Result<Self, Error> {
        let mut findings = Findings::default();
        progress.start("Reading input", 0);
        let loaded = scenario::read(path, data, read_prices, &mut findings)?;
        Self::of(loaded, stages, path, findings, progress)
    }

    /// The same for a scenario that was read from a file, and may have been changed since, with what was found in it.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub(crate) fn of(
        loaded: Loaded,
        stages: &[Stage],
        path: &Path,
        mut findings: Findings,
        progress: &dyn Progress,
    ) -> Result<Self, Error> {
        let Loaded { scenario, sha256, bytes, mut files } = loaded;
        let projection = working_projection(&scenario.area.crs, &mut findings);
        find_files(&scenario, &mut files, &mut findings);
        findings.settle()?;
        let Some(projection) = projection else { return Err(no_projection()) };
        let antennas = antennas(&scenario, &mut files, &mut findings)?;
        let map = comuni(&scenario, &projection, &mut files, &mut findings)?;
        let demand = demand(&scenario, &map, &projection, &mut files, &mut findings);
        let grid = grid(&scenario, &map, stages, &mut findings)?;
        let terrain = load_terrain(&scenario, grid, &map, &mut files, &mut findings)?;
        let index = PointIndex::new(demand.points.iter().map(|point| point.position));
        let mut sectors = SectorMaker::new(&scenario.radio.base_station, &antennas);
        let place = Place { terrain: &terrain, projection: &projection, sectors: &mut sectors };
        let sites = gather(&scenario.sites, place, &index, &mut files, &mut findings);
        check_shared_masts(&sites, &scenario.radio.reuse, &mut findings);
        tell_doubled(&sites, &mut findings);
        check_pop_ids(&sites, &scenario, &mut findings);
        check_seats(&scenario, &demand, &mut findings);
        let duty = scenario.governance.spectrum.coverage_duty.as_ref();
        check_duty("/governance/spectrum", duty, &demand, &mut findings);
        let to_metric = |at| projection.to_metric(at);
        let pops = place_pops(&scenario.backhaul.pops, &terrain, &to_metric, &mut findings);
        findings.settle()?;
        progress.finish();
        if progress.stopped() {
            return Err(Error::Interrupted);
        }
        let checksums = files.checksums().collect();
        let warnings = findings.warnings;
        Ok(Self {
            scenario,
            scenario_sha256: sha256,
            scenario_bytes: bytes,
            projection,
            terrain,
            demand,
            antennas,
            territories_m: map.territories_m,
            sites,
            pops,
            checksums,
            files: std::iter::once(path.to_path_buf()).chain(files.paths()).collect(),
            warnings,
        })
    }
}

fn working_projection(crs: &str, findings: &mut Findings) -> Option<Projection> {
    if let Some(trouble) = raster::crs_trouble(crs) {
        let remedy = "give the code of a metric projection, for example \"EPSG:32632\" (UTM zone 32 N)";
        findings.problem(Problem::at("unusable-crs", "/area/crs", format!("\"{crs}\" {trouble}"), remedy));
        return None;
    }
    found(Projection::new(crs), findings)
}

fn no_projection() -> Error {
    Error::Failed { stage: "choosing the projection", reason: "PROJ gave neither one nor a reason".into() }
}

/// The antennas, held against the licence.
fn antennas(scenario: &Scenario, files: &mut Files, findings: &mut Findings) -> Result<Antennas, Error> {
    let antennas = Antennas::read(scenario, files, findings);
    if let Some(antennas) = &antennas {
        check_antennas(scenario, antennas, findings);
    }
    findings.settle()?;
    antennas.ok_or(Error::Failed {
        stage: "reading antennas",
        reason: "a file gave neither a pattern nor a problem".into(),
    })
}

/// Who has seats in the managing body is a planned comune, where it is one.
fn check_seats(scenario: &Scenario, demand: &Demand, findings: &mut Findings) {
    for (index, seats) in scenario.governance.managing_body.seats.iter().enumerate() {
        let is_known = |istat: &String| demand.comuni.iter().any(|comune| comune.istat == *istat);
        if let Some(istat) = seats.istat.as_ref().filter(|istat| !is_known(istat)) {
            let pointer = format!("/governance/managing_body/seats/{index}/istat");
            let found = format!("\"{istat}\" is no planned comune");
            let remedy = "give the ISTAT code of a comune of /area, or name an owner";
            findings.problem(Problem::at("unknown-comune", pointer, found, remedy));
        }
    }
}

/// Comuni that give points of coverage are planned ones; `place` is that of the right to the spectrum.
pub(crate) fn check_duty(place: &str, duty: Option<&CoverageDuty>, demand: &Demand, findings: &mut Findings) {
    for (at, comune) in duty.into_iter().flat_map(|duty| &duty.comuni).enumerate() {
        if !demand.comuni.iter().any(|known| known.istat == comune.istat) {
            let pointer = format!("{place}/coverage_duty/comuni/{at}/istat");
            let found = format!("\"{}\" is no planned comune", comune.istat);
            let remedy = "give the ISTAT code of a comune of /area, or take it out";
            findings.problem(Problem::at("unknown-comune", pointer, found, remedy));
        }
    }
}

/// A point of presence must not have the id of a site: links and paths name both by their ids.
fn check_pop_ids(sites: &[Site], scenario: &Scenario, findings: &mut Findings) {
    for (index, pop) in scenario.backhaul.pops.iter().enumerate() {
        if sites.iter().any(|site| site.id == pop.id) {
            let found = format!("\"{}\" is the id of a site too", pop.id);
            let pointer = format!("/backhaul/pops/{index}/id");
            findings.problem(Problem::at(
                "repeated-id",
                pointer,
                found,
                "give the point of presence its own",
            ));
        }
    }
}

/// Looks for every file that the scenario names, so that all missing ones are told together.
fn find_files(scenario: &Scenario, files: &mut Files, findings: &mut Findings) {
    let demand = &scenario.demand;
    let mut named = vec![
        (&demand.comuni.file, "/demand/comuni/file".to_owned()),
        (&demand.households.file, "/demand/households/file".to_owned()),
    ];
    named.extend(scenario.costs.catalogue.iter().map(|file| (file, "/costs/catalogue".to_owned())));
    let numbered = |kind: &'static str| move |index: usize| format!("/{kind}/{index}/file");
    let layers = scenario.terrain.layers.iter().map(|layer| &layer.file);
    named.extend(layers.zip((0..).map(numbered("terrain/layers"))));
    named.extend(
        scenario.terrain.land_cover.iter().map(|cover| (&cover.file, "/terrain/land_cover/file".into())),
    );
    let anchors = demand.anchors.iter().map(|anchors| &anchors.file);
    named.extend(anchors.zip((0..).map(numbered("demand/anchors"))));
    let sites = scenario.sites.files.iter().map(|sites| &sites.file);
    named.extend(sites.zip((0..).map(numbered("sites/files"))));
    let base_and_cpe = [
        (&scenario.radio.base_station.antenna, "/radio/base_station/antenna".to_owned()),
        (&scenario.radio.cpe.antenna, "/radio/cpe/antenna".to_owned()),
    ];
    let own = scenario.own_equipment().into_iter().filter_map(|one| one.antenna);
    let own = own.map(|(pointer, antenna)| (antenna, pointer));
    for (antenna, pointer) in base_and_cpe.into_iter().chain(own) {
        if let Antenna::Measured(pattern) = antenna {
            named.push((&pattern.file, format!("{pointer}/measured/file")));
        }
    }
    named.dedup();
    for (file, pointer) in named {
        found(files.find(file, &pointer), findings);
    }
}

fn comuni(
    scenario: &Scenario,
    projection: &Projection,
    files: &mut Files,
    findings: &mut Findings,
) -> Result<ComuniMap, Error> {
    let spec = &scenario.demand;
    let file = files.find(&spec.comuni.file, "/demand/comuni/file")?;
    let served = spec.served_today.as_ref();
    let map = read_comuni(&file, &spec.comuni, served, &scenario.area, projection, findings);
    if let Some(map) = &map {
        check_scale(&scenario.area.crs, map, projection, findings);
    }
    findings.settle()?;
    map.ok_or(Error::Failed {
        stage: "reading comuni",
        reason: "the file gave neither comuni nor a problem".into(),
    })
}

/// A metre on the map must be a metre on the ground, within this ratio.
const SCALE_ERROR_MAX_RATIO: f64 = 0.01;

/// Distances are measured on the map: a projection that stretches them is refused.
fn check_scale(crs: &str, map: &ComuniMap, projection: &Projection, findings: &mut Findings) {
    let Some(comune) = map.comuni.first() else { return };
    let Some(at) = geo::InteriorPoint::interior_point(&comune.polygon) else { return };
    let Some(scale) = projection.scale_ratio(LonLat { lon_deg: at.x(), lat_deg: at.y() }) else { return };
    if (scale - 1.0).abs() > SCALE_ERROR_MAX_RATIO {
        let found =
            format!("in \"{crs}\" a metre on the ground is {scale:.3} m on the map at {}", comune.name);
        let remedy =
            "choose a projection that keeps lengths, for example the UTM zone of the area (\"EPSG:32632\")";
        findings.problem(Problem::at("stretched-crs", "/area/crs", found, remedy));
    }
}

/// Households and anchors; what is missing is noted, and the caller settles it together with the terrain's problems.
fn demand(
    scenario: &Scenario,
    map: &ComuniMap,
    projection: &Projection,
    files: &mut Files,
    findings: &mut Findings,
) -> Demand {
    let spec = &scenario.demand;
    let mut points = Vec::new();
    if let Some(file) = found(files.find(&spec.households.file, "/demand/households/file"), findings) {
        let served = spec.served_today.as_ref();
        points = read_households(&file, &spec.households, served, map, projection, findings);
    }
    let mut anchors = Vec::new();
    for (index, anchor) in spec.anchors.iter().enumerate() {
        if let Some(file) =
            found(files.find(&anchor.file, &format!("/demand/anchors/{index}/file")), findings)
        {
            anchors.extend(read_anchors(&file, anchor, map, projection, findings));
        }
    }
    Demand { comuni: map.comuni.clone(), points, anchors }
}

/// The planning grid, if everything that is to be done on it fits into memory.
fn grid(
    scenario: &Scenario,
    map: &ComuniMap,
    stages: &[Stage],
    findings: &mut Findings,
) -> Result<Grid, Error> {
    let grid = planning_grid(&scenario.area, scenario.terrain.cell_m, &map.territories_m);
    let hilltops = scenario.sites.terrain_maxima.as_ref().map(|_| HILLTOPS);
    let stages: Vec<Stage> =
        std::iter::once(terrain::READING).chain(hilltops).chain(stages.iter().copied()).collect();
    let has_land_cover = scenario.terrain.land_cover.is_some();
    if let Err(problem) = memory::require(&grid, has_land_cover, &stages, memory::LIMIT_BYTES) {
        findings.problem(problem);
        findings.settle()?;
    }
    Ok(grid)
}

fn load_terrain(
    scenario: &Scenario,
    grid: Grid,
    map: &ComuniMap,
    files: &mut Files,
    findings: &mut Findings,
) -> Result<Terrain, Error> {
    let land = Land { planned_m: &map.territories_m, all_m: &map.land_m };
    terrain::load(&scenario.terrain, &scenario.area.crs, grid, &land, files, findings)
}

/// The value, or `None` with its problem noted.
fn found<T>(result: Result<T, Problem>, findings: &mut Findings) -> Option<T> {
    result.map_err(|problem| findings.problem(problem)).ok()
}
