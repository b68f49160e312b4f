//! The chosen sites in the busy hour: two sites worked by hand, and what holds for every network.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say so at once")]

use divario::coverage::{
    Access, Asked, Hearings, Network, NetworkAsked, NetworkSector, PlaceService, Window, exact_survey,
    network, orient,
};
use divario::demand::{Anchor, Demand, HouseholdPoint};
use divario::progress::Silent;
use divario::radio::Way;
use divario::radio::fading::area_probability_ratio;
use divario::scenario::{Radio, Scenario, Service};
use divario::sites::{Antennas, Own, SectorMaker, Site};
use divario::terrain::{Grid, Terrain};
use divario::units::{LonLat, Projected};
use ndarray::Array2;
use serde_json::{Value, json};

/// A number from 0 to 1 that looks random and is not.
fn noise(one: usize, other: usize) -> f64 {
    let mixed = (one as u64 * 7_919 + other as u64 * 104_729 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 40) as f64 / (1_u64 << 24) as f64
}

const NOWHERE: LonLat = LonLat { lon_deg: 8.0, lat_deg: 44.0 };

/// 24 km square.
const GRID: Grid = Grid { west_m: 0.0, north_m: 24_000.0, cell_m: 100.0, rows: 240, cols: 240 };

/// Radio and service of the smallest scenario, changed.
fn radio(change: impl Fn(&mut Value, &mut Value)) -> (Radio, Service) {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/minimal.json");
    let mut scenario: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let (mut radio, mut service) = (scenario["radio"].take(), scenario["service"].take());
    change(&mut radio, &mut service);
    (serde_json::from_value(radio).unwrap(), serde_json::from_value(service).unwrap())
}

fn access(radio: &Radio, service: &Service) -> Access {
    Access::new(radio, service, &Antennas::without_files(radio).unwrap()).unwrap()
}

fn site(radio: &Radio, position: Projected, own_layout: Option<Value>) -> Site {
    let mut terms =
        json!({"owner": "o", "status": "candidate", "structure": "mast", "antenna_height_m": 30.0});
    if let Some(layout) = own_layout {
        terms["layout"] = layout;
    }
    let terms: divario::scenario::SiteTerms = serde_json::from_value(terms).unwrap();
    let antennas = Antennas::without_files(radio).unwrap();
    let mut maker = SectorMaker::new(&radio.base_station, &antennas);
    let own = Own { layout: terms.layout.as_ref(), antenna: None };
    let sectors = maker.sectors(own, 0.0);
    Site {
        id: "s".into(),
        place: "s".into(),
        name: String::new(),
        lon_lat: NOWHERE,
        position,
        ground_m: 0.0,
        terms,
        true_north_deg: 0.0,
        sectors,
        towards_demand: false,
    }
}

fn demand(points: &[(Projected, f64)], anchors: &[(Projected, Option<f64>)]) -> Demand {
    let point = |(index, (position, households)): (usize, &(Projected, f64))| HouseholdPoint {
        id: format!("h{index:04}"),
        comune: 0,
        lon_lat: NOWHERE,
        position: *position,
        households: *households,
        unserved_households: *households,
    };
    let anchor = |(position, committed_mbps): &(Projected, Option<f64>)| Anchor {
        kind: "town_hall".into(),
        name: String::new(),
        comune: 0,
        lon_lat: NOWHERE,
        position: *position,
        committed_mbps: *committed_mbps,
        dual_path: false,
    };
    Demand {
        comuni: Vec::new(),
        points: points.iter().enumerate().map(point).collect(),
        anchors: anchors.iter().map(anchor).collect(),
    }
}

fn set_up(
    (radio, service): &(Radio, Service),
    terrain: &Terrain,
    sites: &[Site],
    demand: &Demand,
) -> Network {
    let chosen: Vec<(usize, &Site)> = sites.iter().enumerate().collect();
    let point_values: Vec<f64> = demand.points.iter().map(|point| point.households).collect();
    let asked =
        NetworkAsked { service, point_values: &point_values, promises: &[], hearings: &Hearings::default() };
    network(&access(radio, service), terrain, demand, &chosen, &asked, &Silent).unwrap()
}

fn flat() -> Terrain {
    Terrain::bare(GRID, "EPSG:32632", Array2::zeros((GRID.rows, GRID.cols)))
}

fn at(east_km: f64, north_km: f64) -> Projected {
    Projected { east_m: 1_000.0 * east_km, north_m: 1_000.0 * north_km }
}

fn close(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 0.002, "{found} for {wanted}");
}

/// Two masts that serve all around with 15 dBi, 10 km apart on the only channel; households with 5 dBi all around.
///
/// ```text
/// west ──2 km── A ─────────8 km────────── east ──1 km── B
/// ```
fn two_masts() -> ((Radio, Service), Vec<Site>, Demand) {
    let settings = radio(|radio, service| {
        radio["propagation"]["model"] = json!("free_space");
        radio["propagation"]["range_max_km"] = json!(20);
        radio["reuse"] = json!({"channel_count": 1, "load_ratio": 0.5});
        radio["base_station"]["station"]["tx_power_dbm"] = json!(27);
        radio["base_station"]["antenna"] = json!({"isotropic": {"gain_dbi": 15}});
        radio["propagation"]["location_sigma_db"] = json!(0);
        radio["cpe"]["power_control_range_db"] = json!(0);
        radio["cpe"]["antenna"] = json!({"isotropic": {"gain_dbi": 5}});
        (service["rate_mbps"], service["uplink_rate_mbps"]) = (json!(2), json!(2));
        service["probability_percent"] = json!(50);
    });
    let sites = vec![site(&settings.0, at(6.0, 12.0), None), site(&settings.0, at(16.0, 12.0), None)];
    let demand = demand(&[(at(8.0, 12.0), 40.0), (at(17.0, 12.0), 20.0)], &[]);
    (settings, sites, demand)
}

#[test]
fn two_masts_worked_by_hand() {
    let (settings, sites, demand) = two_masts();
    let network = set_up(&settings, &flat(), &sites, &demand);
    let [a, b] = &network.points[..] else { panic!("two points") };
    let (a, b) = (a.served_by.unwrap(), b.served_by.unwrap());
    assert_eq!((a.sector, b.sector), (0, 1));
    // Free space at 3,500 MHz: 32.4478 + 70.8814 + 20 log10(d): 109.3498 dB at 2 km, 121.3910 at 8, 103.3292 at 1,
    // 124.1570 at 11 km (masts 24 m higher: the slant adds 0.0006 dB at most, 0.0025 at 1 km).
    // A hears west at 27 - 1 + 15 + 5 - 0.5 - 109.3498 = -63.8498 dBm, east at -75.8910 dBm, half of the time -78.9013 dBm.
    // Noise -174 + 10 log10(6.25e6) + 7 = -99.0412 dBm = 1.247e-10 mW; -78.9013 dBm = 1.288e-8: together -78.8595 dBm.
    close(a.rx_level_dbm, -63.8501);
    close(a.sinr.downlink_db, 15.0093);
    // B hears east at 45.5 - 103.3292 = -57.8292 dBm (slant: -57.8317), west at -78.6570, half: -81.6673 dBm;
    // with noise -81.5886.
    close(b.sinr.downlink_db, 23.7577);
    // Up: 25 - 0.5 + 5 + 15 - 1 = 43.5 dBm less the path. West hears A at -65.8498, B at -80.6570, half: -83.6673 dBm;
    // noise -174 + 67.9588 + 5 = -101.0412; together -83.5884: 17.4528 dB above the noise.
    close(network.sectors[0].uplink_noise_rise_db, 17.4524);
    close(a.sinr.uplink_db, 35.1911 - 17.4524);
    // East hears A at -77.8910, half -80.9013, with noise -80.8592: 20.1820 dB above it.
    close(network.sectors[1].uplink_noise_rise_db, 20.1818);
}

#[test]
fn without_load_nobody_disturbs() {
    let ((mut radio, service), sites, demand) = two_masts();
    radio.reuse.load_ratio = Some(0.0);
    let network = set_up(&(radio, service), &flat(), &sites, &demand);
    let a = network.points[0].served_by.unwrap();
    close(a.sinr.downlink_db, -63.8501 + 99.0412);
    assert!(network.sectors.iter().all(|sector| sector.uplink_noise_rise_db == 0.0));
}

/// A: 40 households, 14 subscribe; 2 Mbit/s over 20: 1.4 Mbit/s each way. SINR 15.0 and 17.7 dB less 5 dB: QPSK 1/2 both
/// ways, 4.942 Mbit/s net down (7 Mbit/s need 11.2 dB), 4.700 or more up.
#[test]
fn airtime_is_traffic_over_net_rate() {
    let (settings, sites, demand) = two_masts();
    let network = set_up(&settings, &flat(), &sites, &demand);
    let a = network.points[0].served_by.unwrap();
    let [Some(down_mbps), Some(up_mbps)] = a.rates_mbps else { panic!("{a:?}") };
    close(down_mbps, 4.942_08);
    assert!((network.sectors[0].load_ratio[0] - 1.4 / down_mbps).abs() < 1e-12);
    assert!((network.sectors[0].load_ratio[1] - 1.4 / up_mbps).abs() < 1e-12);
    assert_eq!(network.sectors[0].households_served, 40.0);
}

/// The same without a given load, households lowering their power.
///
/// A serves 14 subscribers, B 7: 1.4 and 0.7 Mbit/s each way. At full power A hears west at -65.8501 dBm and B at -77.8910, B
/// hears east at -59.8317 and A at -80.6570; noise -101.0412 dBm. 64-QAM 3/4 needs 24.4 + 5 dB, 64-QAM 2/3 22.7 + 5 dB: west
/// (35.19 dB) keeps the faster one only up to a noise rise of 5.79 dB, and has 6.02.
#[test]
fn each_disturbs_as_much_as_it_is_busy_and_no_louder_than_it_must() {
    let ((mut radio, service), sites, demand) = two_masts();
    radio.reuse.load_ratio = None;
    radio.cpe.power_control_range_db = None;
    let network = set_up(&(radio, service), &flat(), &sites, &demand);
    let [west, east] = [0, 1].map(|point| network.points[point].served_by.unwrap());
    let [a, b] = &network.sectors[..] else { panic!("two sectors") };
    for (sector, one, traffic_mbps) in [(a, west, 1.4), (b, east, 0.7)] {
        for way in 0..2 {
            let activity_ratio = traffic_mbps / one.rates_mbps[way].unwrap();
            assert!((sector.activity_ratio[way] - activity_ratio).abs() < 1e-9, "{network:?}");
        }
    }
    let noise_rise_db = |noise_dbm: f64, interferer_dbm: f64, activity_ratio: f64| {
        10.0 * (1.0 + activity_ratio * 10_f64.powf(0.1 * (interferer_dbm - noise_dbm))).log10()
    };
    let downlink = |interferer_dbm, sector: &NetworkSector| {
        noise_rise_db(-99.0412, interferer_dbm, sector.activity_ratio[0])
    };
    close(west.sinr.downlink_db, -63.8501 + 99.0412 - downlink(-75.8910, b));
    close(east.sinr.downlink_db, -57.8317 + 99.0412 - downlink(-78.6570, a));
    let uplink = |interferer_dbm, sector: &NetworkSector| {
        noise_rise_db(-101.0412, interferer_dbm, sector.activity_ratio[1])
    };
    assert_eq!([west, east].map(|one| one.schemes[1]), [Some(5), Some(6)]);
    close(a.uplink_noise_rise_db, uplink(-80.6570 - (east.sinr.uplink_db - 29.4), b));
    // When west took the slower scheme it needed less; that is not taken back.
    let now_db = uplink(-77.8910 - (west.sinr.uplink_db - 27.7), a);
    assert!((now_db..now_db + 0.3).contains(&b.uplink_noise_rise_db), "{now_db} {b:?}");
}

/// Hills of some hundred metres.
fn hills(cell: (usize, usize)) -> f32 {
    let (y, x) = (cell.0 as f64, cell.1 as f64);
    (400.0 + 180.0 * ((x / 17.0).sin() + (y / 23.0).cos()) + 20.0 * noise(cell.0 / 4, cell.1 / 4)) as f32
}

fn hilly() -> Terrain {
    Terrain::bare(GRID, "EPSG:32632", Array2::from_shape_fn((GRID.rows, GRID.cols), hills))
}

fn place(index: usize, salt: usize) -> Projected {
    at(2.0 + 20.0 * noise(index, salt), 2.0 + 20.0 * noise(index, salt + 1))
}

const PANEL: &str = r#"{"sector": {"gain_dbi": 15, "horizontal_beamwidth_deg": 90, "vertical_beamwidth_deg": 10,
    "front_to_back_db": 25, "side_lobe_db": 18, "electrical_tilt_deg": 3}}"#;

/// Three sectors on each of some hilltops, so many households that not all find time.
fn province(households: f64) -> ((Radio, Service), Vec<Site>, Demand) {
    let settings = radio(|radio, service| {
        radio["propagation"]["range_max_km"] = json!(15);
        radio["reuse"] = json!({"channel_count": 3, "load_ratio": 0.7});
        radio["base_station"]["station"]["tx_power_dbm"] = json!(35);
        radio["base_station"]["antenna"] = serde_json::from_str(PANEL).unwrap();
        radio["base_station"]["layout"] =
            json!({"regular": {"count": 3, "first_azimuth_deg": 40, "tilt_deg": 1}});
        (service["rate_mbps"], service["uplink_rate_mbps"]) = (json!(2), json!(1));
    });
    let sites = (0..7).map(|index| site(&settings.0, place(index, 11), None)).collect();
    let points: Vec<(Projected, f64)> =
        (0..600).map(|index| (place(index, 31), households * noise(index, 7))).collect();
    let anchors = [(place(3, 91), Some(1.5)), (place(9, 91), None)];
    (settings, sites, demand(&points, &anchors))
}

fn places(network: &Network) -> impl Iterator<Item = &PlaceService> {
    network.points.iter().chain(&network.anchors)
}

#[test]
fn interference_only_takes_away() {
    let ((radio, service), sites, demand) = province(60.0);
    let mut quiet = radio.clone();
    quiet.reuse.load_ratio = Some(0.0);
    let disturbed = set_up(&(radio, service), &hilly(), &sites, &demand);
    let alone = set_up(&(quiet, service), &hilly(), &sites, &demand);
    let mut lower = 0;
    for (with, without) in places(&disturbed).zip(places(&alone)) {
        let (Some(with_one), Some(without_one)) = (with.strongest, without.strongest) else { continue };
        assert_eq!(with_one.sector, without_one.sector);
        assert!(with_one.sinr.downlink_db <= without_one.sinr.downlink_db);
        assert!(with_one.sinr.uplink_db <= without_one.sinr.uplink_db);
        assert!(with.servers.iter().all(|server| without.servers.contains(server)));
        assert_eq!(with.has_signal, without.has_signal);
        lower += usize::from(with_one.sinr.downlink_db < without_one.sinr.downlink_db - 3.0);
    }
    assert!(lower > 100, "only {lower} places are disturbed");
}

#[test]
fn no_sector_gives_more_time_than_it_has_and_what_is_given_adds_up() {
    let (settings, sites, demand) = province(60.0);
    let network = set_up(&settings, &hilly(), &sites, &demand);
    let service = &settings.1;
    let mut load = vec![[0.0; 2]; network.sectors.len()];
    let mut households = vec![0.0; network.sectors.len()];
    for (index, served) in network.points.iter().enumerate() {
        let Some(one) = served.served_by else { continue };
        let [Some(down_mbps), Some(up_mbps)] = one.rates_mbps else { panic!("{one:?}") };
        assert!(down_mbps >= service.rate_mbps && up_mbps >= service.uplink_rate_mbps);
        assert!(
            one.probability_ratio >= 0.9 - 1e-9 && served.servers.contains(&network.sectors[one.sector].site)
        );
        let subscribers = demand.points[index].households * service.take_up_ratio;
        load[one.sector][0] += subscribers * service.rate_mbps / service.contention_ratio / down_mbps;
        load[one.sector][1] += subscribers * service.uplink_rate_mbps / service.contention_ratio / up_mbps;
        households[one.sector] += demand.points[index].households;
    }
    let anchors = [([1.5, 1.5], 0), ([2.0 / 20.0, 1.0 / 20.0], 1)];
    for (traffic_mbps, anchor) in anchors {
        if let Some(one) = network.anchors[anchor].served_by {
            (0..2).for_each(|way| load[one.sector][way] += traffic_mbps[way] / one.rates_mbps[way].unwrap());
        }
    }
    let mut full = 0;
    for ((sector, load), households) in network.sectors.iter().zip(load).zip(households) {
        assert!((sector.households_served - households).abs() < 1e-9);
        for way in 0..2 {
            assert!((sector.load_ratio[way] - load[way]).abs() < 1e-9, "{sector:?} {load:?}");
            assert!(sector.load_ratio[way] <= service.load_max_ratio + 1e-8, "{sector:?}");
        }
        full += usize::from(sector.offered_load_ratio[0] > 1.0);
    }
    let turned_away: f64 = network.sectors.iter().map(|sector| sector.households_turned_away).sum();
    let left: f64 = (network.points.iter().zip(&demand.points))
        .filter(|(served, _)| served.served_by.is_none() && !served.servers.is_empty())
        .map(|(_, point)| point.households)
        .sum();
    assert!(
        (turned_away - left).abs() < 1e-9 && turned_away > 0.0 && full > 0,
        "{turned_away} {left} {full}"
    );
}

#[test]
fn where_there_is_time_for_all_everybody_is_with_the_strongest_that_does() {
    let (settings, sites, demand) = province(1.0);
    let network = set_up(&settings, &hilly(), &sites, &demand);
    let mut served = 0;
    for place in places(&network).filter(|place| !place.servers.is_empty()) {
        let (one, best) = (place.served_by.unwrap(), place.strongest.unwrap());
        served += 1;
        assert!(one.sector == best.sector || one.rx_level_dbm <= best.rx_level_dbm);
    }
    assert!(served > 300 && network.sectors.iter().all(|sector| sector.households_turned_away == 0.0));
}

/// Many households, so that load moves some elsewhere: nobody transmits longer than interference was reckoned with.
#[test]
fn no_sector_is_busier_than_it_was_taken_to_be() {
    let (mut settings, sites, demand) = province(60.0);
    settings.0.reuse.load_ratio = None;
    let network = set_up(&settings, &hilly(), &sites, &demand);
    let full = network.sectors.iter().filter(|sector| sector.households_turned_away > 0.0).count();
    assert!(full > 3, "only {full} sectors are full");
    for sector in &network.sectors {
        for way in 0..2 {
            assert!(sector.load_ratio[way] <= sector.activity_ratio[way] + 1e-8, "{sector:?}");
            assert!(sector.activity_ratio[way] <= settings.1.load_max_ratio + 1e-8, "{sector:?}");
        }
    }
    let (load, activity) = network.sectors.iter().fold((0.0, 0.0), |(load, activity), sector| {
        (load + sector.load_ratio[1], activity + sector.activity_ratio[1])
    });
    assert!(activity < 1.3 * load, "uplink {activity} for {load}: more than the headroom");
}

/// A household in the middle of a cell and the map's cell hear the same, interference and all.
#[test]
fn the_map_says_of_a_cell_what_the_network_says_of_a_household_there() {
    let (settings, sites, mut demand) = province(20.0);
    let (terrain, access) = (hilly(), access(&settings.0, &settings.1));
    let cells: Vec<(usize, usize)> =
        demand.points.iter().filter_map(|point| terrain.grid.cell_of(point.position)).collect();
    assert_eq!(cells.len(), demand.points.len());
    for (point, (row, col)) in demand.points.iter_mut().zip(&cells) {
        point.position = terrain.grid.center(*row, *col);
    }
    let network = set_up(&settings, &terrain, &sites, &demand);
    let numbered: Vec<(usize, &Site)> = sites.iter().enumerate().collect();
    let window = Window::whole(&terrain.grid);
    let asked = Asked { strongest: 1 };
    let survey = exact_survey(&access, &terrain, &numbered, &network, &window, asked, &Silent).unwrap();
    let (map, mut disturbed) = (&survey.together, 0);
    for (place, cell) in network.points.iter().zip(cells) {
        let Some(one) = place.strongest else {
            assert!(map.sinr_db[cell].is_nan());
            continue;
        };
        let near =
            |found: f32, wanted: f64| assert!((f64::from(found) - wanted).abs() < 0.02, "{found} {wanted}");
        near(map.rx_level_dbm[cell], one.rx_level_dbm);
        near(map.sinr_db[cell], one.sinr.downlink_db);
        near(map.uplink_sinr_db[cell], one.sinr.uplink_db);
        let alone_db = one.rx_level_dbm - access.budget().noise_floor_dbm(Way::Downlink);
        disturbed += usize::from(one.sinr.downlink_db < alone_db - 3.0);
    }
    assert!(disturbed > 100, "only {disturbed} cells are disturbed");
}

/// In free space the loss is 20 log10 of the distance: the mean probability over a disc is Jakes' formula with n = 2.
#[test]
fn the_share_of_a_disc_is_that_of_jakes() {
    let settings = radio(|radio, service| {
        radio["propagation"]["model"] = json!("free_space");
        radio["propagation"]["range_max_km"] = json!(10);
        radio["base_station"]["antenna"] = json!({"isotropic": {"gain_dbi": 0}});
        radio["base_station"]["station"]["tx_power_dbm"] = json!(32);
        radio["cpe"]["station"]["tx_power_dbm"] = json!(35);
        radio["cpe"]["antenna"] = json!({"isotropic": {"gain_dbi": 5}});
        (service["rate_mbps"], service["uplink_rate_mbps"]) = (json!(2), json!(2));
    });
    let (access, sites) = (access(&settings.0, &settings.1), vec![site(&settings.0, at(12.0, 12.0), None)]);
    let (terrain, numbered) = (flat(), vec![(0, &sites[0])]);
    let window = Window::whole(&terrain.grid);
    let asked = Asked { strongest: 1 };
    let alone = Network::apart(&numbered);
    let survey = exact_survey(&access, &terrain, &numbered, &alone, &window, asked, &Silent).unwrap();
    let map = &survey.together;
    let edge = terrain.grid.cell_of(at(12.05, 2.05)).unwrap();
    let edge_margin_db = f64::from(map.margin_db[edge]);
    let inside: Vec<f64> =
        map.probability_ratio.iter().filter(|ratio| !ratio.is_nan()).map(|ratio| f64::from(*ratio)).collect();
    let mean = inside.iter().sum::<f64>() / inside.len() as f64;
    let jakes = area_probability_ratio(edge_margin_db, settings.0.propagation.location_sigma_db, 2.0);
    assert!((mean - jakes).abs() < 0.003 && (0.3..0.97).contains(&jakes), "{mean} {jakes} {edge_margin_db}");
}

/// A hamlet in the east and a smaller one in the south: each gets a sector that looks straight at it.
#[test]
fn sectors_turn_towards_the_hamlets() {
    let settings = radio(|radio, _| {
        radio["propagation"]["model"] = json!("free_space");
        radio["propagation"]["range_max_km"] = json!(15);
        radio["base_station"]["antenna"] = serde_json::from_str(PANEL).unwrap();
        radio["base_station"]["layout"] = json!({"towards_demand": {"count": 2, "tilt_deg": 0}});
    });
    let mut mast = site(&settings.0, at(12.0, 12.0), None);
    mast.towards_demand = true;
    let demand = demand(&[(at(20.0, 12.0), 50.0), (at(12.0, 4.0), 10.0)], &[]);
    let access = access(&settings.0, &settings.1);
    let turned = orient(&access, &flat(), &demand, &[mast], &Silent).unwrap();
    assert_eq!(turned[0].sectors.iter().map(|sector| sector.azimuth_deg).collect::<Vec<_>>(), [90.0, 180.0]);
}

/// All along one valley: where everybody disturbs, channels go to those who disturb most.
#[test]
fn neighbours_get_different_channels_and_the_far_share() {
    let settings = radio(|radio, _| {
        radio["propagation"]["model"] = json!("free_space");
        radio["propagation"]["range_max_km"] = json!(24);
    });
    let sites: Vec<Site> =
        [3.0, 9.0, 15.0, 21.0].map(|east_km| site(&settings.0, at(east_km, 12.0), None)).into();
    let beside: Vec<(Projected, f64)> =
        [3.5, 9.5, 15.5, 21.5].map(|east_km| (at(east_km, 12.2), 10.0)).into();
    let network = set_up(&settings, &flat(), &sites, &demand(&beside, &[]));
    let channels: Vec<u32> = network.sectors.iter().map(|sector| sector.channel).collect();
    assert!(channels.windows(2).all(|pair| pair[0] != pair[1]), "{channels:?}");
}

/// Channels are given, so that they stay; the site's own neighbours may suffer.
#[test]
fn more_power_never_lowers_the_ratio_of_a_sector_s_own_households() {
    let (mut settings, mut sites, demand) = province(10.0);
    settings.0.reuse.channel_count = 4;
    for (index, site) in sites.iter_mut().enumerate() {
        for (number, sector) in site.sectors.iter_mut().enumerate() {
            sector.channel = Some(((index + number) % 4) as u32 + 1);
        }
    }
    let before = set_up(&settings, &hilly(), &sites, &demand);
    for site in 0..sites.len() {
        let mut louder = sites.clone();
        louder[site].sectors[1].tx_power_dbm += 6.0;
        let after = set_up(&settings, &hilly(), &louder, &demand);
        for (one, other) in before.points.iter().zip(&after.points) {
            let (Some(one), Some(other)) = (one.strongest, other.strongest) else { continue };
            if one.sector == other.sector && one.sector == 3 * site + 1 {
                assert!(other.sinr.downlink_db >= one.sinr.downlink_db - 1e-9, "{one:?} {other:?}");
            }
        }
    }
}

#[test]
fn sectors_of_one_site_keep_apart_and_given_channels_stay() {
    let (settings, mut sites, demand) = province(10.0);
    sites[2].sectors[0].channel = Some(3);
    let network = set_up(&settings, &hilly(), &sites, &demand);
    assert_eq!(network.sectors[6].channel, 3);
    for sectors in network.sectors.chunks(3) {
        let mut channels: Vec<u32> = sectors.iter().map(|sector| sector.channel).collect();
        channels.sort_unstable();
        assert_eq!(channels, [1, 2, 3]);
    }
}

/// The same world turned by a quarter: every ratio stays.
#[test]
fn a_world_that_is_turned_with_its_antennas_is_the_same_world() {
    let (settings, sites, demand) = province(30.0);
    let (rows, middle_m) = (GRID.rows, 12_000.0);
    let turned_height = |(row, col): (usize, usize)| hills((rows - 1 - col, row));
    let turned_terrain =
        Terrain::bare(GRID, "EPSG:32632", Array2::from_shape_fn((rows, GRID.cols), turned_height));
    // East becomes south: a quarter clockwise around the middle of the grid.
    let turn = |at: Projected| Projected {
        east_m: middle_m + (at.north_m - middle_m),
        north_m: middle_m - (at.east_m - middle_m),
    };
    let mut turned_sites = sites.clone();
    for site in &mut turned_sites {
        site.position = turn(site.position);
        for sector in &mut site.sectors {
            sector.azimuth_deg = (sector.azimuth_deg + 90.0).rem_euclid(360.0);
        }
    }
    let mut turned_demand = demand.clone();
    turned_demand.points.iter_mut().for_each(|point| point.position = turn(point.position));
    turned_demand.anchors.iter_mut().for_each(|anchor| anchor.position = turn(anchor.position));
    let before = set_up(&settings, &hilly(), &sites, &demand);
    let after = set_up(&settings, &turned_terrain, &turned_sites, &turned_demand);
    let channels =
        |network: &Network| network.sectors.iter().map(|sector| sector.channel).collect::<Vec<_>>();
    assert_eq!(channels(&before), channels(&after));
    let mut met = 0;
    for (one, other) in places(&before).zip(places(&after)) {
        let (Some(one), Some(other)) = (one.strongest, other.strongest) else { continue };
        assert_eq!(one.sector, other.sector);
        assert!((one.sinr.downlink_db - other.sinr.downlink_db).abs() < 0.01, "{one:?} {other:?}");
        assert!((one.sinr.uplink_db - other.sinr.uplink_db).abs() < 0.01, "{one:?} {other:?}");
        met += 1;
    }
    assert!(met > 500, "{met}");
}

#[test]
fn any_number_of_threads_sets_up_the_same_network() {
    let (settings, sites, demand) = province(60.0);
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| set_up(&settings, &hilly(), &sites, &demand))
    };
    let one = on(1);
    assert!(one == on(2) && one == on(5));
}

#[test]
fn a_network_without_sites_serves_nobody() {
    let (settings, _, demand) = province(10.0);
    let network = set_up(&settings, &hilly(), &[], &demand);
    assert!(network.sectors.is_empty() && places(&network).all(|place| *place == PlaceService::default()));
}

#[test]
fn the_scenario_of_the_repository_is_the_one_that_is_changed_here() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/minimal.json");
    let scenario: Scenario = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!((scenario.radio.channel_mhz, scenario.radio.implementation_loss_db), (7.0, 5.0));
}
