//! Area mode: two antennas somewhere in terrain of a known irregularity, without a profile.

use super::super::profile::Terminals;
use super::super::quantity::{OutOfRange, Warnings};
use super::Itm;
use super::Ready;
use super::inputs::{DELTA_H, Siting};
use super::link::Mode;
use super::terms::Terms;
use super::terrain::Geometry;
use super::warnings::{LENGTH, check_terms};

/// Two antennas in an area, and the model's settings.
///
/// # Example
/// ```
/// use divario::propagation::itm::{Area, Climate, Itm, Quantile, Siting, VariabilityMode};
/// use divario::propagation::{Polarisation, Terminals};
/// let area = Area {
///     model: Itm {
///         climate: Climate::ContinentalTemperate,
///         n0_n_units: 301.0,
///         permittivity: 15.0,
///         conductivity_s_per_m: 0.005,
///         variability_mode: VariabilityMode::from_ntia(3).expect("a mode of the list"),
///         quantile: Quantile::MEDIAN,
///     },
///     distance_km: 10.0,
///     delta_h_m: 90.0,
///     tx_siting: Siting::VeryCareful,
///     rx_siting: Siting::Random,
/// };
/// let terminals = Terminals {
///     tx_height_m: 20.0,
///     rx_height_m: 6.0,
///     frequency_mhz: 3500.0,
///     polarisation: Polarisation::Vertical,
/// };
/// assert!(area.check(&terminals)?.is_empty());
/// assert_eq!(format!("{:.1}", area.basic_transmission_loss_db(&terminals)), "139.0");
/// # Ok::<(), divario::propagation::OutOfRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Climate, air, ground and variability.
    pub model: Itm,
    /// Distance d of the antennas, km, [`LENGTH`].
    pub distance_km: f64,
    /// Terrain irregularity Δh, m, [`DELTA_H`]: 0 a smooth sea, 30 plains, 90 hills, 200 mountains, 500 rugged ones.
    pub delta_h_m: f64,
    /// Siting of the transmitter.
    pub tx_siting: Siting,
    /// Siting of the receiver.
    pub rx_siting: Siting,
}

impl Area {
    /// Refuses what the model cannot answer, and warns of what it was not made for.
    ///
    /// # Errors
    /// [`OutOfRange`] names the first quantity outside its valid range.
    pub fn check(&self, terminals: &Terminals) -> Result<Warnings, OutOfRange> {
        let mut warnings = Warnings::default();
        self.model.check_inputs(terminals, &mut warnings)?;
        LENGTH.check(self.distance_km, &mut Warnings::default())?;
        DELTA_H.check(self.delta_h_m, &mut warnings)?;
        check_terms(&self.terms(terminals), &mut warnings)?;
        Ok(warnings)
    }

    /// Every intermediate quantity. Allocates nothing.
    #[must_use]
    pub fn terms(&self, terminals: &Terminals) -> Terms {
        let ready = Ready::new(&self.model, terminals);
        let air = ready.air(0.0);
        ready.follow(Mode::Area, &air, self.geometry(terminals, air.a_e_m)).terms()
    }

    /// Basic transmission loss that is not exceeded, dB. Allocates nothing.
    #[must_use]
    pub fn basic_transmission_loss_db(&self, terminals: &Terminals) -> f64 {
        self.terms(terminals).a_db
    }

    /// The path as it would be in such terrain.
    fn geometry(&self, terminals: &Terminals, a_e_m: f64) -> Geometry {
        let h_m = [terminals.tx_height_m, terminals.rx_height_m];
        let h_e_m = [
            effective_height_m(self.tx_siting, h_m[0], self.delta_h_m),
            effective_height_m(self.rx_siting, h_m[1], self.delta_h_m),
        ];
        Geometry::with_expected_horizons(self.distance_km * 1e3, a_e_m, h_m, h_e_m, self.delta_h_m)
    }
}

/// Effective height h_e of an antenna whose place was chosen with some care, m; [Alg. eq. 3.2].
fn effective_height_m(siting: Siting, h_m: f64, delta_h_m: f64) -> f64 {
    let b_m = match siting {
        Siting::Random => return h_m,
        Siting::Careful => 4.0,
        Siting::VeryCareful => 9.0,
    };
    let b_m = if h_m < 5.0 { b_m * (0.1 * std::f64::consts::PI * h_m).sin() } else { b_m };
    h_m + (1.0 + b_m) * (-(2.0 * h_m / delta_h_m.max(1e-3)).min(20.0)).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn care_raises_the_effective_height_worked_by_hand() {
        assert_eq!(effective_height_m(Siting::Random, 10.0, 90.0), 10.0);
        // 10 + 5 e^(−20/90) and 10 + 10 e^(−20/90)
        assert!((effective_height_m(Siting::Careful, 10.0, 90.0) - 14.003_69).abs() < 1e-4);
        assert!((effective_height_m(Siting::VeryCareful, 10.0, 90.0) - 18.007_37).abs() < 1e-4);
        // 2.5 + (1 + 4 sin 45°) e^(−5/90)
        assert!((effective_height_m(Siting::Careful, 2.5, 90.0) - 6.121_57).abs() < 1e-4);
        // on a smooth sea there is no better place
        assert!((effective_height_m(Siting::VeryCareful, 10.0, 0.0) - 10.0).abs() < 1e-7);
    }
}
