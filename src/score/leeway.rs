//! What a plan leaves room for beside itself: money, and the guidelines that the scenario enforces.
//!
//! It is asked of one more site with what feeds it, and of the households that its signal would do for. Load and interference are
//! not counted.

/// What is left beside a plan.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Leeway {
    /// Budget that is not spent, euro.
    pub budget_eur: f64,
    /// Funds with purposes, and guidelines 2 to 4, where they are enforced.
    pub balances: Vec<Balance>,
    /// Private owners, where guideline 1 is enforced.
    pub captors: Vec<Captives>,
    /// For each comune the households that the plan covers; empty where there are no `captors`.
    pub covered_households: Vec<f64>,
    /// The largest share of these that may depend on one private owner alone.
    pub captive_max_ratio: f64,
}

/// What an amount of money is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Keeps {
    /// Some of the funds alone may pay for something.
    #[default]
    Funds,
    /// A guideline, 2 to 4.
    Guideline(u8),
}

/// An amount of money that must not fall below 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Balance {
    /// What asks for that.
    pub keeps: Keeps,
    /// What it comes to in the plan, euro.
    pub left_eur: f64,
    /// What each household adds that is served beyond the plan, euro.
    pub household_eur: f64,
    /// For each site what it adds to have it work too, with what feeds it, euro.
    pub site_eur: Vec<f64>,
}

/// Whoever depends on one private owner alone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Captives {
    /// For each comune how many of its covered households do.
    pub households: Vec<f64>,
    /// For each site: once it works it does so by this owner alone, whose it is, or over whose sites it is fed.
    pub depends: Vec<bool>,
}

/// Whom one more site would serve beyond the plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Newly {
    /// The comune that is asked about.
    pub comune: usize,
    /// Households there.
    pub households: f64,
    /// Households in all comuni.
    pub all_households: f64,
}

/// Why an enforced guideline does not let a site be built beside the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Objection {
    /// Guideline 4: the network would not earn what it costs to run.
    RunningCosts,
    /// Guidelines 1 and 2: too much would depend on its owner, or the private funds cannot pay for it.
    Ownership,
}

/// Euro that rounding may move.
const ROUNDING_EUR: f64 = 0.01;
/// Households that rounding may move.
const ROUNDING_HOUSEHOLDS: f64 = 1e-3;

impl Leeway {
    /// Why one more site may not serve some households beside the plan; none where it may.
    pub(super) fn objection(&self, site: usize, newly: Newly) -> Option<Objection> {
        let is_missed =
            |balance: &&Balance| balance.keeps != Keeps::Funds && balance.with(site, newly) < -ROUNDING_EUR;
        let missed = self.balances.iter().find(is_missed).map(|balance| balance.keeps);
        if missed == Some(Keeps::Guideline(2))
            || self.captors.iter().any(|captives| self.too_many(captives, site, newly))
        {
            return Some(Objection::Ownership);
        }
        missed.map(|_| Objection::RunningCosts)
    }

    /// Whether what is left of the money, as the funds may spend it, pays for one more site with what feeds it.
    pub(super) fn pays_for(&self, site: usize, capex_eur: f64) -> bool {
        let mut funds = self.balances.iter().filter(|balance| balance.keeps == Keeps::Funds);
        capex_eur <= self.budget_eur
            && funds.all(|balance| balance.left_eur + balance.site_eur[site] >= -ROUNDING_EUR)
    }

    fn too_many(&self, captives: &Captives, site: usize, newly: Newly) -> bool {
        let captive = captives.households[newly.comune] + newly.households;
        let covered = self.covered_households[newly.comune] + newly.households;
        captives.depends[site] && captive > self.captive_max_ratio * covered + ROUNDING_HOUSEHOLDS
    }
}

impl Balance {
    fn with(&self, site: usize, newly: Newly) -> f64 {
        self.left_eur + self.site_eur[site] + self.household_eur * newly.all_households
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn newly(households: f64, all_households: f64) -> Newly {
        Newly { comune: 0, households, all_households }
    }

    fn balance(guideline: u8, left_eur: f64) -> Leeway {
        let keeps = Keeps::Guideline(guideline);
        let balance = Balance { keeps, left_eur, household_eur: 10.0, site_eur: vec![-1_000.0, 0.0] };
        Leeway { balances: vec![balance], ..Leeway::default() }
    }

    #[test]
    fn a_site_must_earn_what_it_costs_to_run() {
        let leeway = balance(4, 100.0);
        assert_eq!(leeway.objection(0, newly(5.0, 89.0)), Some(Objection::RunningCosts));
        assert_eq!(leeway.objection(0, newly(5.0, 90.0)), None);
        assert_eq!(leeway.objection(1, newly(0.0, 0.0)), None);
    }

    #[test]
    fn private_funds_are_a_matter_of_ownership() {
        assert_eq!(balance(2, 0.0).objection(0, newly(1.0, 1.0)), Some(Objection::Ownership));
    }

    #[test]
    fn funds_with_a_purpose_are_a_matter_of_money() {
        let mut leeway = Leeway { budget_eur: 5_000.0, ..balance(2, 999.0) };
        assert!(leeway.pays_for(0, 5_000.0) && !leeway.pays_for(0, 5_001.0));
        leeway.balances[0].keeps = Keeps::Funds;
        assert_eq!((leeway.pays_for(0, 5_000.0), leeway.objection(0, newly(1.0, 1.0))), (false, None));
        assert!(leeway.pays_for(1, 5_000.0), "it takes nothing of them");
    }

    #[test]
    fn captives_are_counted_in_their_comune() {
        let captives = Captives { households: vec![10.0], depends: vec![true, false] };
        let leeway = Leeway {
            captors: vec![captives],
            covered_households: vec![90.0],
            captive_max_ratio: 0.2,
            ..Leeway::default()
        };
        assert_eq!(leeway.objection(0, newly(10.0, 500.0)), None, "20 of 100");
        assert_eq!(leeway.objection(0, newly(11.0, 500.0)), Some(Objection::Ownership), "21 of 101");
        assert_eq!(leeway.objection(1, newly(500.0, 500.0)), None);
    }
}
