//! The model of the path loss, made ready for a whole radial.

use super::Transmitter;
use super::losses::Fixed;
use crate::propagation::Model;
use crate::propagation::itm::Ready;
use crate::propagation::p526::{P526, Wave};
use crate::propagation::p1812::carrier::Carrier;
use crate::propagation::p1812::ducting::least_time_db;
use crate::propagation::p1812::{self, P1812};
use crate::propagation::profile::Terminals;

/// What is to be computed of every receiver.
#[derive(Debug, Clone, Copy)]
pub(super) enum Question {
    Nothing,
    FreeSpace { frequency_mhz: f64 },
    P526(Fixed<P526>),
    P1812(Fixed<P1812>),
    Itm(Ready),
}

impl Question {
    /// Of a model, at the terminals' frequency and polarisation.
    pub fn new(model: Option<Model>, terminals: &Terminals) -> Self {
        match model {
            None => Self::Nothing,
            Some(Model::FreeSpace) => Self::FreeSpace { frequency_mhz: terminals.frequency_mhz },
            Some(Model::P526(p526)) => {
                let radius_km = p526.effective_earth_radius_km;
                Self::P526(fixed(p526, Wave::from(terminals), [radius_km; 2], false, terminals))
            }
            Some(Model::P1812(p1812)) => {
                let second = p1812.time_percent != p1812::diffraction::MEDIAN_PERCENT;
                let least_time_db = least_time_db(p1812.time_percent, p1812.latitude_deg);
                let fixed = fixed(p1812, p1812::wave(terminals), p1812.radii_km(), second, terminals);
                Self::P1812(Fixed { least_time_db, ..fixed })
            }
            Some(Model::Itm(itm)) => Self::Itm(Ready::new(&itm, terminals)),
        }
    }

    /// The radii over which surfaces are to be kept, km.
    pub fn radii_km(&self) -> [Option<f64>; 2] {
        match self {
            Self::P526(fixed) => [Some(fixed.radii_km[0]), None],
            Self::P1812(fixed) => [Some(fixed.radii_km[0]), fixed.second.then_some(fixed.radii_km[1])],
            Self::Nothing | Self::FreeSpace { .. } | Self::Itm(_) => [None, None],
        }
    }

    /// The wavelength of what is diffracted, m.
    pub fn wavelength_m(&self) -> Option<f64> {
        match self {
            Self::P526(Fixed { wave, .. }) | Self::P1812(Fixed { wave, .. }) => Some(wave.wavelength_m),
            Self::Nothing | Self::FreeSpace { .. } | Self::Itm(_) => None,
        }
    }

    /// Another transmitter.
    pub fn start(&mut self, tx: &Transmitter) {
        match self {
            Self::P526(fixed) => fixed.start(tx),
            Self::P1812(fixed) => fixed.start(tx),
            Self::Nothing | Self::FreeSpace { .. } | Self::Itm(_) => {}
        }
    }
}

fn fixed<M>(model: M, wave: Wave, radii_km: [f64; 2], second: bool, terminals: &Terminals) -> Fixed<M> {
    let (carrier, frequency_mhz) = (Carrier::of(wave.frequency_ghz), terminals.frequency_mhz);
    let least_time_db = f64::NAN;
    Fixed {
        model,
        carrier,
        wave,
        frequency_mhz,
        radii_km,
        second,
        least_time_db,
        tx_ground_m: f64::NAN,
        tx_antenna_m: f64::NAN,
    }
}
