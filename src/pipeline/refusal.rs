//! Where no plan was found: what the plans that were judged miss, in words.

use super::judge::{Plans, Seen};
use super::unruled::enforces_nothing;
use crate::certificate::Instance;
use crate::problem::Error;

impl Plans<'_> {
    /// Why there is no plan, where none of those that were judged serves anybody and keeps what is asked.
    pub(super) fn nobody_served(&self, bound_micro: i64) -> Error {
        let instance = &self.question.instance;
        let weights = instance.demand.iter().map(|row| row.weight_micro).filter(|micro| *micro > 0);
        let is_proven = weights.min().is_none_or(|least| bound_micro < least);
        let nearest = self.nearest_words();
        if self.nearest().any(|seen| seen.missed.budget_cents > 0) && enforces_nothing(instance) {
            return Error::Unfound(format!(
                "C3 budget: none of those that were tried pays for its links{nearest}"
            ));
        }
        if enforces_nothing(instance) {
            return Error::Unfound(
                "interference, time and link capacity: none of those that were tried serves anybody in the busy hour; look at \
                 /radio/reuse, /service and the tiers of /backhaul/bands"
                    .into(),
            );
        }
        let governance = &self.inputs.scenario.governance;
        let asked_by = match (governance.enforce.is_empty(), governance.claims().is_empty()) {
            (true, false) => "the purposes of /governance/funds ask for",
            (false, false) => "/governance/enforce and the purposes of /governance/funds ask for",
            (_, true) => "/governance/enforce asks for",
        };
        let asked = format!("keeps what {asked_by} and serves anybody");
        let rules =
            self.nearest().next().map_or_else(|| enforced(instance), |seen| seen.missed.constraints());
        if is_proven {
            Error::Infeasible(format!("{rules}: none {asked}, which is proven{nearest}"))
        } else {
            Error::Unfound(format!("{rules}: none of those that were tried {asked}{nearest}"))
        }
    }

    /// Where it is proven that no plan keeps the rules: how it is proven, and what comes nearest.
    pub(super) fn none_possible(&self, words: String) -> Error {
        let nearest = self.nearest_words();
        Error::Infeasible(if nearest.is_empty() { words } else { format!("{words}{nearest}") })
    }

    /// What the plan that comes nearest to the rules misses, if there is one that serves somebody.
    fn nearest_words(&self) -> String {
        let instance = &self.question.instance;
        let price_eur =
            |seen: &&Seen| seen.missed.asked_price_eur(self.inputs, instance, &seen.risks).unwrap_or(0.0);
        let cheapest = self.nearest().min_by(|one, other| price_eur(one).total_cmp(&price_eur(other)));
        cheapest.map_or_else(String::new, |seen| {
            let missed = seen.missed.words(self.inputs, instance, &seen.risks);
            format!("; the nearest of those that were tried and serve somebody misses {missed}")
        })
    }
}

/// The constraints that enforced guidelines make.
fn enforced(instance: &Instance) -> &'static str {
    match (instance.rules.is_empty(), instance.captors.is_empty()) {
        (_, true) => "C7 rules",
        (true, false) => "C9 captivity",
        (false, false) => "C7 rules and C9 captivity",
    }
}
