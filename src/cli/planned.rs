//! What the user reads after `divario plan`: five figures, the verdicts, where to look next; 80 columns wide.

use std::path::Path;

use divario::governance::euro;
use divario::problem::Error;
use divario::score::{DutyReport, GuidelineReport, Plan, PlanStatus, PromiseReport, ServiceCentreReport};

use super::args::Global;
use super::report::{thousands, told};

/// Columns of a terminal that nobody has widened.
const LINE_COLUMNS: usize = 80;

/// The page to open first.
const PAGE: (&str, &str) = if cfg!(feature = "plots") {
    ("report.html", "the plan on one page: map, tables, charts, proof")
} else {
    ("summary_en.txt", "the plan on one page")
};

/// Says what `divario plan` made.
pub fn planned(plan: &Plan, out: &Path, global: &Global) -> Result<(), Error> {
    told(plan, &plan.warnings, || summary(plan, out), global)
}

/// Only the line that names the folder may be longer than the others: whoever copies it wants all of it.
fn summary(plan: &Plan, out: &Path) -> String {
    let mut lines = vec![fitting(plan.scenario.name.replace(char::is_control, " "))];
    lines.extend(figures(plan).map(|(label, value)| row(label, &value)));
    lines.extend(verdicts(plan));
    lines.push(format!("Results: {}", out.display()));
    lines.extend(NEXT.map(|(what, why)| row(what, why)));
    lines.join("\n")
}

/// What to open or run next.
const NEXT: [(&str, &str); 3] =
    [PAGE, ("README.txt", "what each file holds"), ("divario verify", "checks the proof in that folder")];

/// The five figures that matter.
fn figures(plan: &Plan) -> [(&'static str, String); 5] {
    let (households, cost) = (&plan.households, &plan.cost);
    let covered_percent = 100.0 * households.covered_ratio;
    let [covered, total] = [households.covered, households.total].map(thousands);
    let [newly, unserved] = [households.newly_served, households.previously_unserved].map(thousands);
    let each = cost.capex_per_covered_household_eur;
    let each = each.map_or_else(String::new, |eur| format!("; {} a household", thousands(eur)));
    [
        ("Households covered", format!("{covered} of {total} ({covered_percent:.1} %)")),
        ("Coverage alone", coverage_alone(plan)),
        ("Newly served", format!("{newly} of {unserved} without broadband")),
        ("Capital", format!("{} of {}{each}", thousands(cost.capex_eur), euro(cost.budget_eur.round()))),
        ("Proof", proof(plan)),
    ]
}

/// What the same money would claim without regard to links, time and interference.
fn coverage_alone(plan: &Plan) -> String {
    let words = |claimed, covered| {
        format!("would claim {}; its sites would serve {}", thousands(claimed), thousands(covered))
    };
    let alone = plan.households.coverage_alone.as_ref();
    alone.map_or_else(|| "not drawn".to_owned(), |alone| words(alone.claimed, alone.covered))
}

fn proof(plan: &Plan) -> String {
    let gap_percent = 100.0 * plan.objective.gap_ratio;
    match plan.status {
        PlanStatus::Optimal => format!("within {gap_percent:.2} % of the best possible, as asked"),
        PlanStatus::Feasible => format!("within {gap_percent:.2} % of the best possible"),
        PlanStatus::Infeasible => "no plan keeps every rule".into(),
    }
}

/// What was promised and asked for, and whether it is kept.
fn verdicts(plan: &Plan) -> Vec<String> {
    let promised = plan.objective.promises.iter().map(|promises| row("Promises kept", &kept(promises)));
    let centre = plan.service_centre.iter().map(|centre| row("Service centre", &books(centre)));
    let guideline =
        |verdict: &GuidelineReport| row(&format!("Guideline {}", verdict.guideline), &verdict_words(verdict));
    let duty = plan.spectrum.coverage_duty.iter().map(|duty| row("Coverage duty", &duty_words(duty)));
    promised.chain(centre).chain(plan.governance.iter().map(guideline)).chain(duty).collect()
}

/// What the right to the spectrum obliges to, and whether the plan does it.
fn duty_words(duty: &DutyReport) -> String {
    let word = if duty.is_met { "met" } else { "NOT MET" };
    let listed = match duty.listed_points_min {
        least if least > 0.0 => format!(", {} of {least} in listed comuni", duty.listed_points),
        _ => String::new(),
    };
    format!("{word} ({} of {} points{listed})", duty.points, duty.points_min)
}

/// What is kept of the promises to small comuni.
fn kept(promises: &PromiseReport) -> String {
    let [kept, households, bound] = [promises.kept, promises.households, promises.kept_bound].map(thousands);
    format!("{kept} of {households} households; no plan keeps over {bound}")
}

/// What the service centre needs of its members, and what is missing of it.
fn books(centre: &ServiceCentreReport) -> String {
    let needed = euro(centre.need_eur_per_year.round());
    match centre.shortfall_eur_per_year {
        short if short > 0.0 => format!("needs {needed} a year; {} ARE MISSING", euro(short.round())),
        _ => format!("{needed} a year from {} members", centre.members.len()),
    }
}

fn verdict_words(verdict: &GuidelineReport) -> String {
    let quantity = |value: f64, is_fine: bool| match verdict.unit.as_str() {
        "ratio" if is_fine => format!("{} %", (1e6 * value).round() / 1e4),
        "ratio" => format!("{:.1} %", 100.0 * value),
        "eur" if is_fine => euro(value),
        "eur" => euro(value.round()),
        unit if value == 1.0 => format!("1 {}", unit.trim_end_matches('s')),
        unit => format!("{} {unit}", thousands(value)),
    };
    let both = |is_fine: bool| [verdict.value, verdict.limit].map(|value| quantity(value, is_fine));
    let [mut value, mut limit] = both(false);
    // What is missed by little is not to look as if it were kept.
    if value == limit && !verdict.holds {
        [value, limit] = both(true);
    }
    let word = if verdict.holds { "holds" } else { "DOES NOT HOLD" };
    format!("{word} ({value}, limit {limit})")
}

fn row(label: &str, value: &str) -> String {
    fitting(format!("  {label:<20}{value}"))
}

/// What is too long for a line ends in an ellipsis.
fn fitting(line: String) -> String {
    if line.chars().map(columns).sum::<usize>() <= LINE_COLUMNS {
        return line;
    }
    let mut used = 1;
    let fits = |character: &char| {
        used += columns(*character);
        used <= LINE_COLUMNS
    };
    line.chars().take_while(fits).chain(['…']).collect()
}

/// Columns that a character takes at most: East Asian characters and emoji take two.
fn columns(character: char) -> usize {
    let wide =
        matches!(character, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{fffd}' | '\u{1f000}'..='\u{10ffff}');
    1 + usize::from(wide)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_too_long_ends_in_an_ellipsis() {
        for (character, fitting_count) in [('à', 80), ('🗼', 40), ('山', 40)] {
            let exact = character.to_string().repeat(fitting_count);
            assert_eq!(fitting(exact.clone()), exact);
            let cut = fitting(exact + "a");
            assert_eq!(cut.chars().next_back(), Some('…'));
            let used: usize = cut.chars().map(columns).sum();
            assert!((LINE_COLUMNS - 1..=LINE_COLUMNS).contains(&used), "{used}");
        }
    }

    fn verdict(value: f64, limit: f64, unit: &str) -> GuidelineReport {
        GuidelineReport {
            guideline: 4,
            holds: false,
            value,
            limit,
            unit: unit.into(),
            measure: String::new(),
            measure_it: String::new(),
            explanation: String::new(),
            explanation_it: String::new(),
        }
    }

    #[test]
    fn verdicts_of_large_networks_still_fit() {
        let line = row("Guideline 4", &verdict_words(&verdict(-12_345_678.4, -10_000_000.0, "eur")));
        assert!(line.ends_with("(−12,345,678 euro, limit −10,000,000 euro)"), "{line}");
    }

    #[test]
    fn what_is_missed_by_little_does_not_look_kept() {
        assert_eq!(verdict_words(&verdict(-0.03, 0.0, "eur")), "DOES NOT HOLD (−0.03 euro, limit 0 euro)");
        let shares = verdict_words(&verdict(0.544_701, 0.544_7, "ratio"));
        assert_eq!(shares, "DOES NOT HOLD (54.4701 %, limit 54.47 %)");
    }
}
