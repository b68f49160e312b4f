//! What enforced guidelines ask whatever the sites: where that does not hold there is no plan, and nothing is searched.

use super::Kind;
use crate::economics::to_cents;
use crate::governance::{
    Claim, Competition, audit_competition, euro, management_fault, monopoly_by_spectrum, seats_fault,
};
use crate::inputs::Inputs;
use crate::pipeline::captivity::MONOPOLY;
use crate::pipeline::operators::{COMPETITION, fixed_lock_ins};
use crate::problem::Error;
use crate::scenario::{Scenario, Status};
use crate::score::{self, TierItems};
use crate::sites::Site;

/// What enforced guidelines ask whatever the sites.
///
/// # Errors
/// [`Error::Infeasible`] where that does not hold: no choice of sites helps.
pub(in crate::pipeline) fn check_beforehand(inputs: &Inputs) -> Result<(), Error> {
    let broken: Vec<String> = broken_beforehand(inputs)
        .into_iter()
        .map(|(guideline, explanation)| {
            format!(
                "/governance/enforce asks for guideline {guideline}, which does not hold whatever is built: {explanation}"
            )
        })
        .collect();
    let broken: Vec<String> = broken.into_iter().chain(committed_beyond(inputs)).collect();
    if broken.is_empty() { Ok(()) } else { Err(Error::Infeasible(broken.join("\nand: "))) }
}

/// In words which funds do not suffice for what they alone may pay for at the sites that every plan builds, and by how much.
fn committed_beyond(inputs: &Inputs) -> Vec<String> {
    let Scenario { governance, .. } = &inputs.scenario;
    let committed: Vec<&Site> =
        inputs.sites.iter().filter(|site| site.terms.status == Status::Committed).collect();
    let beyond = |claim: Claim| {
        let kind = Kind::Funds(claim);
        let takes_eur = |site: &&Site| kind.takes_eur(&inputs.scenario, &site.terms, TierItems::NONE);
        let (costs_eur, has_eur) =
            (committed.iter().map(takes_eur).sum::<f64>(), governance.claim_eur(claim));
        let missing_eur = to_cents(costs_eur - has_eur);
        (missing_eur > 0.0).then(|| {
            format!(
                "C3 budget: the committed sites need {} for {}, and the funds that may pay for it hold {}: {} are missing \
                 (/governance/funds, capex_eur or pays_for); or commit to fewer sites",
                euro(costs_eur),
                claim.words(),
                euro(has_eur),
                euro(missing_eur)
            )
        })
    };
    governance.claims().into_iter().filter_map(beyond).collect()
}

/// Guidelines that are enforced and hold for no choice of sites, and why.
fn broken_beforehand(inputs: &Inputs) -> Vec<(u8, String)> {
    let governance = &inputs.scenario.governance;
    let body = management_fault(governance).map(|explanation| {
        format!(
            "{explanation} Look at /governance/managing_body/members and /governance/rules/local_members_min."
        )
    });
    let seats = score::small_seats(&inputs.scenario, &inputs.demand);
    let seats = seats_fault(governance, seats).map(|explanation| {
        format!(
            "{explanation} Look at /governance/managing_body/seats and /governance/rules/small_comuni_seats_min."
        )
    });
    let competition = audit_competition(&Competition::of(governance), &[]);
    let competition = (!competition.holds).then(|| {
        format!(
            "{} Look at /governance/operators, /governance/wholesale/open_access and /governance/rules/operators_min.",
            competition.explanation.en
        )
    });
    let committed = committed_private(inputs);
    let lock_ins = fixed_lock_ins(inputs).filter(|_| competition.is_none());
    let broken = [
        (MONOPOLY, monopoly_by_spectrum(governance)),
        (2, body),
        (2, seats),
        (2, committed),
        (COMPETITION, competition),
        (COMPETITION, lock_ins),
    ];
    let enforced = broken.into_iter().filter(|(guideline, _)| governance.enforce.contains(guideline));
    enforced.filter_map(|(guideline, explanation)| Some((guideline, explanation?))).collect()
}

/// In words by how much private sites that every plan builds cost more than private funds bring; none where these do.
fn committed_private(inputs: &Inputs) -> Option<String> {
    let Scenario { governance, costs, .. } = &inputs.scenario;
    let is_private =
        |site: &&Site| site.terms.status == Status::Committed && governance.is_private(&site.terms.owner);
    let private: Vec<&Site> = inputs.sites.iter().filter(is_private).collect();
    let works_eur: f64 =
        private.iter().map(|site| score::site_capex_eur(costs, &site.terms, TierItems::NONE)).sum();
    let missing_eur = to_cents(works_eur - governance.private_funds_eur());
    let first = private.first().filter(|_| missing_eur > 0.0)?;
    let named = match private.len() {
        1 => format!("works on the committed site \"{}\"", first.id),
        count => format!("works on {count} committed sites, \"{}\" first,", first.id),
    };
    Some(format!(
        "{} on private property cost {}, and private funds (/governance/funds) bring {}: {} of public \
         money would go into them. Commit to fewer (/sites), or let their owners pay.",
        named,
        euro(works_eur),
        euro(governance.private_funds_eur()),
        euro(missing_eur)
    ))
}
