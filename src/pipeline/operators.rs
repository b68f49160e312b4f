//! Guideline 3 where it is enforced: sites at which too few operators can sell are in no plan.
//!
//! `Σ_r v_sr ≥ n_min y_s`, with no more retailers r of site s than are eligible and than it bears: where those are fewer than `n_min`,
//! `y_s = 0`. The question has one row of that for all such candidates, and they offer nothing in it and feed nothing.

use super::impossible::counted;
use crate::governance::Competition;
use crate::inputs::Inputs;
use crate::scenario::{Scenario, SiteTerms, Status};
use crate::sites::Site;

/// What the rule of guideline 3 is called: of the sites that bear too few operators none is open, which is counted in euro.
pub(super) const OPERATORS: &str = "guideline 3 (sites that bear too few operators)";

/// The guideline that asks for operators.
pub(super) const COMPETITION: u8 = 3;

/// Whether a site is to serve households and fewer operators can sell there than guideline 3 asks for.
pub(super) fn bears_too_few(scenario: &Scenario, terms: &SiteTerms) -> bool {
    !terms.relay_only && Competition::of(&scenario.governance).is_lock_in(terms.operators_max)
}

/// For each site: it could be built, but not where guideline 3 is kept.
fn locked_in(inputs: &Inputs) -> impl Iterator<Item = bool> {
    let is_candidate = |site: &Site| site.terms.status == Status::Candidate;
    inputs.sites.iter().map(move |site| is_candidate(site) && bears_too_few(&inputs.scenario, &site.terms))
}

/// For each site: enforced, guideline 3 lets no plan build it.
pub(super) fn too_few_operators(inputs: &Inputs) -> Vec<bool> {
    let is_enforced = inputs.scenario.governance.enforce.contains(&COMPETITION);
    locked_in(inputs).map(|few| is_enforced && few).collect()
}

/// Whether guideline 3, enforced, lets no plan build any site that may serve.
pub(super) fn all_barred(inputs: &Inputs) -> bool {
    let barred = too_few_operators(inputs);
    barred.contains(&true) && inputs.sites.iter().zip(barred).all(|(site, barred)| barred || !site.serves())
}

/// The guidelines that ask nothing of the sites at hand, enforced or not: guideline 3, where all of them bear operators enough.
pub(super) fn idle(inputs: &Inputs) -> Vec<u8> {
    if locked_in(inputs).any(|few| few) { Vec::new() } else { vec![COMPETITION] }
}

/// In words which sites that are in every plan bear fewer operators than must be able to sell; none where all bear enough.
pub(super) fn fixed_lock_ins(inputs: &Inputs) -> Option<String> {
    let scenario = &inputs.scenario;
    let is_fixed = |site: &&Site| matches!(site.terms.status, Status::Existing | Status::Committed);
    let few: Vec<&Site> =
        inputs.sites.iter().filter(is_fixed).filter(|site| bears_too_few(scenario, &site.terms)).collect();
    let first = few.first()?;
    let named = match few.len() {
        1 => format!("The site \"{}\" is in every plan, and", first.id),
        count => format!(
            "{count} sites are in every plan that bear too few operators, \"{}\" first, which",
            first.id
        ),
    };
    let (most, min) =
        (first.terms.operators_max.unwrap_or_default(), scenario.governance.rules.operators_min);
    Some(format!(
        "{named} bears {most} where at least {min} must be able to sell (/governance/rules/operators_min). Let it bear more \
         (operators_max of its terms in /sites), carry links alone (relay_only), or be forbidden (status)."
    ))
}

/// In words which candidates guideline 3 rules out, where it is enforced; none where it rules out none.
pub(super) fn ruled_out_by_operators(inputs: &Inputs) -> Option<String> {
    let few = inputs.sites.iter().zip(too_few_operators(inputs)).filter(|(_, few)| *few);
    let ids: Vec<&str> = few.map(|(site, _)| site.id.as_str()).collect();
    (!ids.is_empty()).then(|| {
        format!(
            "guideline 3, which is enforced, rules out {}, for fewer operators than /governance/rules/operators_min can sell there: \
             raise operators_max of their terms (/sites) to {}",
            counted(&ids, "candidate site", "candidate sites"),
            inputs.scenario.governance.rules.operators_min
        )
    })
}
