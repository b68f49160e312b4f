//! Section `regimes`: who could hold the spectrum, and what would then be radiated and owed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Radio, Scenario};
use crate::economics::discount_ratio;
use crate::governance::{CoverageDuty, Spectrum};

/// A way to govern the spectrum, under which `divario regimes` plans the scenario in full. No other command reads it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Regime {
    /// Unique id of letters, digits, `-` and `_`: the name of its folder.
    #[schemars(length(min = 1))]
    pub id: String,
    /// Name.
    #[schemars(length(min = 1))]
    pub name: String,
    /// What kind of regime it is.
    pub kind: RegimeKind,
    /// Id of the holder, one of `governance.owners`; left out where the band is licence-exempt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// Fee, euro per year, in place of `governance.spectrum.fee_eur_per_year`.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub fee_eur_per_year: f64,
    /// What is paid once for the right, euro; not out of the funds, but part of the present value.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1e11))]
    pub one_off_fee_eur: f64,
    /// What it changes in the section `radio`: a merge patch (RFC 7396), in which null takes a key out.
    #[serde(default)]
    pub radio: Map<String, Value>,
    /// What the right obliges its holder to cover.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage_duty: Option<CoverageDuty>,
    /// Year from which frequencies that are not used must be offered to others; left out: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.0, max = 60.0))]
    pub use_or_share_year: Option<f64>,
    /// Where these figures come from; the word *unverified* where nobody has checked them.
    #[schemars(length(min = 1))]
    pub source: String,
}

/// A kind of regime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RegimeKind {
    /// A private holder of a right over several regions.
    PrivateMacroAreaLicence,
    /// A private holder of a right over one region.
    PrivateRegionalLicence,
    /// The province, or another public body, holds the right and lets capacity to operators.
    ProvinceAsHolder,
    /// Public bodies hold rights beside private holders, and compete with them.
    ProvincesInCompetition,
    /// Nobody holds it: anybody may transmit.
    #[serde(rename = "licence_exempt_5ghz")]
    LicenceExempt5Ghz,
}

impl RegimeKind {
    /// Whether the holder is a private owner; none where there is no holder.
    #[must_use]
    pub fn is_private(self) -> Option<bool> {
        match self {
            Self::PrivateMacroAreaLicence | Self::PrivateRegionalLicence => Some(true),
            Self::ProvinceAsHolder | Self::ProvincesInCompetition => Some(false),
            Self::LicenceExempt5Ghz => None,
        }
    }

    /// The kind as the scenario spells it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::PrivateMacroAreaLicence => "private_macro_area_licence",
            Self::PrivateRegionalLicence => "private_regional_licence",
            Self::ProvinceAsHolder => "province_as_holder",
            Self::ProvincesInCompetition => "provinces_in_competition",
            Self::LicenceExempt5Ghz => "licence_exempt_5ghz",
        }
    }
}

impl Regime {
    /// What the right costs over so many years, worth in year 0, euro.
    #[must_use]
    pub fn present_fees_eur(&self, horizon_years: u32, rate_ratio: f64) -> f64 {
        let years_ratio: f64 = (1..=horizon_years).map(|year| discount_ratio(rate_ratio, year)).sum();
        self.one_off_fee_eur + self.fee_eur_per_year * years_ratio
    }

    /// The right to the spectrum, as `governance.spectrum` says it.
    fn spectrum(&self) -> Spectrum {
        Spectrum {
            holder: self.holder.clone(),
            fee_eur_per_year: self.fee_eur_per_year,
            one_off_fee_eur: self.one_off_fee_eur,
            coverage_duty: self.coverage_duty.clone(),
            use_or_share_year: self.use_or_share_year,
        }
    }

    /// The section `radio` of a scenario with what the regime changes in it.
    ///
    /// # Errors
    /// As serde, where the section cannot be written.
    pub fn patched_radio(&self, radio: &Radio) -> Result<Value, serde_json::Error> {
        let mut patched = serde_json::to_value(radio)?;
        merge(&mut patched, &Value::Object(self.radio.clone()));
        Ok(patched)
    }

    /// The scenario under this regime, named after both, without the sections that other commands read alone.
    ///
    /// # Errors
    /// As serde, where the patched radio is none.
    pub fn scenario(&self, base: &Scenario) -> Result<Scenario, serde_json::Error> {
        let mut scenario = base.clone();
        scenario.name = format!("{} – {}", self.name, base.name);
        scenario.radio = serde_json::from_value(self.patched_radio(&base.radio)?)?;
        scenario.governance.spectrum = self.spectrum();
        (scenario.regimes, scenario.market, scenario.participation) = (None, None, None);
        Ok(scenario)
    }
}

/// RFC 7396: objects are merged key by key, null takes a key out, anything else stands in place of what was there.
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        target.clone_from(patch);
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Some(members) = target.as_object_mut() else { return };
    for (key, value) in patch {
        if value.is_null() {
            members.remove(key);
        } else {
            merge(members.entry(key.clone()).or_insert(Value::Null), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The examples of RFC 7396, appendix A, that a section can hold.
    #[test]
    fn patches_are_those_of_the_standard() {
        for (target, patch, expected) in [
            (json!({"a": "b"}), json!({"a": "c"}), json!({"a": "c"})),
            (json!({"a": "b"}), json!({"b": "c"}), json!({"a": "b", "b": "c"})),
            (json!({"a": "b"}), json!({"a": null}), json!({})),
            (json!({"a": "b", "b": "c"}), json!({"a": null}), json!({"b": "c"})),
            (json!({"a": ["b"]}), json!({"a": "c"}), json!({"a": "c"})),
            (json!({"a": {"b": "c"}}), json!({"a": {"b": "d", "c": null}}), json!({"a": {"b": "d"}})),
            (json!({"a": [{"b": "c"}]}), json!({"a": [1]}), json!({"a": [1]})),
            (json!({"e": null}), json!({"a": 1}), json!({"e": null, "a": 1})),
            (json!({}), json!({"a": {"bb": {"ccc": null}}}), json!({"a": {"bb": {}}})),
        ] {
            let mut merged = target.clone();
            merge(&mut merged, &patch);
            assert_eq!(merged, expected, "{target} {patch}");
        }
    }

    /// 1,000 once and 100 a year for two years at 25 %: 1,000 + 80 + 64.
    #[test]
    fn fees_are_discounted() {
        let regime: Regime = serde_json::from_value(json!({
            "id": "a", "name": "A", "kind": "province_as_holder", "holder": "provincia", "fee_eur_per_year": 100.0,
            "one_off_fee_eur": 1000.0, "source": "a test"
        }))
        .unwrap();
        assert!((regime.present_fees_eur(2, 0.25) - 1_144.0).abs() < 1e-9);
    }

    #[test]
    fn kinds_are_spelt_as_in_the_document() {
        for kind in [
            RegimeKind::PrivateMacroAreaLicence,
            RegimeKind::PrivateRegionalLicence,
            RegimeKind::ProvinceAsHolder,
            RegimeKind::ProvincesInCompetition,
            RegimeKind::LicenceExempt5Ghz,
        ] {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
        }
    }
}
