//! `divario verify` on the folder of a vote: what was checked of the decision, and what that leaves open.

use divario::certificate::Proven;
use divario::problem::{Error, Place, Problem};
use divario::{DecisionRequest, VerifiedDecision, verify_decision};

use super::args::{Global, Verify};
use super::progress::Shown;
use super::report::{row, told};
use super::stop::StopFlag;
use super::verify::{count, hundredths};

/// Runs the command.
pub fn run(arguments: &Verify, global: &Global) -> Result<(), Error> {
    refuse_recomputing(arguments)?;
    let progress = Shown::new(global, StopFlag::on_signal(|| ())?);
    let request = DecisionRequest {
        folder: arguments.folder.clone(),
        ballots: arguments.ballots.clone(),
        scenario: arguments.scenario.clone(),
        data: global.data.clone(),
    };
    let verified = verify_decision(&request, &progress)?;
    told(&verified, &[], || summary(&verified), global)
}

/// A plan by itself follows from no ballots.
pub fn refuse_ballots(arguments: &Verify) -> Result<(), Error> {
    if arguments.ballots.is_none() {
        return Ok(());
    }
    let found = format!("{} holds no decision.json", arguments.folder.display());
    let remedy = "give the folder that `divario ballots` has filled, or leave --ballots out".to_owned();
    Err(Problem { code: "no-decision", place: Place::Option("ballots"), found, remedy }.into())
}

/// Its plans are computed again one by one.
fn refuse_recomputing(arguments: &Verify) -> Result<(), Error> {
    if !arguments.recompute {
        return Ok(());
    }
    let folder = arguments.folder.display();
    let found = format!("{folder} holds three plans");
    let remedy = format!(
        "compute them again one by one, for example with `divario verify {folder}/plan --scenario {folder}/scenario_round_2.json \
         --recompute --data FOLDER`, with the folder of the scenario that was voted on"
    );
    Err(Problem { code: "several-plans", place: Place::Option("recompute"), found, remedy }.into())
}

fn summary(verified: &VerifiedDecision) -> String {
    let names = ["with its own weights", "weights of round 1", "weights of round 2"];
    let plans = names.into_iter().zip(&verified.plans).map(|(name, proven)| row(name, &plan(proven)));
    let mut lines = vec![
        verified.scenario.clone(),
        row("Record", &format!("holds: {}, each with its hash", count(verified.files, "file"))),
        row("Digest", &verified.digest_sha256[..verified.digest_sha256.len().min(32)]),
    ];
    lines.extend(plans);
    lines.push(row("Weights", "follow from tallies, scenarios and figures from both"));
    lines.push(row("Ballots", ballots(verified)));
    lines.push(row("Files", &files(verified)));
    lines.push(row("Proposals", &format!("{}, {} adopted", verified.proposals, verified.adopted)));
    lines.push(String::new());
    lines.push("Not proven: who voted, and that each ballot is somebody's; terrain, households,".into());
    lines.push("prices and the radio model. The digest shows changes to whoever noted it.".into());
    lines.join("\n")
}

fn plan(proven: &Proven) -> String {
    let Proven { value_micro, bound_micro, .. } = *proven;
    let bound = bound_micro.div_euclid(10_000) + i64::from(bound_micro.rem_euclid(10_000) > 0);
    format!("proof holds: weight {} of {} at most", hundredths(value_micro / 10_000), hundredths(bound))
}

fn ballots(verified: &VerifiedDecision) -> &'static str {
    if verified.recounted { "counted again: the same" } else { "not counted again; give --ballots FILE" }
}

fn files(verified: &VerifiedDecision) -> String {
    match verified.files_compared {
        Some(files) => format!("{} that people voted on: the same", count(files, "file")),
        None => "not compared; give --scenario FILE".to_owned(),
    }
}
