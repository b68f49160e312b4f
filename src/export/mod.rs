//! Export: from results to the files of the output folder, one file of this folder for each format.
//!
//! Nothing here depends on the clock, the machine or the number of threads; only the main document of a folder holds two
//! such numbers, `provenance.threads` and `provenance.wall_s`, which they are given.

mod ballots;
mod certificate_json;
#[cfg(feature = "plots")]
pub mod chart;
mod compare;
mod coverage_area;
mod dictionary;
mod document;
mod folder;
mod frontier;
mod geojson;
#[cfg(feature = "gdal")]
mod geotiff;
mod gis;
mod link;
mod market;
mod page;
mod plan_json;
mod principles;
mod readme;
mod regimes;
#[cfg(feature = "plots")]
mod report;
mod rows;
#[cfg(test)]
mod sample;
mod stamp;
mod summary;
mod survey;
mod table;
mod wrapped;

pub use ballots::{
    BallotsResults, PLAN_FOLDERS, ROUND_SCENARIOS, ballots_bytes, ballots_schema, decided_sha256,
    decision_schema, scenario_bytes, write_ballots,
};
pub use certificate_json::certificate_schema;
pub use compare::{CompareResults, Territories, compare_schema, write_compare};
pub use folder::OutputFolder;
pub use frontier::{FrontierResults, frontier_schema, write_frontier};
pub use link::{PathResults, link_schema, write_path};
pub use market::{MarketResults, market_schema, write_market};
pub use plan_json::plan_schema;
pub use principles::{principles_schema, write_principles};
pub use regimes::{RegimeFiles, RegimesResults, regimes_schema, write_regimes};
pub use survey::{SurveyResults, coverage_schema, survey_band_count, survey_bands, write_survey};

use ndarray::Array2;

use self::coverage_area::CoverageArea;
use crate::certificate::Evidence;
use crate::coverage::Rasters;
use crate::demand::Comune;
use crate::governance::Said;
use crate::problem::Error;
use crate::progress::Progress;
use crate::score::{FrontierBeside, Plan};
use crate::terrain::Terrain;
use crate::terrain::memory::Stage;
use crate::units::{LonLat, Projected};

/// Steps that [`write_all`] reports besides one for each chart: the files, and the coverage areas before them.
const STEPS: u64 = 27 + 2 * cfg!(feature = "gdal") as u64 + cfg!(feature = "plots") as u64;

/// Names of the files that lie beside a main document (`plan.json`, `coverage.json`, `link.json`, `frontier.json`, `principles.json`,
/// `market.json`, `regimes.json`, `ballots.json`, `compare.json`), itself among them; what lies in a folder of its own is not.
#[must_use]
pub fn names_beside(document: &str) -> Vec<&'static str> {
    let files = match document {
        "coverage.json" => survey::names(),
        "link.json" => link::names(),
        "frontier.json" => frontier::names(),
        "principles.json" => principles::names(),
        "market.json" => market::names(),
        "regimes.json" => regimes::names(),
        "ballots.json" => ballots::names(),
        "compare.json" => compare::names(),
        _ => dictionary::FILES.iter().map(|file| file.name).collect(),
    };
    files.into_iter().filter(|name| !name.ends_with('/')).chain(["README.txt"]).collect()
}

/// Everything that the files are made from.
pub struct Results<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// What proves it.
    pub evidence: &'a Evidence,
    /// The scenario file as it was read.
    pub scenario: &'a [u8],
    /// The planned comuni, for their territories.
    pub comuni: &'a [Comune],
    /// The terrain, for its grid and projection.
    pub terrain: &'a Terrain,
    /// Coverage of the sites of the plan.
    pub rasters: &'a Rasters,
    /// Pictures by name in the folder (`charts/cost_build_up.svg`, `map.png`).
    pub charts: &'a [(String, Vec<u8>)],
    /// What other budgets would buy, if the page is to show it; its chart is one of `charts`.
    pub frontier: Option<&'a FrontierBeside>,
    /// From the working projection to WGS 84; none outside the projection's reach.
    pub to_lon_lat: &'a dyn Fn(Projected) -> Option<LonLat>,
    /// And back; none where the projection does not reach.
    pub to_projected: &'a dyn Fn(LonLat) -> Option<Projected>,
}

/// What [`write_all`] holds beside the terrain: the eleven rasters (44 bytes a cell), what the coverage areas and the picture
/// are drawn from, and what earlier stages left in the heap; the GeoTIFF grows on disk. No more than the
/// map takes before.
pub const WRITING: Stage = Stage { name: "the coverage map and its files", bytes_per_cell: 72, bytes: 0 };

/// Writes every file aside in the folder; [`OutputFolder::commit`] then puts them in place.
///
/// Files that the caller staged before are listed in `README.txt` too. `plan.json` comes last, so that whoever sees a new
/// plan finds the rest of it.
///
/// # Errors
/// [`Error::Output`] when a file cannot be written, [`Error::Interrupted`] when the user asks to stop,
/// [`Error::Failed`] when the results contradict each other.
pub fn write_all(results: &Results, folder: &mut OutputFolder, progress: &dyn Progress) -> Result<(), Error> {
    let steps = STEPS + results.charts.len() as u64 + u64::from(has_many_points(results.plan));
    Writer::write(folder, progress, steps, |writer| write_each(results, writer))
}

fn write_each(results: &Results, writer: &mut Writer) -> Result<(), Error> {
    require_fit(results)?;
    let plan = results.plan;
    let plan_json = plan_json::bytes(plan)?;
    writer.put("sites.geojson", || geojson::sites(plan))?;
    writer.put("links.geojson", || geojson::links(plan))?;
    writer.put("comuni.geojson", || geojson::comuni(plan, results.comuni))?;
    writer.put("households.geojson", || geojson::households(plan))?;
    let areas = coverage_area::areas(results.rasters, writer.progress)?;
    writer.progress.advance(1);
    writer.put("coverage.geojson", || geojson::coverage(results, &areas))?;
    put_for_gis(results, &areas, writer)?;
    writer.put("comuni.csv", || table::comuni(plan))?;
    writer.put("sites.csv", || table::sites(plan))?;
    writer.put("sectors.csv", || table::sectors(plan))?;
    writer.put("equity.csv", || table::equity(plan))?;
    writer.put("worst_comuni.csv", || table::worst_comuni(plan))?;
    writer.put("small_comuni.csv", || table::small_comuni(plan))?;
    writer.put("ledger.csv", || table::ledger(plan))?;
    writer.put("cashflow.csv", || table::cashflow(plan))?;
    writer.put("fees.csv", || table::fees(plan))?;
    let Said { en, it } = summary::text(plan);
    writer.put_bytes("summary_en.txt", en.as_bytes())?;
    writer.put_bytes("summary_it.txt", it.as_bytes())?;
    for (name, bytes) in results.charts {
        writer.put_bytes(name, bytes)?;
    }
    if results.frontier.is_none() {
        writer.folder.retire("charts/frontier.svg");
    }
    #[cfg(feature = "plots")]
    writer.put("report.html", || report::page(results, &areas))?;
    writer.put_bytes("scenario.json", results.scenario)?;
    writer.put("certificate.json", || certificate_json::bytes(results.evidence, &plan_json))?;
    let written = [writer.folder.staged(), &["plan.json".to_owned()]].concat();
    writer.put_bytes("README.txt", readme::text(plan, &written).as_bytes())?;
    writer.put_bytes("plan.json", &plan_json)
}

/// Styles, and what other programs than a browser and a spreadsheet open.
fn put_for_gis(results: &Results, areas: &[CoverageArea], writer: &mut Writer) -> Result<(), Error> {
    let styles = gis::styles(results.plan, areas)?;
    for (name, style) in gis::LAYERS.iter().zip(&styles) {
        writer.put_bytes(&format!("{name}.qml"), style)?;
    }
    writer.put("plan.kml", || gis::kml(results.plan))?;
    #[cfg(feature = "gdal")]
    put_by_gdal(results, &styles, writer)?;
    Ok(())
}

/// The raster and the layers in other formats, made from the GeoJSON files. Raster and GeoPackage take longest, and are
/// made at the same time.
#[cfg(feature = "gdal")]
fn put_by_gdal(results: &Results, styles: &[Vec<u8>; 5], writer: &mut Writer) -> Result<(), Error> {
    if writer.progress.stopped() {
        return Err(Error::Interrupted);
    }
    let plan = results.plan;
    let files = gis::LAYERS.map(|name| writer.folder.aside(&format!("{name}.geojson")));
    let [raster, layers] = ["coverage.tif", "plan.gpkg"].map(|name| writer.folder.aside(name));
    std::thread::scope(|scope| {
        let other = scope.spawn(|| gis::geopackage(plan, &files, styles, &layers));
        let made = geotiff::coverage(results, &raster);
        made.and(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })?;
    writer.put_by("coverage.tif", |_| Ok(()))?;
    writer.put_by("plan.gpkg", |_| Ok(()))?;
    if has_many_points(plan) {
        let households = writer.folder.aside("households.geojson");
        return writer.put_by("households.fgb", |file| gis::flat_geobuf(&households, file));
    }
    writer.folder.retire("households.fgb");
    Ok(())
}

/// Whether household points are written as FlatGeobuf too, which GDAL does.
fn has_many_points(plan: &Plan) -> bool {
    cfg!(feature = "gdal") && plan.points.len() > gis::MANY_POINTS
}

fn require_fit(results: &Results) -> Result<(), Error> {
    let size = (results.terrain.grid.rows, results.terrain.grid.cols);
    let fits = quantities(results.rasters).iter().all(|values| values.dim() == size);
    if fits { Ok(()) } else { Err(failed("the coverage rasters do not fit the terrain grid")) }
}

/// In the order of [`dictionary::BANDS`].
fn quantities(rasters: &Rasters) -> [&Array2<f32>; 11] {
    [
        &rasters.rx_level_dbm,
        &rasters.sinr_db,
        &rasters.uplink_sinr_db,
        &rasters.margin_db,
        &rasters.probability_ratio,
        &rasters.mcs,
        &rasters.rate_mbps,
        &rasters.uplink_rate_mbps,
        &rasters.best_server,
        &rasters.sector,
        &rasters.server_count,
    ]
}

/// Writes one file after the other, and stops between them when asked to.
struct Writer<'a> {
    folder: &'a mut OutputFolder,
    progress: &'a dyn Progress,
}

impl<'a> Writer<'a> {
    /// Has all files of a folder written, in so many steps that are reported.
    fn write(
        folder: &'a mut OutputFolder,
        progress: &'a dyn Progress,
        steps: u64,
        write_each: impl FnOnce(&mut Self) -> Result<(), Error>,
    ) -> Result<(), Error> {
        progress.start("Writing results", steps);
        let outcome = write_each(&mut Self { folder, progress });
        progress.finish();
        outcome
    }

    /// A plan with its proof, in a folder inside; `plan.json` comes last.
    fn put_plan(&mut self, folder: &str, plan: &Plan, evidence: &Evidence) -> Result<(), Error> {
        let plan_json = plan_json::bytes(plan)?;
        self.put(&format!("{folder}/certificate.json"), || certificate_json::bytes(evidence, &plan_json))?;
        self.put(&format!("{folder}/plan.json"), || Ok(plan_json.clone()))
    }

    /// A table with these columns.
    fn put_table<R: serde::Serialize>(
        &mut self,
        name: &str,
        fields: &[dictionary::Field],
        rows: impl IntoIterator<Item = R>,
    ) -> Result<(), Error> {
        self.put(name, || table::table_with(fields.iter().map(|field| field.name), name, rows))
    }

    fn put(&mut self, name: &str, make: impl FnOnce() -> Result<Vec<u8>, Error>) -> Result<(), Error> {
        if self.progress.stopped() {
            return Err(Error::Interrupted);
        }
        self.put_bytes(name, &make()?)
    }

    /// The same for a file that `write` makes where it is told.
    #[cfg(feature = "gdal")]
    fn put_by(
        &mut self,
        name: &str,
        write: impl FnOnce(&std::path::Path) -> Result<(), Error>,
    ) -> Result<(), Error> {
        if self.progress.stopped() {
            return Err(Error::Interrupted);
        }
        self.folder.stage_by(name, write)?;
        self.progress.advance(1);
        Ok(())
    }

    /// Pictures, then the dictionary of all that is written, then the figures: whoever sees new ones finds the rest of them.
    fn put_last(
        &mut self,
        (name, figures): (&str, Vec<u8>),
        charts: &[(String, Vec<u8>)],
        readme: impl FnOnce(&[String]) -> String,
    ) -> Result<(), Error> {
        for (chart, bytes) in charts {
            self.put(chart, || Ok(bytes.clone()))?;
        }
        let written = [self.folder.staged(), &[name.to_owned()]].concat();
        self.put("README.txt", || Ok(readme(&written).into_bytes()))?;
        self.put(name, || Ok(figures))
    }

    fn put_bytes(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        self.folder.stage(name, bytes)?;
        self.progress.advance(1);
        Ok(())
    }
}

fn failed(reason: impl Into<String>) -> Error {
    Error::Failed { stage: "writing results", reason: reason.into() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::Path;
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;
    use crate::progress::Silent;

    /// Counts steps and asks to stop once so many are done.
    struct Count {
        total: AtomicU64,
        done: AtomicU64,
        stop_after: u64,
    }

    impl Count {
        fn stopping_after(stop_after: u64) -> Self {
            Self { total: AtomicU64::new(0), done: AtomicU64::new(0), stop_after }
        }
    }

    impl Progress for Count {
        fn start(&self, _stage: &str, total: u64) {
            self.total.store(total, Ordering::Relaxed);
        }
        fn advance(&self, steps: u64) {
            self.done.fetch_add(steps, Ordering::Relaxed);
        }
        fn finish(&self) {}
        fn stopped(&self) -> bool {
            self.done.load(Ordering::Relaxed) >= self.stop_after
        }
    }

    fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries
            .flat_map(|path| if path.is_dir() { files(&path) } else { BTreeMap::from([named(&path)]) })
            .collect()
    }

    fn named(path: &Path) -> (String, Vec<u8>) {
        (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap())
    }

    fn write(
        world: &sample::World,
        progress: &dyn Progress,
    ) -> (Result<(), Error>, BTreeMap<String, Vec<u8>>) {
        let home = tempfile::tempdir().unwrap();
        let mut folder = OutputFolder::open(home.path()).unwrap();
        let outcome = write_all(&world.results(), &mut folder, progress);
        if outcome.is_ok() {
            folder.commit().unwrap();
        } else {
            drop(folder);
        }
        (outcome, files(home.path()))
    }

    #[test]
    fn every_file_of_the_dictionary_is_written() {
        let (outcome, written) = write(&sample::World::new(), &Silent);
        outcome.unwrap();
        let listed = dictionary::FILES.iter().map(|file| file.name.replace("charts/", "cost.svg"));
        let mut expected: Vec<_> = listed.chain(["README.txt".to_owned()]).collect();
        expected.retain(|name| name != "households.fgb");
        expected
            .retain(|name| cfg!(feature = "gdal") || !["coverage.tif", "plan.gpkg"].contains(&name.as_str()));
        expected.retain(|name| cfg!(feature = "plots") || name != "report.html");
        expected.sort();
        assert_eq!(written.into_keys().collect::<Vec<_>>(), expected);
    }

    #[test]
    #[cfg(feature = "gdal")]
    fn many_household_points_are_written_as_flat_geobuf_too_and_few_take_the_file_away() {
        let home = tempfile::tempdir().unwrap();
        let mut world = sample::World::new();
        let has_the_file_after = |world: &sample::World| {
            let mut folder = OutputFolder::open(home.path()).unwrap();
            let mut writer = Writer { folder: &mut folder, progress: &Silent };
            for name in gis::LAYERS {
                let points = if name == "households" { world.plan.points.clone() } else { Vec::new() };
                let plan = Plan { points, ..world.plan.clone() };
                writer.put(&format!("{name}.geojson"), || geojson::households(&plan)).unwrap();
            }
            put_for_gis(&world.results(), &[], &mut writer).unwrap();
            folder.commit().unwrap();
            home.path().join("households.fgb").exists()
        };
        world.plan.points = vec![world.plan.points[0].clone(); gis::MANY_POINTS + 1];
        assert!(has_many_points(&world.plan) && has_the_file_after(&world));
        world.plan.points.truncate(2);
        assert!(!has_many_points(&world.plan) && !has_the_file_after(&world));
    }

    #[test]
    fn equal_results_give_equal_bytes_on_any_number_of_threads() {
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| write(&sample::World::new(), &Silent).1)
        };
        let one = on(1);
        assert!(one == on(1) && one == on(3));
    }

    #[test]
    fn the_steps_announced_are_the_steps_done() {
        let count = Count::stopping_after(u64::MAX);
        write(&sample::World::new(), &count).0.unwrap();
        assert_eq!(count.total.load(Ordering::Relaxed), count.done.load(Ordering::Relaxed));
    }

    #[test]
    fn an_interruption_between_any_two_files_leaves_nothing() {
        for stop_after in 0..10 {
            let (outcome, written) = write(&sample::World::new(), &Count::stopping_after(stop_after));
            assert!(matches!(outcome, Err(Error::Interrupted)), "{stop_after}");
            assert_eq!(written, BTreeMap::new());
        }
    }

    #[test]
    fn rasters_of_another_size_are_refused() {
        let mut world = sample::World::new();
        world.rasters.margin_db = Array2::zeros((2, 2));
        assert!(write(&world, &Silent).0.unwrap_err().to_string().contains("do not fit the terrain grid"));
    }
}
