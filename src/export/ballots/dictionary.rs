//! What each file of a vote holds, column by column, and how to read it.

use super::super::dictionary::{Field, File, field, file};
use crate::score::BallotsReport;

/// A table: its file and its columns.
pub(super) struct Table {
    pub name: &'static str,
    holds: &'static str,
    pub fields: &'static [Field],
}

/// The priorities.
pub(super) const PRIORITIES: Table = Table {
    name: "priorities.csv",
    holds: "one row for each priority; columns:",
    fields: &[
        field("id", "", "the priority, as a column of the file of ballots"),
        field("label", "", "what the ballot said it was"),
        field("raises", "", "the weight of the scenario's objective that its points raise"),
        field("own_weight", "weight", "that weight in the scenario"),
        field("round_1_share_ratio", "0 to 1", "share of the points before people were informed"),
        field("round_1_weight", "weight", "the weight with which plan_round_1/ was made"),
        field("round_2_share_ratio", "0 to 1", "share of the points after"),
        field("round_2_weight", "weight", "the weight with which plan/ was made"),
        field("shift_ratio", "-1 to 1", "the second share less the first"),
    ],
};

/// What is told of the ballots.
pub(super) const TALLIES: Table = Table {
    name: "tallies.csv",
    holds: "one row for each group of comuni and priority, then for all together; columns:",
    fields: &[
        field("group", "", "ISTAT code of a comune that is told by itself, or others, or all"),
        field("comuni", "comuni", "how many it holds"),
        field("residents", "people", "their residents; empty for all"),
        field("priority", "", "id of the priority"),
        field("round_1_ballots", "ballots", "of the group, before people were informed"),
        field("round_1_points", "points", "that they give the priority"),
        field("round_1_share_ratio", "0 to 1", "of all their points"),
        field("round_2_ballots", "ballots", "of the group, after"),
        field("round_2_points", "points", "that they give the priority"),
        field("round_2_share_ratio", "0 to 1", "of all their points"),
        field("shift_ratio", "-1 to 1", "the second share less the first"),
    ],
};

/// Sites that come and go.
pub(super) const SITES: Table = Table {
    name: "changed_sites.csv",
    holds: "one row for each site of one plan alone; columns:",
    fields: &[
        field("from", "", "whose weights made the plan before: own, round_1 or round_2"),
        field("to", "", "whose weights made the plan after"),
        field("site", "", "id of the site"),
        field("change", "", "added or dropped"),
    ],
};

/// Comuni that gain or lose.
pub(super) const COMUNI: Table = Table {
    name: "changed_comuni.csv",
    holds: "one row for each comune whose households gain or lose; columns:",
    fields: &[
        field("from", "", "whose weights made the plan before: own, round_1 or round_2"),
        field("to", "", "whose weights made the plan after"),
        field("istat", "", "ISTAT code"),
        field("name", "", "name"),
        field("households", "households", "all"),
        field("covered_before", "households", "covered by the plan before"),
        field("covered_after", "households", "covered by the plan after"),
        field("newly_served_before", "households", "without broadband today, covered by the plan before"),
        field("newly_served_after", "households", "without broadband today, covered by the plan after"),
    ],
};

/// Every file, in the order in which a reader wants them.
pub(super) fn files() -> Vec<File> {
    let tables = [&PRIORITIES, &TALLIES, &SITES, &COMUNI];
    let tables = tables.into_iter().map(|table| file(table.name, table.holds, table.fields));
    let plain = |(name, holds)| file(name, holds, &[]);
    tables.chain(DOCUMENTS.into_iter().map(plain)).collect()
}

const DOCUMENTS: [(&str, &str); 7] = [
    ("plan/", "the plan with the weights of round 2, all its files; start with its README.txt"),
    ("plan_round_1/", "the plan with the weights of round 1 and its proof"),
    ("plan_own/", "the plan with the scenario's own weights and its proof"),
    (
        "scenario_round_1.json",
        "the scenario with the weights of round 1, and without the section participation",
    ),
    (
        "scenario_round_2.json",
        "the same with the weights of round 2, for `divario plan scenario_round_2.json --data FOLDER` and `divario verify plan`, with the \
         folder of the scenario that was voted on: paths in it are those of that scenario",
    ),
    (
        "decision.json",
        "hashes of all that the decision rests on, and what became of proposals; `divario verify` on this folder works them out \
         again; its JSON Schema is printed by `divario schema decision`",
    ),
    (
        "ballots.json",
        "all figures, machine-readable, with value and bound of each plan; its JSON Schema is printed by `divario schema ballots`",
    ),
];

/// What a reader must know and no figure says.
pub(super) fn notes(report: &BallotsReport) -> [String; 3] {
    let least = report.participation.group_min;
    [
        format!(
            "A comune is told by itself where it has at least {least} ballots in each round; all others are told together, joined by \
             the smallest of the former where they would be fewer. Everything here, weights and plans too, follows from the tallies \
             of these groups: what fewer than {least} voters of a comune wanted cannot be worked out from it."
        ),
        "A weight is the scenario's own, times the share of the priority that raises it, times the number of priorities: where all \
         are wanted alike the objective is the scenario's own."
            .to_owned(),
        "Values and bounds count weights, each plan under its own: they can be compared only where ballots.json says weighed_alike. Each \
         plan is, of those found with all three sets of weights, the best under its own; of equals, that of the scenario. So no site comes \
         or goes unless its weights are better served, and `divario plan` may find a plan that is less good. Where a gap is wide, better \
         ones may have been missed."
            .to_owned(),
    ]
}
