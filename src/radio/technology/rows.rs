//! Rows that the tables of `data/radio` have in common. Each has a source and a mark of how well it is known, which the
//! tests read; the program needs the numbers alone.

use serde::Deserialize;

use super::channel::{ChannelError, Scheme};

/// How far a width or ratio may be off a whole number of kHz, or a ratio off its fraction, by rounding in a file.
pub(super) const ROUNDING: f64 = 1e-6;

/// A band of carrier frequencies.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(in super::super) struct Band {
    pub min_mhz: f64,
    pub max_mhz: f64,
}

/// One number.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Number {
    pub value: f64,
}

/// A modulation with its code rate.
#[derive(Debug, Deserialize)]
pub(super) struct Modulation {
    pub name: String,
    bits: u32,
    code_numerator: u32,
    code_denominator: u32,
}

impl Modulation {
    /// Data bits that so many carriers take over one symbol.
    pub fn data_bits(&self, carriers: f64) -> f64 {
        carriers * f64::from(self.bits * self.code_numerator) / f64::from(self.code_denominator)
    }
}

/// What a scheme needs.
#[derive(Debug, Deserialize)]
pub(super) struct Threshold {
    scheme: String,
    snr_db: f64,
    source: String,
    evidence: String,
}

/// The schemes of a direction by rising rate, with raw and net rates (Mbit/s) that each modulation gives. One that carries no
/// more than another that needs less is never used, and left out: 64-QAM 1/2 beside 16-QAM 3/4.
pub(super) fn schemes(
    modulations: &[Modulation],
    thresholds: &[Threshold],
    rates_mbps: impl Fn(&Modulation) -> (f64, f64),
) -> Vec<Scheme> {
    let scheme = |modulation: &Modulation| {
        let threshold = thresholds.iter().find(|row| row.scheme == modulation.name)?;
        let (phy_rate_mbps, net_rate_mbps) = rates_mbps(modulation);
        Some(Scheme {
            name: modulation.name.clone(),
            phy_rate_mbps,
            net_rate_mbps,
            snr_db: threshold.snr_db,
            source: sourced(&threshold.source, &threshold.evidence),
        })
    };
    let mut schemes: Vec<Scheme> = modulations.iter().filter_map(scheme).collect();
    schemes.sort_by(|a, b| a.snr_db.total_cmp(&b.snr_db));
    let mut fastest_mbps = 0.0;
    schemes.retain(|scheme| {
        let is_faster = scheme.net_rate_mbps > fastest_mbps;
        fastest_mbps = scheme.net_rate_mbps.max(fastest_mbps);
        is_faster
    });
    schemes
}

/// A source with the word that warns of what nobody has confirmed.
pub(super) fn sourced(source: &str, evidence: &str) -> String {
    if evidence == "unverified" { format!("unverified: {source}") } else { source.to_owned() }
}

/// A width as a whole number of kHz, if it is one.
pub(super) fn whole_khz(width_mhz: f64) -> Option<u64> {
    let khz = (width_mhz * 1000.0).round();
    ((width_mhz * 1000.0 - khz).abs() < ROUNDING && khz > 0.0).then_some(khz as u64)
}

/// The row of a channel width, MHz.
pub(super) fn row_of<T>(rows: &[T], width_khz: fn(&T) -> u64, channel_mhz: f64) -> Result<&T, ChannelError> {
    let asked_khz = whole_khz(channel_mhz);
    rows.iter().find(|row| Some(width_khz(row)) == asked_khz).ok_or_else(|| {
        let widths: Vec<String> = rows.iter().map(|row| mhz(width_khz(row))).collect();
        ChannelError::Width { channel_mhz, available: format!("{} MHz", widths.join(", ")) }
    })
}

/// A whole number of kHz in MHz, in words.
pub(super) fn mhz(khz: u64) -> String {
    (khz as f64 / 1000.0).to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    const TABLES: [(&str, &str); 6] = [
        ("ofdm256", include_str!("../../../data/radio/ieee802_16_2004_ofdm256.json")),
        ("ofdma", include_str!("../../../data/radio/ieee802_16e_ofdma.json")),
        ("fixed wireless", include_str!("../../../data/radio/fixed_wireless_5ghz.json")),
        ("LTE", include_str!("../../../data/radio/lte_fixed_wireless.json")),
        ("NR", include_str!("../../../data/radio/nr_fixed_wireless.json")),
        ("licences", include_str!("../../../data/radio/licences.json")),
    ];

    /// Calls `found` for every object that holds a number: a row, which must say where it comes from.
    fn rows<'v>(value: &'v Value, found: &mut dyn FnMut(&'v Value)) {
        match value {
            Value::Array(list) => list.iter().for_each(|one| rows(one, found)),
            Value::Object(members) if members.contains_key("source") => found(value),
            Value::Object(members) => {
                assert!(!members.values().any(Value::is_number), "a row without a source: {value}");
                members.values().for_each(|one| rows(one, found));
            }
            _ => {}
        }
    }

    #[test]
    fn every_row_says_where_it_comes_from_and_how_well_it_is_known() {
        for (name, text) in TABLES {
            let table: Value = serde_json::from_str(text).unwrap();
            let known = table["evidence"].as_object().unwrap();
            let mut count = 0;
            let mut check = |row: &Value| {
                count += 1;
                assert!(!row["source"].as_str().unwrap().is_empty(), "{name}: {row}");
                assert!(known.contains_key(row["evidence"].as_str().unwrap()), "{name}: {row}");
            };
            for (_, part) in table.as_object().unwrap().iter().filter(|(name, _)| *name != "evidence") {
                rows(part, &mut check);
            }
            assert!(count >= 3, "{name}: {count} rows");
        }
    }
}
