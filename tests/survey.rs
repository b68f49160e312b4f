//! What sites do over a window: a small world drawn by hand, and a rugged one against plain sorting.
//!
//! What the terrain does not decide (ranks, ties, counts, order, threads) must hold of the exact survey and the swept one.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say so at once")]

use divario::coverage::{Access, Asked, Network, Reach, Survey, Window, exact_survey, survey};
use divario::problem::Error;
use divario::progress::{Progress, Silent};
use divario::scenario::{Radio, Service, SiteTerms};
use divario::sites::{Antennas, Sector, Site};
use divario::terrain::{Grid, ProfileBuffer, Terrain};
use divario::units::{LonLat, Projected};
use ndarray::Array2;
use serde_json::{Value, json};

/// Nine columns and five rows of 100 m.
const SMALL: Grid = Grid { west_m: 400_000.0, north_m: 4_900_000.0, cell_m: 100.0, rows: 5, cols: 9 };

const RUGGED: Grid = Grid { rows: 40, cols: 60, ..SMALL };

fn terrain(grid: Grid, height_m: impl Fn(usize, usize) -> f32) -> Terrain {
    let heights = Array2::from_shape_fn((grid.rows, grid.cols), |(row, col)| height_m(row, col));
    Terrain::bare(grid, "EPSG:32632", heights)
}

/// Makes a whole row sea.
fn flood(terrain: &mut Terrain, row: usize) {
    (0..terrain.grid.cols).for_each(|col| terrain.set_sea((row, col), true));
}

/// Flat ground with a wall of 80 m along the middle column, and a sea along the southern row.
fn wall() -> Terrain {
    let mut terrain = terrain(SMALL, |_, col| if col == 4 { 80.0 } else { 0.0 });
    flood(&mut terrain, 4);
    terrain
}

/// A number from 0 to 1 that looks random and is not.
fn noise(one: usize, other: usize) -> f64 {
    let mixed = (one as u64 * 7_919 + other as u64 * 104_729 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 40) as f64 / (1_u64 << 24) as f64
}

/// Hills under noise, a sea in the south, a lake without elevation.
fn rugged() -> Terrain {
    let mut terrain = terrain(RUGGED, |row, col| {
        let (y, x) = (row as f64, col as f64);
        let lake = (10..13).contains(&row) && (30..32).contains(&col);
        let hills_m = 120.0 * ((x / 7.0).sin() + (y / 9.0).cos()) + 15.0 * noise(row, col);
        if lake { f32::NAN } else { (300.0 + hills_m) as f32 }
    });
    flood(&mut terrain, 39);
    terrain
}

/// A site of 10 m at the centre of a cell, its transmitter weak or not.
fn site(grid: &Grid, id: &str, (row, col): (usize, usize), tx_power_dbm: f64) -> Site {
    let terms = json!({"owner": "o", "status": "candidate", "structure": "mast", "antenna_height_m": 10.0});
    Site {
        id: id.into(),
        place: id.into(),
        name: String::new(),
        lon_lat: LonLat { lon_deg: 8.0, lat_deg: 44.0 },
        position: grid.center(row, col),
        ground_m: 0.0,
        terms: serde_json::from_value::<SiteTerms>(terms).unwrap(),
        true_north_deg: 0.0,
        sectors: vec![Sector::omni(15.0, tx_power_dbm)],
        towards_demand: false,
    }
}

/// The radio of the smallest scenario, with so much of a range and a transmitter that is weak or not.
fn access(range_max_km: f64, tx_power_dbm: f64) -> Access {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/minimal.json");
    let scenario: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let mut radio: Radio = serde_json::from_value(scenario["radio"].clone()).unwrap();
    radio.propagation.range_max_km = range_max_km;
    radio.cpe.station.tx_power_dbm = tx_power_dbm;
    let service: Service = serde_json::from_value(scenario["service"].clone()).unwrap();
    let antennas = Antennas::without_files(&radio).unwrap();
    Access::new(&radio, &service, &antennas).unwrap()
}

/// What surveys a window.
type Engine = fn(
    &Access,
    &Terrain,
    &[(usize, &Site)],
    &Network,
    &Window,
    Asked,
    &dyn Progress,
) -> Result<Survey, Error>;

const BOTH: [Engine; 2] = [exact_survey, survey];

fn surveyed(engine: Engine, access: &Access, terrain: &Terrain, sites: &[Site], strongest: usize) -> Survey {
    let numbered: Vec<(usize, &Site)> = sites.iter().enumerate().collect();
    let window = Window::whole(&terrain.grid);
    let network = Network::apart(&numbered);
    engine(access, terrain, &numbered, &network, &window, Asked { strongest }, &Silent).unwrap()
}

/// An array as it would be drawn: a letter for each cell.
fn drawn(array: &Array2<f32>, letter: impl Fn(f32) -> char) -> Vec<String> {
    array.rows().into_iter().map(|row| row.iter().map(|&value| letter(value)).collect()).collect()
}

fn digit(value: f32) -> char {
    if value.is_nan() { '~' } else { char::from_digit(value as u32, 10).unwrap() }
}

fn sign(value: f32) -> char {
    match value {
        _ if value.is_nan() => '~',
        _ if value > 0.0 => '+',
        _ => '-',
    }
}

/// Two sites with the wall between them; power so low that the wall ends the service.
fn two_sites() -> (Terrain, Vec<Site>) {
    (wall(), vec![site(&SMALL, "west", (2, 1), WEAK_DBM), site(&SMALL, "east", (2, 7), WEAK_DBM)])
}

const WEAK_DBM: f64 = 0.0;
const STRONG_DBM: f64 = 10.0;

#[test]
fn a_wall_parts_the_servers() {
    let (terrain, sites) = two_sites();
    for engine in BOTH {
        let map = surveyed(engine, &access(4.0, WEAK_DBM), &terrain, &sites, 2);
        // Upon the wall both are equally far: the site given first has it.
        assert_eq!(
            drawn(&map.together.best_server, digit),
            ["000001111", "000001111", "000001111", "000001111", "~~~~~~~~~"]
        );
        assert_eq!(drawn(&map.strongest[0].server, digit)[0], "111110000");
        assert_eq!(drawn(&map.sites_in_sight, digit)[1], "111121111");
        assert_eq!(drawn(&map.together.server_count, digit)[1], "111121111");
        assert_eq!(
            drawn(&map.clearance_m, sign),
            ["+++++++++", "+++++++++", "+++++++++", "+++++++++", "~~~~~~~~~"]
        );
        assert!((map.strongest[0].rx_level_dbm[[2, 4]] - map.together.rx_level_dbm[[2, 4]]).abs() < STEP_DB);
        let [west, east] = map.site_cells[..] else { panic!("{:?}", map.site_cells) };
        assert_eq!((west.in_range, west.in_sight, west.served, west.behind_void), (36, 20, 20, 0));
        assert_eq!(west, east);
    }
}

#[test]
fn behind_the_wall_the_ray_is_blocked() {
    let (terrain, sites) = two_sites();
    for engine in BOTH {
        let map = surveyed(engine, &access(4.0, WEAK_DBM), &terrain, &sites[..1], 1);
        assert_eq!(drawn(&map.clearance_m, sign)[..4], ["+++++----"; 4]);
        assert_eq!(drawn(&map.fresnel_clearance_m, sign)[2], "+++++----");
        assert_eq!(drawn(&map.together.server_count, digit)[..4], ["111110000"; 4]);
        assert_eq!(
            drawn(&map.together.rate_mbps, |rate| if rate.is_nan() { '.' } else { 'r' })[2],
            "rrrrr...."
        );
        assert!(map.strongest.is_empty());
    }
}

#[test]
fn beyond_the_range_there_is_nobody() {
    let (terrain, sites) = two_sites();
    for engine in BOTH {
        let map = surveyed(engine, &access(0.25, WEAK_DBM), &terrain, &sites, 3);
        assert_eq!(drawn(&map.together.best_server, digit)[..2], ["000~~~111", "0000~1111"]);
        assert!(map.strongest.iter().all(|rank| rank.server.iter().all(|server| server.is_nan())));
    }
}

#[test]
fn the_numbers_are_the_caller_s_and_ties_go_by_the_order_given() {
    let (terrain, sites) = two_sites();
    let numbered = [(7, &sites[1]), (3, &sites[0])];
    let (window, asked) = (Window::whole(&SMALL), Asked { strongest: 1 });
    for engine in BOTH {
        let network = Network::apart(&numbered);
        let access = access(4.0, WEAK_DBM);
        let map = engine(&access, &terrain, &numbered, &network, &window, asked, &Silent).unwrap();
        assert_eq!(drawn(&map.together.best_server, digit)[2], "333377777");
    }
}

#[test]
fn a_window_shows_the_same_as_the_whole() {
    let (terrain, sites) = two_sites();
    let access = access(0.3, WEAK_DBM);
    let window = Window::around(&SMALL, [sites[1].position], access.range_max_m()).unwrap();
    assert_eq!((window.first_row, window.first_col, window.grid.rows, window.grid.cols), (0, 4, 5, 5));
    let asked = Asked { strongest: 1 };
    for engine in BOTH {
        let numbered = [(1, &sites[1])];
        let network = Network::apart(&numbered);
        let map = engine(&access, &terrain, &numbered, &network, &window, asked, &Silent).unwrap();
        let whole = surveyed(engine, &access, &terrain, &sites[1..], 1);
        for ((row, col), loss_db) in map.path_loss_db.indexed_iter() {
            let of_whole_db = whole.path_loss_db[window.on_terrain(row, col)];
            assert_eq!(loss_db.to_bits(), of_whole_db.to_bits(), "{row} {col}");
        }
    }
}

/// A path loss that was kept as a level of 32 bits is off by less, dB.
const ROUNDING_DB: f32 = 1e-4;

/// Levels of sites behind the best are kept in steps of 0.005 dB.
const STEP_DB: f32 = 0.003;

/// Sites all over the rugged world; the third stands twice.
fn many_sites() -> Vec<Site> {
    let spot = |index: usize| (1 + (37.0 * noise(index, 5)) as usize, 1 + (57.0 * noise(index, 9)) as usize);
    let mut sites: Vec<Site> = (0..9).map(spot).map(|at| site(&RUGGED, "s", at, STRONG_DBM)).collect();
    sites[6].position = sites[2].position;
    sites
}

/// Index and reach of the sites that reach a place, the strongest first.
fn plain(access: &Access, terrain: &Terrain, sites: &[Site], place: Projected) -> Vec<(usize, Reach)> {
    let mut buffer = ProfileBuffer::default();
    let mut heard = Vec::new();
    for (index, site) in sites.iter().enumerate() {
        if site.position.distance_m(place) <= access.range_max_m() {
            let reach = access.reach(terrain, site, place, &mut buffer);
            heard.extend(reach.map(|reach| (index, reach)));
        }
    }
    heard.sort_by(|one, other| other.1.rx_level_dbm.total_cmp(&one.1.rx_level_dbm));
    heard
}

#[test]
fn every_cell_is_that_of_plain_sorting() {
    let (terrain, sites, access) = (rugged(), many_sites(), access(2.0, STRONG_DBM));
    let map = surveyed(exact_survey, &access, &terrain, &sites, 3);
    let (mut empty, mut tied, mut third) = (0, 0, 0);
    for ((row, col), &server) in map.together.best_server.indexed_iter() {
        let at = [row, col];
        let mut heard = plain(&access, &terrain, &sites, RUGGED.center(row, col));
        heard.retain(|_| !terrain.is_sea((row, col)));
        let Some(best) = heard.first() else {
            assert!(
                server.is_nan() && map.together.server_count[at].is_nan() && map.clearance_m[at].is_nan()
            );
            empty += 1;
            continue;
        };
        assert_eq!(server, best.0 as f32, "{at:?}");
        assert!((map.together.rx_level_dbm[at] - best.1.rx_level_dbm).abs() < ROUNDING_DB, "{at:?}");
        assert!((map.path_loss_db[at] - best.1.path_loss_db).abs() < ROUNDING_DB, "{at:?}");
        let largest =
            |which: fn(&Reach) -> f32| heard.iter().map(|one| which(&one.1)).fold(f32::MIN, f32::max);
        let clearances_m = (largest(|reach| reach.clearance_m), largest(|reach| reach.fresnel_clearance_m));
        assert_eq!((map.clearance_m[at], map.fresnel_clearance_m[at]), clearances_m);
        let count = |holds: fn(&Reach) -> bool, most: usize| {
            heard.iter().take(most).filter(|one| holds(&one.1)).count() as f32
        };
        assert_eq!(map.sites_in_sight[at], count(|reach| reach.clearance_m > 0.0, 9));
        assert_eq!(map.together.server_count[at], count(|reach| reach.serves, 8));
        assert!((map.together.margin_db[at] - best.1.margin_db).abs() < ROUNDING_DB, "{at:?}");
        for (rank, strongest) in map.strongest.iter().enumerate() {
            let Some((_, wanted)) = heard.get(rank + 1) else {
                assert!(strongest.server[at].is_nan(), "{at:?}");
                continue;
            };
            assert!((strongest.rx_level_dbm[at] - wanted.rx_level_dbm).abs() < STEP_DB, "{at:?}");
            let named = heard.iter().find(|one| one.0 as f32 == strongest.server[at]).unwrap();
            assert!((named.1.rx_level_dbm - wanted.rx_level_dbm).abs() < 2.0 * STEP_DB, "{at:?}");
        }
        tied += usize::from(server == 2.0 && map.strongest[0].server[at] == 6.0);
        third += usize::from(heard.len() > 2);
    }
    assert!(empty > 60 && tied > 20 && third > 200, "{empty} {tied} {third}");
    assert!(map.site_cells.iter().any(|cells| cells.behind_void > 0), "the lake was in nobody's way");
}

/// The map of all sites swept is the ranking of the maps of each, cell by cell.
#[test]
fn sites_swept_together_are_those_swept_alone() {
    let (terrain, sites, access) = (rugged(), many_sites(), access(2.0, STRONG_DBM));
    let map = surveyed(survey, &access, &terrain, &sites, 3);
    let alone: Vec<Survey> =
        sites.iter().map(|site| surveyed(survey, &access, &terrain, std::slice::from_ref(site), 1)).collect();
    let mut ranked = 0;
    for ((row, col), &server) in map.together.best_server.indexed_iter() {
        let at = [row, col];
        let level_dbm = |one: &usize| alone[*one].together.rx_level_dbm[at];
        let mut order: Vec<usize> = (0..sites.len()).filter(|one| !level_dbm(one).is_nan()).collect();
        order.sort_by(|one, other| level_dbm(other).total_cmp(&level_dbm(one)));
        let wanted = |rank: usize| order.get(rank).map(|one| (*one as f32, level_dbm(one)));
        let found = |server: f32, level_dbm: f32| (!server.is_nan()).then_some((server, level_dbm));
        assert_eq!(found(server, map.together.rx_level_dbm[at]), wanted(0), "{at:?}");
        for (rank, strongest) in (1..).zip(&map.strongest) {
            let Some((_, wanted_dbm)) = wanted(rank) else {
                assert!(strongest.server[at].is_nan(), "{at:?}");
                continue;
            };
            let named_dbm = level_dbm(&(strongest.server[at] as usize));
            assert!((strongest.rx_level_dbm[at] - wanted_dbm).abs() < STEP_DB, "{at:?}");
            assert!((named_dbm - wanted_dbm).abs() < 2.0 * STEP_DB, "{at:?}");
        }
        let in_sight = order.iter().filter(|one| alone[**one].clearance_m[at] > 0.0).count();
        assert!(order.is_empty() || map.sites_in_sight[at] == in_sight as f32, "{at:?}");
        ranked += usize::from(order.len() > 2);
    }
    assert!(ranked > 200, "{ranked}");
    let cells: Vec<_> = alone.iter().map(|one| one.site_cells[0]).collect();
    assert_eq!(map.site_cells, cells);
    assert!(cells.iter().any(|cells| cells.behind_void > 0), "the lake was in nobody's way");
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let (terrain, sites, access) = (rugged(), many_sites(), access(2.0, STRONG_DBM));
    let on = |engine: Engine, threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let map = pool.install(|| surveyed(engine, &access, &terrain, &sites, 3));
        let bits = |array: &Array2<f32>| array.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        (bits(&map.path_loss_db), bits(&map.strongest[1].server), bits(&map.clearance_m), map.site_cells)
    };
    for engine in BOTH {
        let one = on(engine, 1);
        assert!(one == on(engine, 2) && one == on(engine, 5));
    }
}

/// Asks to stop from the start.
struct Stopping;

impl Progress for Stopping {
    fn start(&self, _stage: &str, _total: u64) {}
    fn advance(&self, _steps: u64) {}
    fn finish(&self) {}
    fn stopped(&self) -> bool {
        true
    }
}

#[test]
fn a_wish_to_stop_is_heard() {
    let (terrain, sites) = two_sites();
    let (window, asked) = (Window::whole(&SMALL), Asked { strongest: 1 });
    for engine in BOTH {
        let (access, numbered) = (access(4.0, WEAK_DBM), [(0, &sites[0])]);
        let network = Network::apart(&numbered);
        let outcome = engine(&access, &terrain, &numbered, &network, &window, asked, &Stopping);
        assert!(matches!(outcome, Err(Error::Interrupted)));
    }
}
