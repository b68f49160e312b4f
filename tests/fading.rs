//! Draws lots: where the formulas of `radio::fading` say that service holds with 90 %, how often it does behind interference.

use divario::radio::fading::{fade_margin_db, mean_over_median_db};

/// A row of numbers from 0 to 1 that look random and are the same every time (SplitMix64).
struct Lots(u64);

impl Lots {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn normal(&mut self, sigma_db: f64) -> f64 {
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        sigma_db * radius * (std::f64::consts::TAU * self.uniform()).cos()
    }
}

fn milliwatts(level_dbm: f64) -> f64 {
    10.0_f64.powf(0.1 * level_dbm)
}

fn decibels(power_mw: f64) -> f64 {
    10.0 * power_mw.log10()
}

const DRAWS: usize = 40_000;
const SIGMAS_DB: [f64; 4] = [4.0, 6.0, 8.0, 10.0];

/// Interferers by their median levels, dBm; noise is far below them, where it matters least.
fn interferers() -> [(&'static str, Vec<f64>); 4] {
    let falling = |count: u32, step_db: f64| (0..count).map(|index| -step_db * f64::from(index)).collect();
    [
        ("one", vec![0.0]),
        ("three alike", vec![0.0; 3]),
        ("ten alike", vec![0.0; 10]),
        ("thirty, each 1 dB below the last", falling(30, 1.0)),
    ]
}

/// Share of the draws in which a signal of 90 % by the formulas is above the interference.
fn share(draw: impl Fn(&mut Lots) -> bool) -> f64 {
    let mut lots = Lots(7);
    (0..DRAWS).filter(|_| draw(&mut lots)).count() as f64 / DRAWS as f64
}

/// One place hears both, half correlated between sites; the medians are summed.
fn downlink(levels_dbm: &[f64], sigma_db: f64) -> f64 {
    let medians_dbm = decibels(levels_dbm.iter().map(|level_dbm| milliwatts(*level_dbm)).sum());
    let own_sigma_db = sigma_db * 0.5_f64.sqrt();
    share(|lots| {
        let signal_dbm = medians_dbm + fade_margin_db(0.9, sigma_db) + lots.normal(own_sigma_db);
        let faded_mw =
            levels_dbm.iter().map(|level_dbm| milliwatts(level_dbm + lots.normal(own_sigma_db))).sum();
        signal_dbm > decibels(faded_mw)
    })
}

/// Households that take turns fade each for itself; their means are summed.
fn uplink(levels_dbm: &[f64], sigma_db: f64, over_median_db: f64) -> f64 {
    let medians_dbm = decibels(levels_dbm.iter().map(|level_dbm| milliwatts(*level_dbm)).sum());
    share(|lots| {
        let signal_dbm = medians_dbm + over_median_db + fade_margin_db(0.9, sigma_db) + lots.normal(sigma_db);
        let faded_mw = levels_dbm.iter().map(|level_dbm| milliwatts(level_dbm + lots.normal(sigma_db))).sum();
        signal_dbm > decibels(faded_mw)
    })
}

#[test]
fn the_asked_probability_holds_behind_interference() {
    for sigma_db in SIGMAS_DB {
        for (name, levels_dbm) in interferers() {
            let down = downlink(&levels_dbm, sigma_db);
            let up = uplink(&levels_dbm, sigma_db, mean_over_median_db(sigma_db));
            assert!((0.84..0.96).contains(&down), "sigma {sigma_db} dB, {name}: downlink {down}");
            assert!((0.87..0.97).contains(&up), "sigma {sigma_db} dB, {name}: uplink {up}");
        }
    }
}

/// What the uplink would be without the step from medians to means.
#[test]
fn medians_alone_promise_too_much_uplink() {
    assert!(uplink(&[0.0; 10], 8.0, 0.0) < 0.75);
}
