//! Seats in the managing body: who has how many, and how many are of small comuni.
//!
//! A comune is small as the scenario's objective says: with fewer residents than a threshold, not with as many. Seats of owners count
//! for none: what an owner is of residents is not known. That a private owner has seats breaks no rule; a plan says so.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words::{number, said};
use super::{Governance, Said};

/// Seats of one body: of an owner, or of a comune.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seats {
    /// Id of the owner that has them, one of `owners`; or give `istat`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// ISTAT code of the comune that has them; or give `owner`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub istat: Option<String>,
    /// How many.
    #[schemars(range(min = 1, max = 1000))]
    pub seats: u32,
}

/// Seats of small comuni, where a rule asks for some.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SmallSeats {
    /// A comune with fewer residents is small.
    pub below_population: u32,
    /// All seats of the managing body.
    pub all: u32,
    /// Those of small comuni.
    pub small: u32,
    /// At least so many must be.
    pub small_min: u32,
}

impl SmallSeats {
    /// Counts them, given which comuni are small; none where no rule asks for any.
    #[must_use]
    pub fn of(
        governance: &Governance,
        below_population: u32,
        is_small: impl Fn(&str) -> bool,
    ) -> Option<Self> {
        let seats = &governance.managing_body.seats;
        let of_small = seats.iter().filter(|one| one.istat.as_deref().is_some_and(&is_small));
        governance.rules.small_comuni_seats_min.map(|small_min| Self {
            below_population,
            all: seats.iter().map(|one| one.seats).sum(),
            small: of_small.map(|one| one.seats).sum(),
            small_min,
        })
    }

    /// Whether there are enough.
    #[must_use]
    pub fn suffice(&self) -> bool {
        self.small >= self.small_min
    }

    pub(super) fn measure(&self) -> Said {
        said!(
            "Seats of comuni with fewer than {residents} residents in the managing body",
            "Seggi nell’ente gestore che spettano a comuni con meno di {residents} residenti",
            residents = number(f64::from(self.below_population))
        )
    }

    pub(super) fn words(&self) -> Said {
        let verdict = if self.suffice() {
            said!("as the rule asks", "come chiede la regola")
        } else {
            said!("which is too few", "meno di quanti ne chiede la regola")
        };
        said!(
            "{small} of its {all} seats {are} of comuni with fewer than {residents} residents, {verdict} (at least {min}).",
            "{small} dei suoi {all} seggi {are} a comuni con meno di {residents} residenti, {verdict} (almeno {min}).",
            all = number(f64::from(self.all)),
            small = number(f64::from(self.small)),
            are = if self.small == 1 { said!("is", "spetta") } else { said!("are", "spettano") },
            residents = number(f64::from(self.below_population)),
            verdict = verdict,
            min = number(f64::from(self.small_min))
        )
    }
}

/// What is wrong with the seats, whatever is built; none where small comuni have as many as the rule asks.
#[must_use]
pub fn seats_fault(governance: &Governance, seats: Option<SmallSeats>) -> Option<String> {
    let few = seats.filter(|seats| !seats.suffice())?;
    Some(format!("{}: {}", governance.managing_body.name, few.words().en))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn governance(seats: &[(&str, u32)], small_min: Option<u32>) -> Governance {
        let scenario: serde_json::Value =
            serde_json::from_str(include_str!("../../scenarios/minimal.json")).unwrap();
        let mut governance: Governance = serde_json::from_value(scenario["governance"].clone()).unwrap();
        let of = |&(istat, seats): &(&str, u32)| Seats { owner: None, istat: Some(istat.into()), seats };
        governance.managing_body.seats = seats.iter().map(of).collect();
        let province = Seats { owner: Some("comuni".into()), istat: None, seats: 11 };
        governance.managing_body.seats.push(province);
        governance.rules.small_comuni_seats_min = small_min;
        governance
    }

    fn small(seats: &[(&str, u32)]) -> Option<SmallSeats> {
        SmallSeats::of(&governance(seats, Some(4)), 5_000, |istat| istat.starts_with('s'))
    }

    #[test]
    fn four_of_fifteen_hold_and_three_do_not() {
        let holds = small(&[("s1", 3), ("s2", 1)]).unwrap();
        assert_eq!((holds.all, holds.small, holds.suffice()), (15, 4, true));
        assert_eq!(
            holds.words().en,
            "4 of its 15 seats are of comuni with fewer than 5,000 residents, as the rule asks (at least 4)."
        );
        let fails = small(&[("s1", 3), ("large", 1)]).unwrap();
        assert_eq!((fails.all, fails.small, fails.suffice()), (15, 3, false));
        assert_eq!(
            fails.words().it,
            "3 dei suoi 15 seggi spettano a comuni con meno di 5.000 residenti, meno di quanti ne chiede la regola \
             (almeno 4)."
        );
        let told = seats_fault(&governance(&[], None), Some(fails)).unwrap();
        assert!(told.starts_with("The two comuni: 3 of its 15 seats"), "{told}");
    }

    #[test]
    fn nothing_is_asked_where_no_rule_asks() {
        assert_eq!(SmallSeats::of(&governance(&[("s1", 1)], None), 5_000, |_| true), None);
        assert_eq!(seats_fault(&governance(&[], None), None), None);
    }
}
