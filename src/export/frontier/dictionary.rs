//! What each file of a frontier holds, column by column, and how to read it.

use super::super::dictionary::{Field, File, field, file, unit_note};
use crate::score::FrontierReport;

/// Columns of `frontier.csv`.
pub(super) const COLUMNS: &[Field] = &[
    field("budget_eur", "euro", "capital that may be spent"),
    field("status", "", "optimal (within the asked gap), feasible, or infeasible, without figures"),
    field("is_knee", "true or false", "the curve of values bends here: see above"),
    field("is_scenario_budget", "true or false", "it is the scenario's own budget"),
    field("found_at_budget_eur", "euro", "the budget at whose search the plan was found"),
    field("capex_eur", "euro", "capital cost of the plan"),
    field("opex_eur_per_year", "euro per year", "its running cost"),
    field("sites", "sites", "how many it has; frontier.json names them"),
    field("links", "links", "microwave links"),
    field("households_covered", "households", "in the busy hour, with interference and load"),
    field("households_covered_ratio", "0 to 1", "the same over all households"),
    field("households_newly_served", "households", "covered, and without broadband today"),
    field("value", "see above", "weight served in the busy hour: what plans are compared by"),
    field(
        "signal_value",
        "see above",
        "weight that the signal of its sites could serve, interference left out",
    ),
    field("bound", "see above", "no plan within the budget serves more weight than this"),
    field("proven_at_budget_eur", "euro", "the budget at whose search the proof of the bound was found"),
    field("gap_ratio", "0 to 1", "(bound - value) / bound"),
    field(
        "households_bound",
        "households",
        "no plan within the budget covers more; empty unless values count households",
    ),
    field("capex_per_covered_household_eur", "euro", "capital cost for each covered household"),
    field("further_capex_eur", "euro", "capital cost beyond that of the row before that has a plan"),
    field(
        "further_households",
        "households",
        "covered beyond that row; may be negative where weights differ",
    ),
    field("eur_per_further_household", "euro", "the former over the latter; empty where no more are covered"),
];

/// Every file, in the order in which a reader wants them.
pub(super) fn files() -> [File; 3] {
    [
        file(
            "charts/",
            "values, bounds and households over budgets, as frontier.svg for print and frontier.png",
            &[],
        ),
        file("frontier.csv", "one row for each budget; columns:", COLUMNS),
        file(
            "frontier.json",
            "the same with the ids of all sites, machine-readable; its JSON Schema is printed by `divario schema frontier`",
            &[],
        ),
    ]
}

/// What a reader must know and no figure says.
pub(super) fn notes(report: &FrontierReport) -> [String; 4] {
    [
        unit_note(report.value_unit).to_owned(),
        "Each budget takes, of all plans found at any budget and within its money, the one with the largest value; and of all \
         proofs found at any budget the one that bounds it best, worked out again in whole numbers with its own money. So neither \
         falls as the budget rises. Between two budgets the plan of the smaller can be had and the bound of the larger holds; lines \
         in the chart join points for the eye alone."
            .to_owned(),
        "The knee is the budget whose value stands highest above the straight line from the first plan to the last, both axes brought to \
         the same span; of equals the least. There is none where that height is no more than 5 % of the rise. Another range of \
         budgets can have another knee."
            .to_owned(),
        "What a further household costs compares plans that may differ in many sites; it is no price of one site.".to_owned(),
    ]
}
