//! What funds may be spent on, and what all of them together can therefore pay for.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Fund, Governance, listed};

/// What capital is spent on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// What antennas stand on, and its works (`costs.structures`).
    Structure,
    /// What every site has: radio, power (`costs.per_site`).
    Equipment,
    /// Microwave links (`costs.per_link`, items of their tiers).
    Link,
}

impl Purpose {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Structure, Self::Equipment, Self::Link];

    /// One bit each.
    #[must_use]
    pub fn bit(self) -> u8 {
        1 << self as u8
    }

    /// As a scenario names it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Equipment => "equipment",
            Self::Link => "link",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Structure => "structures",
            Self::Equipment => "equipment",
            Self::Link => "links",
        }
    }
}

impl Fund {
    /// What it may pay for, as bits.
    #[must_use]
    pub fn purposes(&self) -> u8 {
        let listed = self.pays_for.as_deref().unwrap_or(&Purpose::ALL);
        listed.iter().fold(0, |bits, purpose| bits | purpose.bit())
    }
}

/// Bits of private expenses stand this much higher than those of public ones.
const PRIVATE: u8 = 3;
/// Bits of all public expenses.
const PUBLIC_BITS: u8 = 0b111;

/// Kinds of expenses for which some of the funds have to pay alone, since no other may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Claim {
    /// One bit for each purpose, for public property, then for private.
    bits: u8,
}

impl Claim {
    /// Whether an expense is one of these.
    #[must_use]
    pub fn counts(self, purpose: Purpose, is_private: bool) -> bool {
        self.bits & expense(purpose, is_private) != 0
    }

    /// What they are, in words.
    #[must_use]
    pub fn words(self) -> String {
        let of = |bits: u8| {
            let purposes = Purpose::ALL.into_iter().filter(|purpose| bits & purpose.bit() != 0);
            listed(&purposes.map(|purpose| purpose.words().to_owned()).collect::<Vec<_>>()).en
        };
        let (public, private) = (self.bits & PUBLIC_BITS, self.bits >> PRIVATE);
        match (public, private) {
            (public, private) if public == private => of(public),
            (0, private) => format!("{} at private sites", of(private)),
            (public, 0) => format!("{} at public sites", of(public)),
            (public, private) => {
                format!("{} at public sites and {} at private ones", of(public), of(private))
            }
        }
    }
}

fn expense(purpose: Purpose, is_private: bool) -> u8 {
    purpose.bit() << if is_private { PRIVATE } else { 0 }
}

impl Governance {
    /// What the funds can pay for besides their sum: a plan is paid by them, each as it may, exactly where each of these claims costs no
    /// more than [`Self::claim_eur`] (Hall's condition; with private sites from private funds alone where guideline 2 is enforced). Empty
    /// where no fund names a purpose.
    #[must_use]
    pub fn claims(&self) -> Vec<Claim> {
        if self.funds.iter().all(|fund| fund.pays_for.is_none()) {
            return Vec::new();
        }
        let mut widest: BTreeMap<Vec<bool>, u8> = BTreeMap::new();
        for bits in 1..1_u8 << (2 * PRIVATE) {
            let payers = self.funds.iter().map(|fund| self.may_pay(fund, bits)).collect();
            *widest.entry(payers).or_default() |= bits;
        }
        let narrow = widest.into_iter().filter(|(payers, _)| payers.contains(&false));
        narrow.map(|(_, bits)| Claim { bits }).collect()
    }

    /// What the funds hold that may pay for some of a claim, euro.
    #[must_use]
    pub fn claim_eur(&self, claim: Claim) -> f64 {
        self.funds.iter().filter(|fund| self.may_pay(fund, claim.bits)).map(|fund| fund.capex_eur).sum()
    }

    /// Whether a fund may pay for some of these expenses.
    fn may_pay(&self, fund: &Fund, bits: u8) -> bool {
        let keeps_apart = fund.public && self.enforce.contains(&2);
        let private = if keeps_apart { 0 } else { fund.purposes() << PRIVATE };
        bits & (fund.purposes() | private) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fund(id: &str, public: bool, capex_eur: f64, pays_for: Option<&[Purpose]>) -> Fund {
        Fund { id: id.into(), public, capex_eur, pays_for: pays_for.map(<[Purpose]>::to_vec) }
    }

    fn governance(funds: Vec<Fund>, enforce: &[u8]) -> Governance {
        let minimal: serde_json::Value =
            serde_json::from_str(include_str!("../../scenarios/minimal.json")).unwrap();
        let mut governance: Governance = serde_json::from_value(minimal["governance"].clone()).unwrap();
        (governance.funds, governance.enforce) = (funds, enforce.to_vec());
        governance
    }

    fn told(governance: &Governance) -> Vec<(String, f64)> {
        governance.claims().into_iter().map(|claim| (claim.words(), governance.claim_eur(claim))).collect()
    }

    #[test]
    fn without_purposes_there_is_the_sum_alone() {
        assert_eq!(told(&governance(vec![fund("a", true, 1.0, None)], &[2])), []);
    }

    #[test]
    fn what_one_fund_may_not_pay_the_others_must() {
        let funds =
            vec![fund("region", true, 100.0, None), fund("backbone", true, 40.0, Some(&[Purpose::Link]))];
        let claims = told(&governance(funds, &[]));
        assert_eq!(claims, [("structures and equipment".to_owned(), 100.0)]);
    }

    #[test]
    fn private_sites_have_claims_of_their_own_where_guideline_2_is_enforced() {
        let funds = vec![
            fund("region", true, 100.0, Some(&[Purpose::Structure, Purpose::Link])),
            fund("company", false, 30.0, Some(&[Purpose::Equipment])),
        ];
        let named = |claims: &[(&str, f64)]| -> Vec<(String, f64)> {
            claims.iter().map(|(words, eur)| ((*words).to_owned(), *eur)).collect()
        };
        let expected = [
            ("structures and links at private sites", 0.0),
            ("equipment at public sites and structures, equipment and links at private ones", 30.0),
            ("structures and links", 100.0),
        ];
        assert_eq!(told(&governance(funds.clone(), &[2])), named(&expected));
        let expected = [("equipment", 30.0), ("structures and links", 100.0)];
        assert_eq!(told(&governance(funds, &[])), named(&expected));
    }
}
