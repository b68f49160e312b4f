//! What each file of compared spectrum regimes holds, column by column, and how to read it.

use super::super::dictionary::{Field, File, field, file};
use crate::score::RegimesReport;

/// Columns of `regimes.csv`.
pub(super) const REGIMES: &[Field] = &[
    field("id", "", "the regime, and the name of its folder"),
    field("name", "", "its name"),
    field("kind", "", "what kind it is"),
    field("holder", "", "id of the owner that holds the right; empty where nobody does"),
    field("fee_eur_per_year", "euro per year", "what the right costs"),
    field("one_off_fee_eur", "euro", "what is paid for it once"),
    field("present_fees_eur", "euro", "both over the horizon of the costs, worth in year 0"),
    field("frequency_mhz", "MHz", "carrier frequency"),
    field("bandwidth_mhz", "MHz", "all channels together; regimes.json has the width and the number of them"),
    field("eirp_mask", "", "name of the limits of radiated power; empty where nothing limits it"),
    field(
        "base_station_eirp_max_dbm",
        "dBm",
        "most that a base station may radiate over a channel; empty as before",
    ),
    field("status", "", "optimal (within the asked gap), feasible, or infeasible, without figures"),
    field("sites", "sites", "how many the plan has; regimes.json names them"),
    field("households_covered", "households", "in the busy hour, with interference and load"),
    field("households_covered_ratio", "0 to 1", "the same over all households"),
    field("households_newly_served", "households", "covered, and without broadband today"),
    field("capex_eur", "euro", "capital cost of the plan"),
    field("opex_eur_per_year", "euro per year", "its running cost, with the fee"),
    field(
        "present_value_eur",
        "euro",
        "present value of all costs, what is paid once for the right among them",
    ),
    field("present_value_per_covered_household_eur", "euro", "the same for each covered household"),
    field("value", "weight", "weight served in the busy hour, as the scenario's objective counts it"),
    field("bound", "weight", "no plan under this regime serves more weight than this"),
    field("gap_ratio", "0 to 1", "(bound - value) / bound"),
    field("guidelines_held", "", "numbers of the guidelines that hold"),
    field("duty_points", "points", "points of coverage that are reached; empty where none are asked for"),
    field("duty_points_min", "points", "points that are asked for"),
    field("duty_listed_points", "points", "of the points reached, those of comuni in total digital divide"),
    field("duty_listed_points_min", "points", "points that are asked for there"),
    field("share_from_year", "year", "from which unused frequencies must be offered; empty where never"),
    field("share_comuni", "comuni", "without a covered household, where they must be offered"),
    field("share_households", "households", "in these comuni"),
    field("dominated_by", "", "ids of regimes that are no worse in anything and better in something"),
];

/// Every file, in the order in which a reader wants them.
pub(super) fn files() -> [File; 2] {
    [
        file("regimes.csv", "one row for each regime; columns:", REGIMES),
        file(
            "regimes.json",
            "the same with the ids of all sites, the audits in words and the comuni of each duty, machine-readable; its JSON Schema is \
             printed by `divario schema regimes`",
            &[],
        ),
    ]
}

/// What a reader must know and no figure says.
pub(super) fn notes(report: &RegimesReport) -> [String; 4] {
    let ids: Vec<String> = report.regimes.iter().map(|regime| format!("{}/", regime.id)).collect();
    [
        "Each regime is the scenario with another holder of the spectrum, another fee and what it changes in the radio. Coverage, plan, \
         audit and proof are made anew for each. Plans are the best that were found: gap_ratio says how far each can be from the best there \
         is, and a difference within the gaps may be one of the searches."
            .to_owned(),
        "A comune gives its points of coverage where at least the asked share of its households is covered. Frequencies count as unused in a \
         comune where the plan covers nobody: there they must be offered to others from the year that the regime names. What is paid once \
         for the right is part of the present value, and does not come out of the funds. Where provinces compete with private holders, what \
         these build is not planned."
            .to_owned(),
        "A regime is dominated where another covers as many households or more, for each of them costs as much or less, and keeps all the \
         guidelines that it keeps and the duty of the right where it does, and is better in one of these."
            .to_owned(),
        format!(
            "The folder of each regime ({}) holds the scenario under it (scenario.json, whose paths are those of the scenario that was given), \
             and where there is a plan, plan.json and certificate.json, for `divario verify`, and the comuni as a \
             map layer (map_comuni.geojson), for `divario compare`.",
            ids.join(", ")
        ),
    ]
}
