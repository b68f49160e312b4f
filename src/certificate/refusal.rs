//! Why a certificate is refused.

use std::fmt;

/// The first thing that does not hold: where, what was found, what should be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// File and field, or what was compared.
    pub place: String,
    /// What is there, in words or as a number.
    pub found: String,
    /// What should be.
    pub expected: String,
}

impl Refusal {
    /// A refusal in these words.
    #[must_use]
    pub fn of(place: impl Into<String>, found: impl fmt::Display, expected: impl fmt::Display) -> Self {
        Self { place: place.into(), found: found.to_string(), expected: expected.to_string() }
    }

    /// Refuses what is not what it should be.
    ///
    /// # Errors
    /// Where the two differ.
    pub fn unless_equal<T: PartialEq + fmt::Display>(
        place: impl Into<String>,
        found: T,
        expected: T,
    ) -> Result<(), Self> {
        if found == expected { Ok(()) } else { Err(Self::of(place, found, expected)) }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: found {}; expected {}", self.place, self.found, self.expected)
    }
}
