//! What each file of a comparison holds, column by column, and how to read it.

use super::super::dictionary::{Field, File, field, file};
use crate::score::CompareReport;

/// Columns of `compare.csv`.
pub(super) const FIGURES: &[Field] = &[
    field("figure", "", "which key figure; its unit ends its name, or stands beside it"),
    field("group", "", "what it belongs to"),
    field("unit", "", "unit of value and difference"),
    field("better", "", "what is better: more, less, or neither"),
    field("plan", "", "label of the plan"),
    field("folder", "", "end of the path of its folder"),
    field("value", "as unit says", "its value; empty where there is none"),
    field("difference", "as unit says", "value less that of the first plan; empty where it means nothing"),
    field("verdict", "", "first, same, better, worse, other (neither), or unknown"),
    field(
        "comparable",
        "",
        "false where the figure hangs on area or households, and these differ between the plans",
    ),
];

/// Columns of `compare_comuni.csv`.
pub(super) const COMUNI: &[Field] = &[
    field("istat", "", "ISTAT code"),
    field("comune", "", "name"),
    field("households", "households", "that it has"),
    field("plan", "", "label of the plan"),
    field("folder", "", "end of the path of its folder"),
    field(
        "households_covered",
        "households",
        "covered by the plan; empty where the plan does not have the comune",
    ),
    field("covered_ratio", "0 to 1", "the same over its households"),
    field("difference_households", "households", "covered, less those that the first plan covers"),
];

/// Every file, in the order in which a reader wants them.
pub(super) fn files() -> [File; 4] {
    [
        file("compare.html", "the plans side by side on one page, with maps, which needs nothing else", &[]),
        file("compare.csv", "one row for each key figure and plan; columns:", FIGURES),
        file("compare_comuni.csv", "one row for each comune and plan; columns:", COMUNI),
        file(
            "compare.json",
            "all of it, with what changed in the inputs, machine-readable; its JSON Schema is printed by `divario schema compare`",
            &[],
        ),
    ]
}

/// What a reader must know and no figure says.
pub(super) fn notes(report: &CompareReport) -> Vec<String> {
    let mut notes = vec![
        "All differences are to the first plan. A plan is dominated where another covers as many households or more, for each of them costs \
         as much or less in present value, and keeps all the guidelines that it keeps and the duty of the right to the spectrum where \
         it does, and is better in one of these."
            .to_owned(),
        "A difference in value that is no more than what is unproven may be one of the searches and not of the scenarios; \
         plans[].proof in compare.json says so where the same places have the same weights. Proofs are not checked again here: \
         `divario verify` does that for each folder."
            .to_owned(),
    ];
    if !report.comparable {
        notes.push(
            "NOT COMPARABLE: area or households differ between these plans (differs in compare.json). What could be compared was, as was \
             asked; figures that hang on households have comparable = false."
                .to_owned(),
        );
    }
    notes
}
