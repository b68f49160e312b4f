//! What each file of a licensee held against the public plan holds, column by column, and how to read it.

use super::super::dictionary::{Field, File, field, file};

/// Columns of `households.csv`.
pub(super) const POINTS: &[Field] = &[
    field("id", "", "the household point"),
    field("istat", "", "ISTAT code of its comune"),
    field("lon", "degrees east", "longitude, WGS 84"),
    field("lat", "degrees north", "latitude, WGS 84"),
    field("households", "households", "at the point"),
    field("previously_unserved", "households", "of these, without broadband today"),
    field("reached_by", "", "both, public_plan (alone), market (alone) or neither"),
];

/// Columns of `comuni.csv`.
pub(super) const COMUNI: &[Field] = &[
    field("istat", "", "ISTAT code"),
    field("name", "", "name"),
    field("by_both", "households", "reached by the public plan and by the licensee"),
    field("by_public_plan_alone", "households", "reached by the public plan alone"),
    field("by_market_alone", "households", "reached by the licensee alone"),
    field("by_neither", "households", "reached by neither"),
    field(
        "newly_served_by_public_plan_alone",
        "households",
        "of those whom the public plan alone reaches, without broadband today",
    ),
];

/// Every file, in the order in which a reader wants them.
pub(super) fn files() -> [File; 4] {
    [
        file("comuni.csv", "one row for each comune; columns:", COMUNI),
        file("households.csv", "one row for each household point; columns:", POINTS),
        file("plan/", "the public plan and its proof, for `divario verify plan`", &[]),
        file(
            "market.json",
            "all figures, with the sites of both networks, machine-readable; its JSON Schema is printed by `divario schema market`",
            &[],
        ),
    ]
}

/// What a reader must know and no figure says.
pub(super) fn notes() -> [String; 3] {
    [
        "The licensee builds what has the highest net present value over the scenario's costs.horizon_years: what subscribers pay, less \
         capital, renewals and running costs of sites and links, terminals if the network buys them, and the fee of the spectrum, all discounted at its own rate. Its capital \
         has no limit, it gets no public money, makes no promises and keeps no guideline; a household is worth the same to it wherever it \
         is. Where nothing pays it builds nothing."
            .to_owned(),
        "It builds on the scenario's candidates at their lease, and where their owners would lend to a public network free of charge at the \
         rent that this avoids too. What stands or is committed on public property is not its own to use; on \
         private property it rents the place at its lease, and brings radio and link itself. Points of presence are open to it. Anchor \
         institutions are left out of its network."
            .to_owned(),
        "Both networks are judged in the busy hour, with interference and load, each alone on the band, with its own take-up. The bound \
         leaves interference out, so that no network on these sites has a higher net present value, and the best need not reach it."
            .to_owned(),
    ]
}
