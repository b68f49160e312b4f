//! What each file of the prices of guidelines holds, column by column, and how to read it.

use super::super::dictionary::{Field, File, field, file};
use crate::score::{PrinciplesReport, ValueUnit};

/// Columns of `principles.csv`.
pub(super) const CASES: &[Field] = &[
    field("enforced", "", "numbers of the guidelines that every plan of the row keeps"),
    field("status", "", "optimal (within the asked gap), feasible, or infeasible, without figures"),
    field("found_with", "", "the guidelines that were enforced in the search that found the plan"),
    field("capex_eur", "euro", "capital cost of the plan"),
    field("opex_eur_per_year", "euro per year", "its running cost"),
    field("sites", "sites", "how many it has; principles.json names them"),
    field("households_covered", "households", "in the busy hour, with interference and load"),
    field("households_covered_ratio", "0 to 1", "the same over all households"),
    field("households_newly_served", "households", "covered, and without broadband today"),
    field("value", "see above", "weight served in the busy hour: what plans are compared by"),
    field("bound", "see above", "no plan that keeps these guidelines serves more weight than this"),
    field("proven_with", "", "the guidelines that were enforced in the search that proved it"),
    field("gap_ratio", "0 to 1", "(bound - value) / bound"),
    field("capex_per_covered_household_eur", "euro", "capital cost for each covered household"),
    field(
        "present_value_per_covered_household_eur",
        "euro",
        "present value of all costs for each covered household",
    ),
    field("guideline_1_holds", "true or false", "audit of guideline 1, enforced or not"),
    field("guideline_2_holds", "true or false", "the same of guideline 2"),
    field("guideline_3_holds", "true or false", "the same of guideline 3"),
    field("guideline_4_holds", "true or false", "the same of guideline 4"),
];

/// Columns of `prices.csv`.
pub(super) const PRICES: &[Field] = &[
    field("given_up", "", "numbers of the guidelines that are given up; the others stay enforced"),
    field(
        "households",
        "households",
        "covered beside those that are, were it given up; below 0 where weights differ",
    ),
    field("households_newly_served", "households", "the same of households without broadband today"),
    field("value", "see above", "weight by which the two plans differ"),
    field("value_at_least", "see above", "the price is proven to be at least this much weight"),
    field("value_at_most", "see above", "the price is proven to be no more than this much weight"),
    field(
        "capex_per_covered_household_eur",
        "euro",
        "by how much a covered household costs more with it, capital",
    ),
    field("present_value_per_covered_household_eur", "euro", "the same of the present value of all costs"),
];

/// Every file, in the order in which a reader wants them.
pub(super) fn files() -> [File; 3] {
    [
        file(
            "prices.csv",
            "what each guideline costs, one row each, then all of them together; columns:",
            PRICES,
        ),
        file("principles.csv", "one row for each set of guidelines that was enforced; columns:", CASES),
        file(
            "principles.json",
            "the same with the ids of all sites and the audits in words, machine-readable; its JSON Schema is printed by \
             `divario schema principles`",
            &[],
        ),
    ]
}

/// What a reader must know and no figure says.
pub(super) fn notes(report: &PrinciplesReport) -> [String; 3] {
    let unit = match report.value_unit {
        ValueUnit::Households => "Values and bounds count households.",
        ValueUnit::WeightedHouseholds => {
            "Values and bounds count households and anchor institutions as the scenario's objective weighs them: they are no \
             numbers of households."
        }
    };
    [
        unit.to_owned(),
        "The price of a guideline is what the best plan without it, and with all others, serves beyond the best plan with all. Each \
         row takes the best of all plans found that keep its guidelines, and the least of all bounds that hold for it, so that no \
         plan gets worse for keeping less. Neither plan need be the best there is: the true price lies between value_at_least and \
         value_at_most."
            .to_owned(),
        "Prices do not add up: two guidelines may forbid the same site. Who is eligible in guideline 3, the managing body of guideline 2 and the \
         holder of the spectrum in guideline 1 do not hang on sites: they cost nothing, or leave no plan."
            .to_owned(),
    ]
}
