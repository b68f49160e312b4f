//! What an audit answers.

use super::Said;

/// The verdict on one guideline.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// 1 to 4.
    pub guideline: u8,
    /// Whether the plan keeps it.
    pub holds: bool,
    /// What is measured, in words.
    pub measure: Said,
    /// The measure's value, rounded as the module says.
    pub value: f64,
    /// The limit it is held against.
    pub limit: f64,
    /// Unit of value and limit: `ratio`, `eur`, `members`, `seats`, `operators` or `eur_per_year`.
    pub unit: &'static str,
    /// The verdict in words, for a reader who knows no engineering.
    pub explanation: Said,
}
