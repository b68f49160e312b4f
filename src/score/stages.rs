//! What the stages before the score have found.

use super::{CoverageAlone, InputFile, Leeway, TierItems, Tries};
use crate::backhaul::{Carried, Link};
use crate::coverage::{Access, Matrix, Network};
use crate::demand::Demand;
use crate::optimise::Extension;
use crate::scenario::{Scenario, Status};
use crate::sites::Site;
use crate::terrain::Terrain;

/// Why an enforced guideline lets no plan build a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuledOut {
    /// Guideline 2: it is private, and the private funds cannot pay for it.
    Ownership,
    /// Guideline 3: fewer operators than must can sell there.
    TooFewOperators,
}

/// The results of all stages, from which a plan is assembled.
///
/// The scenario has been validated: every owner, structure and cost item that it names is declared.
#[derive(Debug, Clone)]
pub struct Stages<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// SHA-256 of its file, hexadecimal.
    pub scenario_sha256: &'a str,
    /// The terrain.
    pub terrain: &'a Terrain,
    /// Comuni, household points and anchors.
    pub demand: &'a Demand,
    /// All sites, in order of stable id; `open`, `feedable` and the coverage follow this order.
    pub sites: &'a [Site],
    /// For each site the comune in whose area it stands; none where it stands outside of all.
    pub site_comuni: &'a [Option<usize>],
    /// The access link.
    pub access: &'a Access,
    /// What the signal of each site does by itself.
    pub coverage: &'a Matrix,
    /// What the sites of the plan that are fed do together in the busy hour.
    pub network: &'a Network,
    /// For each site: a chain of possible links joins it to a point of presence, were every usable site open.
    pub feedable: &'a [bool],
    /// For each site: why no plan may build it, whatever else it builds; none where one may.
    pub ruled_out: &'a [Option<RuledOut>],
    /// For each household point: whoever serves it in whatever plan, more of its comune would depend on one private owner alone than
    /// may where guideline 1 is enforced.
    pub captive: &'a [bool],
    /// For each site: it is part of the plan.
    pub open: &'a [bool],
    /// For each site that is no working part of the plan: what it would cost to have it work too.
    pub extensions: &'a [Option<Extension>],
    /// Single changes that would serve some whom it leaves, for those who show them.
    pub tries: &'a Tries,
    /// What a plan that looks at coverage alone would claim, and serve.
    pub coverage_alone: Option<CoverageAlone>,
    /// What budget and enforced guidelines leave room for beside the plan.
    pub leeway: &'a Leeway,
    /// The links that feed the open sites, one into each; `from` is the end nearer to the fibre.
    pub links: &'a [Link],
    /// For each site what the link into it carries, and with which tier; none where no link of the plan feeds it.
    pub carried: &'a [Option<Carried>],
    /// Weight that the plan serves in the busy hour, as its certificate counts it.
    pub value: f64,
    /// Weight that the chosen sites could serve by their signal alone, in the time that they have: what was maximised.
    pub signal_value: f64,
    /// No plan under the same rules covers more weight.
    pub bound: f64,
    /// For each comune the households that it was promised; empty where nothing is promised.
    pub promised: &'a [f64],
    /// Households that the plan serves of those promised, as its certificate counts them, and what no plan exceeds.
    pub kept_and_bound: [f64; 2],
    /// Name and version of what solved it.
    pub solver: &'a str,
    /// What the stages warned of, in their order.
    pub warnings: Vec<String>,
    /// Every file read.
    pub inputs: Vec<InputFile>,
    /// Threads used.
    pub threads: u32,
    /// Duration of the run so far, s.
    pub wall_s: f64,
}

impl<'a> Stages<'a> {
    /// What the tier of the link into a site needs.
    pub(super) fn tier(&self, site: usize) -> TierItems<'a> {
        TierItems::carried(&self.scenario.backhaul, self.carried[site].as_ref())
    }

    /// Indices of the sites of the plan, rising.
    pub(super) fn open_sites(&self) -> impl Iterator<Item = usize> {
        (0..self.sites.len()).filter(|&site| self.open[site])
    }

    /// Whether a site may serve households at all.
    pub(super) fn may_serve(&self, site: usize) -> bool {
        let terms = &self.sites[site].terms;
        terms.status != Status::Forbidden && !terms.relay_only
    }
}
