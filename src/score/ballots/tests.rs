//! A vote by hand, over the three sites of the small world.

use super::change::weighed;
use super::*;
use crate::participation::{Ballot, Comune, count};
use crate::scenario::{ComuneWeighting, Priority, Raised};
use crate::score::PointState;
use crate::score::world::World;

fn participation() -> Participation {
    let priority = |id: &str, raises| Priority { id: id.into(), label: id.to_uppercase(), raises };
    Participation {
        priorities: vec![priority("homes", Raised::UnservedWeight), priority("halls", Raised::AnchorWeight)],
        points_per_ballot: 4,
        comune_weighting: ComuneWeighting::Ballots,
        group_min: 2,
    }
}

/// Two voters: 2 of 4 points for each priority at first, then 3 and 1.
fn vote() -> Vote {
    let ballot = |round: usize, voter: &str| Ballot {
        round,
        voter: voter.into(),
        comune: 0,
        points: if round == 0 { vec![2, 2] } else { vec![3, 1] },
    };
    let ballots = [ballot(0, "a"), ballot(0, "b"), ballot(1, "a"), ballot(1, "b")];
    let comuni = [Comune { istat: "008001".into(), residents: 10 }];
    count(&ballots, &comuni, &participation()).unwrap()
}

fn report(plans: [&Plan; 3]) -> BallotsReport {
    let own_objective = World::three_sites().scenario.objective;
    let (participation, vote) = (participation(), vote());
    ballots_report(&BallotsStages {
        participation: &participation,
        own_objective,
        ballots_sha256: "ab",
        vote: &vote,
        plans,
    })
}

#[test]
fn shares_and_weights_by_hand() {
    let plan = World::three_sites().plan();
    let own = World::three_sites().scenario.objective;
    let homes = report([&plan; 3]).priorities[0].clone();
    assert_eq!((homes.round_1_share_ratio, homes.round_2_share_ratio, homes.shift_ratio), (0.5, 0.75, 0.25));
    let weights = [homes.own_weight, homes.round_1_weight, homes.round_2_weight];
    assert_eq!(weights, [own.unserved_weight, own.unserved_weight, 1.5 * own.unserved_weight]);
}

#[test]
fn a_plan_that_stays_changes_nothing() {
    let plan = World::three_sites().plan();
    for change in report([&plan; 3]).changes {
        assert!(change.sites_added.is_empty() && change.sites_dropped.is_empty() && change.comuni.is_empty());
        let differences = [
            change.capex_eur,
            change.opex_eur_per_year,
            change.households_covered,
            change.households_newly_served,
        ];
        assert_eq!(differences, [0.0; 4]);
        assert_eq!(change.weighed_alike.before, change.weighed_alike.after);
    }
}

#[test]
fn a_site_that_goes_is_dropped_with_whom_it_served() {
    let before = World::three_sites().plan();
    let mut after = before.clone();
    let gone = after.sites.pop().unwrap();
    (after.cost.capex_eur, after.households.covered) = (before.cost.capex_eur - 500.0, 3.0);
    after.comuni[1].covered = 0.0;
    let report = report([&before, &before, &after]);
    let change = &report.changes[0];
    assert_eq!((change.from, change.to), (WeightsOf::Own, WeightsOf::Round2));
    assert_eq!((&change.sites_dropped, change.sites_added.len()), (&vec![gone.id], 0));
    assert_eq!((change.capex_eur, change.households_covered), (-500.0, 3.0 - before.households.covered));
    let comune = &change.comuni[0];
    assert_eq!((change.comuni.len(), &comune.istat), (1, &before.comuni[1].istat));
    assert_eq!((comune.covered_before, comune.covered_after), (before.comuni[1].covered, 0.0));
}

/// The plan's own value is the weight of those whom it covers; half the weight of a household is half of that.
#[test]
fn a_plan_can_be_weighed_by_any_objective() {
    let plan = World::three_sites().plan();
    let mut objective = World::three_sites().scenario.objective;
    let whole = weighed(&plan, &objective);
    assert!(whole > 0.0);
    for weight in [
        &mut objective.unserved_weight,
        &mut objective.served_weight,
        &mut objective.small_comune_bonus,
        &mut objective.anchor_weight,
    ] {
        *weight /= 2.0;
    }
    assert_eq!(weighed(&plan, &objective), whole / 2.0);
}

#[test]
fn a_plan_that_another_outdoes_under_its_own_weights_is_warned_of() {
    let before = World::three_sites().plan();
    let mut after = before.clone();
    after.points.iter_mut().for_each(|point| point.state = PointState::OverBudget);
    let warnings = |after: &Plan| report([&before, &before, after]).warnings;
    let outdone = |text: &&String| text.contains("the search's doing");
    assert_eq!(warnings(&after).iter().filter(outdone).count(), 0, "the same sites");
    after.sites.pop();
    let report = report([&before, &before, &after]);
    assert!(report.warnings[0].contains("under the weights of round 2"), "{:?}", report.warnings);
    assert_eq!(report.warnings.iter().filter(outdone).count(), 2);
}

#[test]
fn the_hash_of_a_decision_covers_all_but_itself() {
    let plan = World::three_sites().plan();
    let files = vec![
        FileHash { path: "b".into(), sha256: "1".into() },
        FileHash { path: "a".into(), sha256: "2".into() },
    ];
    let record = DecisionRecord::of(&plan, "ab", files).sealed().unwrap();
    assert_eq!(record.files[0].path, "a");
    assert_eq!(record.digest().unwrap(), record.digest_sha256);
    let other = DecisionRecord { ballots_sha256: "ac".into(), ..record.clone() };
    assert_ne!(other.digest().unwrap(), record.digest_sha256);
}
