//! The price of a line at which a network would keep a rule of guideline 4.
//!
//! A dearer line earns more of everybody, and its outage costs more where a tower is lost. Each tower so has a price of its own at which its
//! loss can be borne; the highest is asked for.

use super::{Kind, Risks, Tower, line_eur_per_eur, reserve, stresses};
use crate::certificate::Rule;
use crate::economics::MONTHS_PER_YEAR;
use crate::scenario::Scenario;

/// By how much the price would have to be higher for a network that misses the rule by so many euro, euro a month; without end where no
/// price would do.
pub(in crate::pipeline) fn dearer_by_eur(
    scenario: &Scenario,
    rule: &Rule,
    missed_eur: f64,
    risks: &Risks,
) -> f64 {
    let Some(kind) = reserve(scenario, rule) else { return f64::INFINITY };
    let worst_eur = kind.worst_loss_eur(scenario, risks);
    let dearer_by_eur = |tower: &Tower| {
        // The tower at hand takes less than the worst, so that less is missed with it.
        let with_it_eur = missed_eur - (worst_eur - kind.lost_eur(scenario, risks, tower));
        if with_it_eur > 0.0 { with_it_eur / kind.earns_eur_per_eur(scenario, risks, tower) } else { 0.0 }
    };
    // With no tower lost, and with each.
    let none = Tower::default();
    std::iter::once(&none).chain(&risks.towers).map(dearer_by_eur).fold(0.0, f64::max)
}

impl Kind {
    /// What a network earns of lines by then with a tower lost, for each euro of the monthly price, euro; 0 where it is nothing.
    fn earns_eur_per_eur(self, scenario: &Scenario, risks: &Risks, tower: &Tower) -> f64 {
        let Self::Reserve { year, .. } = self else { return 0.0 };
        let stress = self.stress(scenario);
        let of_years = || (1..=year).map(|year| line_eur_per_eur(scenario, &stress, year));
        let outage_years = stresses(scenario).outage_months() / MONTHS_PER_YEAR;
        let lost_eur = outage_years * of_years().fold(0.0, f64::max) * tower.households;
        (of_years().sum::<f64>() * risks.households - lost_eur).max(0.0)
    }
}
