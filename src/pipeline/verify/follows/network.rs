//! Sites, their owners and sectors, the links that feed them, and who is served by which.

use std::collections::BTreeMap;

use super::figures::{Steps, check_same, check_sum, word};
use crate::certificate::{Instance, Refusal, SiteColumn};
use crate::score::{AnchorReport, Plan, PointState, SiteReport};

pub(super) fn check(plan: &Plan, question: &Instance) -> Result<(), Refusal> {
    let network = Network::of(plan, question);
    network.check_links()?;
    network.check_pops()?;
    plan.anchors.iter().try_for_each(|anchor| network.check_anchor(anchor))?;
    plan.sites.iter().try_for_each(|site| network.check_site(site))
}

struct Network<'a> {
    plan: &'a Plan,
    /// By id.
    columns: BTreeMap<&'a str, (usize, &'a SiteColumn)>,
    /// The nearer end of the link into each site.
    feeders: BTreeMap<&'a str, &'a str>,
    /// Sectors of each site of the question.
    sector_counts: Vec<u32>,
    /// Households served by each site and sector.
    served: BTreeMap<(&'a str, u32), Vec<f64>>,
}

impl<'a> Network<'a> {
    fn of(plan: &'a Plan, question: &'a Instance) -> Self {
        let mut sector_counts = vec![0; question.sites.len()];
        question.sector_sites.iter().for_each(|site| sector_counts[*site as usize] += 1);
        let mut served: BTreeMap<(&str, u32), Vec<f64>> = BTreeMap::new();
        for point in plan.points.iter().filter(|point| point.state == PointState::Covered) {
            let by = point.server.as_deref().zip(point.sector);
            served.entry(by.unwrap_or(("", 0))).or_default().push(point.households);
        }
        Self {
            plan,
            columns: question
                .sites
                .iter()
                .enumerate()
                .map(|(at, site)| (site.id.as_str(), (at, site)))
                .collect(),
            feeders: plan.links.iter().map(|link| (link.to.as_str(), link.from.as_str())).collect(),
            sector_counts,
            served,
        }
    }

    fn is_open(&self, id: &str) -> bool {
        self.plan.sites.iter().any(|site| site.id == id)
    }

    /// Every link is a possible one, into a site of the plan that no other link feeds.
    fn check_links(&self) -> Result<(), Refusal> {
        Refusal::unless_equal(
            "plan.json, number of sites with a link",
            self.feeders.len(),
            self.plan.links.len(),
        )?;
        self.plan.links.iter().enumerate().try_for_each(|(index, link)| {
            let place = |end: &str| format!("plan.json, links[{index}].{end}");
            let Some((_, column)) = self.columns.get(link.to.as_str()).filter(|_| self.is_open(&link.to))
            else {
                return Err(Refusal::of(place("to"), &link.to, "a site of the plan"));
            };
            let possible = match self.columns.get(link.from.as_str()) {
                Some((from, _)) => self.is_open(&link.from) && column.neighbours.contains(&(*from as u32)),
                None => column.fed_by_pop && self.plan.pops.iter().any(|pop| pop.id == link.from),
            };
            let expected = "a site or a point of presence of the plan with a possible link to the other end";
            if possible { Ok(()) } else { Err(Refusal::of(place("from"), &link.from, expected)) }
        })
    }

    fn check_pops(&self) -> Result<(), Refusal> {
        self.plan.pops.iter().try_for_each(|pop| {
            let starting = self.plan.links.iter().filter(|link| link.from == pop.id).count();
            let place = format!("plan.json, links of point of presence {:?}", pop.id);
            check_same(&place, pop.links as usize, starting, || "the links that start there".into())?;
            self.is_public(&pop.owner, &format!("plan.json, owner of point of presence {:?}", pop.id))
                .map(drop)
        })
    }

    /// Whether an owner is public, once it is one that the plan names.
    fn is_public(&self, owner: &str, place: &str) -> Result<bool, Refusal> {
        let known = self.plan.owners.iter().find(|one| one.id == owner);
        known
            .map(|one| one.kind.is_public())
            .ok_or_else(|| Refusal::of(place, owner, "one of plan.json, owners"))
    }

    /// Who is served is so over the links of the plan; a second path is held against the question elsewhere.
    fn check_anchor(&self, anchor: &'a AnchorReport) -> Result<(), Refusal> {
        let place = |field: &str| format!("plan.json, {field} of anchor {:?}", anchor.name);
        let state = || format!("its state is {}", word(&anchor.state));
        let is_covered = anchor.state == PointState::Covered;
        check_same(&place("covered"), anchor.covered, is_covered, state)?;
        let is_served = is_covered || anchor.state == PointState::NoSecondPath;
        check_same(&place("server"), anchor.server.is_some(), is_served, state)?;
        check_same(&place("sector"), anchor.sector.is_some(), is_served, state)?;
        let count = usize::from(is_served) + usize::from(is_covered && anchor.dual_path);
        check_same(&place("paths"), anchor.paths.len(), count, state)?;
        let (Some(server), Some(path)) = (&anchor.server, anchor.paths.first()) else { return Ok(()) };
        let (found, expected) = (path.join(", "), self.path(server).join(", "));
        check_same(&place("paths"), found, expected, || "the links between its server and the fibre".into())
    }

    fn check_site(&self, site: &'a SiteReport) -> Result<(), Refusal> {
        let place = |field: &str| format!("plan.json, {field} of site {:?}", site.id);
        let is_public = self.is_public(&site.owner, &place("owner"))?;
        let owner = || format!("its owner is {:?}", site.owner);
        check_same(&place("owner_public"), site.owner_public, is_public, owner)?;
        check_same(&place("hops"), site.hops, self.hops(&site.id), || {
            "links between it and the fibre".into()
        })?;
        self.check_status(site, &place("status"))?;
        self.check_sectors(site)?;
        let served = self.served.iter().filter(|((id, _), _)| *id == site.id).flat_map(|(_, parts)| parts);
        let (says, of) = (site.households_served, "points[].households that it serves");
        check_sum(&place("households_served"), Steps::Millionths, says, served.copied(), of)?;
        let turned_away = site.sectors.iter().map(|sector| sector.households_turned_away);
        let (says, of) = (site.households_turned_away, "those of its sectors");
        check_sum(&place("households_turned_away"), Steps::Millionths, says, turned_away, of)
    }

    /// What stands already costs nothing to build, and only what does not yet stand nor is committed was to be decided.
    fn check_status(&self, site: &SiteReport, place: &str) -> Result<(), Refusal> {
        let is_fixed = self.columns.get(site.id.as_str()).is_some_and(|(_, column)| column.fixed_open);
        let (fits, expected) = match (is_fixed, site.capex_eur > 0.0) {
            (false, _) => (site.status == "candidate", "candidate, for the question leaves it open"),
            (true, true) => {
                (site.status == "committed", "committed: in every plan, and still to be paid for")
            }
            (true, false) => (
                ["existing", "committed"].contains(&site.status.as_str()),
                "existing or committed: in every plan",
            ),
        };
        if fits { Ok(()) } else { Err(Refusal::of(place, &site.status, expected)) }
    }

    fn check_sectors(&self, site: &SiteReport) -> Result<(), Refusal> {
        let most = self.columns.get(site.id.as_str()).map_or(0, |(at, _)| self.sector_counts[*at]);
        let mut before = 0;
        for sector in &site.sectors {
            let place = format!("plan.json, number of a sector of site {:?}", site.id);
            if sector.number <= before || sector.number > most {
                return Err(Refusal::of(place, sector.number, format!("rising numbers from 1 to {most}")));
            }
            before = sector.number;
            let place =
                format!("plan.json, households_served of sector {} of site {:?}", sector.number, site.id);
            let served = self.served.get(&(site.id.as_str(), sector.number)).into_iter().flatten().copied();
            let of = "points[].households that it serves";
            check_sum(&place, Steps::Millionths, sector.households_served, served, of)?;
        }
        let served = site.sectors.iter().map(|sector| sector.households_served);
        let place = format!("plan.json, households_served of site {:?}", site.id);
        check_sum(&place, Steps::Millionths, site.households_served, served, "those of its sectors")
    }

    /// The ids from a site to the fibre, or to where its links end.
    fn path(&self, site: &'a str) -> Vec<&'a str> {
        let longest = self.feeders.len() + 1;
        std::iter::successors(Some(site), |at| self.feeders.get(at).copied()).take(longest).collect()
    }

    /// Links from a site to the fibre; 0 where they do not lead there.
    fn hops(&self, site: &'a str) -> u32 {
        let path = self.path(site);
        let is_fed = path.last().is_some_and(|end| self.plan.pops.iter().any(|pop| pop.id == *end));
        if is_fed { path.len() as u32 - 1 } else { 0 }
    }
}
