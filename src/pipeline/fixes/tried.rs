//! A plan with more sites, as its network would be.

use super::super::choice::Choice;
use super::super::leeway::Change;
use super::super::loads::Carrying;
use super::super::missed::Missed;
use super::links::changed_links;
use super::{Beside, Tried, served_households};
use crate::backhaul::Link;
use crate::coverage::{Network, PlaceService};
use crate::optimise::{Chosen, Extension};
use crate::score::Fix;

/// Households that rounding may move.
const ROUNDING_HOUSEHOLDS: f64 = 1e-6;

impl Beside<'_> {
    /// The change that these sites are, with whom it serves, or what is enforced that it misses; none where it serves nobody whom the
    /// plan leaves, or fewer in all. Links that the plan has carry what they do now, but for those on the way to the new sites, which may take any
    /// tier.
    pub(super) fn tried(
        &self,
        extension: &Extension,
        choice: &Choice,
        mut network: Network,
    ) -> Option<Tried> {
        let (inputs, options) = (self.inputs, self.options);
        let tree = options.tree(inputs.pops.len(), &choice.open, &network);
        let carrying = Carrying::of(inputs, &options.question, &choice.open, &tree, &network);
        let then = carrying.with_ways_to(&extension.sites, |_, link| self.now_mbps(link));
        let (answer, _) = carrying.answered(&mut network, &then);
        let points: Vec<u32> = (0..network.points.len())
            .filter(|&point| network.points[point].served_by.is_some() && self.is_open(point))
            .map(|point| point as u32)
            .collect();
        if points.is_empty() || served_households(inputs, &network) < self.households - ROUNDING_HOUSEHOLDS {
            return None;
        }
        let missed = Missed::of(inputs, options, &options.question, (&network, &tree), &answer);
        if let Some(objection) = missed.objection(&options.question.instance) {
            return extension.sites.last().map(|&site| Tried::Misses(site, objection));
        }
        let left_cents = |columns: &[bool]| options.question.left_cents(columns);
        let sites_cents = left_cents(&self.judged.choice.columns) - left_cents(&choice.columns);
        let links_cents = then.extra_cents - self.now.extra_cents;
        let changed = changed_links((&self.judged.tree, &self.now), (&tree, &then));
        Some(Tried::Serves(Fix {
            sites: extension.sites.clone(),
            new_links: changed.new,
            links: changed.faster,
            slower_links: changed.slower,
            capex_eur: (sites_cents + links_cents).max(0) as f64 / 100.0,
            points,
            lost: self.lost(&network),
        }))
    }

    /// Household points that the plan covers, and another network does not.
    fn lost(&self, network: &Network) -> Vec<u32> {
        let served = self.judged.network.points.iter().zip(&network.points);
        let is_lost =
            |(now, then): (&PlaceService, &PlaceService)| now.served_by.is_some() && then.served_by.is_none();
        (0..).zip(served).filter(|(_, both)| is_lost(*both)).map(|(point, _)| point).collect()
    }

    /// The plan with these sites.
    pub(super) fn choice(&self, extension: &Extension) -> Choice {
        let question = &self.options.question;
        let Change { open, .. } = Change::extending(question, &self.judged.choice.columns, extension);
        Choice::of(question, Chosen { open, value_micro: 0 }, self.options.sites.len())
    }

    /// The most that a link of the plan may carry now, Mbit/s; none of another.
    fn now_mbps(&self, link: &Link) -> Option<f64> {
        let tree = &self.judged.tree;
        let at = tree.iter().position(|known| (known.from, known.to) == (link.from, link.to))?;
        self.now.most_mbps.get(at).copied()
    }
}
