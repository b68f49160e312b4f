//! Laws of counting, and a try at every small world to find out what was not told.

use std::collections::{BTreeSet, HashMap};

use proptest::prelude::*;

use super::count::told;
use super::{Ballot, Comune, ROUNDS, Tally, Vote, count};
use crate::scenario::{ComuneWeighting, Participation, Priority, Raised};

const RAISED: [Raised; 4] =
    [Raised::UnservedWeight, Raised::ServedWeight, Raised::SmallComuneBonus, Raised::AnchorWeight];

pub(super) fn section(
    priorities: usize,
    points_per_ballot: u32,
    comune_weighting: ComuneWeighting,
    group_min: u32,
) -> Participation {
    let priorities = RAISED[..priorities].iter().map(|&raises| Priority {
        id: raises.key().into(),
        label: raises.key().into(),
        raises,
    });
    Participation { priorities: priorities.collect(), points_per_ballot, comune_weighting, group_min }
}

fn comuni(count: usize) -> Vec<Comune> {
    let comune =
        |index: usize| Comune { istat: format!("99900{index}"), residents: 100 * (index as u32 + 1) };
    (0..count).map(comune).collect()
}

const WEIGHTINGS: [ComuneWeighting; 3] =
    [ComuneWeighting::Ballots, ComuneWeighting::Equal, ComuneWeighting::Residents];

/// Ballots of 9 points over three priorities, of so many voters, some in one round alone.
fn ballots() -> impl Strategy<Value = Vec<Ballot>> {
    let voter = (0..4_usize, 0..=9_u32, 0..=9_u32, 0..=9_u32, 0..=9_u32, 0..3_u32);
    proptest::collection::vec(voter, 12..60).prop_map(|voters| {
        let mut ballots = Vec::new();
        for (index, (comune, first, second, third, fourth, which)) in voters.into_iter().enumerate() {
            for (round, one, two) in [(0, first, second), (1, third, fourth)] {
                let points = vec![one, two.min(9 - one), 9 - one - two.min(9 - one)];
                if which != round as u32 {
                    ballots.push(Ballot { round, voter: index.to_string(), comune, points });
                }
            }
        }
        ballots
    })
}

proptest! {
    #[test]
    fn the_order_of_ballots_changes_nothing(
        (ballots, shuffled) in ballots().prop_flat_map(|ballots| (Just(ballots.clone()), Just(ballots).prop_shuffle())),
        which in 0..3_usize,
    ) {
        let section = section(3, 9, WEIGHTINGS[which], 4);
        prop_assert_eq!(count(&ballots, &comuni(4), &section), count(&shuffled, &comuni(4), &section));
    }

    /// Each ballot gives every priority as much; so does each comune, whatever it counts by.
    #[test]
    fn uniform_ballots_leave_every_weight_as_it_is(mut ballots in ballots(), which in 0..3_usize) {
        for ballot in &mut ballots {
            ballot.points = vec![3, 3, 3];
        }
        let section = section(3, 9, WEIGHTINGS[which], 2);
        if let Ok(vote) = count(&ballots, &comuni(4), &section) {
            prop_assert!(vote.rounds.iter().all(|round| round.multipliers_micro == [1_000_000; 3]));
        }
    }

    /// Totals are those of all ballots, multipliers share out the number of priorities, and no group is too small.
    #[test]
    fn totals_add_up_and_every_group_is_large_enough(ballots in ballots(), which in 0..3_usize) {
        let section = section(3, 9, WEIGHTINGS[which], 4);
        let Ok(vote) = count(&ballots, &comuni(4), &section) else { return Ok(()) };
        for (index, round) in vote.rounds.iter().enumerate() {
            let of_round = ballots.iter().filter(|ballot| ballot.round == index);
            let mut total = Tally::none(3);
            of_round.for_each(|ballot| total.cast(&ballot.points));
            prop_assert_eq!(&round.total, &total);
            let sum: u64 = round.multipliers_micro.iter().sum();
            prop_assert!(sum.abs_diff(3_000_000) <= 1, "{sum}");
            for group in &vote.groups {
                prop_assert!(group.round(index).ballots >= 4, "{group:?}");
            }
        }
    }
}

#[test]
fn two_weights_swap_where_two_priorities_do() {
    let ballot = |index: usize, points: [u32; 2]| Ballot {
        round: index % 2,
        voter: (index / 2).to_string(),
        comune: 0,
        points: points.into(),
    };
    let of = |points: [u32; 2]| {
        let ballots: Vec<Ballot> = (0..8).map(|index| ballot(index, points)).collect();
        let section = section(2, 10, ComuneWeighting::Ballots, 4);
        count(&ballots, &comuni(1), &section).unwrap().rounds[0].multipliers_micro.clone()
    };
    assert_eq!((of([7, 3]), of([3, 7])), (vec![1_400_000, 600_000], vec![600_000, 1_400_000]));
}

#[test]
fn a_round_of_too_few_is_not_counted() {
    let ballots: Vec<Ballot> = (0..7)
        .map(|index| Ballot {
            round: usize::from(index > 3),
            voter: index.to_string(),
            comune: 0,
            points: vec![1, 0],
        })
        .collect();
    let of = |group_min| count(&ballots, &comuni(1), &section(2, 1, ComuneWeighting::Ballots, group_min));
    let few = of(4).unwrap_err();
    assert_eq!((few.round, few.ballots), (2, 3));
    assert_eq!(of(3).unwrap().voters_in_both_rounds, Some(0));
}

/// Nine voted in both rounds and one in the second alone: the number of both would tell that there is one.
#[test]
fn who_voted_in_one_round_alone_is_not_counted_where_they_are_few() {
    let voter = |round: usize, index: usize| Ballot {
        round,
        voter: index.to_string(),
        comune: 0,
        points: vec![1, 1],
    };
    let first = (0..9).map(|index| voter(0, index));
    let ballots: Vec<Ballot> = first.chain((0..10).map(|index| voter(1, index))).collect();
    let both = |group_min| {
        let section = section(2, 2, ComuneWeighting::Ballots, group_min);
        count(&ballots, &comuni(1), &section).unwrap().voters_in_both_rounds
    };
    assert_eq!((both(5), both(2)), (None, None));
    assert_eq!(
        count(&ballots[..9], &comuni(1), &section(2, 2, ComuneWeighting::Ballots, 5)).unwrap_err().round,
        2
    );
}

/// A comune in a round: how many voted, and how many of them for the first of two priorities.
type Cell = (u32, u32);
/// Every comune in either round.
type World = Vec<Cell>;

const CELLS: usize = 3 * ROUNDS;

/// Every world of three comuni in which each has one of these numbers of ballots in each round.
fn worlds(sizes: &[u32]) -> Vec<World> {
    let cells: Vec<(u32, u32)> =
        sizes.iter().flat_map(|&size| (0..=size).map(move |first| (size, first))).collect();
    let mut worlds: Vec<World> = vec![Vec::new()];
    for _ in 0..CELLS {
        worlds = worlds
            .iter()
            .flat_map(|world| cells.iter().map(move |cell| [world.as_slice(), &[*cell]].concat()))
            .collect();
    }
    worlds
}

fn told_of(world: &World, section: &Participation) -> Option<Vote> {
    let tally = |(ballots, first): (u32, u32)| Tally {
        ballots,
        points: vec![first.into(), (ballots - first).into()],
    };
    let tallies: Vec<[Tally; ROUNDS]> =
        world.chunks(ROUNDS).map(|rounds| [tally(rounds[0]), tally(rounds[1])]).collect();
    told(&tallies, &comuni(tallies.len()), section).ok()
}

/// What an onlooker knows, and for each comune and round what it could be.
struct Known {
    vote: Vote,
    could_be: Vec<BTreeSet<Cell>>,
}

/// All that follows for whoever knows what is told and how many voted where.
fn onlookers(worlds: &[World], section: &Participation) -> Vec<Known> {
    let mut known: HashMap<(Vote, Vec<u32>), Vec<BTreeSet<Cell>>> = HashMap::new();
    for world in worlds {
        let Some(vote) = told_of(world, section) else { continue };
        let voted = world.iter().map(|cell| cell.0).collect();
        let could_be = known.entry((vote, voted)).or_insert_with(|| vec![BTreeSet::new(); CELLS]);
        could_be.iter_mut().zip(world).for_each(|(could_be, cell)| _ = could_be.insert(*cell));
    }
    known.into_iter().map(|((vote, _), could_be)| Known { vote, could_be }).collect()
}

/// Comuni and rounds with few ballots whose tally an onlooker can tell, though the ballots of the round do not all say the same; and
/// how many with few ballots there were.
fn recovered(known: &[Known], group_min: u32) -> (Vec<String>, usize) {
    let (mut recovered, mut small) = (Vec::new(), 0);
    for Known { vote, could_be } in known {
        for (cell, could_be) in could_be.iter().enumerate() {
            let total = &vote.rounds[cell % ROUNDS].total;
            let is_plain = total.points.iter().filter(|points| **points > 0).count() == 1;
            let is_small = could_be.iter().any(|(ballots, _)| (1..group_min).contains(ballots));
            small += usize::from(is_small);
            if is_small && !is_plain && could_be.len() == 1 {
                recovered.push(format!("cell {cell}: {could_be:?} from {vote:?}"));
            }
        }
    }
    (recovered, small)
}

/// Whoever also knows the procedure and all turnouts cannot tell the tally of a small comune; all weightings, as multipliers are told.
#[test]
fn no_small_comune_follows_from_what_is_told_even_with_all_turnouts() {
    let [ballots, equal, residents] = WEIGHTINGS;
    let few = [(&[0, 1, 2][..], 2, ballots), (&[0, 1, 2], 2, equal), (&[0, 1, 2], 2, residents)];
    for (sizes, group_min, weighting) in
        few.into_iter().chain([(&[0, 1, 3][..], 3, equal), (&[0, 2, 3], 3, residents)])
    {
        let known = onlookers(&worlds(sizes), &section(2, 1, weighting, group_min));
        let (recovered, small) = recovered(&known, group_min);
        assert!(small > 1_000, "only {small} small comuni were tried");
        assert!(recovered.is_empty(), "{} recovered, as {}", recovered.len(), recovered[0]);
    }
}

/// Two that agree, beside ten who do not: told by themselves they would be plain.
#[test]
fn a_group_in_which_all_agree_is_not_told_by_itself() {
    let groups = |first: u32| {
        let cells = [(10, 4), (10, 4), (2, first), (2, 1), (1, 0), (1, 1)];
        told_of(&cells.into(), &section(2, 1, ComuneWeighting::Ballots, 3)).unwrap().groups.len()
    };
    // Of three ballots of round 1, none, one or two for the first.
    assert_eq!([0, 1, 2].map(groups), [1, 1, 1], "of three points all but one are alike anyway");
    let ten = |first: u32| {
        let cells = [(10, 4), (10, 4), (9, first), (9, 4), (1, 0), (1, 1)];
        told_of(&cells.into(), &section(2, 1, ComuneWeighting::Ballots, 10)).unwrap().groups.len()
    };
    assert_eq!([0, 1, 2, 8, 9].map(ten), [1, 1, 2, 2, 1]);
}

/// The search would find a leak: comuni of two told by themselves are one.
#[test]
fn the_search_finds_what_is_told_of_too_few() {
    let known = onlookers(&worlds(&[0, 2]), &section(2, 1, ComuneWeighting::Ballots, 1));
    assert!(!recovered(&known, 3).0.is_empty());
}
