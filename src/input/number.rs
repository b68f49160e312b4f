//! Numbers as people write them.

/// More of a text that is no number than this is not shown.
const LENGTH_SHOWN: usize = 40;

/// The number that a text holds; else what was found and what to do.
pub(super) fn to_number(text: &str) -> Result<f64, (String, String)> {
    let text = text.trim();
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ if text.len() > LENGTH_SHOWN => Err((
            format!(
                "found \"{}…\", {} characters",
                text.chars().take(LENGTH_SHOWN).collect::<String>(),
                text.chars().count()
            ),
            "give a number".into(),
        )),
        _ if text.is_empty() => Err(("found nothing".into(), "give a number".into())),
        _ if text.contains(',') && text.replace(',', ".").parse::<f64>().is_ok() => Err((
            format!("found \"{text}\""),
            format!("write {} with a decimal point", text.replace(',', ".")),
        )),
        _ => Err((format!("found \"{text}\""), "give a number".into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_comma_is_recognised() {
        assert_eq!(to_number(" 7.5 "), Ok(7.5));
        assert!(to_number("7,5").unwrap_err().1.contains("7.5"));
        assert!(to_number("nan").is_err());
        assert!(to_number("").is_err());
    }
}
