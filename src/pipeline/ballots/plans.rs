//! One plan for each of three sets of weights.

use std::time::Instant;

use super::super::judge::{self, Found};
use super::super::options::Options;
use super::super::{Outcome, Planned, assemble, impossible, mapped, rules};
use super::named::Named;
use super::read::Voted;
use crate::certificate::Evidence;
use crate::export::scenario_bytes;
use crate::inputs::Inputs;
use crate::optimise::Solution;
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
    /// Searches with each of the weights, as `divario plan` would; then each takes, of all plans that were found, the one that is best
    /// under its own weights, of equals that of the scenario's own. So a plan differs only where its weights are better served. The
    /// scenario of the inputs is then one of the three.
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
        let mut search = Search {
            inputs,
            options,
            threads,
            started,
            progress,
            known: vec![],
            asked: vec![],
            found: vec![],
        };
        for weighted in [&own, &first, &second] {
            search.search(weighted)?;
        }
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
    /// Sites of the plans that were searched for, in that order.
    known: Vec<Vec<bool>>,
    /// What was searched with each of the weights, with what it proved.
    asked: Vec<(Objective, Solution)>,
    /// The plans that were taken in the end.
    found: Vec<(Objective, Proven)>,
}

impl Search<'_> {
    /// Searches for a plan, unless the same weights were asked for already.
    fn search(&mut self, weighted: &Weighted) -> Result<(), Error> {
        let objective = weighted.scenario.objective;
        if self.asked.iter().any(|(asked, _)| *asked == objective) {
            return Ok(());
        }
        self.ask(weighted)?;
        let progress = Named { progress: self.progress, name: weighted.name };
        impossible::refuse(self.inputs, &self.options)?;
        let Found { judged, solution } = judge::find(self.inputs, &self.options, &[], &progress)?;
        self.known.push(judged.choice.columns);
        self.asked.push((objective, solution));
        Ok(())
    }

    /// The best plan for some weights and its map.
    fn mapped(&mut self, weighted: &Weighted) -> Result<Planned, Error> {
        let best = self.best(weighted)?;
        let outcome =
            Outcome::of(&self.options, best)?.with_hints(self.inputs, &self.options, self.progress)?;
        let progress = Named { progress: self.progress, name: weighted.name };
        let planned = mapped(self.inputs, &self.options, outcome, self.threads, self.started, &progress)?;
        let proven = Proven { plan: planned.plan.clone(), evidence: planned.evidence.clone() };
        self.found.push((weighted.scenario.objective, proven));
        Ok(planned)
    }

    /// The best plan for some weights, taken already where the same weights were asked for.
    fn proven(&mut self, weighted: &Weighted) -> Result<Proven, Error> {
        if let Some(taken) = self.taken(weighted) {
            return Ok(taken);
        }
        let best = self.best(weighted)?;
        let outcome =
            Outcome::of(&self.options, best)?.with_hints(self.inputs, &self.options, self.progress)?;
        let plan = assemble(self.inputs, &self.options, &outcome, self.threads, self.started);
        let proven = Proven { plan, evidence: outcome.evidence };
        self.found.push((weighted.scenario.objective, proven.clone()));
        Ok(proven)
    }

    fn taken(&self, weighted: &Weighted) -> Option<Proven> {
        let same = self.found.iter().find(|(objective, _)| *objective == weighted.scenario.objective);
        let mut proven = same?.1.clone();
        proven.plan.scenario.sha256.clone_from(&weighted.sha256);
        Some(proven)
    }

    /// Of all plans that were searched for, the best for some weights.
    fn best(&mut self, weighted: &Weighted) -> Result<Found, Error> {
        self.ask(weighted)?;
        let objective = weighted.scenario.objective;
        let at = self.asked.iter().position(|(asked, _)| *asked == objective);
        let not_asked =
            || Error::Failed { stage: "comparing plans", reason: "weights were not searched".into() };
        let (_, solution) = self.asked.swap_remove(at.ok_or_else(not_asked)?);
        let known: Vec<&[bool]> = self.known.iter().map(Vec::as_slice).collect();
        judge::best_of(self.inputs, &self.options, solution, &known, self.progress)
    }

    fn ask(&mut self, weighted: &Weighted) -> Result<(), Error> {
        self.inputs.scenario = weighted.scenario.clone();
        self.inputs.scenario_sha256.clone_from(&weighted.sha256);
        self.options.ask_again(self.inputs)
    }
}
