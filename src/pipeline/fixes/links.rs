//! Faster links, for those whom links turn away for want of money.

use super::super::loads::Carriage;
use super::super::missed::Missed;
use super::Beside;
use crate::backhaul::{Link, Node};
use crate::score::Fix;

impl Beside<'_> {
    /// Faster tiers of the plan's links that take whom it turns away.
    pub(super) fn links(&self) -> Vec<Fix> {
        if self.now.turned_away.is_empty() {
            return Vec::new();
        }
        let changes = self.carrying.faster(&self.now).into_iter();
        changes.filter_map(|then| self.faster(&then)).collect()
    }

    fn faster(&self, then: &Carriage) -> Option<Fix> {
        let points = self.more_in(then, &self.now);
        (!points.is_empty() && self.keeps_the_rules(then)).then(|| Fix {
            sites: Vec::new(),
            new_links: Vec::new(),
            links: faster_links(&self.judged.tree, &self.now, then),
            capex_eur: (then.extra_cents - self.now.extra_cents) as f64 / 100.0,
            points,
            lost: self.more_in(&self.now, then),
        })
    }

    /// Household points that find room on some links, and not on others.
    fn more_in(&self, some: &Carriage, others: &Carriage) -> Vec<u32> {
        let point_count = self.inputs.demand.points.len();
        let points = others.turned_away.iter().filter(|&&place| place < point_count);
        points.filter(|place| !some.turned_away.contains(place)).map(|&place| place as u32).collect()
    }

    fn keeps_the_rules(&self, then: &Carriage) -> bool {
        let Self { inputs, options, judged, .. } = self;
        let mut network = self.network.clone();
        let (answer, _) = self.carrying.answered(&mut network, then);
        let missed = Missed::of(inputs, options, &options.question, (&network, &judged.tree), &answer);
        missed.objection(&options.question.instance).is_none()
    }
}

/// The links that carry more then: sites that they feed, from the fibre outwards, with what they can carry then, Mbit/s.
pub(super) fn faster_links(tree: &[Link], now: &Carriage, then: &Carriage) -> Vec<(usize, f64)> {
    let capacity_mbps = |link: &Link, carriage: &Carriage| {
        let Node::Site(site) = link.to else { return None };
        Some((site, link.tiers[carriage.carried[site]?.tier].capacity_mbps))
    };
    let links = tree.iter().filter_map(|link| Some((capacity_mbps(link, now)?, capacity_mbps(link, then)?)));
    links.filter(|(now, then)| then.1 > now.1).map(|(_, then)| then).collect()
}
