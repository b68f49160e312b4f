//! The losses and their scalar twins, side by side.

use proptest::prelude::*;

use super::super::question::Question;
use super::*;
use crate::propagation::twins::assert_twins;
use crate::propagation::{Model, Polarisation, Terminals, Zone};

/// What may be found of a receiver, as shares of what is usual: all of it together need be no possible path.
fn any_found() -> impl Strategy<Value = Found> {
    let (shares, slopes) = (prop::array::uniform12(0.0..1.0_f64), prop::array::uniform6(-300.0..300.0_f64));
    (shares, slopes, any::<bool>()).prop_map(|(share, slope, in_sight)| {
        let d_km = 0.05 + 250.0 * share[0] * share[0];
        let (last_km, dlt_km) = (share[1] * d_km, share[2] * d_km);
        let rx_ground_m = 2_000.0 * share[3];
        let [order, order_2] = [share[4], share[5]].map(|share| if in_sight { -500.0 * share } else { 0.0 });
        Found {
            d_km,
            rx_ground_m,
            rx_antenna_m: rx_ground_m + 60.0 * share[6],
            first_km: 0.1 * last_km,
            last_km,
            last_ground_m: 2_000.0 * share[7],
            v1: 4_000.0 * share[8] * d_km,
            v2: 4_000.0 * share[8] * d_km * d_km,
            s_tim: slope[0],
            s_rim: slope[1],
            order,
            s_tim_2: slope[2],
            s_rim_2: slope[3],
            order_2,
            excess_db: 20.0 * share[9],
            excess_2_db: 20.0 * share[10],
            rise_t: slope[4],
            rise_r: slope[5],
            dlt_km,
            dlr_km: share[11] * (d_km - dlt_km),
            hm_m: 100.0 * share[9],
        }
    })
}

fn any_zones() -> impl Strategy<Value = FoundZones> {
    (prop::array::uniform5(0.0..1.0_f64), any::<bool>()).prop_map(|(share, at_sea)| FoundZones {
        sea_ratio: share[0],
        land_km: 200.0 * share[1],
        inland_km: 200.0 * share[1] * share[2],
        dct_km: 10.0 * share[3],
        dcr_km: 10.0 * share[4],
        rx_at_sea: f64::from(u8::from(at_sea)),
    })
}

/// Some receivers; lanes behind the last are left as they are before any has come.
fn any_columns() -> impl Strategy<Value = (Columns, ZoneColumns)> {
    prop::collection::vec((any_found(), any_zones()), 0..=LANES).prop_map(|receivers| {
        let (mut columns, mut zones) = (Columns::default(), ZoneColumns::default());
        for (lane, (found, found_zones)) in receivers.iter().enumerate() {
            columns.set(lane, found);
            zones.set(lane, found_zones);
        }
        (columns, zones)
    })
}

proptest! {
    #[test]
    fn twins_agree(
        (columns, zones) in any_columns(), time_percent in prop_oneof![Just(50.0), 1.0..50.0_f64],
        (ground_m, height_m, frequency_mhz) in (0.0..2_000.0_f64, 1.0..60.0_f64, 30.0..6_000.0_f64),
    ) {
        let tx = Transmitter { ground_m, antenna_m: ground_m + height_m, zone: Zone::Inland };
        let polarisation = Polarisation::Vertical;
        let terminals = Terminals { tx_height_m: height_m, rx_height_m: 0.0, frequency_mhz, polarisation };
        let p526 = Model::P526(P526 { effective_earth_radius_km: 8_500.0 });
        let p1812 = Model::P1812(P1812 { time_percent, location_percent: 90.0, location_sigma_db: 5.5, ..P1812::LIGURIA_MEDIAN });
        for model in [p526, p1812] {
            let mut question = Question::new(Some(model), &terminals);
            question.start(&tx);
            match &question {
                Question::P526(fixed) => {
                    assert_twins(fit(&fixed.level(), &columns), fit_scalar(&fixed.level(), &columns));
                    assert_twins(p526_db(fixed, &columns), p526_db_scalar(fixed, &columns));
                }
                Question::P1812(fixed) => {
                    assert_twins(fit(&fixed.level(), &columns), fit_scalar(&fixed.level(), &columns));
                    assert_twins(median_db(fixed, &columns), median_db_scalar(fixed, &columns));
                    assert_twins(but_ducts_db(fixed, &columns), but_ducts_db_scalar(fixed, &columns));
                    assert_twins(inland_db(fixed, &columns), inland_db_scalar(fixed, &columns));
                    let with_zones = with_zones_db(fixed, &columns, &zones);
                    assert_twins(with_zones, with_zones_db_scalar(fixed, &columns, &zones));
                }
                _ => unreachable!("there are two models"),
            }
        }
    }
}
