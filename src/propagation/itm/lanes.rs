//! Some paths at a time: the very equations that the plain kernel follows, in loops that the compiler turns into vector
//! code for whatever processor runs them. What only some of the paths need is left out where none does.

use multiversion::multiversion;

use super::line_of_sight::SightCurve;
use super::link::{Link, Mode};
use super::longley_rice::{DiffractionLine, DiffractionSupports, Transition, is_in_sight, without_gain_db};
use super::ready::{Air, Ready, loss_db};
use super::terrain::{Geometry, Survey};
use super::variability::Variability;

/// Paths whose losses are computed together.
pub(in crate::propagation) const LANES: usize = 16;

/// Some quantities of every path: one column each.
#[derive(Debug, Clone, Copy)]
struct Columns<const COUNT: usize>([[f64; LANES]; COUNT]);

impl<const COUNT: usize> Columns<COUNT> {
    #[inline(always)]
    fn set(&mut self, lane: usize, quantities: [f64; COUNT]) {
        for (column, quantity) in self.0.iter_mut().zip(quantities) {
            column[lane] = quantity;
        }
    }

    #[inline(always)]
    fn get(&self, lane: usize) -> [f64; COUNT] {
        let mut quantities = [0.0; COUNT];
        for (quantity, column) in quantities.iter_mut().zip(&self.0) {
            *quantity = column[lane];
        }
        quantities
    }
}

impl<const COUNT: usize> Default for Columns<COUNT> {
    fn default() -> Self {
        Self([[0.0; LANES]; COUNT])
    }
}

/// What the ground shows of some paths.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::propagation) struct Surveys {
    airs: Columns<3>,
    surveys: Columns<11>,
}

impl Surveys {
    /// Puts a path into a lane.
    pub fn set(&mut self, lane: usize, (air, survey): &(Air, Survey)) {
        self.airs.set(lane, air.quantities());
        self.surveys.set(lane, survey.quantities());
    }

    #[inline(always)]
    fn air(&self, lane: usize) -> Air {
        Air::of_quantities(self.airs.get(lane))
    }
}

/// Basic transmission losses that are not exceeded, dB.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
pub(in crate::propagation) fn losses_db(ready: &Ready, surveys: &Surveys) -> [f64; LANES] {
    losses_db_scalar(ready, surveys)
}

#[inline(always)]
fn losses_db_scalar(ready: &Ready, surveys: &Surveys) -> [f64; LANES] {
    let mut paths =
        Paths { geometries: Columns::default(), lines: Columns::default(), in_sight: [false; LANES] };
    paths.find(ready, surveys);
    let mut sight_db = [0.0; LANES];
    if paths.in_sight.contains(&true) {
        for (lane, a_db) in sight_db.iter_mut().enumerate() {
            let (link, line) = (paths.link(ready, surveys, lane), paths.line(lane));
            *a_db = SightCurve::of(&link, &line).at_db(&link, link.geometry.d_m);
        }
    }
    let mut beyond_db = [0.0; LANES];
    if paths.in_sight.contains(&false) {
        for (lane, a_db) in beyond_db.iter_mut().enumerate() {
            let (link, line) = (paths.link(ready, surveys, lane), paths.line(lane));
            *a_db = Transition::of(&link, &line).at_db(&line, link.geometry.d_m);
        }
    }
    let mut losses_db = [0.0; LANES];
    for (lane, found_db) in losses_db.iter_mut().enumerate() {
        let link = paths.link(ready, surveys, lane);
        let a_db = if is_in_sight(&link) { sight_db[lane] } else { beyond_db[lane] };
        let variability = Variability::of(&link, &ready.chance);
        *found_db = loss_db(surveys.air(lane).h_sys_m, &link, without_gain_db(a_db), &variability);
    }
    losses_db
}

/// Some paths with what all regions need.
struct Paths {
    geometries: Columns<10>,
    lines: Columns<2>,
    in_sight: [bool; LANES],
}

impl Paths {
    #[inline(always)]
    fn find(&mut self, ready: &Ready, surveys: &Surveys) {
        for lane in 0..LANES {
            let air = surveys.air(lane);
            let geometry = Survey::of_quantities(surveys.surveys.get(lane)).geometry(air.a_e_m);
            self.geometries.set(lane, geometry.quantities());
        }
        for lane in 0..LANES {
            let link = self.link(ready, surveys, lane);
            let line = DiffractionSupports::of(&link).line();
            self.lines.set(lane, [line.slope_db_per_m, line.intercept_db]);
            self.in_sight[lane] = is_in_sight(&link);
        }
    }

    #[inline(always)]
    fn link(&self, ready: &Ready, surveys: &Surveys, lane: usize) -> Link {
        let geometry = Geometry::of_quantities(self.geometries.get(lane));
        ready.link(Mode::PointToPoint, &surveys.air(lane), geometry)
    }

    #[inline(always)]
    fn line(&self, lane: usize) -> DiffractionLine {
        let [slope_db_per_m, intercept_db] = self.lines.get(lane);
        DiffractionLine { slope_db_per_m, intercept_db }
    }
}

impl Air {
    fn quantities(&self) -> [f64; 3] {
        [self.h_sys_m, self.n_s_n_units, self.a_e_m]
    }

    #[inline(always)]
    fn of_quantities([h_sys_m, n_s_n_units, a_e_m]: [f64; 3]) -> Self {
        Self { h_sys_m, n_s_n_units, a_e_m }
    }
}

impl Survey {
    fn quantities(&self) -> [f64; 11] {
        let [h_tx_m, h_rx_m] = self.h_m;
        let [h_fit_tx_m, h_fit_rx_m] = self.h_fit_m;
        let [theta_tx_rad, theta_rx_rad] = self.theta_ray_rad;
        let [d_tx_m, d_rx_m] = self.d_ray_m;
        let Self { d_m, stretch_m, span_m, .. } = *self;
        [
            d_m,
            h_tx_m,
            h_rx_m,
            h_fit_tx_m,
            h_fit_rx_m,
            theta_tx_rad,
            theta_rx_rad,
            d_tx_m,
            d_rx_m,
            stretch_m,
            span_m,
        ]
    }

    #[inline(always)]
    fn of_quantities(quantities: [f64; 11]) -> Self {
        let [d_m, h_tx_m, h_rx_m, h_fit_tx_m, h_fit_rx_m, theta_tx_rad, theta_rx_rad, d_tx_m, d_rx_m, ..] =
            quantities;
        let [.., stretch_m, span_m] = quantities;
        Self {
            d_m,
            h_m: [h_tx_m, h_rx_m],
            h_fit_m: [h_fit_tx_m, h_fit_rx_m],
            theta_ray_rad: [theta_tx_rad, theta_rx_rad],
            d_ray_m: [d_tx_m, d_rx_m],
            stretch_m,
            span_m,
        }
    }
}

impl Geometry {
    #[inline(always)]
    fn quantities(&self) -> [f64; 10] {
        let [h_tx_m, h_rx_m] = self.h_m;
        let [h_e_tx_m, h_e_rx_m] = self.h_e_m;
        let [theta_tx_rad, theta_rx_rad] = self.theta_hzn_rad;
        let [d_tx_m, d_rx_m] = self.d_hzn_m;
        let Self { d_m, delta_h_m, .. } = *self;
        [d_m, h_tx_m, h_rx_m, h_e_tx_m, h_e_rx_m, theta_tx_rad, theta_rx_rad, d_tx_m, d_rx_m, delta_h_m]
    }

    #[inline(always)]
    fn of_quantities(quantities: [f64; 10]) -> Self {
        let [d_m, h_tx_m, h_rx_m, h_e_tx_m, h_e_rx_m, theta_tx_rad, theta_rx_rad, d_tx_m, d_rx_m, delta_h_m] =
            quantities;
        Self {
            d_m,
            h_m: [h_tx_m, h_rx_m],
            h_e_m: [h_e_tx_m, h_e_rx_m],
            theta_hzn_rad: [theta_tx_rad, theta_rx_rad],
            d_hzn_m: [d_tx_m, d_rx_m],
            delta_h_m,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Itm;
    use super::super::relief::Walked;
    use super::*;
    use crate::propagation::profile::tests::any_path;
    use crate::propagation::twins::assert_twins;
    use crate::propagation::{Polarisation, Terminals};

    proptest! {
        #[test]
        fn twins_agree(
            paths in prop::collection::vec(any_path(), LANES), heights_m in prop::array::uniform2(0.5..300.0_f64),
            frequency_mhz in 20.0..20_000.0_f64,
        ) {
            let polarisation = Polarisation::Vertical;
            let terminals = Terminals { tx_height_m: 0.0, rx_height_m: 0.0, frequency_mhz, polarisation };
            let ready = Ready::new(&Itm::CONTINENTAL_MEDIAN, &terminals);
            let mut surveys = Surveys::default();
            for (lane, path) in paths.iter().enumerate() {
                surveys.set(lane, &ready.survey(&mut Walked::new(&path.profile()), heights_m));
            }
            assert_twins(losses_db(&ready, &surveys), losses_db_scalar(&ready, &surveys));
        }
    }
}
