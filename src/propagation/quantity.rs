//! The inputs of the models: what each is called, its unit, and the values for which a model was made.
//!
//! A range is written down once, as a [`Quantity`]; checks, errors, warnings and documents read it from there. Outside
//! the valid range there is no result; outside the usual range there is one, with a [`Warning`] that travels with it.

use std::fmt;

/// An input of a model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// What it is, in words: "frequency".
    pub name: &'static str,
    /// Its symbol in the source of the model.
    pub symbol: &'static str,
    /// Its unit; empty where it has none.
    pub unit: &'static str,
    /// Least and largest value that the model takes.
    pub valid: (f64, f64),
    /// Least and largest value that the model was made for; beyond them the result carries a warning.
    pub usual: (f64, f64),
}

impl Quantity {
    /// A quantity whose whole valid range is usual.
    #[must_use]
    pub const fn new(
        name: &'static str,
        symbol: &'static str,
        unit: &'static str,
        valid: (f64, f64),
    ) -> Self {
        Self { name, symbol, unit, valid, usual: valid }
    }

    /// The same, but with a warning outside a narrower range.
    #[must_use]
    pub const fn usually(self, usual: (f64, f64)) -> Self {
        Self { usual, ..self }
    }

    /// Passes a valid value, and notes a warning if it is not a usual one.
    ///
    /// # Errors
    /// [`OutOfRange`] outside the valid range, which NaN always is.
    pub fn check(&'static self, value: f64, warnings: &mut Warnings) -> Result<(), OutOfRange> {
        if !within(self.valid, value) {
            return Err(OutOfRange { quantity: self, value });
        }
        if !within(self.usual, value) {
            warnings.push(Warning { quantity: self, value });
        }
        Ok(())
    }

    /// "3.5 MHz", or the bare number where there is no unit.
    fn with_unit(&self, value: f64) -> String {
        let number = if value.abs() >= 1e12 { format!("{value:e}") } else { value.to_string() };
        format!("{number} {}", self.unit).trim_end().to_owned()
    }
}

fn within((least, largest): (f64, f64), value: f64) -> bool {
    (least..=largest).contains(&value)
}

/// A value outside the range in which a model is valid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OutOfRange {
    /// Which input.
    pub quantity: &'static Quantity,
    /// The value found.
    pub value: f64,
}

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Quantity { name, valid: (least, largest), .. } = self.quantity;
        let (found, largest) = (self.quantity.with_unit(self.value), self.quantity.with_unit(*largest));
        write!(f, "{name} of {found} is outside the valid range, {least} to {largest}")
    }
}

impl std::error::Error for OutOfRange {}

/// A value that a model takes, though it was not made for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Warning {
    /// Which input.
    pub quantity: &'static Quantity,
    /// The value found.
    pub value: f64,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Quantity { name, usual: (least, largest), .. } = self.quantity;
        let (found, largest) = (self.quantity.with_unit(self.value), self.quantity.with_unit(*largest));
        write!(f, "{name} of {found} is outside the range that the model was made for, {least} to {largest}")
    }
}

/// Room for the warnings of one path; no model has more.
const WARNINGS_MAX: usize = 16;

/// The warnings of one path, kept without allocation.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Warnings {
    noted: [Option<Warning>; WARNINGS_MAX],
}

impl Warnings {
    /// Notes a warning.
    ///
    /// # Panics
    /// When a model notes more than there is room for, which is a mistake in the model.
    pub fn push(&mut self, warning: Warning) {
        let free = self.noted.iter_mut().find(|place| place.is_none());
        *free.expect("no model has more inputs than there is room for warnings") = Some(warning);
    }

    /// The warnings, in the order in which they were noted.
    pub fn iter(&self) -> impl Iterator<Item = &Warning> {
        self.noted.iter().flatten()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.noted[0].is_none()
    }

    /// Whether one was noted for this quantity.
    #[must_use]
    pub fn has(&self, quantity: &Quantity) -> bool {
        self.iter().any(|warning| std::ptr::eq(warning.quantity, quantity))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static LENGTH: Quantity = Quantity::new("path length", "d", "km", (0.1, 60.0)).usually((1.0, 50.0));
    static EXPONENT: Quantity = Quantity::new("exponent", "α", "", (0.0, 1.0));

    fn check(quantity: &'static Quantity, value: f64) -> Result<Warnings, OutOfRange> {
        let mut warnings = Warnings::default();
        quantity.check(value, &mut warnings).map(|()| warnings)
    }

    #[test]
    fn the_message_names_value_range_and_unit() {
        let error = check(&LENGTH, 0.0).unwrap_err();
        assert_eq!(error.to_string(), "path length of 0 km is outside the valid range, 0.1 to 60 km");
        let error = check(&EXPONENT, 2.0).unwrap_err();
        assert_eq!(error.to_string(), "exponent of 2 is outside the valid range, 0 to 1");
        assert!(check(&LENGTH, f64::NAN).is_err());
    }

    #[test]
    fn both_edges_of_both_ranges_belong_to_them() {
        for value_km in [1.0, 50.0] {
            assert!(check(&LENGTH, value_km).unwrap().is_empty());
        }
        for value_km in [0.1, 0.999, 50.001, 60.0] {
            let warnings = check(&LENGTH, value_km).unwrap();
            assert!(warnings.has(&LENGTH) && !warnings.has(&EXPONENT));
        }
        assert!(check(&LENGTH, 60.001).is_err());
    }

    #[test]
    fn a_warning_says_what_is_usual() {
        let warnings = check(&LENGTH, 0.5).unwrap();
        let text = warnings.iter().next().unwrap().to_string();
        assert_eq!(
            text,
            "path length of 0.5 km is outside the range that the model was made for, 1 to 50 km"
        );
    }
}
