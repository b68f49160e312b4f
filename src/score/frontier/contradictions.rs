//! What in a frontier cannot be so, for whoever reads one that lay in a folder.

use serde_json::Value;

use super::{FrontierKnee, FrontierPlan, FrontierPoint, FrontierReport, add_steps};
use crate::score::PlanStatus;

/// What rounding leaves between two counts of households, weights, or amounts of euro.
const TOLERANCE: f64 = 0.001;

/// The same between two shares.
const TOLERANCE_RATIO: f64 = 2e-6;

/// No count and no amount of a province comes near this.
const BEYOND_ALL: f64 = 1e15;

/// A figure that cannot be so.
#[derive(Debug, Clone, PartialEq)]
pub struct Contradiction {
    /// Its place, as a JSON pointer.
    pub pointer: String,
    /// What it is, and what contradicts it.
    pub found: String,
}

fn at(pointer: impl Into<String>, found: impl Into<String>) -> Contradiction {
    Contradiction { pointer: pointer.into(), found: found.into() }
}

impl FrontierReport {
    /// All that cannot be so in a frontier, whatever it was made from; where numbers make no sense, these alone.
    #[must_use]
    pub fn contradictions(&self) -> Vec<Contradiction> {
        let mut all = self.senseless();
        if !all.is_empty() {
            return all;
        }
        if self.points.is_empty() {
            all.push(at("/points", "holds no budget"));
        }
        all.extend(self.not_rising());
        all.extend(self.lost_plans());
        for (index, point) in self.points.iter().enumerate() {
            all.extend(self.beyond_limits(index, point));
            all.extend(half_a_plan(index, point));
            all.extend(other_gap(index, point));
            all.extend(self.other_shares(index, point));
            all.extend(self.elsewhere(index, point));
        }
        all.extend(self.other_steps());
        all.extend(self.other_marks());
        all.extend(self.other_knee());
        all
    }

    /// Steps alone may go down.
    fn senseless(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        let steady = Self { points: self.without_steps(), ..self.clone() };
        collect_senseless("", &serde_json::to_value(&steady).unwrap_or_default(), &mut found);
        found
    }

    fn without_steps(&self) -> Vec<FrontierPoint> {
        self.points.iter().map(|point| FrontierPoint { step: None, ..point.clone() }).collect()
    }

    fn not_rising(&self) -> Vec<Contradiction> {
        let pairs = self.points.windows(2).enumerate();
        let falls = pairs.filter(|(_, pair)| pair[1].budget_eur <= pair[0].budget_eur);
        let told = |(index, pair): (usize, &[FrontierPoint])| {
            let [before, budget] = [pair[0].budget_eur, pair[1].budget_eur];
            at(
                format!("/points/{}/budget_eur", index + 1),
                format!("is {budget}, no more than the {before} before it"),
            )
        };
        falls.map(told).collect()
    }

    /// What a budget can pay a larger one can.
    fn lost_plans(&self) -> Vec<Contradiction> {
        let first = self.points.iter().position(|point| point.plan.is_some());
        let later = self.points.iter().enumerate().skip(first.unwrap_or(self.points.len()));
        let lost = later.filter(|(_, point)| point.plan.is_none());
        lost.map(|(index, _)| at(format!("/points/{index}/plan"), "is null; a smaller budget has one"))
            .collect()
    }

    fn beyond_limits(&self, index: usize, point: &FrontierPoint) -> Vec<Contradiction> {
        let Some(plan) = &point.plan else { return Vec::new() };
        let FrontierPlan { capex_eur, households_covered, households_newly_served, value, .. } = *plan;
        let bound = point.bound.as_ref().map_or(f64::INFINITY, |bound| bound.value);
        let most = point.bound.as_ref().and_then(|bound| bound.households).unwrap_or(f64::INFINITY);
        let unserved = self.households_previously_unserved;
        let limits = [
            ("capex_eur", capex_eur, point.budget_eur, "its budget"),
            ("households_covered", households_covered, self.households, "all households"),
            ("households_newly_served", households_newly_served, unserved, "all without broadband today"),
            (
                "households_newly_served",
                households_newly_served,
                households_covered,
                "its covered households",
            ),
            ("value", value, bound, "its bound"),
            ("households_covered", households_covered, most, "its bound"),
        ];
        let beyond = limits.into_iter().filter(|(_, figure, most, _)| *figure > most + TOLERANCE);
        let told = |(key, figure, most, of): (&str, f64, f64, &str)| {
            at(format!("/points/{index}/plan/{key}"), format!("is {figure}, more than the {most} of {of}"))
        };
        beyond.map(told).collect()
    }

    /// Shares are those of the figures beside them.
    fn other_shares(&self, index: usize, point: &FrontierPoint) -> Vec<Contradiction> {
        let Some(plan) = &point.plan else { return Vec::new() };
        let covered = plan.households_covered;
        let covered_ratio = if self.households > 0.0 { covered / self.households } else { 0.0 };
        let each_eur = (covered > 0.0).then(|| plan.capex_eur / covered);
        let is_ratio = (plan.households_covered_ratio - covered_ratio).abs() <= TOLERANCE_RATIO;
        let is_each = match (plan.capex_per_covered_household_eur, each_eur) {
            // Euro are rounded to cents, households to millionths: what few of these leave of a quotient grows with it.
            (Some(found), Some(own)) => (found - own).abs() <= 0.011 + TOLERANCE_RATIO * own / covered,
            (found, own) => found.is_none() && own.is_none(),
        };
        let ratio = || {
            let found = plan.households_covered_ratio;
            format!("is {found}; {covered} of {} households are {covered_ratio:.6}", self.households)
        };
        let each = || {
            let word = |eur: Option<f64>| eur.map_or("null".to_owned(), |eur| format!("{eur:.2}"));
            let (found, own) = (word(plan.capex_per_covered_household_eur), word(each_eur));
            format!("is {found}; {} euro for {covered} households are {own}", plan.capex_eur)
        };
        let place = |key: &str| format!("/points/{index}/plan/{key}");
        let ratio = (!is_ratio).then(|| at(place("households_covered_ratio"), ratio()));
        let each = (!is_each).then(|| at(place("capex_per_covered_household_eur"), each()));
        ratio.into_iter().chain(each).collect()
    }

    /// Plans and proofs were found at budgets of the frontier.
    fn elsewhere(&self, index: usize, point: &FrontierPoint) -> Vec<Contradiction> {
        let is_asked = |eur: f64| self.points.iter().any(|point| (point.budget_eur - eur).abs() <= TOLERANCE);
        let found_eur =
            point.plan.as_ref().map(|plan| ("plan/found_at_budget_eur", plan.found_at_budget_eur));
        let proven_eur =
            point.bound.as_ref().map(|bound| ("bound/proven_at_budget_eur", bound.proven_at_budget_eur));
        let others = found_eur.into_iter().chain(proven_eur).filter(|(_, eur)| !is_asked(*eur));
        let told = |(key, eur): (&str, f64)| {
            at(format!("/points/{index}/{key}"), format!("is {eur}, the budget of no point"))
        };
        others.map(told).collect()
    }

    /// Each step is worked out again from the plans on either side.
    fn other_steps(&self) -> Vec<Contradiction> {
        let mut again = self.without_steps();
        add_steps(&mut again);
        let pairs = self.points.iter().zip(&again).enumerate();
        let others = pairs.filter(|(_, (point, again))| point.step != again.step);
        others
            .map(|(index, _)| {
                let found = "does not follow from the plan of this budget and of the last before it";
                at(format!("/points/{index}/step"), found)
            })
            .collect()
    }

    /// The scenario's own budget is marked where it is, and nowhere else.
    fn other_marks(&self) -> Vec<Contradiction> {
        let own_eur = self.scenario_budget_eur;
        let told = |(index, point): (usize, &FrontierPoint)| {
            let is_own = (point.budget_eur - own_eur).abs() < TOLERANCE;
            let found = || {
                let (mark, budget) = (point.is_scenario_budget, point.budget_eur);
                format!("is {mark} at a budget of {budget}; /scenario_budget_eur is {own_eur}")
            };
            (point.is_scenario_budget != is_own)
                .then(|| at(format!("/points/{index}/is_scenario_budget"), found()))
        };
        self.points.iter().enumerate().filter_map(told).collect()
    }

    /// The knee is one of the points, and that one alone is marked.
    fn other_knee(&self) -> Vec<Contradiction> {
        let place = self.knee.map(|knee| knee.point as usize);
        let told = |(index, point): (usize, &FrontierPoint)| {
            let named = place.map_or("names none".to_owned(), |place| format!("names point {place}"));
            let found = || format!("is {}; /knee {named}", point.is_knee);
            (point.is_knee != (place == Some(index))).then(|| at(format!("/points/{index}/is_knee"), found()))
        };
        let marks = self.points.iter().enumerate().filter_map(told);
        self.knee.and_then(|knee| self.knee_elsewhere(knee)).into_iter().chain(marks).collect()
    }

    fn knee_elsewhere(&self, knee: FrontierKnee) -> Option<Contradiction> {
        let FrontierKnee { point, budget_eur, .. } = knee;
        let Some(bent) = self.points.get(point as usize) else {
            return Some(at("/knee/point", format!("is {point}; there are {} points", self.points.len())));
        };
        if bent.plan.is_none() {
            return Some(at("/knee/point", format!("is {point}, and that has no plan")));
        }
        let found = || format!("is {budget_eur}; point {point} has {}", bent.budget_eur);
        ((bent.budget_eur - budget_eur).abs() > TOLERANCE).then(|| at("/knee/budget_eur", found()))
    }
}

/// A plan comes with a bound, no plan with a reason, and the status says which.
fn half_a_plan(index: usize, point: &FrontierPoint) -> Option<Contradiction> {
    let has_plan = point.plan.is_some();
    let all = [
        ("status", point.status != PlanStatus::Infeasible),
        ("bound", point.bound.is_some()),
        ("infeasible", point.infeasible.is_none()),
    ];
    let other = all.into_iter().find(|(_, says)| *says != has_plan);
    let found = if has_plan {
        "is that of a budget without a plan, and there is one"
    } else {
        "is that of a plan, and there is none"
    };
    other.map(|(key, _)| at(format!("/points/{index}/{key}"), found))
}

fn other_gap(index: usize, point: &FrontierPoint) -> Option<Contradiction> {
    let (plan, bound) = (point.plan.as_ref()?, point.bound.as_ref()?);
    let gap_ratio = if bound.value > 0.0 { (bound.value - plan.value) / bound.value } else { 0.0 };
    let found = || {
        format!(
            "is {}; from {} to the bound of {} it is {gap_ratio:.6}",
            bound.gap_ratio, plan.value, bound.value
        )
    };
    ((bound.gap_ratio - gap_ratio).abs() > TOLERANCE_RATIO)
        .then(|| at(format!("/points/{index}/bound/gap_ratio"), found()))
}

fn collect_senseless(pointer: &str, value: &Value, found: &mut Vec<Contradiction>) {
    match value {
        Value::Number(number) => {
            let number = number.as_f64().unwrap_or_default();
            if number < 0.0 {
                found.push(at(pointer, format!("is {number:?}, less than none")));
            } else if number > BEYOND_ALL {
                found.push(at(pointer, format!("is {number:e}, more than there is of anything")));
            }
        }
        Value::Array(list) => {
            for (index, one) in list.iter().enumerate() {
                collect_senseless(&format!("{pointer}/{index}"), one, found);
            }
        }
        Value::Object(keys) => {
            for (key, one) in keys {
                collect_senseless(&format!("{pointer}/{key}"), one, found);
            }
        }
        _ => {}
    }
}
