//! What a user says of a path beyond profile and terminals, with the range of each quantity.
//!
//! The bounds are those of `ValidateInputs.cpp`, `itm_area.cpp` and `ERRORS_AND_WARNINGS.md` of NTIA/itm 1.4. Where
//! NTIA leaves a side open, the bound here is our own and its line says so: it only keeps nonsense and overflow out.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::quantity::{OutOfRange, Quantity, Warnings};

/// Height of the transmitting antenna above ground.
pub static TX_HEIGHT: Quantity =
    Quantity::new("transmitting antenna height", "h_tx", "m", (0.5, 3000.0)).usually((1.0, 1000.0));

/// Height of the receiving antenna above ground.
pub static RX_HEIGHT: Quantity =
    Quantity::new("receiving antenna height", "h_rx", "m", (0.5, 3000.0)).usually((1.0, 1000.0));

/// Carrier frequency.
pub static FREQUENCY: Quantity =
    Quantity::new("frequency", "f", "MHz", (20.0, 20_000.0)).usually((40.0, 10_000.0));

/// Monthly mean surface refractivity, reduced to sea level.
pub static REFRACTIVITY: Quantity = Quantity::new("sea-level refractivity", "N_0", "N-units", (250.0, 400.0));

/// Relative permittivity of the ground; NTIA asks for more than 1, the upper bound is ours (water has 81).
pub static PERMITTIVITY: Quantity = Quantity::new("relative permittivity", "epsilon", "", (1.000_001, 100.0));

/// Conductivity of the ground; NTIA asks for more than 0, both bounds are ours (sea water has 5).
pub static CONDUCTIVITY: Quantity = Quantity::new("ground conductivity", "sigma", "S/m", (1e-9, 100.0));

/// Bounds of all percentages: NTIA takes what lies between 0 and 100, without the two.
const PERCENT: (f64, f64) = (1e-6, 100.0 - 1e-6);

/// Share of the time in which the loss is not exceeded.
pub static TIME: Quantity = Quantity::new("percentage of time", "time", "%", PERCENT);

/// Share of the locations at which the loss is not exceeded.
pub static LOCATION: Quantity = Quantity::new("percentage of locations", "location", "%", PERCENT);

/// Share of the situations in which the loss is not exceeded.
pub static SITUATION: Quantity = Quantity::new("percentage of situations", "situation", "%", PERCENT);

/// Confidence with which the loss is not exceeded.
pub static CONFIDENCE: Quantity = Quantity::new("confidence", "confidence", "%", PERCENT);

/// Share of the time in which the loss is not exceeded, with the confidence beside it.
pub static RELIABILITY: Quantity = Quantity::new("reliability", "reliability", "%", PERCENT);

/// Terrain irregularity of area mode; the upper bound is ours.
pub static DELTA_H: Quantity = Quantity::new("terrain irregularity", "delta_h", "m", (0.0, 10_000.0));

/// Radio climate, by NTIA's numbers 1 to 7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Climate {
    /// 1: equatorial (Congo).
    Equatorial,
    /// 2: continental subtropical (Sudan).
    ContinentalSubtropical,
    /// 3: maritime subtropical (West coast of Africa).
    MaritimeSubtropical,
    /// 4: desert (Sahara).
    Desert,
    /// 5: continental temperate, the usual choice inland.
    ContinentalTemperate,
    /// 6: maritime temperate, over land (United Kingdom and continental west coasts).
    MaritimeTemperateOverLand,
    /// 7: maritime temperate, over sea.
    MaritimeTemperateOverSea,
}

impl Climate {
    /// All climates, in the order of NTIA's numbers.
    pub const ALL: [Self; 7] = [
        Self::Equatorial,
        Self::ContinentalSubtropical,
        Self::MaritimeSubtropical,
        Self::Desert,
        Self::ContinentalTemperate,
        Self::MaritimeTemperateOverLand,
        Self::MaritimeTemperateOverSea,
    ];

    /// The climate of this number, 1 to 7.
    #[must_use]
    pub fn from_ntia(number: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|climate| climate.ntia_number() == number)
    }

    /// NTIA's number of the climate.
    #[must_use]
    pub fn ntia_number(self) -> u32 {
        self as u32 + 1
    }
}

/// How a terminal of area mode found its place, by NTIA's numbers 0 to 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Siting {
    /// 0: anywhere.
    Random,
    /// 1: on high ground where there is some.
    Careful,
    /// 2: on the best spot, for a good signal.
    VeryCareful,
}

impl Siting {
    /// All sitings, in the order of NTIA's numbers.
    pub const ALL: [Self; 3] = [Self::Random, Self::Careful, Self::VeryCareful];

    /// The siting of this number, 0 to 2.
    #[must_use]
    pub fn from_ntia(number: u32) -> Option<Self> {
        Self::ALL.get(number as usize).copied()
    }
}

/// Which of the three kinds of variability a user sees apart; NTIA's last digit of `mdvar`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// 0, single message: time and location count as part of the situation.
    SingleMessage,
    /// 1, accidental (interference between stations): time is seen apart, location is part of the situation.
    Accidental,
    /// 2, mobile: time and location are one, the situation is apart.
    Mobile,
    /// 3, broadcast: all three are apart.
    Broadcast,
}

/// The mode of variability, NTIA's `mdvar`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VariabilityMode {
    /// The service.
    pub service: Service,
    /// NTIA's + 10: leaves location variability out, as for a path between two known points.
    pub without_location: bool,
    /// NTIA's + 20: leaves direct situation variability out, as for interference.
    pub without_situation: bool,
}

impl VariabilityMode {
    /// The mode of this number: 0 to 3, with 10, 20 or 30 added.
    #[must_use]
    pub fn from_ntia(number: u32) -> Option<Self> {
        let services = [Service::SingleMessage, Service::Accidental, Service::Mobile, Service::Broadcast];
        let service = *services.get(number as usize % 10)?;
        let (without_location, without_situation) = (number / 10 % 2 == 1, number >= 20);
        (number < 40).then_some(Self { service, without_location, without_situation })
    }

    /// Whether the percentage of time has a say; in a single message it is part of the situation.
    #[must_use]
    pub fn reads_time(self) -> bool {
        self.service != Service::SingleMessage
    }

    /// Whether the percentage of locations has a say: in broadcasting, unless location variability is left out.
    #[must_use]
    pub fn reads_location(self) -> bool {
        self.service == Service::Broadcast && !self.without_location
    }

    /// NTIA's number of the mode.
    #[must_use]
    pub fn ntia_number(self) -> u32 {
        self.service as u32 + 10 * u32::from(self.without_location) + 20 * u32::from(self.without_situation)
    }
}

/// For which share of the cases the loss shall not be exceeded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Quantile {
    /// Each kind of variability by itself.
    TimeLocationSituation {
        /// Share of the time, [`TIME`], %.
        time_percent: f64,
        /// Share of the locations, [`LOCATION`], %.
        location_percent: f64,
        /// Share of the situations, [`SITUATION`], %.
        situation_percent: f64,
    },
    /// Reliability is the time, confidence the situation; the location is the median one.
    ConfidenceReliability {
        /// Confidence, [`CONFIDENCE`], %.
        confidence_percent: f64,
        /// Reliability, [`RELIABILITY`], %.
        reliability_percent: f64,
    },
}

impl Quantile {
    /// The median in all respects.
    pub const MEDIAN: Self =
        Self::TimeLocationSituation { time_percent: 50.0, location_percent: 50.0, situation_percent: 50.0 };

    /// Percentages of time, location and situation.
    pub(super) fn percents(self) -> [f64; 3] {
        match self {
            Self::TimeLocationSituation { time_percent, location_percent, situation_percent } => {
                [time_percent, location_percent, situation_percent]
            }
            Self::ConfidenceReliability { confidence_percent, reliability_percent } => {
                [reliability_percent, 50.0, confidence_percent]
            }
        }
    }

    pub(super) fn check(self, warnings: &mut Warnings) -> Result<(), OutOfRange> {
        let quantities = match self {
            Self::TimeLocationSituation { .. } => [&TIME, &LOCATION, &SITUATION],
            Self::ConfidenceReliability { .. } => [&RELIABILITY, &LOCATION, &CONFIDENCE],
        };
        let mut pairs = quantities.into_iter().zip(self.percents());
        pairs.try_for_each(|(quantity, percent)| quantity.check(percent, warnings))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lead_there_and_back() {
        for number in 0..50 {
            let mode = VariabilityMode::from_ntia(number);
            assert_eq!(mode.is_some(), number < 40 && number % 10 < 4, "{number}");
            assert_eq!(mode.map_or(number, VariabilityMode::ntia_number), number);
            let climate = Climate::from_ntia(number);
            assert_eq!(climate.is_some(), (1..=7).contains(&number));
            assert_eq!(climate.map_or(number, Climate::ntia_number), number);
            assert_eq!(Siting::from_ntia(number).is_some(), number < 3);
        }
        let twelve = VariabilityMode::from_ntia(12).unwrap();
        let wanted =
            VariabilityMode { service: Service::Mobile, without_location: true, without_situation: false };
        assert_eq!(twelve, wanted);
        assert!(VariabilityMode::from_ntia(23).is_some_and(|mode| mode.without_situation));
    }

    #[test]
    fn reliability_is_time_and_confidence_is_situation() {
        let quantile =
            Quantile::ConfidenceReliability { confidence_percent: 77.0, reliability_percent: 90.0 };
        assert_eq!(quantile.percents(), [90.0, 50.0, 77.0]);
    }

    #[test]
    fn an_impossible_percentage_is_named_as_the_user_named_it() {
        let mut warnings = Warnings::default();
        let quantile =
            Quantile::ConfidenceReliability { confidence_percent: 100.0, reliability_percent: 50.0 };
        let error = quantile.check(&mut warnings).unwrap_err();
        assert_eq!(
            error.to_string(),
            "confidence of 100 % is outside the valid range, 0.000001 to 99.999999 %"
        );
        let quantile = Quantile::ConfidenceReliability { confidence_percent: 50.0, reliability_percent: 0.0 };
        assert_eq!(quantile.check(&mut warnings).unwrap_err().quantity.name, "reliability");
    }
}
