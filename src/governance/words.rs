//! How verdicts say things: in English and in Italian side by side, no digits that say nothing.
//!
//! English writes 1,234.50 euro, Italian 1.234,50 euro.

/// The same in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// English.
    pub en: String,
    /// Italian.
    pub it: String,
}

/// One text in both languages: `said!("{n} of them", "{n} di loro", n = number(3.0))`. Each figure or name has to stand in both, or
/// the program is not compiled.
macro_rules! said {
    ($en:literal, $it:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        $(let $name = $crate::governance::Said::from($value);)*
        $crate::governance::Said { en: format!($en $(, $name = $name.en)*), it: format!($it $(, $name = $name.it)*) }
    }};
}
pub(crate) use said;

/// A name, the same in both languages.
impl From<&str> for Said {
    fn from(name: &str) -> Self {
        Self { en: name.into(), it: name.into() }
    }
}

impl Said {
    /// Nothing.
    pub(crate) fn nothing() -> Self {
        Self::from("")
    }

    /// Sentences one after the other; what says nothing leaves no space.
    pub(crate) fn joined<const N: usize>(sentences: &[Self; N]) -> Self {
        let filled = |text: fn(&Self) -> &str| {
            sentences.iter().map(text).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
        };
        Self { en: filled(|one| &one.en), it: filled(|one| &one.it) }
    }

    /// From the same text in English style, whose signs are changed.
    fn figures(en: String) -> Self {
        let swapped = |sign| match sign {
            ',' => '.',
            '.' => ',',
            other => other,
        };
        Self { it: en.chars().map(swapped).collect(), en }
    }
}

/// An amount in words for users, as "1,234 euro" or "1,234.50 euro".
///
/// ```
/// assert_eq!(divario::governance::euro(1_234.5), "1,234.50 euro");
/// ```
#[must_use]
pub fn euro(eur: f64) -> String {
    amount(eur).en
}

/// The same in both languages.
pub(crate) fn amount(eur: f64) -> Said {
    let whole = format!("{:.2}", eur.abs()).ends_with(".00");
    Said::figures(format!("{} euro", grouped(eur, if whole { 0 } else { 2 })))
}

/// Below this, cents count.
const WHOLE_FROM_EUR: f64 = 1_000.0;

/// An amount as tables have it: without cents where these do not count.
pub(crate) fn round_amount(eur: f64) -> Said {
    amount(if eur.abs() < WHOLE_FROM_EUR { eur } else { eur.round() })
}

/// A ratio, as "12.5 %": at most two decimals.
pub(crate) fn percent(ratio: f64) -> Said {
    Said::figures(format!("{} %", trimmed(&grouped(ratio * 100.0, 2))))
}

/// A share of households as tables have it, to one decimal: all and none are kept for all and none.
pub(crate) fn share(ratio: f64) -> Said {
    let percent = ratio * 100.0;
    if percent > 0.0 && percent < 0.05 {
        return Said::figures("<0.1 %".into());
    }
    let told = if (99.95..100.0).contains(&percent) { 99.9 } else { percent };
    Said::figures(format!("{} %", trimmed(&grouped(told, 1))))
}

/// A ratio of something: "12.5 %", in Italian with its preposition, "del 12,5 %".
pub(super) fn of_percent(ratio: f64) -> Said {
    let Said { en, it } = percent(ratio);
    let whole = it.split([',', ' ']).next().unwrap_or_default();
    let preposition = match whole {
        "0" => "dello ",
        "1" | "11" => "dell’",
        other if other.starts_with('8') => "dell’",
        _ => "del ",
    };
    Said { en, it: format!("{preposition}{it}") }
}

/// A number with at most one decimal, as "1,234" or "0.5": households are fractional where a point stands for many.
pub(crate) fn number(value: f64) -> Said {
    Said::figures(trimmed(&grouped(value, 1)))
}

/// A whole number for warnings, which are English alone.
pub(crate) fn thousands(value: f64) -> String {
    grouped(value, 0)
}

/// A number, rounded up to a tenth: what is missing, never told as nothing.
pub(super) fn number_up(value: f64) -> Said {
    number(rounded_up(value, 10.0))
}

/// A price that just does, rounded up to a cent: whoever asks it keeps the rule.
pub(crate) fn price_that_does(eur: f64) -> Said {
    amount(rounded_up(eur, 100.0))
}

/// A ratio that just does, rounded up to a tenth of a percent: whoever reaches it keeps the rule.
pub(crate) fn ratio_that_does(ratio: f64) -> f64 {
    rounded_up(ratio, 1_000.0)
}

/// The next multiple of `1 / steps` upwards, forgiving what binary fractions add.
fn rounded_up(value: f64, steps: f64) -> f64 {
    (value * steps - 1e-6).ceil().max(0.0) / steps
}

/// A noun for one and for many, in English and in Italian.
pub(crate) type Noun = [[&'static str; 2]; 2];

/// A count with its noun, as "1 operator" or "3 operators".
pub(crate) fn counted(count: u32, noun: Noun) -> Said {
    so_many(f64::from(count), noun)
}

/// The same of what need not be whole, as "1.5 hours".
pub(super) fn so_many(value: f64, [en, it]: Noun) -> Said {
    let Said { en: en_digits, it: it_digits } = number(value);
    let many = usize::from(en_digits != "1");
    Said { en: format!("{en_digits} {}", en[many]), it: format!("{it_digits} {}", it[many]) }
}

/// Names in a row, as "A, B and C".
pub(crate) fn listed(names: &[String]) -> Said {
    match names {
        [] => said!("none", "nessuno"),
        [only] => Said::from(only.as_str()),
        [first @ .., last] => {
            said!("{first} and {last}", "{first} e {last}", first = &*first.join(", "), last = last.as_str())
        }
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

    fn both(en: &str, it: &str) -> Said {
        Said { en: en.into(), it: it.into() }
    }

    #[test]
    fn thousands_are_parted() {
        assert_eq!([thousands(5_191.0), thousands(1_234_567.4), thousands(7.0)], ["5,191", "1,234,567", "7"]);
    }

    #[test]
    fn shares_are_those_of_tables() {
        assert_eq!(share(0.795_54), both("79.6 %", "79,6 %"));
        assert_eq!(share(0.000_4), both("<0.1 %", "<0,1 %"));
        assert_eq!([share(0.999_9).en, share(1.0).en, share(0.0).en], ["99.9 %", "100 %", "0 %"]);
    }

    #[test]
    fn amounts_read_well() {
        assert_eq!(euro(0.0), "0 euro");
        assert_eq!(amount(1_234_567.0), both("1,234,567 euro", "1.234.567 euro"));
        assert_eq!(amount(1_999.5), both("1,999.50 euro", "1.999,50 euro"));
        assert_eq!(amount(-1_000.0), both("−1,000 euro", "−1.000 euro"));
        assert_eq!(round_amount(-4_816_530.08), both("−4,816,530 euro", "−4.816.530 euro"));
        assert_eq!(round_amount(999.5), both("999.50 euro", "999,50 euro"));
        assert_eq!(euro(-0.001), "0 euro");
    }

    #[test]
    fn nouns_follow_their_numbers() {
        let hours = [["hour", "hours"], ["ora", "ore"]];
        assert_eq!(counted(1, hours), both("1 hour", "1 ora"));
        assert_eq!(counted(0, hours), both("0 hours", "0 ore"));
        assert_eq!(so_many(1.5, hours), both("1.5 hours", "1,5 ore"));
        assert_eq!(so_many(0.99, hours), both("1 hour", "1 ora"), "as it is told");
    }

    #[test]
    fn ratios_and_numbers_drop_empty_digits() {
        assert_eq!(percent(0.5).en, "50 %");
        assert_eq!(percent(1.0).it, "100 %");
        assert_eq!(percent(0.123_46), both("12.35 %", "12,35 %"));
        assert_eq!(number(1_200.0), both("1,200", "1.200"));
        assert_eq!(number(0.5), both("0.5", "0,5"));
    }

    #[test]
    fn italian_shares_have_the_preposition_that_is_spoken() {
        let spoken = [0.0, 0.005, 0.01, 0.011, 0.08, 0.1, 0.11, 0.18, 0.5, 0.8, 0.855, 1.0]
            .map(|ratio| of_percent(ratio).it);
        let expected = "dello 0 %|dello 0,5 %|dell’1 %|dell’1,1 %|dell’8 %|del 10 %|dell’11 %|del 18 %|del 50 %|dell’80 %|\
                        dell’85,5 %|del 100 %";
        assert_eq!(spoken.join("|"), expected);
        assert_eq!(of_percent(0.8).en, "80 %");
    }

    #[test]
    fn lists_and_counts() {
        let names = ["A", "B", "C"].map(String::from);
        assert_eq!(listed(&names), both("A, B and C", "A, B e C"));
        assert_eq!(listed(&names[..1]), both("A", "A"));
        assert_eq!(listed(&[]), both("none", "nessuno"));
        let body = [["body", "bodies"], ["ente", "enti"]];
        assert_eq!(counted(1, body), both("1 body", "1 ente"));
        assert_eq!(counted(0, body), both("0 bodies", "0 enti"));
        assert_eq!(counted(1_000, body), both("1,000 bodies", "1.000 enti"));
    }

    #[test]
    fn sentences_that_say_nothing_leave_no_space() {
        let joined = Said::joined(&[said!("One.", "Uno."), Said::nothing(), said!("Two.", "Due.")]);
        assert_eq!(joined, both("One. Two.", "Uno. Due."));
    }
}
