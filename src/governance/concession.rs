//! Who runs what others own, and who hands over what it owns: how dependence on private owners ends.
//!
//! A **concession** leaves all that a public owner has in year 0, sites and points of presence, to a private one until the end of a
//! year: whoever is served over it then depends on the concessionaire too. A **reversion** is a private site that becomes a public
//! owner's at the end of a year. What reverts falls under no concession of its new owner.
//!
//! Concessions run from year 0, and what reverts goes to the public. So the private owners whom a site needs never become more, and
//! nobody's captives do either: the first phase is the worst, and a plan that keeps guideline 1 in it keeps it always.
//!
//! Money does not follow: who pays for a site, hosts operators on it or lends it is its owner of year 0.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Governance;

/// A private company runs what a public owner has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Concession {
    /// Unique id.
    #[schemars(length(min = 1))]
    pub id: String,
    /// Id of the public owner, in `owners`, whose sites and points of presence it is about.
    pub grantor: String,
    /// Id of the private owner, in `owners`, that runs them.
    pub concessionaire: String,
    /// At the end of this year it is over; from year 0 until then all of them depend on the concessionaire as well.
    #[schemars(range(min = 1, max = 60))]
    pub until_year: u32,
}

/// A private owner hands a site over. *Left out*: what is paid and earned there stays as it was: its rent is due until the horizon, and
/// operators that are hosted on it pay nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reversion {
    /// At the end of this year.
    #[schemars(range(min = 1, max = 60))]
    pub year: u32,
    /// Id of the public owner, in `governance.owners`, to whom.
    pub to: String,
}

impl Governance {
    /// Ids of the private owners without whom what an owner has is silent in a year, each once: itself, until it hands it over, and
    /// whoever has it in concession.
    #[must_use]
    pub fn private_holders<'a>(
        &'a self,
        owner: &'a str,
        reverts: Option<&Reversion>,
        year: u32,
    ) -> Vec<&'a str> {
        let is_handed_over = reverts.is_some_and(|reversion| year > reversion.year);
        let own = (self.is_private(owner) && !is_handed_over).then_some(owner);
        let runs = |one: &&Concession| one.grantor == owner && year <= one.until_year;
        let concession = self.concessions.iter().find(runs);
        own.into_iter().chain(concession.map(|one| one.concessionaire.as_str())).collect()
    }
}

/// The years at whose end a concession is over or something reverts, rising, each once.
#[must_use]
pub fn years_of_end(concessions: &[Concession], reversions: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut years: Vec<u32> = concessions.iter().map(|one| one.until_year).chain(reversions).collect();
    years.sort_unstable();
    years.dedup();
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    fn governance() -> Governance {
        let scenario: serde_json::Value =
            serde_json::from_str(include_str!("../../scenarios/minimal.json")).unwrap();
        let governance: Governance = serde_json::from_value(scenario["governance"].clone()).unwrap();
        let concession = Concession {
            id: "network".into(),
            grantor: "comuni".into(),
            concessionaire: "tower-company".into(),
            until_year: 6,
        };
        Governance { concessions: vec![concession], ..governance }
    }

    #[test]
    fn a_concession_holds_until_the_end_of_its_year() {
        let governance = governance();
        let holders = |year| governance.private_holders("comuni", None, year);
        assert_eq!(
            [holders(0), holders(6), holders(7)],
            [vec!["tower-company"], vec!["tower-company"], vec![]]
        );
    }

    #[test]
    fn what_reverts_is_private_until_the_end_of_its_year_and_then_under_no_concession() {
        let governance = governance();
        let reversion = Reversion { year: 3, to: "comuni".into() };
        let holders = |year| governance.private_holders("tower-company", Some(&reversion), year);
        assert_eq!(
            [holders(1), holders(3), holders(4)],
            [vec!["tower-company"], vec!["tower-company"], vec![]]
        );
        assert_eq!(governance.private_holders("tower-company", None, 40), ["tower-company"]);
    }

    #[test]
    fn ends_come_once_and_in_order() {
        let concessions = governance().concessions;
        assert_eq!(years_of_end(&concessions, [9, 6, 2].into_iter()), [2, 6, 9]);
        assert!(years_of_end(&[], std::iter::empty()).is_empty());
    }
}
