//! What a model says to a value that it was not made for.

use std::ops::RangeInclusive;

/// A value outside the range in which a model is valid.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("{quantity} of {value} {unit} is outside the valid range, {min} to {max} {unit}")]
pub struct OutOfRange {
    /// The quantity, in words.
    pub quantity: &'static str,
    /// The value found.
    pub value: f64,
    /// Least valid value.
    pub min: f64,
    /// Largest valid value.
    pub max: f64,
    /// Unit of value and limits.
    pub unit: &'static str,
}

/// Passes a value that lies in its range; NaN lies in none.
pub(super) fn check(
    quantity: &'static str,
    value: f64,
    valid: &RangeInclusive<f64>,
    unit: &'static str,
) -> Result<(), OutOfRange> {
    if valid.contains(&value) {
        return Ok(());
    }
    Err(OutOfRange { quantity, value, min: *valid.start(), max: *valid.end(), unit })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_names_value_and_range() {
        let error = check("path length", 0.0, &(0.1..=60.0), "km").unwrap_err();
        assert_eq!(error.to_string(), "path length of 0 km is outside the valid range, 0.1 to 60 km");
        assert!(check("path length", f64::NAN, &(0.1..=60.0), "km").is_err());
        assert!(check("path length", 0.1, &(0.1..=60.0), "km").is_ok());
        assert!(check("path length", 60.0, &(0.1..=60.0), "km").is_ok());
    }
}
