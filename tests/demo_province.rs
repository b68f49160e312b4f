//! The invented province: its files follow from the seed byte for byte, and hold together.
#![cfg(feature = "gdal")]
#![expect(clippy::unwrap_used, reason = "a test that cannot read the committed files has failed")]

#[path = "../examples/01_demo_province/province/mod.rs"]
mod province;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use divario::scenario::{InlineSite, Scenario};
use gdal::Dataset;
use geo::{Area, BooleanOps, Contains, MultiPolygon, Point, Polygon, Validation};
use geojson::{Feature, FeatureCollection};
use province::Province;

/// All files of the folder together stay below this, bytes.
const TOTAL_MAX_BYTES: u64 = 3_000_000;
/// Six decimals of a degree are 0.1 m; borders of 30 km may overlap by so much, square degrees (about 90 m²).
const OVERLAP_MAX_DEG2: f64 = 1e-8;

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn demo(file: &str) -> PathBuf {
    repository().join("data/demo").join(file)
}

fn features(file: &str) -> Vec<Feature> {
    let text = fs::read_to_string(demo(file)).unwrap();
    text.parse::<FeatureCollection>().unwrap().features
}

fn text(feature: &Feature, key: &str) -> String {
    feature.property(key).unwrap().as_str().unwrap().to_string()
}

fn number(feature: &Feature, key: &str) -> u64 {
    feature.property(key).unwrap().as_u64().unwrap()
}

fn polygons() -> BTreeMap<String, Polygon<f64>> {
    let geometry = |feature: &Feature| Polygon::try_from(feature.geometry.clone().unwrap()).unwrap();
    features("comuni.geojson").iter().map(|feature| (text(feature, "istat"), geometry(feature))).collect()
}

fn place(feature: &Feature) -> Point<f64> {
    Point::try_from(feature.geometry.clone().unwrap()).unwrap()
}

struct Household {
    istat: String,
    place: Point<f64>,
    households: u64,
    service_class: String,
}

fn households() -> Vec<Household> {
    let mut table = csv::Reader::from_path(demo("households.csv")).unwrap();
    let column: BTreeMap<String, usize> =
        table.headers().unwrap().iter().enumerate().map(|(index, name)| (name.to_string(), index)).collect();
    let row = |row: csv::StringRecord| Household {
        istat: row[column["istat"]].to_string(),
        place: Point::new(row[column["lon"]].parse().unwrap(), row[column["lat"]].parse().unwrap()),
        households: row[column["households"]].parse().unwrap(),
        service_class: row[column["service_class"]].to_string(),
    };
    table.records().map(|record| row(record.unwrap())).collect()
}

fn cells<T: gdal::raster::GdalType + Copy>(file: &str) -> (usize, Vec<T>) {
    let dataset = Dataset::open(demo(file)).unwrap();
    let side = dataset.raster_size().0;
    let band = dataset.rasterband(1).unwrap();
    let cells = band.read_as::<T>((0, 0), (side, side), (side, side), None).unwrap();
    (side, cells.data().to_vec())
}

/// One test for two laws, because growing the province takes seconds.
#[test]
fn the_seed_gives_the_committed_files_and_they_drain() {
    let province = Province::grow().unwrap();
    the_committed_files_are_what_the_seed_gives(&province);
    every_cell_of_the_province_drains_to_the_sea(&province);
}

fn the_committed_files_are_what_the_seed_gives(province: &Province) {
    let folder = tempfile::tempdir().unwrap();
    let written = province.write(folder.path()).unwrap();
    let name = |file: &Path| file.file_name().unwrap().to_os_string();
    let committed: BTreeSet<_> =
        fs::read_dir(demo("")).unwrap().map(|entry| name(&entry.unwrap().path())).collect();
    assert_eq!(written.iter().map(|file| name(file)).collect::<BTreeSet<_>>(), committed);
    for file in &written {
        let same = fs::read(file).unwrap() == fs::read(demo("").join(name(file))).unwrap();
        assert!(same, "{} differs; run the example 01_demo_province", file.display());
    }
}

#[test]
fn the_folder_is_small() {
    let sizes = fs::read_dir(demo("")).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len());
    assert!(sizes.sum::<u64>() < TOTAL_MAX_BYTES);
}

/// Water runs backwards: from the sea, a flood climbs to every neighbour that is not lower.
fn every_cell_of_the_province_drains_to_the_sea(province: &Province) {
    let (side, height_m) = cells::<i16>("elevation.tif");
    let mut reached: Vec<bool> = height_m.iter().map(|&height_m| height_m == 0).collect();
    let mut queue: Vec<usize> = (0..height_m.len()).filter(|&cell| reached[cell]).collect();
    assert!(queue.len() > height_m.len() / 10, "there is a sea");
    while let Some(cell) = queue.pop() {
        for next in around(side, cell) {
            if !reached[next] && height_m[next] >= height_m[cell] {
                reached[next] = true;
                queue.push(next);
            }
        }
    }
    let inside = province.inside();
    assert!(inside.iter().filter(|&&inside| inside).count() > height_m.len() / 3);
    assert!((0..height_m.len()).all(|cell| reached[cell] || !inside[cell]));
    assert!((0..height_m.len()).all(|cell| height_m[cell] > 0 || !inside[cell]), "the sea is nobody's");
    let top_m = (0..height_m.len()).filter(|&cell| inside[cell]).map(|cell| height_m[cell]).max().unwrap();
    assert!((1_300..=1_900).contains(&top_m), "{top_m} m");
}

fn around(side: usize, cell: usize) -> impl Iterator<Item = usize> {
    let (row, col) = (cell / side, cell % side);
    let rows = row.saturating_sub(1)..=(row + 1).min(side - 1);
    rows.flat_map(move |row| {
        (col.saturating_sub(1)..=(col + 1).min(side - 1)).map(move |col| row * side + col)
    })
}

#[test]
fn land_cover_fits_the_ground() {
    let (side, height_m) = cells::<i16>("elevation.tif");
    let (cover_side, cover) = cells::<u8>("land_cover.tif");
    assert_eq!(side, cover_side);
    assert!(height_m.iter().zip(&cover).all(|(&height_m, &class)| height_m != 0 || class == 0));
    assert_eq!(cover.iter().copied().collect::<BTreeSet<_>>(), (0..=6).collect());
}

#[test]
fn rasters_say_where_they_lie() {
    for file in ["elevation.tif", "land_cover.tif"] {
        let dataset = Dataset::open(demo(file)).unwrap();
        assert_eq!(dataset.spatial_ref().unwrap().auth_code().unwrap(), 32_632);
        assert_eq!(dataset.geo_transform().unwrap(), [417_600.0, 30.0, 0.0, 4_887_000.0, 0.0, -30.0]);
    }
}

#[test]
fn comuni_are_many_and_mostly_small() {
    let comuni = features("comuni.geojson");
    assert!((12..=20).contains(&comuni.len()));
    let small = comuni.iter().filter(|comune| number(comune, "population") < 5_000).count();
    assert!(small * 4 >= comuni.len() * 3, "{small}");
    assert!(comuni.iter().all(|comune| text(comune, "istat").starts_with("999")));
    assert!(comuni.iter().all(|comune| (1..=4).contains(&number(comune, "altitude_zone"))));
}

#[test]
fn comuni_are_valid_and_part_the_land_without_gap_or_overlap() {
    let polygons = polygons();
    let mut sum_deg2 = 0.0;
    let mut whole = MultiPolygon::new(vec![]);
    for (istat, polygon) in &polygons {
        polygon.check_validation().unwrap_or_else(|problem| panic!("{istat}: {problem}"));
        assert!(polygon.signed_area() > 0.0, "{istat}: outer rings run counter-clockwise");
        sum_deg2 += polygon.unsigned_area();
        whole = whole.union(polygon);
    }
    assert!((sum_deg2 - whole.unsigned_area()).abs() < OVERLAP_MAX_DEG2, "comuni overlap");
    assert_eq!(whole.0.len(), 1, "the province is one piece");
    let holes_deg2: f64 =
        whole.0[0].interiors().iter().map(|hole| Polygon::new(hole.clone(), vec![]).unsigned_area()).sum();
    assert!(holes_deg2 < OVERLAP_MAX_DEG2, "gaps between comuni: {holes_deg2}");
}

#[test]
fn households_sum_to_their_comuni() {
    let mut total: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for row in households() {
        assert!(row.households > 0);
        let served = matches!(row.service_class.as_str(), "fttc" | "ftth");
        assert!(served || matches!(row.service_class.as_str(), "none" | "adsl"), "{}", row.service_class);
        let sum = total.entry(row.istat).or_default();
        sum.0 += row.households;
        sum.1 += if served { row.households } else { 0 };
    }
    for comune in features("comuni.geojson") {
        let stated = (number(&comune, "households"), number(&comune, "households_served"));
        assert_eq!(total[&text(&comune, "istat")], stated);
        let residents_per_household = number(&comune, "population") as f64 / stated.0 as f64;
        assert!((1.5..2.6).contains(&residents_per_household), "{residents_per_household}");
    }
    let all: u64 = total.values().map(|sum| sum.0).sum();
    assert!((12_000..=20_000).contains(&all), "{all}");
}

#[test]
fn points_lie_inside_their_comune() {
    let polygons = polygons();
    let rows = households();
    assert!((1_500..=2_500).contains(&rows.len()), "{}", rows.len());
    assert!(rows.iter().all(|row| polygons[&row.istat].contains(&row.place)));
    let halls = features("town_halls.geojson");
    assert_eq!(halls.len(), polygons.len());
    assert!(halls.iter().all(|hall| polygons[&text(hall, "istat")].contains(&place(hall))));
}

#[test]
fn valleys_are_mostly_without_broadband_and_the_coast_mostly_has_it() {
    let served =
        |comune: &Feature| number(comune, "households_served") as f64 / number(comune, "households") as f64;
    let comuni = features("comuni.geojson");
    let by_size =
        |large: bool| comuni.iter().filter(move |comune| (number(comune, "households") > 1_500) == large);
    assert!(by_size(true).all(|comune| served(comune) > 0.7));
    assert!(by_size(false).filter(|comune| served(comune) < 0.5).count() >= 10);
}

#[test]
fn structures_have_unique_ids_and_stand_on_land() {
    let sites = features("candidate_sites.geojson");
    let count = |kind: &str| sites.iter().filter(|site| text(site, "kind") == kind).count();
    assert!(count("bell_tower") >= 17 && count("public_mast") >= 4);
    assert_eq!(count("private_mast"), 2);
    assert_eq!(sites.iter().map(|site| text(site, "id")).collect::<BTreeSet<_>>().len(), sites.len());
    let polygons = polygons();
    assert!(sites.iter().all(|site| polygons.values().any(|comune| comune.contains(&place(site)))));
}

fn scenario(name: &str) -> (PathBuf, Scenario) {
    let file = repository().join("scenarios").join(name);
    let scenario = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    (file, scenario)
}

/// Every file that a scenario names.
fn files(scenario: &Scenario) -> Vec<&Path> {
    let demand = &scenario.demand;
    let mut files: Vec<&Path> = scenario.terrain.layers.iter().map(|layer| layer.file.as_path()).collect();
    files.extend(scenario.terrain.land_cover.iter().map(|cover| cover.file.as_path()));
    files.extend([demand.comuni.file.as_path(), demand.households.file.as_path()]);
    files.extend(demand.anchors.iter().map(|anchors| anchors.file.as_path()));
    files.extend(scenario.sites.files.iter().map(|sites| sites.file.as_path()));
    files
}

#[test]
fn the_scenarios_name_files_comuni_and_places_that_exist() {
    let polygons = polygons();
    for name in ["demo.json", "minimal.json"] {
        let (file, scenario) = scenario(name);
        assert!(files(&scenario).iter().all(|named| file.parent().unwrap().join(named).exists()), "{name}");
        let planned = scenario.area.comuni_istat.unwrap();
        assert!(planned.iter().all(|istat| polygons.contains_key(istat)), "{name}");
        let on_land =
            |lon_deg, lat_deg| polygons.values().any(|comune| comune.contains(&Point::new(lon_deg, lat_deg)));
        let site = |site: &InlineSite| on_land(site.lon_deg, site.lat_deg);
        assert!(scenario.sites.inline.iter().all(site), "{name}");
        assert!(scenario.backhaul.pops.iter().all(|pop| on_land(pop.lon_deg, pop.lat_deg)), "{name}");
    }
}

#[test]
fn the_scenarios_name_owners_and_prices_that_exist() {
    for name in ["demo.json", "minimal.json"] {
        let (_, scenario) = scenario(name);
        let owners: BTreeSet<&str> =
            scenario.governance.owners.iter().map(|owner| owner.id.as_str()).collect();
        let sites = &scenario.sites;
        let terms = sites.files.iter().map(|file| &file.terms);
        let terms = terms.chain(sites.inline.iter().map(|site| &site.terms));
        for terms in terms.chain(sites.terrain_maxima.iter().map(|maxima| &maxima.terms)) {
            assert!(owners.contains(terms.owner.as_str()), "{name}: {}", terms.owner);
            assert!(scenario.costs.structures.contains_key(&terms.structure), "{name}: {}", terms.structure);
        }
        let costs = &scenario.costs;
        let tiers = scenario.backhaul.bands.iter().flat_map(|band| &band.tiers);
        let named = costs.structures.values().flatten().chain(&costs.per_site).chain(&costs.per_link);
        let named: BTreeSet<&String> = named.chain(tiers.flat_map(|tier| &tier.items)).collect();
        assert_eq!(named, costs.items.keys().collect(), "{name}: every price is used, every use has a price");
    }
}
