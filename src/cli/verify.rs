//! `divario verify`: what was checked, what that proves, and what it leaves open.

use std::time::Instant;

use divario::certificate::Proven;
use divario::governance::euro;
use divario::problem::Error;
use divario::{Verified, VerifyRequest, holds_decision, verify};

use super::args::{Global, Verify};
use super::decision;
use super::progress::{Shown, say};
use super::report::{plural, row, thousands, told};
use super::stop::StopFlag;

/// Runs the command.
pub fn run(arguments: &Verify, global: &Global) -> Result<(), Error> {
    if holds_decision(&arguments.folder) {
        return decision::run(arguments, global);
    }
    decision::refuse_ballots(arguments)?;
    let progress = Shown::new(global, StopFlag::on_signal(|| ())?);
    let request = VerifyRequest {
        folder: arguments.folder.clone(),
        scenario: arguments.scenario.clone(),
        data: global.data.clone(),
        recompute: arguments.recompute,
    };
    let started = Instant::now();
    let verified = verify(&request, &progress)?;
    if global.verbose {
        say(&format!("Verified in {:.1} ms", 1e3 * started.elapsed().as_secs_f64()));
    }
    tell(&verified, global)?;
    if global.verbose {
        verified.not_compared.iter().for_each(|field| say(&format!("not compared: {field}")));
    }
    Ok(())
}

fn tell(verified: &Verified, global: &Global) -> Result<(), Error> {
    told(verified, &[], || summary(verified), global)
}

fn summary(verified: &Verified) -> String {
    let proven = &verified.proven;
    let lines = [
        verified.scenario.clone(),
        row("Question", &question(proven)),
        row("Plan", &plan(proven)),
        row("Proof", &proof(proven)),
        row("plan.json", "says the same: inputs, sites, money, value, bound, who serves whom;"),
        row("", "its sums, shares, counts, reasons and verdicts follow from each other"),
        row("Files", &files(verified)),
        row("Terrain", terrain(verified)),
        String::new(),
        statement(proven),
    ];
    lines.into_iter().chain(left_open(verified)).collect::<Vec<_>>().join("\n")
}

/// A count with its noun.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{} {}", thousands(number as f64), plural(number, noun))
}

fn question(proven: &Proven) -> String {
    let (sites, places) = (count(proven.sites, "site"), count(proven.places, "place"));
    format!("{sites}, {places}, {} of a place and a sector", count(proven.pairs, "pair"))
}

fn plan(proven: &Proven) -> String {
    let [spent, budget] = [proven.spent_cents, proven.budget_cents].map(|cents| euro(cents as f64 / 100.0));
    let (sites, places) =
        (count(proven.open_sites, "open site"), count(proven.served_places, "served place"));
    format!("keeps C1 to C10: {sites}, {places}, {spent} of {budget}")
}

fn proof(proven: &Proven) -> String {
    let (rows, cases) = (count(proven.rows, "row"), count(proven.cases, "case"));
    format!("holds: {rows}, {cases}, summed in whole numbers")
}

fn files(verified: &Verified) -> String {
    match verified.files_compared {
        Some(files) => format!("{} that the plan was made from: the same", count(files, "file")),
        None => "not compared; give --scenario FILE".to_owned(),
    }
}

fn terrain(verified: &Verified) -> &'static str {
    if verified.recomputed {
        "the question and the plan of its sites, computed again, are the same"
    } else {
        "the question was not computed again; give --scenario FILE --recompute"
    }
}

/// What is proven, in a sentence or two.
fn statement(proven: &Proven) -> String {
    let Proven { value_micro, bound_micro, .. } = *proven;
    let [more, gap] =
        [value_micro, bound_micro].map(|of| 100.0 * (bound_micro - value_micro) as f64 / of as f64);
    let more = if more.is_finite() {
        format!(": {more:.2} % more at most, a gap of {gap:.2} %")
    } else {
        String::new()
    };
    format!(
        "This plan serves {} of {} households. In weight, as the scenario weighs households and institutions, it serves {}.\n\
         No plan under these rules serves a weight of more than {}{more}.",
        thousands(proven.households_served),
        thousands(proven.households),
        hundredths(value_micro / 10_000),
        hundredths(bound_micro.div_euclid(10_000) + i64::from(bound_micro.rem_euclid(10_000) > 0)),
    ) + &promises(proven)
}

/// What is proven of promises, where there are any.
fn promises(proven: &Proven) -> String {
    let Proven { promised_micro, kept_micro, kept_bound_micro, .. } = *proven;
    if promised_micro == 0 {
        return String::new();
    }
    let [promised, kept, bound] =
        [promised_micro, kept_micro, kept_bound_micro].map(|micro| thousands(micro as f64 / 1e6));
    format!(
        "\nOf {promised} households promised to small comuni it serves {kept}; no plan under these rules serves more than {bound}. \
         What bounds its value holds for all plans that keep as much."
    )
}

/// What a reader may still doubt.
fn left_open(verified: &Verified) -> impl Iterator<Item = String> {
    let uncounted = verified.proven.uncounted_places;
    let uncounted = (uncounted > 0).then(|| {
        format!("plan.json serves {} more, which the value does not count.", count(uncounted, "place"))
    });
    let offers = (!verified.recomputed)
        .then(|| "Which sector could serve which place, what sites cost and what places weigh is taken from the certificate.".to_owned());
    let always = "Not proven: terrain, households, prices and the radio model themselves. Interference only takes service away, so \
                  the bound holds with it.";
    uncounted.into_iter().chain(offers).chain([always.to_owned(), not_compared(verified)])
}

/// What of plan.json follows from nothing that is at hand.
fn not_compared(verified: &Verified) -> String {
    let fields = verified.not_compared.len();
    let what = if verified.recomputed {
        "what hangs on the search: what coverage alone would claim, warnings, settings"
    } else {
        "names, positions and heights, figures of radio and links, cheapest fixes, terrain, words; and what only the scenario says, \
         where all that follows is changed alike: prices, running costs, lifetimes, what is earned, who is private, limits of \
         guidelines; --recompute does"
    };
    format!(
        "Not compared, but for the hash of plan.json: {fields} of its fields ({what}); --verbose and --format json list them. Tables, \
         layers, pages and pictures beside it are not looked at."
    )
}

/// A number of hundredths, with its two decimals.
pub(super) fn hundredths(number: i64) -> String {
    let (whole, rest) = (number.unsigned_abs() / 100, number.unsigned_abs() % 100);
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}.{rest:02}", thousands(whole as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proven() -> Proven {
        Proven {
            households_served: 46_977.0,
            households: 66_716.0,
            value_micro: 21_874_558_000,
            bound_micro: 26_381_221_001,
            kept_micro: 0,
            kept_bound_micro: 0,
            promised_micro: 0,
            spent_cents: 200_000_000,
            budget_cents: 200_000_050,
            sites: 1,
            open_sites: 24,
            places: 3_000,
            served_places: 2_000,
            uncounted_places: 1,
            pairs: 12_000,
            rows: 40,
            cases: 7,
        }
    }

    #[test]
    fn the_value_is_rounded_down_and_the_bound_up() {
        assert_eq!(
            statement(&proven()),
            "This plan serves 46,977 of 66,716 households. In weight, as the scenario weighs households and institutions, it serves \
             21,874.55.\nNo plan under these rules serves a weight of more than 26,381.23: 20.60 % more at most, a gap of 17.08 %."
        );
        let nobody = Proven { value_micro: 0, bound_micro: 0, ..proven() };
        assert!(statement(&nobody).ends_with("a weight of more than 0.00."), "{}", statement(&nobody));
    }

    #[test]
    fn every_check_has_its_line_and_what_is_left_open_is_said() {
        let mut verified = Verified {
            scenario: "Small world".into(),
            question_sha256: "00".into(),
            proven: proven(),
            files_compared: None,
            recomputed: false,
            not_compared: &["scenario.description", "terrain"],
        };
        let text = summary(&verified);
        for said in [
            "Question                1 site, 3,000 places, 12,000 pairs",
            "24 open sites, 2,000 served places, 2,000,000 euro of 2,000,000.50 euro",
            "40 rows, 7 cases",
            "give --scenario FILE\n",
            "give --scenario FILE --recompute\n",
            "plan.json serves 1 place more",
            "is taken from the certificate",
            "Not proven: terrain",
            "Not compared, but for the hash of plan.json: 2 of its fields",
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
        (verified.files_compared, verified.recomputed, verified.proven.uncounted_places) = (Some(9), true, 0);
        let text = summary(&verified);
        assert!(text.contains("9 files that the plan was made from: the same"), "{text}");
        assert!(
            !text.contains("--scenario") && !text.contains("taken from") && !text.contains("more, which")
        );
    }
}
