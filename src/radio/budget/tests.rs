//! The quick budget against the long one, and where it ends.

use proptest::prelude::*;

use super::super::station::Station;
use super::super::technology::{Ofdm256, Ofdm256Thresholds, Technology};
use super::*;

const TX_POWER_DBM: f64 = 36.0;

fn channel() -> Channel {
    let settings = Ofdm256 {
        cyclic_prefix_ratio: 1.0 / 16.0,
        frame_ms: 10.0,
        tdd_downlink_ratio: None,
        thresholds: Ofdm256Thresholds::Of2004,
    };
    Technology::Ofdm256(settings).channel(3.5, Some(0.0)).unwrap()
}

fn equipment() -> Equipment {
    Equipment {
        base_station: Station { tx_power_dbm: TX_POWER_DBM, feeder_loss_db: 1.0, noise_figure_db: 5.0 },
        cpe: Station { tx_power_dbm: 24.0, feeder_loss_db: 0.5, noise_figure_db: 6.0 },
        cpe_antenna_gain_dbi: 17.0,
        body_loss_db: 0.0,
        noise_bandwidth_mhz: channel().noise_bandwidth_mhz,
        power_control_range_db: None,
        implementation_loss_db: 5.0,
    }
}

fn budget(downlink_mbps: f64, sigma_db: f64) -> Budget {
    let target = Target { downlink_mbps, uplink_mbps: 2.0, probability_ratio: 0.9, sigma_db };
    Budget::new(equipment(), &channel(), target).unwrap()
}

fn path(coupling_loss_db: f64) -> Path {
    Path {
        path_loss_db: coupling_loss_db + 16.0 - 3.0,
        building_entry_loss_db: 3.0,
        base_station_gain_dbi: 16.0,
        noise_rise_db: 0.0,
    }
}

#[test]
fn each_direction_has_its_own_scheme() {
    // 3.5 MHz, 10 ms: 147 symbols, 139 and 125 of them for data: QPSK 1/2 carries 2.67 and 2.40 Mbit/s
    let budget = budget(3.5, 8.0);
    assert_eq!(budget.asked_scheme(Way::Downlink).name, "QPSK 3/4");
    assert_eq!(budget.asked_scheme(Way::Uplink).name, "QPSK 1/2");
}

#[test]
fn a_rate_that_no_scheme_gives_is_refused() {
    let target = Target { downlink_mbps: 13.0, uplink_mbps: 1.0, probability_ratio: 0.9, sigma_db: 8.0 };
    let refusal = |target| Budget::new(equipment(), &channel(), target).unwrap_err().to_string();
    assert_eq!(
        refusal(target),
        "no scheme of the channel gives 13 Mbit/s net in the downlink; the fastest gives 12.01 Mbit/s"
    );
    let refused = refusal(Target { downlink_mbps: 1.0, uplink_mbps: 13.0, ..target });
    assert!(refused.contains("in the uplink; the fastest gives 10.80"), "{refused}");
}

#[test]
fn rates_fall_step_by_step_and_end() {
    let budget = budget(4.0, 0.0);
    let rate = |ratio_db: f64| budget.rate_mbps(Way::Downlink, ratio_db);
    let rates: Vec<Option<f64>> = (0..40).map(|step| rate(f64::from(step))).collect();
    assert_eq!((rates[0], rates[11]), (None, None), "BPSK 1/2 needs 6.4 + 5 dB");
    assert!(rates[12].is_some() && rates.windows(2).all(|pair| pair[1] >= pair[0]));
    assert_eq!(rates[39], budget.schemes(Way::Downlink).last().map(|scheme| scheme.net_rate_mbps));
}

#[test]
fn without_fading_the_asked_rate_holds_exactly_up_to_the_largest_loss() {
    let budget = budget(4.0, 0.0);
    let edge_db = budget.coupling_loss_max_db(TX_POWER_DBM);
    assert!(budget.holds(budget.snr(TX_POWER_DBM, edge_db - 1e-9)));
    assert!(!budget.holds(budget.snr(TX_POWER_DBM, edge_db + 1e-9)));
}

proptest! {
    #[test]
    fn the_quick_form_agrees_with_the_terms(coupling_db in 40.0..200.0_f64, sigma_db in 0.0..15.0_f64) {
        let budget = budget(8.0, sigma_db);
        let [down, up] = budget.terms(TX_POWER_DBM, &path(coupling_db), [0.0, 0.0]);
        let snr = budget.snr(TX_POWER_DBM, coupling_db);
        prop_assert!((snr.downlink_db - down.sinr_db).abs() < 1e-9 && (snr.uplink_db - up.sinr_db).abs() < 1e-9);
        prop_assert!((budget.margin_db(snr) - down.margin_db.min(up.margin_db)).abs() < 1e-9);
        prop_assert!((budget.reserve_db(snr) - down.reserve_db.min(up.reserve_db)).abs() < 1e-9);
    }

    #[test]
    fn interference_counts_as_the_noise_it_lifts(coupling_db in 40.0..200.0_f64, rise_db in 0.0..30.0_f64) {
        let budget = budget(8.0, 7.0);
        let [down, up] = budget.terms(TX_POWER_DBM, &path(coupling_db), [rise_db, 0.5 * rise_db]);
        let snr = budget.snr(TX_POWER_DBM, coupling_db);
        prop_assert!((down.sinr_db - (snr.downlink_db - rise_db)).abs() < 1e-9);
        prop_assert!((up.sinr_db - (snr.uplink_db - 0.5 * rise_db)).abs() < 1e-9);
    }

    #[test]
    fn the_asked_service_holds_where_its_rates_and_its_probability_do(
        coupling_db in 80.0..160.0_f64, sigma_db in 0.1..15.0_f64,
    ) {
        let budget = budget(8.0, sigma_db);
        let snr = budget.snr(TX_POWER_DBM, coupling_db);
        prop_assume!(budget.reserve_db(snr).abs() > 1e-9);
        prop_assert_eq!(budget.holds(snr), budget.probability_ratio(snr) > 0.9);
        let rates = [(Way::Downlink, snr.downlink_db, 8.0), (Way::Uplink, snr.uplink_db, 2.0)]
            .iter().all(|&(way, ratio_db, asked)| budget.rate_mbps(way, ratio_db).is_some_and(|rate| rate >= asked));
        prop_assert_eq!(budget.holds(snr), rates);
    }

    #[test]
    fn more_loss_is_never_better_and_more_power_never_worse(
        coupling_db in 40.0..200.0_f64, more_db in 0.0..30.0_f64,
    ) {
        let budget = budget(4.0, 8.0);
        let at = |power_dbm, loss_db| budget.snr(power_dbm, loss_db);
        let (near, far) = (at(TX_POWER_DBM, coupling_db), at(TX_POWER_DBM, coupling_db + more_db));
        prop_assert!(budget.probability_ratio(far) <= budget.probability_ratio(near));
        prop_assert!(budget.rate_mbps(Way::Downlink, far.downlink_db) <= budget.rate_mbps(Way::Downlink, near.downlink_db));
        let stronger = at(TX_POWER_DBM + more_db, coupling_db);
        prop_assert!(stronger.downlink_db >= near.downlink_db && stronger.uplink_db == near.uplink_db);
    }
}
