//! Texts on a chart: numbers with their unit, names that fit their room.

use super::canvas::text_width_ratio;

/// Width of a line of text, px.
pub(super) fn width_px(text: &str, size_px: f64) -> f64 {
    text_width_ratio(&clean(text)) * size_px
}

/// The text with what no drawing may hold taken out: line breaks become blanks, characters that XML forbids become a
/// replacement mark, and marks that turn the direction of writing are dropped.
pub(super) fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
        .map(|c| match c {
            '\t' | '\n' | '\r' => ' ',
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => '\u{FFFD}',
            c => c,
        })
        .collect()
}

/// The text, or as much of its beginning as fits with an ellipsis.
pub(super) fn fit(text: &str, size_px: f64, room_px: f64) -> String {
    let text = clean(text);
    if width_px(&text, size_px) <= room_px {
        return text;
    }
    let ends: Vec<usize> = text.char_indices().map(|(index, _)| index).collect();
    let shortened = |end: usize| format!("{}…", text[..end].trim_end());
    let fitting = ends.partition_point(|end| width_px(&shortened(*end), size_px) <= room_px);
    ends.get(fitting.saturating_sub(1)).map_or_else(String::new, |end| shortened(*end))
}

/// The text on at most `lines_max` lines, broken between words; the last is shortened where it does not fit.
pub(super) fn wrapped(text: &str, size_px: f64, room_px: f64, lines_max: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in clean(text).split_whitespace() {
        let joined = lines.last().map(|line| format!("{line} {word}"));
        match joined {
            Some(joined) if lines.len() == lines_max || width_px(&joined, size_px) <= room_px => {
                lines.pop();
                lines.push(joined);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| fit(line, size_px, room_px)).collect()
}

/// A whole number with its thousands separated: `1,234,567`.
pub(super) fn grouped(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return "not a number".into();
    }
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0.0 && digits != "0" { format!("−{text}") } else { text }
}

/// Euro, to the euro: `€1,234,567`.
pub(super) fn euro(value_eur: f64) -> String {
    if !value_eur.is_finite() {
        return "not a number".into();
    }
    let text = grouped(value_eur);
    text.strip_prefix('−').map_or_else(|| format!("€{text}"), |digits| format!("−€{digits}"))
}

/// Euro for an axis: `€250 k`, `€1.5 M`.
pub(super) fn euro_short(value_eur: f64) -> String {
    let (scaled, unit) = match value_eur.abs() {
        size if size >= 1e9 => (value_eur / 1e9, " bn"),
        size if size >= 1e6 => (value_eur / 1e6, " M"),
        size if size >= 1e3 => (value_eur / 1e3, " k"),
        _ => (value_eur, ""),
    };
    if !value_eur.is_finite() {
        return "not a number".into();
    }
    let digits = format!("{:.2}", scaled.abs());
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    let sign = if scaled < 0.0 && digits != "0" { "−" } else { "" };
    format!("{sign}€{digits}{unit}")
}

/// A share on an axis, as a percentage without a decimal that is 0.
pub(super) fn percent(ratio: f64) -> String {
    share(ratio).replace(".0%", "%")
}

/// A share as a percentage to one decimal, as in tables; 100.0% and 0.0% are kept for all and none.
pub(super) fn share(ratio: f64) -> String {
    let percent = ratio * 100.0;
    if (99.95..100.0).contains(&percent) {
        return "99.9%".into();
    }
    if percent > 0.0 && percent < 0.05 {
        return "<0.1%".into();
    }
    if !percent.is_finite() {
        return "not a number".into();
    }
    format!("{percent:.1}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated_and_signs_kept() {
        assert_eq!(grouped(0.0), "0");
        assert_eq!(grouped(-0.2), "0");
        assert_eq!(grouped(999.6), "1,000");
        assert_eq!(euro(-1_234_567.0), "−€1,234,567");
        assert_eq!(grouped(f64::NAN), "not a number");
    }

    #[test]
    fn axis_money_is_short() {
        let texts = [0.0, 250_000.0, -1_500_000.0, 2e9, 40.0].map(euro_short);
        assert_eq!(texts, ["€0", "€250 k", "−€1.5 M", "€2 bn", "€40"]);
    }

    #[test]
    fn all_and_none_are_exact() {
        let texts = [1.0, 0.9999, 0.934, 0.5, 0.0001, 0.0, f64::NAN].map(percent);
        assert_eq!(texts, ["100%", "99.9%", "93.4%", "50%", "<0.1%", "0%", "not a number"]);
        assert_eq!([1.0, 0.934, 0.5, 0.0].map(share), ["100.0%", "93.4%", "50.0%", "0.0%"]);
    }

    #[test]
    fn long_names_end_in_an_ellipsis_and_fit() {
        let name = "San Bartolomeo al Mare con Chiusanico e le frazioni di sopra";
        let short = fit(name, 13.0, 120.0);
        assert!(short.ends_with('…') && name.starts_with(short.trim_end_matches('…')), "{short}");
        assert!(width_px(&short, 13.0) <= 120.0);
        assert_eq!(fit("Apricale", 13.0, 120.0), "Apricale");
        assert_eq!(fit("", 13.0, 120.0), "");
    }

    #[test]
    fn wrapping_keeps_every_line_within_its_room() {
        let lines = wrapped("one two three four five six seven eight nine ten", 13.0, 80.0, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| width_px(line, 13.0) <= 80.0), "{lines:?}");
        assert!(lines[2].ends_with('…'));
    }

    #[test]
    fn forbidden_characters_are_taken_out() {
        assert_eq!(clean("a\u{0}b\nc\u{202E}d\u{FFFF}"), "a\u{FFFD}b cd\u{FFFD}");
        assert_eq!(clean("<script>\"'& 🏔"), "<script>\"'& 🏔");
    }
}
