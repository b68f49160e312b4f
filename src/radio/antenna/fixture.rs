//! Antennas for tests; no manufacturer's.

use super::{MeasuredPattern, Pattern, SectorPattern};

/// A panel of 65° × 7° with 17 dBi and an electrical tilt.
pub(super) fn panel(electrical_tilt_deg: f64) -> SectorPattern {
    SectorPattern {
        gain_dbi: 17.0,
        horizontal_beamwidth_deg: 65.0,
        vertical_beamwidth_deg: 7.0,
        front_to_back_db: 30.0,
        side_lobe_db: 18.0,
        electrical_tilt_deg,
    }
}

/// The cuts of a panel with lobes and nulls, the vertical one tilted down by whole degrees; the horizontal cut is taken
/// on the horizon, so that the two agree there.
pub(super) fn measured(tilt_deg: u16) -> MeasuredPattern {
    let vertical_db: Vec<f64> = (0..360).map(|angle_deg| lobes_db(angle_deg - i32::from(tilt_deg))).collect();
    let (ahead_db, behind_db) = (vertical_db[0], vertical_db[180]);
    let horizontal_db = (0..360_i32)
        .map(|angle_deg| {
            let phi_deg = f64::from(if angle_deg > 180 { 360 - angle_deg } else { angle_deg });
            let behind = phi_deg / 180.0;
            let lobe_db = 14.0 * (phi_deg.to_radians() / 2.0).sin().powi(2) * (1.0 - behind);
            ahead_db * (1.0 - behind) + behind_db * behind + lobe_db
        })
        .collect();
    MeasuredPattern::new(15.5, horizontal_db, vertical_db).unwrap()
}

/// Losses of a vertical cut with a main lobe at 0°, side lobes and a back 25 dB down.
fn lobes_db(off_deg: i32) -> f64 {
    let off_rad = f64::from(off_deg).to_radians();
    let x = 9.0 * off_rad.sin();
    let lobe = if x == 0.0 { 1.0 } else { (x.sin() / x).abs() };
    let back_db = if off_rad.cos() < 0.0 { 25.0 * off_rad.cos().powi(2) } else { 0.0 };
    (-20.0 * lobe.max(0.03).log10() + back_db).min(45.0)
}

/// One of each kind that has a direction.
pub(super) fn directive() -> [Pattern; 4] {
    [
        Pattern::Sector(panel(0.0)),
        Pattern::Sector(panel(4.0)),
        Pattern::Measured(measured(0)),
        Pattern::Measured(measured(6)),
    ]
}
