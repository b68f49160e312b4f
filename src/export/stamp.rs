//! What every result names: scenario, version, solver and gap.

use serde::Serialize;

use crate::score::{Plan, PlanStatus, ScenarioRef};

/// Where a result comes from. Nothing in it differs from run to run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Stamp<'a> {
    pub scenario: &'a str,
    pub scenario_sha256: &'a str,
    pub divario: &'a str,
    pub solver: &'a str,
    pub status: PlanStatus,
    pub gap_ratio: f64,
}

impl<'a> Stamp<'a> {
    pub(super) fn of(plan: &'a Plan) -> Self {
        Self {
            scenario: &plan.scenario.name,
            scenario_sha256: &plan.scenario.sha256,
            divario: &plan.provenance.divario,
            solver: &plan.provenance.solver.name,
            status: plan.status,
            gap_ratio: plan.objective.gap_ratio,
        }
    }

    /// Keys and values as plain text on one line each, for formats that hold nothing else.
    pub(super) fn lines(&self) -> [(&'static str, String); 6] {
        [
            ("scenario", one_line(self.scenario)),
            ("scenario_sha256", one_line(self.scenario_sha256)),
            ("divario", one_line(self.divario)),
            ("solver", one_line(self.solver)),
            ("status", status_word(self.status).to_owned()),
            ("gap_ratio", self.gap_ratio.to_string()),
        ]
    }
}

/// Where a result that is no plan comes from. Nothing in it differs from run to run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct SurveyStamp<'a> {
    pub scenario: &'a str,
    pub scenario_sha256: &'a str,
    pub divario: &'a str,
}

impl<'a> SurveyStamp<'a> {
    pub(super) fn of(scenario: &'a ScenarioRef, divario: &'a str) -> Self {
        Self { scenario: &scenario.name, scenario_sha256: &scenario.sha256, divario }
    }

    /// Keys and values as plain text on one line each, for formats that hold nothing else.
    pub(super) fn lines(&self) -> [(&'static str, String); 3] {
        [
            ("scenario", one_line(self.scenario)),
            ("scenario_sha256", one_line(self.scenario_sha256)),
            ("divario", one_line(self.divario)),
        ]
    }
}

/// The status as `plan.json` spells it.
pub(super) fn status_word(status: PlanStatus) -> &'static str {
    match status {
        PlanStatus::Optimal => "optimal",
        PlanStatus::Feasible => "feasible",
        PlanStatus::Infeasible => "infeasible",
    }
}

/// Text with its line breaks and other control characters as spaces.
pub(super) fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    #[test]
    fn words_agree_with_the_plan_document() {
        for status in [PlanStatus::Optimal, PlanStatus::Feasible, PlanStatus::Infeasible] {
            assert_eq!(serde_json::to_value(status).unwrap(), status_word(status));
        }
    }

    #[test]
    fn a_stamp_has_no_line_breaks() {
        let mut plan = sample::plan();
        plan.scenario.name = "Valle\nAlta\0 <b>".into();
        let lines = Stamp::of(&plan).lines();
        assert_eq!(lines[0], ("scenario", "Valle Alta  <b>".to_owned()));
        assert!(lines.iter().all(|(_, value)| !value.is_empty() && !value.contains(char::is_control)));
    }
}
