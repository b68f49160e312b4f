//! The key figures: what each is, how it is read from a plan, and how two of them compare.

use super::{Better, FigureGroup, FigureReport, FigureUnit, PlanAtHand, ProofAgainst, Verdict};
use crate::economics::{round_to, to_cents};
use crate::score::rounding::SHARE_DECIMALS;
use crate::score::{CaseReport, DutyReport, GuidelineReport, Plan};

/// A figure.
struct Figure {
    name: &'static str,
    group: FigureGroup,
    unit: FigureUnit,
    better: Better,
    of: fn(&Plan) -> Option<f64>,
}

const fn figure(
    name: &'static str,
    group: FigureGroup,
    unit: FigureUnit,
    better: Better,
    of: fn(&Plan) -> Option<f64>,
) -> Figure {
    Figure { name, group, unit, better, of }
}

use Better::{Less, More, Neither};
use FigureGroup::{CostPerHousehold, Equity, Money, Network, Proof, Reach, RunningNetwork};
use FigureUnit::{Count, Eur, EurPerMonth, EurPerYear, Households, Index, Ratio, Weight};

/// Told where any plan pays one.
const ONE_OFF_FEE: &str = "one_off_fee_eur";

/// Before the guidelines.
const LEADING: [Figure; 26] = [
    figure("capex_per_covered_household_eur", CostPerHousehold, Eur, Less, |plan| {
        plan.cost.capex_per_covered_household_eur
    }),
    figure("present_value_per_covered_household_eur", CostPerHousehold, Eur, Less, |plan| {
        plan.cost.present_value_per_covered_household_eur
    }),
    figure("annuity_per_covered_household_eur", CostPerHousehold, EurPerYear, Less, |plan| {
        plan.cost.annuity_per_covered_household_eur
    }),
    figure("opex_per_covered_household_eur_per_year", CostPerHousehold, EurPerYear, Less, |plan| {
        let covered = plan.households.covered;
        (covered > 0.0).then(|| to_cents(plan.cost.opex_eur_per_year / covered))
    }),
    figure("households_covered", Reach, Households, More, |plan| Some(plan.households.covered)),
    figure("households_covered_ratio", Reach, Ratio, More, |plan| Some(plan.households.covered_ratio)),
    figure("households_newly_served", Reach, Households, More, |plan| Some(plan.households.newly_served)),
    figure("households_with_signal", Reach, Households, Neither, |plan| Some(plan.households.with_signal)),
    figure("coverage_alone_claimed", Reach, Households, Neither, |plan| {
        plan.households.coverage_alone.map(|alone| alone.claimed)
    }),
    figure("coverage_alone_covered", Reach, Households, Neither, |plan| {
        plan.households.coverage_alone.map(|alone| alone.covered)
    }),
    figure("capex_eur", Money, Eur, Less, |plan| Some(plan.cost.capex_eur)),
    figure("opex_eur_per_year", Money, EurPerYear, Less, |plan| Some(plan.cost.opex_eur_per_year)),
    figure(ONE_OFF_FEE, Money, Eur, Less, |plan| Some(to_cents(plan.spectrum.right.one_off_fee_eur))),
    figure("present_value_eur", Money, Eur, Less, |plan| Some(plan.cost.present_value_eur)),
    figure("budget_eur", Money, Eur, Neither, |plan| Some(plan.cost.budget_eur)),
    figure("break_even_price_eur_per_month", RunningNetwork, EurPerMonth, Less, |plan| {
        plan.balance.break_even_price_eur_per_month
    }),
    figure("break_even_price_stressed_eur_per_month", RunningNetwork, EurPerMonth, Less, |plan| {
        plan.balance.break_even_price_stressed_eur_per_month
    }),
    figure("minimum_take_up_ratio", RunningNetwork, Ratio, Less, |plan| plan.balance.minimum_take_up_ratio),
    figure("minimum_take_up_stressed_ratio", RunningNetwork, Ratio, Less, |plan| {
        plan.balance.minimum_take_up_stressed_ratio
    }),
    figure("reserve_eur", RunningNetwork, Eur, More, |plan| {
        plan.balance.cases.first().map(|case| case.reserve_eur)
    }),
    figure("reserve_worst_eur", RunningNetwork, Eur, More, worst_reserve_eur),
    figure("bridging_eur", RunningNetwork, Eur, Less, |plan| Some(plan.balance.bridging_eur)),
    figure("gini", Equity, Index, Less, |plan| plan.equity.gini),
    figure("least_covered_comune_ratio", Equity, Ratio, More, |plan| {
        plan.equity.worst_comuni.first().map(|comune| comune.covered_ratio)
    }),
    figure("small_comuni_covered_ratio", Equity, Ratio, More, |plan| plan.small_comuni.covered_ratio),
    figure("promises_kept", Equity, Households, More, |plan| {
        plan.objective.promises.map(|promises| promises.kept)
    }),
];

/// After them.
const TRAILING: [Figure; 8] = [
    figure("coverage_duty_met", FigureGroup::Guidelines, FigureUnit::Holds, More, |plan| {
        duty(plan).map(|duty| f64::from(u8::from(duty.is_met)))
    }),
    figure("coverage_duty_points", FigureGroup::Guidelines, FigureUnit::Points, More, |plan| {
        duty(plan).map(|duty| duty.points)
    }),
    figure("coverage_duty_listed_points", FigureGroup::Guidelines, FigureUnit::Points, More, |plan| {
        duty(plan).map(|duty| duty.listed_points)
    }),
    figure("sites", Network, Count, Neither, |plan| Some(plan.sites.len() as f64)),
    figure("links", Network, Count, Neither, |plan| Some(plan.links.len() as f64)),
    figure("value", Proof, Weight, Neither, |plan| Some(plan.objective.value)),
    figure("bound", Proof, Weight, Neither, |plan| Some(plan.objective.bound)),
    figure("gap_ratio", Proof, Ratio, Less, |plan| Some(plan.objective.gap_ratio)),
];

fn worst_reserve_eur(plan: &Plan) -> Option<f64> {
    plan.balance.cases.iter().map(|case: &CaseReport| case.reserve_eur).min_by(f64::total_cmp)
}

fn duty(plan: &Plan) -> Option<&DutyReport> {
    plan.spectrum.coverage_duty.as_ref()
}

/// Every figure of these plans.
pub(super) fn all(plans: &[PlanAtHand], proofs: &[ProofAgainst], comparable: bool) -> Vec<FigureReport> {
    let of = |figure: &Figure| -> FigureReport {
        let values = plans.iter().map(|one| (figure.of)(one.plan)).collect();
        let told = |index: usize| match figure.unit {
            Weight => proofs[index].same_objective == Some(true),
            _ => true,
        };
        let named = Named { name: figure.name.to_owned(), group: figure.group, unit: figure.unit };
        named.compared(figure.better, values, &told, comparable)
    };
    let guidelines = (1..=4).flat_map(|number| guideline(plans, number, comparable));
    LEADING.iter().map(of).chain(guidelines).chain(TRAILING.iter().map(of)).filter(has_value).collect()
}

fn has_value(figure: &FigureReport) -> bool {
    let is_told = |value: &f64| figure.figure != ONE_OFF_FEE || *value > 0.0;
    figure.values.iter().flatten().any(is_told)
}

/// Whether a guideline holds, and what it measures: a comparison only where the same is measured.
fn guideline(plans: &[PlanAtHand], number: u8, comparable: bool) -> [FigureReport; 2] {
    let audits: Vec<Option<&GuidelineReport>> = plans
        .iter()
        .map(|one| one.plan.governance.iter().find(|report| report.guideline == number))
        .collect();
    let holds = audits.iter().map(|audit| audit.map(|audit| f64::from(u8::from(audit.holds)))).collect();
    let values = audits.iter().map(|audit| audit.map(|audit| audit.value)).collect();
    let measured = |index: usize| audits[index].map(|audit| (&audit.measure, &audit.unit));
    let named = |name: String, unit: FigureUnit| Named { name, group: FigureGroup::Guidelines, unit };
    let better = if number <= 2 { Less } else { More };
    // Of guideline 2 some measures are money that leaks, others are members or seats.
    let is_money = audits.iter().flatten().all(|audit| audit.unit == "eur" || audit.unit == "ratio");
    let better = if number == 2 && !is_money { Neither } else { better };
    [
        named(format!("guideline_{number}_holds"), FigureUnit::Holds).compared(
            More,
            holds,
            &|_| true,
            comparable,
        ),
        named(format!("guideline_{number}_value"), FigureUnit::OfGuideline).compared(
            better,
            values,
            &|index| measured(index) == measured(0),
            comparable,
        ),
    ]
}

/// A figure without its values.
struct Named {
    name: String,
    group: FigureGroup,
    unit: FigureUnit,
}

impl Named {
    /// With values, held against the first; `told` says whether that of a plan means the same.
    fn compared(
        self,
        better: Better,
        values: Vec<Option<f64>>,
        told: &dyn Fn(usize) -> bool,
        comparable: bool,
    ) -> FigureReport {
        let comparable = comparable || matches!(self.group, Money | Network);
        let decimals = if self.unit == Eur { 2 } else { SHARE_DECIMALS };
        let difference = |index: usize| -> Option<f64> {
            let (first, own) = (values[0]?, values[index]?);
            (index > 0 && told(index)).then(|| round_to(own - first, decimals))
        };
        let differences: Vec<Option<f64>> = (0..values.len()).map(difference).collect();
        let verdict = |index: usize| match differences[index] {
            _ if index == 0 => Verdict::First,
            Some(difference) if comparable => verdict(better, difference),
            _ => Verdict::Unknown,
        };
        let verdicts = (0..values.len()).map(verdict).collect();
        let Self { name: figure, group, unit } = self;
        FigureReport { figure, group, unit, better, comparable, values, differences, verdicts }
    }
}

fn verdict(better: Better, difference: f64) -> Verdict {
    match better {
        _ if difference == 0.0 => Verdict::Same,
        Neither => Verdict::Other,
        More if difference > 0.0 => Verdict::Better,
        Less if difference < 0.0 => Verdict::Better,
        More | Less => Verdict::Worse,
    }
}
