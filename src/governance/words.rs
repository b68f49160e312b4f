//! How verdicts write numbers and names: thousands with commas, no digits that say nothing.

/// An amount in words for users, as "1,234 euro" or "1,234.50 euro".
///
/// ```
/// assert_eq!(divario::governance::euro(1_234.5), "1,234.50 euro");
/// ```
#[must_use]
pub fn euro(eur: f64) -> String {
    let whole = format!("{:.2}", eur.abs()).ends_with(".00");
    format!("{} euro", grouped(eur, if whole { 0 } else { 2 }))
}

/// A ratio, as "12.5 %": at most two decimals.
pub(super) fn percent(ratio: f64) -> String {
    format!("{} %", trimmed(&grouped(ratio * 100.0, 2)))
}

/// A number with at most one decimal, as "1,234" or "0.5": households are fractional where a point stands for many.
pub(super) fn number(value: f64) -> String {
    trimmed(&grouped(value, 1))
}

/// The same, rounded up to a tenth: what is missing, never told as nothing.
pub(super) fn number_up(value: f64) -> String {
    number((value * 10.0 - 1e-6).ceil() / 10.0)
}

/// A count with its noun, as "1 operator" or "3 operators".
pub(super) fn counted(count: u32, one: &str, many: &str) -> String {
    format!("{} {}", grouped(f64::from(count), 0), if count == 1 { one } else { many })
}

/// Names in a row, as "A, B and C".
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [] => "none".into(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn trimmed(number: &str) -> String {
    if number.contains('.') {
        number.trim_end_matches('0').trim_end_matches('.').into()
    } else {
        number.into()
    }
}

fn grouped(value: f64, decimals: usize) -> String {
    let digits = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut text = String::new();
    if value < 0.0 && digits.contains(|digit: char| ('1'..='9').contains(&digit)) {
        text.push('−');
    }
    for (place, digit) in whole.char_indices() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if fraction.is_empty() { text } else { format!("{text}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_well() {
        assert_eq!(euro(0.0), "0 euro");
        assert_eq!(euro(1_234_567.0), "1,234,567 euro");
        assert_eq!(euro(999.5), "999.50 euro");
        assert_eq!(euro(-1_000.0), "−1,000 euro");
        assert_eq!(euro(-0.001), "0 euro");
    }

    #[test]
    fn ratios_and_numbers_drop_empty_digits() {
        assert_eq!(percent(0.5), "50 %");
        assert_eq!(percent(1.0), "100 %");
        assert_eq!(percent(0.123_46), "12.35 %");
        assert_eq!(number(1_200.0), "1,200");
        assert_eq!(number(0.5), "0.5");
    }

    #[test]
    fn lists_and_counts() {
        let names = ["A", "B", "C"].map(String::from);
        assert_eq!(listed(&names), "A, B and C");
        assert_eq!(listed(&names[..1]), "A");
        assert_eq!(listed(&[]), "none");
        assert_eq!(counted(1, "body", "bodies"), "1 body");
        assert_eq!(counted(0, "body", "bodies"), "0 bodies");
    }
}
