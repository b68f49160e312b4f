//! Impossible questions, answered in words: which rules leave no plan that serves anybody, and the least that would have to give.

use std::collections::BTreeSet;

use super::asked::quoted;
use super::captivity::always_captive;
use super::in_vain::reached_in_vain;
use super::missed::is_of_reserve;
use super::operators::{all_barred, ruled_out_by_operators};
use super::options::Options;
use super::rules::keeps;
use super::too_narrow::too_narrow;
use crate::backhaul::{NearMiss, Node, Obstacle, near_miss};
use crate::certificate::{DemandRow, Rule};
use crate::governance::euro;
use crate::inputs::Inputs;
use crate::optimise::{Impossible, impossible};
use crate::problem::Error;
use crate::radio::fading::fade_margin_db;
use crate::scenario::Status;
use crate::score::Keeps;
use crate::sites::Site;

/// Ids that a message names; more are counted.
const NAMED_MAX: usize = 3;

/// Refuses a question to which no plan that serves anybody is an answer.
///
/// # Errors
/// [`Error::Infeasible`] with the rules that bind and the least that would have to give.
pub(super) fn refuse(inputs: &Inputs, options: &Options) -> Result<(), Error> {
    let instance = &options.question.instance;
    // What lines and hosting earn is told by the plan that comes nearest.
    let is_told = |reason: &Impossible| match reason {
        Impossible::RuleTooPoor { rule, .. } => !is_of_reserve(&instance.rules[*rule]),
        _ => true,
    };
    let mut reasons = impossible(instance);
    reasons.retain(is_told);
    if reasons.is_empty() {
        let told = all_captive(inputs, options).or_else(|| too_narrow(inputs, options));
        return told.map_or(Ok(()), |words| Err(Error::Infeasible(words)));
    }
    if all_barred(inputs) {
        // Such sites offer nothing and feed nothing: that nobody is reached or fed follows.
        let follows =
            |reason: &Impossible| matches!(reason, Impossible::NobodyInReach | Impossible::NobodyFed { .. });
        reasons.retain(|reason| !follows(reason));
    }
    let told = reasons.iter().map(|reason| Told { inputs, options }.words(reason));
    let told = ruled_out_by_operators(inputs).into_iter().chain(told);
    Err(Error::Infeasible(told.collect::<Vec<_>>().join("\nand: ")))
}

/// In words why whoever is served would depend on one private owner alone, more than may; none where somebody need not.
fn all_captive(inputs: &Inputs, options: &Options) -> Option<String> {
    let instance = &options.question.instance;
    let captive: BTreeSet<usize> = always_captive(instance).into_iter().collect();
    let is_free = |(place, row): (usize, &DemandRow)| row.weight_micro > 0 && !captive.contains(&place);
    if captive.is_empty() || instance.demand.iter().enumerate().any(is_free) {
        return None;
    }
    let owners: Vec<&str> = instance.captors.iter().map(|captor| captor.name.as_str()).collect();
    Some(format!(
        "C9 captivity: whoever could be served would depend on one private owner alone ({}), and of no comune may more than {} % \
         (/governance/rules/captive_max_ratio): let others own some of what covers and feeds the comuni (/sites, /backhaul/pops, \
         /governance/concessions), or take 1 out of /governance/enforce",
        quoted(&owners[..owners.len().min(NAMED_MAX)]),
        100.0 * inputs.scenario.governance.rules.captive_max_ratio
    ))
}

/// Candidate sites that no chain of links joins to the fibre, whatever is built.
pub(super) fn islands(sites: &[Site], feedable: &[bool]) -> Option<String> {
    let is_island = |(site, feedable): &(&Site, &bool)| site.terms.status == Status::Candidate && !**feedable;
    let ids: Vec<&str> =
        sites.iter().zip(feedable).filter(is_island).map(|(site, _)| site.id.as_str()).collect();
    (!ids.is_empty()).then(|| {
        format!(
            "no chain of links joins {} to a point of presence: no plan can use such a site; look at backhaul",
            counted(&ids, "candidate site", "candidate sites")
        )
    })
}

/// Reasons in the words of a scenario.
#[derive(Clone, Copy)]
struct Told<'i> {
    inputs: &'i Inputs,
    options: &'i Options,
}

impl<'i> Told<'i> {
    fn words(self, reason: &Impossible) -> String {
        match reason {
            Impossible::FixedTooDear { sites, cost_cents, further_cents } => {
                self.fixed_too_dear(sites, *cost_cents, *further_cents)
            }
            Impossible::NobodyInReach => self.nobody_in_reach(),
            Impossible::NobodyFed { serving, fed } => self.nobody_fed(serving, fed),
            Impossible::TooPoor { chain, cost_cents } => self.too_poor(chain, *cost_cents),
            Impossible::RuleTooPoor { rule, chain, takes_micro_eur } => {
                self.rule_too_poor(&self.options.question.instance.rules[*rule], chain, *takes_micro_eur)
            }
        }
    }

    fn fixed_too_dear(self, sites: &[usize], cost_cents: i64, further_cents: i64) -> String {
        let budget_cents = self.options.question.instance.budget_cents;
        let missing = euro_of(cost_cents - budget_cents);
        let remedy = if further_cents > 0 {
            format!(
                "{missing} more would pay for them, and {} more would let a plan begin that serves somebody",
                euro_of(cost_cents - budget_cents + further_cents)
            )
        } else {
            format!("{missing} more would do")
        };
        format!(
            "C2 fixed sites and C3 budget: {} are needed for {}, the budget{} is {}; {remedy}; \
             or commit to fewer sites",
            euro_of(cost_cents),
            counted(&self.ids(sites), "committed site", "committed sites"),
            self.whose_budget(),
            euro_of(budget_cents),
        )
    }

    /// Where the budget at hand comes from, if it is the scenario's own.
    fn whose_budget(self) -> &'static str {
        let own_cents = self.inputs.scenario.governance.budget_cents();
        if self.options.question.instance.budget_cents == own_cents { " (/governance/funds)" } else { "" }
    }

    fn too_poor(self, chain: &[usize], cost_cents: i64) -> String {
        let left_cents = self.options.question.instance.budget_after_fixed_cents();
        let fixed_cents = self.options.question.instance.budget_cents - left_cents;
        let paid = if fixed_cents > 0 {
            format!(" once the committed sites are paid for with {}", euro_of(fixed_cents))
        } else {
            String::new()
        };
        format!(
            "C3 budget: the cheapest site that could be built, fed and serve somebody, {}, costs {}; the budget{} \
             is {}{paid}: {} more would let a plan begin",
            over(&self.ids(chain)),
            euro_of(cost_cents),
            self.whose_budget(),
            euro_of(left_cents),
            euro_of(cost_cents - left_cents)
        )
    }

    fn rule_too_poor(self, rule: &Rule, chain: &[usize], takes_micro_eur: i64) -> String {
        let eur = |micro: i64| euro((micro as f64 / 1e4).ceil() / 1e2);
        let remedy = match keeps(rule) {
            Keeps::Funds => "of these funds (/governance/funds, capex_eur or pays_for)",
            Keeps::Guideline(_) => "of private money (/governance/funds), or public owners of /sites,",
        };
        let site = if chain.is_empty() { "every site".into() } else { over(&self.ids(chain)) };
        format!(
            "C7 rules, {}: {site}, the least of it for which somebody could be served, takes {}, and {} is left: {} more {remedy} \
             would let a plan begin",
            rule.name,
            eur(takes_micro_eur),
            euro((rule.constant_micro_eur as f64 / 1e4).floor() / 1e2),
            eur(takes_micro_eur - rule.constant_micro_eur),
        )
    }

    fn nobody_in_reach(self) -> String {
        let (options, inputs) = (self.options, self.inputs);
        if !options.sites.iter().any(Site::serves) {
            let would_serve = |site: &&Site| site.terms.status == Status::Forbidden && !site.terms.relay_only;
            let forbidden: Vec<&str> =
                options.sites.iter().filter(would_serve).map(|site| site.id.as_str()).collect();
            return if forbidden.is_empty() {
                "C1 covering: every usable site is for relays only; let at least one of /sites serve (relay_only)".into()
            } else {
                format!(
                    "C1 covering: {} that could serve, and those that may be used are for relays only; let at least one of /sites \
                     be a candidate (status)",
                    counted(&forbidden, "forbidden site is all", "forbidden sites are all")
                )
            };
        }
        if options.coverage.covered.iter().any(|covered| !covered.is_empty()) {
            return reached_in_vain(inputs, options);
        }
        let nearest = self.nearest_path();
        format!(
            "C1 covering: no usable site reaches any household or anchor institution with the asked rates in {} % of \
             places{nearest}; look at /radio, /service and the antenna heights of /sites",
            inputs.scenario.service.probability_percent
        )
    }

    /// The path that comes nearest to what is asked, if there is any.
    fn nearest_path(self) -> String {
        let best = self.options.coverage.best.iter().zip(&self.inputs.demand.points);
        let known = best.filter_map(|(best, point)| best.map(|(site, reach)| (reach, site, point)));
        let nearest = known.max_by(|(one, ..), (other, ..)| one.margin_db.total_cmp(&other.margin_db));
        let (service, propagation) = (&self.inputs.scenario.service, &self.inputs.scenario.radio.propagation);
        let asked_db = fade_margin_db(service.probability_percent / 100.0, propagation.location_sigma_db);
        let range_km = propagation.range_max_km;
        nearest.map_or_else(
            || format!("; none lies within {range_km} km of one (/radio/propagation/range_max_km)"),
            |(reach, site, point)| {
                format!(
                    "; the path that comes nearest, from {} to {}, does so in {:.1} %, and lacks {:.1} dB",
                    self.options.sites[site as usize].id,
                    point.id,
                    100.0 * reach.probability_ratio,
                    asked_db - f64::from(reach.margin_db)
                )
            },
        )
    }

    fn nobody_fed(self, serving: &[usize], fed: &[usize]) -> String {
        let wanted: Vec<usize> = if serving.is_empty() {
            (0..self.options.question.sites.len()).collect()
        } else {
            serving.to_vec()
        };
        let who = if serving.is_empty() {
            counted(&self.ids(&wanted), "usable site", "usable sites")
        } else {
            counted(&self.ids(&wanted), "site that could serve somebody", "sites that could serve somebody")
        };
        format!(
            "C4 feeding (/backhaul): no chain of links joins {who} to a point of presence{}",
            self.nearest_link(&wanted, fed)
        )
    }

    fn nearest_link(self, wanted: &[usize], fed: &[usize]) -> String {
        let (inputs, among_all) = (self.inputs, &self.options.question.sites);
        let pops = (0..inputs.pops.len()).map(Node::Pop);
        let fed: Vec<Node> = pops.chain(fed.iter().map(|&site| Node::Site(among_all[site]))).collect();
        let wanted: Vec<usize> = wanted.iter().map(|&site| among_all[site]).collect();
        let backhaul = &inputs.scenario.backhaul;
        let miss = near_miss(backhaul, &inputs.sites, &inputs.pops, &inputs.terrain, (&fed, &wanted));
        miss.map_or_else(String::new, |miss| {
            let (from, to) = (self.end(miss.from), self.end(miss.to));
            format!(
                "; the link that comes nearest, {from} to {to}, {:.2} km, {} (divario link --from {from} --to {to} --as \
                 backhaul shows it)",
                miss.length_km,
                lack(&miss, backhaul.availability_min_percent)
            )
        })
    }

    fn end(self, node: Node) -> String {
        match node {
            Node::Pop(pop) => format!("pop:{}", self.inputs.scenario.backhaul.pops[pop].id),
            Node::Site(site) => format!("site:{}", self.inputs.sites[site].id),
        }
    }

    fn ids(self, sites: &[usize]) -> Vec<&'i str> {
        let question = &self.options.question;
        sites.iter().map(|&site| question.instance.sites[site].id.as_str()).collect()
    }
}

/// What the link lacks, and what would give it.
fn lack(miss: &NearMiss, availability_min_percent: f64) -> String {
    match miss.obstacle {
        Obstacle::Unavailable(missing_percent) => format!(
            "works {:.4} % of the time of the {availability_min_percent} % asked for \
             (/backhaul/availability_min_percent): more gain or power, or another band",
            // No more than it is, so that it would do to ask for so much.
            ((availability_min_percent - missing_percent) * 1e4).floor() / 1e4
        ),
        Obstacle::Blocked(missing_m) => {
            format!("lacks {missing_m:.1} m of clearance: higher antennas, or a site in between")
        }
        Obstacle::Unknown => "crosses cells without elevation".into(),
        Obstacle::TooLong(missing_km) => {
            format!("is {missing_km:.2} km longer than any band reaches (/backhaul/bands, length_max_km)")
        }
    }
}

/// Sites of a chain from the fibre outwards, as "c over a, b".
fn over(chain: &[&str]) -> String {
    match chain {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [before @ .., last] => format!("{last} over {}", before.join(", ")),
    }
}

/// How many there are, and the first by name.
pub(super) fn counted(ids: &[&str], one: &str, many: &str) -> String {
    let named = quoted(&ids[..ids.len().min(NAMED_MAX)]);
    let more = if ids.len() > NAMED_MAX { " and others" } else { "" };
    format!("{} {} ({named}{more})", ids.len(), if ids.len() == 1 { one } else { many })
}

fn euro_of(cents: i64) -> String {
    euro(cents as f64 / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_are_named_and_all_are_counted() {
        assert_eq!(counted(&["a"], "site", "sites"), "1 site (\"a\")");
        assert_eq!(
            counted(&["a", "b", "c", "d"], "site", "sites"),
            "4 sites (\"a\", \"b\", \"c\" and others)"
        );
    }

    #[test]
    fn a_chain_is_told_from_its_end() {
        assert_eq!(over(&["a"]), "a");
        assert_eq!(over(&["a", "b", "c"]), "c over a, b");
    }

    #[test]
    fn every_lack_says_how_much_is_missing() {
        let lacks = |obstacle| {
            let miss = NearMiss { from: Node::Pop(0), to: Node::Site(0), length_km: 3.0, obstacle };
            lack(&miss, 99.9)
        };
        assert!(lacks(Obstacle::Unavailable(0.5)).starts_with("works 99.4000 % of the time of the 99.9 %"));
        assert!(lacks(Obstacle::Blocked(12.34)).starts_with("lacks 12.3 m of clearance"));
        assert!(lacks(Obstacle::TooLong(1.5)).starts_with("is 1.50 km longer"));
    }
}
