//! Paths over invented ground: what is reported is what the kernels say, and it adds up.

use super::samples::{Bench, Ground, flat, hill};
use super::*;
use crate::propagation::Zone;
use crate::radio::Way;
use crate::radio::antenna::{GainTable, Pattern, SectorPattern};

fn close(found: f64, wanted: f64, within: f64) {
    assert!((found - wanted).abs() <= within, "{found} for {wanted}");
}

#[test]
fn a_hill_in_the_way_is_placed_and_the_heights_over_it_are_told() {
    let report = Bench::new().access(&hill(), [20.0, 6.0]);
    let obstacle = report.obstacle.unwrap();
    assert_eq!((obstacle.distance_km, obstacle.ground_m, report.geometry.in_sight), (1.0, 160.0, false));
    close(obstacle.lon.unwrap(), 8.0 + 1_000.0 / 80_000.0, 1e-7);
    // the ray is at 113 m, the hill at 160 m and the bulge 500 / 8494.5 m
    close(obstacle.clearance_m, 113.0 - 160.06, 0.01);
    assert_eq!(obstacle.clearance_m, report.geometry.clearance_m);
    close(obstacle.lacks_m, 0.6 * obstacle.fresnel_radius_m - obstacle.clearance_m, 0.011);
    // half-way one end has to rise by twice what lacks
    let heights = report.clearing_heights;
    close(heights.ray.from_m.unwrap(), 20.0 + 2.0 * 47.06, 0.03);
    close(heights.ray.to_m.unwrap(), 6.0 + 2.0 * 47.06, 0.03);
    assert!(heights.fresnel_06.from_m > heights.ray.from_m);
    assert!(heights.fresnel_1.from_m > heights.fresnel_06.from_m);
}

#[test]
fn no_mast_is_high_enough_for_a_cliff_beside_the_other_end() {
    let mut ground = flat();
    ground.ground_m[19] = 200.0;
    let heights = Bench::new().access(&ground, [20.0, 6.0]).clearing_heights;
    assert_eq!(heights.ray.from_m, None);
    close(heights.ray.to_m.unwrap(), 104.2, 0.1);
}

#[test]
fn a_path_without_anything_between_has_no_obstacle() {
    let report = Bench::new().access(&Ground::of(&[100.0, 100.0]), [20.0, 6.0]);
    assert_eq!((report.obstacle, report.profile.len()), (None, 2));
    assert!(report.geometry.in_sight);
    assert_eq!(report.clearing_heights.fresnel_06, HeightsAlone { from_m: Some(0.0), to_m: Some(0.0) });
}

#[test]
fn the_profile_tells_the_clearance_point_by_point() {
    let report = Bench::new().access(&hill().with_wood(10, 12.0), [20.0, 6.0]);
    let least_m = report.profile[1..20]
        .iter()
        .map(|point| point.ray_m - point.ground_m - point.clutter_m - point.bulge_m)
        .fold(f64::INFINITY, f64::min);
    close(least_m, report.geometry.clearance_m, 0.02);
    assert_eq!([report.profile[0].ray_m, report.profile[20].ray_m], [120.0, 106.0]);
    assert!(report.profile.iter().all(|point| !point.sea));
}

#[test]
fn sea_is_told_from_land() {
    let mut ground = flat();
    ground.zone = vec![Zone::Inland; 21];
    ground.zone[5..9].fill(Zone::Sea);
    let report = Bench::new().access(&ground, [20.0, 6.0]);
    assert_eq!(report.profile.iter().filter(|point| point.sea).count(), 4);
}

#[test]
fn the_parts_of_the_loss_make_the_whole_and_the_whole_is_the_model_s() {
    let bench = Bench::new();
    let ground = hill().with_wood(10, 12.0);
    let loss = bench.access(&ground, [20.0, 6.0]).access.unwrap().loss;
    let terminals = bench.access.terminals_at([20.0, 6.0]);
    let whole_db = bench.access.model().basic_transmission_loss_db(&ground.profile(), &terminals);
    close(loss.total_db, whole_db, 0.005);
    close(loss.free_space_db + loss.terrain_db + loss.clutter_db, loss.total_db, 1e-9);
    assert!(loss.clutter_db > 0.0 && !loss.terms.is_empty(), "{loss:?}");
}

#[test]
fn the_rows_of_the_budget_add_up_to_the_hundredth() {
    let access = Bench::new().access(&hill(), [20.0, 6.0]).access.unwrap();
    for direction in &access.budget {
        let rows = direction.rows();
        let sum = |range: std::ops::Range<usize>| rows[range].iter().map(|row| row.1).sum::<f64>();
        close(sum(0..3), rows[3].1, 1e-9);
        close(sum(3..9), rows[9].1, 1e-9);
        close(sum(10..14), rows[14].1, 1e-9);
        close(rows[9].1 - rows[14].1, rows[16].1, 1e-9);
        close(sum(16..18), rows[18].1, 1e-9);
        assert_eq!(direction.path_loss_db, access.loss.total_db);
    }
    let reserve_db = |way| access.budget.iter().find(|direction| direction.way == way).unwrap().reserve_db;
    let least_db = reserve_db(Way::Downlink).min(reserve_db(Way::Uplink));
    assert_eq!((reserve_db(access.deciding), access.holds), (least_db, least_db >= 0.0));
}

#[test]
fn of_the_sectors_the_one_that_looks_there_is_taken() {
    let bench = Bench::new();
    let panel = Pattern::Sector(SectorPattern {
        gain_dbi: 16.0,
        horizontal_beamwidth_deg: 65.0,
        vertical_beamwidth_deg: 60.0,
        front_to_back_db: 28.0,
        side_lobe_db: 20.0,
        electrical_tilt_deg: 0.0,
    });
    let gains = std::sync::Arc::new(GainTable::new(&panel, 0.0));
    let sector = |azimuth_deg| Sector {
        azimuth_deg,
        all_around: false,
        gains: gains.clone(),
        ..Sector::omni(0.0, 30.0)
    };
    let sectors = [sector(300.0), sector(100.0), sector(200.0)];
    let report = bench.report(&flat(), WhatFor::Access, [20.0, 20.0], &sectors);
    let antenna = report.access.unwrap().antenna;
    // the household lies to the east of the grid, true north half a degree to the right of the grid's
    assert_eq!((antenna.sector, antenna.sector_count), (Some(2), 3));
    assert_eq!((antenna.boresight_deg, antenna.off_boresight_deg), (Some(99.5), Some(-10.0)));
    assert_eq!(report.from.azimuth_deg, 89.5);
    close(antenna.gain_dbi, 16.0 - 12.0 * (10.0_f64 / 65.0).powi(2), 0.02);
    let pointed = bench.access(&flat(), [20.0, 20.0]).access.unwrap().antenna;
    assert_eq!((pointed.sector, pointed.sector_count, pointed.off_boresight_deg), (None, 0, None));
    assert_eq!(pointed.gain_dbi, pointed.peak_gain_dbi);
}

#[test]
fn a_microwave_link_holds_where_rule_and_availability_do() {
    let bench = Bench::new();
    let clear = bench.backhaul(&flat(), [30.0, 30.0]);
    let link = clear.backhaul.unwrap();
    assert!(link.rule_holds && link.holds && clear.access.is_none(), "{link:?}");
    close(link.rx_level_dbm, link.tx_power_dbm + 2.0 * link.antenna_gain_dbi - link.free_space_db, 0.011);
    close(link.margin_db, link.rx_level_dbm - link.receiver_threshold_dbm, 0.011);
    close(
        link.availability_percent.unwrap(),
        100.0 - link.multipath_percent.unwrap() - link.rain_percent.unwrap(),
        2e-6,
    );
    assert_eq!(clear.geometry.frequency_mhz, 1_000.0 * link.band_ghz);
    let [lowest, higher] = link.tiers.as_slice() else { panic!("{:?}", link.tiers) };
    assert_eq!((lowest.margin_db, lowest.availability_percent), (link.margin_db, link.availability_percent));
    assert_eq!((lowest.capacity_mbps, higher.capacity_mbps), (100.0, 200.0));
    close(lowest.margin_db - higher.margin_db, 6.0, 0.011);
    assert!(lowest.usable && higher.usable);
    let blocked = bench.backhaul(&hill(), [30.0, 30.0]).backhaul.unwrap();
    assert!(!blocked.rule_holds && !blocked.holds && blocked.median_clearance_m < -30.0, "{blocked:?}");
    assert!(blocked.tiers.iter().all(|tier| !tier.usable));
}

#[test]
fn the_report_reads_back_as_it_was_written() {
    let bench = Bench::new();
    for report in [bench.access(&hill(), [20.0, 6.0]), bench.backhaul(&flat(), [30.0, 30.0])] {
        let json = serde_json::to_string(&report).unwrap();
        assert_eq!(serde_json::from_str::<PathReport>(&json).unwrap(), report);
    }
}

#[test]
fn steps_keep_seven_digits() {
    assert_eq!(
        [to_digits(0.0), to_digits(1.234_567_89e-5), to_digits(-98_765.432_1)],
        [0.0, 1.234_568e-5, -98_765.43]
    );
}
