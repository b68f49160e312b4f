//! One plan for each of three sets of weights.

use std::time::Instant;

use super::super::options::Options;
use super::super::{Planned, answered, assemble, planned, rules};
use super::named::Named;
use super::read::Voted;
use crate::certificate::Evidence;
use crate::export::scenario_bytes;
use crate::inputs::Inputs;
use crate::problem::Error;
use crate::progress::Progress;
use crate::scenario::{Objective, Scenario, sha256};
use crate::score::{Plan, voted_objectives};

/// The plans of a vote.
pub struct VotedPlans {
    /// Those with the scenario's own weights and with those of round 1.
    pub others: [Proven; 2],
    /// The one with those of round 2, and its map.
    pub last: Planned,
    /// The scenarios of both rounds, as their files hold them.
    pub scenarios: [Vec<u8>; 2],
}

/// A plan with its proof.
#[derive(Clone)]
pub struct Proven {
    /// The plan.
    pub plan: Plan,
    /// What proves it.
    pub evidence: Evidence,
}

/// A scenario, the hash of its file, and whose weights it has.
struct Weighted {
    scenario: Scenario,
    sha256: String,
    name: &'static str,
}

impl VotedPlans {
    /// Searches for them, each as `divario plan` would for its scenario. Where two sets of weights are the same, so are their plans.
    /// The inputs are then again the scenario's own.
    ///
    /// # Errors
    /// As for a plan.
    pub fn find(
        inputs: &mut Inputs,
        voted: &Voted,
        threads: usize,
        started: Instant,
        progress: &dyn Progress,
    ) -> Result<Self, Error> {
        rules::check_beforehand(inputs)?;
        let own = Weighted {
            scenario: inputs.scenario.clone(),
            sha256: inputs.scenario_sha256.clone(),
            name: "the scenario's own weights",
        };
        let [_, first, second] = voted_objectives(&voted.section, own.scenario.objective, &voted.vote);
        let (first, first_bytes) = of_round(&own.scenario, first, "weights of round 1")?;
        let (second, second_bytes) = of_round(&own.scenario, second, "weights of round 2")?;
        let options = Options::of(inputs, progress)?;
        let mut search = Search { inputs, options, threads, started, progress, found: Vec::new() };
        let last = search.mapped(&second)?;
        let first = search.proven(&first)?;
        let own = search.proven(&own)?;
        Ok(Self { others: [own, first], last, scenarios: [first_bytes, second_bytes] })
    }
}

/// The scenario with the weights of a round, without the vote that they came from, and the bytes of its file.
fn of_round(own: &Scenario, objective: Objective, name: &'static str) -> Result<(Weighted, Vec<u8>), Error> {
    let scenario = Scenario { objective, participation: None, ..own.clone() };
    let bytes = scenario_bytes(&scenario)?;
    Ok((Weighted { scenario, sha256: sha256(&bytes), name }, bytes))
}

struct Search<'a> {
    inputs: &'a mut Inputs,
    options: Options,
    threads: usize,
    started: Instant,
    progress: &'a dyn Progress,
    found: Vec<(Objective, Proven)>,
}

impl Search<'_> {
    /// The plan of a scenario and its map.
    fn mapped(&mut self, weighted: &Weighted) -> Result<Planned, Error> {
        self.ask(weighted)?;
        let progress = Named { progress: self.progress, name: weighted.name };
        let planned = planned(self.inputs, &self.options, self.threads, self.started, &progress)?;
        let proven = Proven { plan: planned.plan.clone(), evidence: planned.evidence.clone() };
        self.found.push((weighted.scenario.objective, proven));
        Ok(planned)
    }

    /// The plan of a scenario, found already where one with its weights was.
    fn proven(&mut self, weighted: &Weighted) -> Result<Proven, Error> {
        self.ask(weighted)?;
        if let Some(known) = self.known(weighted) {
            return Ok(known);
        }
        let progress = Named { progress: self.progress, name: weighted.name };
        let outcome = answered(self.inputs, &self.options, &progress)?;
        let plan = assemble(self.inputs, &outcome, self.threads, self.started);
        let proven = Proven { plan, evidence: outcome.evidence };
        self.found.push((weighted.scenario.objective, proven.clone()));
        Ok(proven)
    }

    fn known(&self, weighted: &Weighted) -> Option<Proven> {
        let same = self.found.iter().find(|(objective, _)| *objective == weighted.scenario.objective);
        let mut proven = same?.1.clone();
        proven.plan.scenario.sha256.clone_from(&weighted.sha256);
        Some(proven)
    }

    fn ask(&mut self, weighted: &Weighted) -> Result<(), Error> {
        self.inputs.scenario = weighted.scenario.clone();
        self.inputs.scenario_sha256.clone_from(&weighted.sha256);
        self.options.ask_again(self.inputs)
    }
}
