//! The road from a scenario to what each guideline costs: terrain, coverage and links once, then one search after the other.

use std::path::PathBuf;
use std::time::Instant;

use super::options::Options;
use super::several::{check_time_limit, each_once, numbered, take_shared, without_headline};
use super::survey::input_files;
use super::{Outcome, assemble, impossible, judge, operators, output, rules};
use crate::export::write_principles;
use crate::inputs::Inputs;
use crate::problem::Error;
use crate::progress::Progress;
use crate::score::{
    PrincipleFound, PrinciplePlan, PrincipleSearch, PrinciplesReport, PrinciplesStages, principles_report,
};

/// Where a scenario enforces none, all are priced.
const GUIDELINES: [u8; 4] = [1, 2, 3, 4];

/// Which scenario's guidelines to price, and where the results go.
#[derive(Debug, Clone)]
pub struct PrinciplesRequest {
    /// The scenario file.
    pub scenario: PathBuf,
    /// Second folder in which its relative paths are looked for.
    pub data: Option<PathBuf>,
    /// Folder for the results.
    pub out: PathBuf,
    /// Seconds for each search; those of the scenario's `solve.time_limit_s` if left out.
    pub time_limit_s: Option<f64>,
    /// Threads in use, for the record.
    pub threads: usize,
}

/// Plans the scenario with all guidelines that it enforces (all four where it enforces none), without each of them, and without any;
/// writes every file of it.
///
/// # Errors
/// Any [`Error`]; the output folder is then as it was before. Where a case has no plan the report says so: [`Error::Infeasible`] and
/// [`Error::Unfound`] come where none has one.
pub fn principles(request: &PrinciplesRequest, progress: &dyn Progress) -> Result<PrinciplesReport, Error> {
    let started = Instant::now();
    let folder = output::open(&request.out, "principles.json")?;
    check_time_limit(request.time_limit_s)?;
    let mut inputs = Inputs::read(&request.scenario, request.data.as_deref(), progress)?;
    let mut folder = output::spare(folder, "principles.json", &inputs)?;
    let solve = &mut inputs.scenario.solve;
    solve.time_limit_s = request.time_limit_s.unwrap_or(solve.time_limit_s);
    let mut options = Options::of(&inputs, progress)?;
    let idle = operators::idle(&inputs);
    let Searched { searches, solver, warnings } = Searched::all(&mut inputs, &mut options, progress)?;
    let report = principles_report(PrinciplesStages {
        idle: &idle,
        scenario: &inputs.scenario,
        scenario_sha256: &inputs.scenario_sha256,
        demand: &inputs.demand,
        searches,
        solver,
        warnings,
        inputs: input_files(&inputs),
        threads: request.threads as u32,
        wall_s: started.elapsed().as_secs_f64(),
    });
    write_principles(&report, &mut folder, progress)?;
    folder.commit()?;
    Ok(report)
}

/// Sets of guidelines: all of them, all but each, none.
fn cases(all: &[u8]) -> Vec<Vec<u8>> {
    let without = |given_up: &u8| all.iter().copied().filter(|one| one != given_up).collect();
    let mut cases = vec![all.to_vec()];
    cases.extend(all.iter().map(without));
    cases.push(Vec::new());
    cases.dedup();
    cases
}

/// What the searches found.
struct Searched {
    searches: Vec<PrincipleSearch>,
    solver: String,
    warnings: Vec<String>,
}

/// The answer to one case.
#[derive(Clone)]
struct Found {
    enforced: Vec<u8>,
    figures: PrincipleFound,
    /// Which of the question's sites are open.
    open: Vec<bool>,
    solver: String,
}

impl Searched {
    /// One search for each case, in the order in which the report has them. They are made the other way round, and each is offered every
    /// plan so far: one that was found where less was asked may keep all that is asked. A plan that was found where more was asked is
    /// taken by the report; and one that keeps what two cases without one guideline each ask for keeps all.
    fn all(inputs: &mut Inputs, options: &mut Options, progress: &dyn Progress) -> Result<Self, Error> {
        let own = inputs.scenario.governance.enforce.clone();
        let mut all = if own.is_empty() { GUIDELINES.to_vec() } else { own.clone() };
        all.sort_unstable();
        let cases = cases(&all);
        let count = cases.len();
        let (mut found, mut none) = (Vec::new(), None);
        let mut searches = Vec::new();
        for (number, enforced) in (1..).zip(cases.into_iter().rev()) {
            inputs.scenario.governance.enforce.clone_from(&enforced);
            let progress = numbered(progress, number, count);
            let figures = match answer(inputs, options, &found, &progress) {
                Ok(answer) => {
                    let figures = answer.figures.clone();
                    found.push(answer);
                    Ok(figures)
                }
                Err(error @ (Error::Infeasible(_) | Error::Unfound(_))) => {
                    let reason = without_headline(&error);
                    none = Some(error);
                    Err(reason)
                }
                Err(other) => return Err(other),
            };
            searches.push(PrincipleSearch { enforced, found: figures });
        }
        searches.reverse();
        inputs.scenario.governance.enforce = own;
        if found.is_empty() {
            return Err(none.unwrap_or(Error::Interrupted));
        }
        let plans = searches.iter_mut().filter_map(|one| Some(&mut one.found.as_mut().ok()?.plan.warnings));
        let warnings = take_shared(plans.collect());
        let solver = each_once(found.iter().map(|one| one.solver.as_str()));
        Ok(Self { searches, solver, warnings })
    }
}

/// The answer to the case at hand: a known one where the question is the same, for what it has more asks nothing of sites.
fn answer(
    inputs: &Inputs,
    options: &mut Options,
    found: &[Found],
    progress: &dyn Progress,
) -> Result<Found, Error> {
    rules::check_beforehand(inputs)?;
    let (enforced, idle) = (&inputs.scenario.governance.enforce, operators::idle(inputs));
    let is_same = |one: &&Found| on_sites(&one.enforced, &idle).eq(on_sites(enforced, &idle));
    if let Some(known) = found.iter().find(is_same) {
        let mut same = known.clone();
        same.enforced.clone_from(enforced);
        same.figures.plan.found_with.clone_from(enforced);
        return Ok(same);
    }
    let known: Vec<&[bool]> = found.iter().map(|one| one.open.as_slice()).collect();
    let has_unruled = found.iter().any(|one| one.enforced.is_empty());
    search(inputs, options, (&known, has_unruled), progress)
}

/// The guidelines that ask something of the sites at hand.
fn on_sites<'a>(enforced: &'a [u8], idle: &'a [u8]) -> impl Iterator<Item = &'a u8> {
    enforced.iter().filter(|guideline| !idle.contains(guideline))
}

fn search(
    inputs: &Inputs,
    options: &mut Options,
    (known, has_unruled): (&[&[bool]], bool),
    progress: &dyn Progress,
) -> Result<Found, Error> {
    options.ask_again(inputs)?;
    impossible::refuse(inputs, options)?;
    let find = if has_unruled { judge::find_from } else { judge::find };
    let outcome = Outcome::of(options, find(inputs, options, known, progress)?)?;
    let plan = assemble(inputs, options, &outcome, 0, Instant::now());
    let claim = outcome.evidence.claim();
    Ok(Found {
        enforced: inputs.scenario.governance.enforce.clone(),
        figures: PrincipleFound {
            kept_micro: claim.kept_micro,
            value_micro: claim.value_micro,
            bound_micro: claim.bound_micro,
            spent_cents: claim.spent_cents,
            plan: PrinciplePlan::of(&plan, &inputs.scenario.governance.enforce),
        },
        open: outcome.judged.choice.columns,
        solver: outcome.solution.solver,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_then_without_each_then_none() {
        assert_eq!(cases(&[1, 4]), [vec![1, 4], vec![4], vec![1], vec![]]);
        assert_eq!(cases(&[2]), [vec![2], vec![]], "without it is none");
    }
}
