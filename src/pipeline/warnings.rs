//! What the reader of a plan should know or doubt.

use super::{Options, Outcome, feedable, impossible};
use crate::demand::HouseholdPoint;
use crate::governance::thousands;
use crate::inputs::Inputs;

/// Said where the plan was found, and the user did not wait for what is worked out beside it.
pub(super) const WITHOUT_HINTS: &str = "the user did not wait for single changes to be tried: no cheapest fix is told, and reasons are estimates; run again for all of them";

/// All warnings of a plan, those of the input first.
pub(super) fn warnings(inputs: &Inputs, options: &Options, outcome: &Outcome) -> Vec<String> {
    let mut warnings = inputs.warnings.clone();
    let coverage = &options.coverage;
    if coverage.void_pairs > 0 {
        let [voids, pairs] = [coverage.void_pairs, coverage.pairs].map(|count| thousands(count as f64));
        warnings
            .push(format!("{voids} of {pairs} paths cross cells without elevation and count as not covered"));
    }
    warnings.extend(coarse_terrain(inputs));
    if coverage.covered.iter().all(Vec::is_empty) {
        warnings.push(
            "no usable site reaches any household with the asked rate and probability, only anchor institutions; look at \
             radio, service and the antenna heights"
                .into(),
        );
    }
    if outcome.solution.ended_by_user {
        warnings.push(
            "the search was ended by the user: this is the best plan until then, with its gap; another run may stop at \
             another plan"
                .into(),
        );
    }
    if outcome.lacks_hints {
        warnings.push(WITHOUT_HINTS.into());
    }
    if outcome.solution.out_of_time && !outcome.solution.ended_by_user {
        warnings.push(
            "the time limit ended the search: another run or machine may stop at another plan; raise \
             solve.time_limit_s or solve.gap_ratio for plans that are the same everywhere"
                .into(),
        );
    }
    if outcome.solution.stood_still && !outcome.solution.ended_by_user {
        warnings.push(
            "the search ended before its time limit, for neither plan nor bound became better any more: what is left of the gap is \
             mostly what this bound cannot tell, where sectors have less time than is asked of them; more time changes little"
                .into(),
        );
    }
    warnings.extend(impossible::islands(&inputs.sites, &feedable(inputs, &options.links)));
    warnings.extend(outcome.judged.warning());
    for &site in &outcome.judged.choice.unfed {
        let id = &inputs.sites[site].id;
        warnings
            .push(format!("site {id} is in every plan, but no chain of links feeds it: it covers nobody"));
    }
    warnings
}

/// Household points whose ground is known only from a layer that is not the finest.
pub(super) fn coarse_terrain(inputs: &Inputs) -> Option<String> {
    let terrain = &inputs.terrain;
    let coarse = |point: &&HouseholdPoint| {
        let cell = terrain.grid.cell_of(point.position);
        cell.is_some_and(|cell| terrain.layer(cell) != Some(0))
    };
    let (points, count) = (&inputs.demand.points, inputs.demand.points.iter().filter(coarse).count());
    let finest = terrain.sources.first()?.file.display();
    (count > 0).then(|| {
        format!(
            "{} of {} household points lie outside the finest elevation layer, {finest}",
            thousands(count as f64),
            thousands(points.len() as f64)
        )
    })
}
