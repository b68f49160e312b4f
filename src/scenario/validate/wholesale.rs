//! What the running network earns: take-up by rising year, fees of anchors that exist, stresses that say something.

use super::repeated;
use crate::problem::{Findings, Problem};
use crate::scenario::Scenario;

const AT: &str = "/governance/wholesale";

pub(super) fn validate(scenario: &Scenario, findings: &mut Findings) {
    take_up(scenario, findings);
    anchor_fees(scenario, findings);
    ramp_up(scenario, findings);
    energy(scenario, findings);
}

fn take_up(scenario: &Scenario, findings: &mut Findings) {
    let steps = &scenario.governance.wholesale.take_up_by_year;
    let established_ratio = scenario.service.take_up_ratio;
    for (index, step) in steps.iter().enumerate() {
        let at = format!("{AT}/take_up_by_year/{index}");
        if index > 0 && steps[index - 1].year >= step.year {
            let found = format!("year {} comes after year {}", step.year, steps[index - 1].year);
            let problem = Problem::at(
                "years-out-of-order",
                format!("{at}/year"),
                found,
                "name each year once, by rising year",
            );
            findings.problem(problem);
        }
        if step.year > scenario.costs.horizon_years {
            let found = format!(
                "year {} lies beyond the horizon of {} years",
                step.year, scenario.costs.horizon_years
            );
            let remedy = "take it out, or count more years (/costs/horizon_years)";
            findings.problem(Problem::at("year-beyond-horizon", format!("{at}/year"), found, remedy));
        }
        if step.ratio > established_ratio {
            let found = format!(
                "{} is more than /service/take_up_ratio, {established_ratio}, for which the network has time",
                step.ratio
            );
            let remedy = "give no more, or raise /service/take_up_ratio";
            findings.problem(Problem::at("take-up-too-high", format!("{at}/ratio"), found, remedy));
        }
    }
}

fn anchor_fees(scenario: &Scenario, findings: &mut Findings) {
    let fees = &scenario.governance.wholesale.anchor_fees;
    repeated(&format!("{AT}/anchor_fees"), fees.iter().map(|fee| fee.kind.as_str()), findings);
    let kinds: Vec<&str> = scenario.demand.anchors.iter().map(|file| file.kind.as_str()).collect();
    for (index, fee) in fees.iter().enumerate() {
        let at = format!("{AT}/anchor_fees/{index}");
        if !kinds.contains(&fee.kind.as_str()) {
            let found = format!("no anchor institution is of the kind \"{}\"", fee.kind);
            let remedy = format!("name a kind of /demand/anchors; there are: {}", kinds.join(", "));
            findings.problem(Problem::at("unknown-kind", format!("{at}/kind"), found, remedy));
        }
        if fee.fee_eur_per_year > fee.spent_today_eur_per_year {
            findings.warn(format!(
                "{at}: {} euro a year are asked of each \"{}\", which spends {} today: no more than that counts, for the rest would \
                 be a hidden subsidy",
                fee.fee_eur_per_year, fee.kind, fee.spent_today_eur_per_year
            ));
        }
    }
}

fn ramp_up(scenario: &Scenario, findings: &mut Findings) {
    let (years, horizon) = (scenario.governance.rules.ramp_up_years, scenario.costs.horizon_years);
    if years >= horizon {
        let found = format!("{years} of {horizon} years: guideline 4 would ask for nothing");
        let remedy = "give fewer years than /costs/horizon_years";
        let at = "/governance/rules/ramp_up_years";
        findings.problem(Problem::at("ramp-up-too-long", at, found, remedy));
    }
}

fn energy(scenario: &Scenario, findings: &mut Findings) {
    for (id, item) in &scenario.costs.items {
        if item.energy_eur_per_year > item.opex_eur_per_year {
            let found = format!(
                "{} is more than the running cost of {}",
                item.energy_eur_per_year, item.opex_eur_per_year
            );
            let remedy = "energy is a part of opex_eur_per_year: raise that, or give less";
            let at = format!("/costs/items/{id}/energy_eur_per_year");
            findings.problem(Problem::at("energy-above-running-cost", at, found, remedy));
        }
    }
    let dearer =
        scenario.governance.stresses.iter().any(|one| one.energy_ratios.iter().any(|ratio| *ratio != 1.0));
    let some = scenario.costs.items.values().any(|item| item.energy_eur_per_year > 0.0);
    if dearer && !some {
        findings.warn("/governance/stresses/energy_ratios: no item of /costs/items says what of it is energy, so that its price changes nothing");
    }
}
