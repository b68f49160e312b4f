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
        let tree = &self.judged.tree;
        let changed = changed_links((tree, &self.now), (tree, then));
        (!points.is_empty() && self.keeps_the_rules(then)).then(|| Fix {
            sites: Vec::new(),
            new_links: changed.new,
            links: changed.faster,
            slower_links: changed.slower,
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

/// How the links of a change differ from those of the plan, each with what it can carry then, Mbit/s.
#[derive(Default)]
pub(super) struct ChangedLinks {
    /// Where each begins, and the site that it feeds.
    pub new: Vec<(Node, usize, f64)>,
    /// Sites that they feed.
    pub faster: Vec<(usize, f64)>,
    /// The same.
    pub slower: Vec<(usize, f64)>,
}

/// What differs, in the order of the links then.
pub(super) fn changed_links(now: (&[Link], &Carriage), then: (&[Link], &Carriage)) -> ChangedLinks {
    let capacity_mbps = |site: usize, link: &Link, carriage: &Carriage| {
        Some(link.tiers[carriage.carried[site]?.tier].capacity_mbps)
    };
    let mut changed = ChangedLinks::default();
    for link in then.0 {
        let Node::Site(site) = link.to else { continue };
        let Some(then_mbps) = capacity_mbps(site, link, then.1) else { continue };
        let known = now.0.iter().find(|known| (known.from, known.to) == (link.from, link.to));
        match known.and_then(|known| capacity_mbps(site, known, now.1)) {
            None => changed.new.push((link.from, site, then_mbps)),
            Some(now_mbps) if then_mbps > now_mbps => changed.faster.push((site, then_mbps)),
            Some(now_mbps) if then_mbps < now_mbps => changed.slower.push((site, then_mbps)),
            Some(_) => {}
        }
    }
    changed
}
