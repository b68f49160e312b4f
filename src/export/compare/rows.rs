//! Rows of `compare.csv` and `compare_comuni.csv`. What each field means stands in [`super::dictionary`].

use serde::Serialize;

use crate::score::{
    Better, CompareReport, ComparedPlan, ComuneCompared, FigureGroup, FigureReport, FigureUnit, Verdict,
};

/// A figure of a plan.
#[derive(Debug, Serialize)]
pub(super) struct FigureRow<'a> {
    figure: &'a str,
    group: FigureGroup,
    unit: &'a str,
    better: Better,
    plan: String,
    folder: String,
    value: Option<f64>,
    difference: Option<f64>,
    verdict: Verdict,
    comparable: bool,
}

/// Rows of all figures, plan by plan.
pub(super) fn figures(report: &CompareReport) -> impl Iterator<Item = FigureRow<'_>> {
    report.figures.iter().flat_map(move |figure| {
        report.plans.iter().enumerate().map(move |(index, plan)| FigureRow::new(figure, index, plan))
    })
}

impl<'a> FigureRow<'a> {
    fn new(figure: &'a FigureReport, index: usize, plan: &'a ComparedPlan) -> Self {
        Self {
            figure: &figure.figure,
            group: figure.group,
            unit: unit(figure, plan),
            better: figure.better,
            plan: text(&plan.label),
            folder: text(&plan.folder),
            value: figure.values[index],
            difference: figure.differences[index],
            verdict: figure.verdicts[index],
            comparable: figure.comparable,
        }
    }
}

/// A comune in a plan.
#[derive(Debug, Serialize)]
pub(super) struct ComuneRow<'a> {
    istat: &'a str,
    comune: String,
    households: f64,
    plan: String,
    folder: String,
    households_covered: Option<f64>,
    covered_ratio: Option<f64>,
    difference_households: Option<f64>,
}

/// Rows of all comuni, plan by plan.
pub(super) fn comuni(report: &CompareReport) -> impl Iterator<Item = ComuneRow<'_>> {
    report.comuni.iter().flat_map(move |comune| {
        report.plans.iter().enumerate().map(move |(index, plan)| ComuneRow::new(comune, index, plan))
    })
}

impl<'a> ComuneRow<'a> {
    fn new(comune: &'a ComuneCompared, index: usize, plan: &'a ComparedPlan) -> Self {
        Self {
            istat: &comune.istat,
            comune: text(&comune.name),
            households: comune.households,
            plan: text(&plan.label),
            folder: text(&plan.folder),
            households_covered: comune.covered[index],
            covered_ratio: comune.covered_ratio[index],
            difference_households: comune.differences[index],
        }
    }
}

/// Text that no spreadsheet takes for a formula: one that begins like one has an apostrophe before it.
fn text(name: &str) -> String {
    if name.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{name}") } else { name.to_owned() }
}

fn unit<'a>(figure: &FigureReport, plan: &'a ComparedPlan) -> &'a str {
    match figure.unit {
        FigureUnit::Eur => "eur",
        FigureUnit::EurPerYear => "eur_per_year",
        FigureUnit::EurPerMonth => "eur_per_month",
        FigureUnit::Households => "households",
        FigureUnit::Ratio => "ratio",
        FigureUnit::Index => "index",
        FigureUnit::Count => "count",
        FigureUnit::Points => "points",
        FigureUnit::Weight => "weight",
        FigureUnit::Holds => "holds",
        FigureUnit::OfGuideline => {
            let number = figure.figure.trim_start_matches("guideline_").trim_end_matches("_value");
            let found = plan.governance.iter().find(|one| one.guideline.to_string() == number);
            found.map_or("", |one| one.unit.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_no_formulas() {
        for (name, expected) in
            [("=1+1", "'=1+1"), ("@x", "'@x"), ("-2", "'-2"), ("Val d'Ombra", "Val d'Ombra")]
        {
            assert_eq!(text(name), expected);
        }
    }
}
