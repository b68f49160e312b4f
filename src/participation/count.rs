//! From ballots to what is told of them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::groups::told_alone;
use super::multipliers::multipliers_micro;
use super::{Ballot, ROUNDS, Tally};
use crate::scenario::Participation;

/// A comune whose people may vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comune {
    /// ISTAT code.
    pub istat: String,
    /// Residents.
    pub residents: u32,
}

/// All that is told of a vote.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vote {
    /// The comuni that are told by themselves, by ISTAT code, then all others together, if any of them has ballots.
    pub groups: Vec<Group>,
    /// Both rounds.
    pub rounds: Vec<Round>,
    /// Who voted in both rounds; null where those who voted in one of them alone are fewer than `group_min`, but not none.
    pub voters_in_both_rounds: Option<u32>,
}

/// Comuni whose ballots are told together.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// ISTAT codes.
    pub comuni: Vec<String>,
    /// Their residents.
    pub residents: u64,
    /// Before people were informed.
    pub round_1: Tally,
    /// After.
    pub round_2: Tally,
}

/// A round as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// 1 before, 2 after people were informed.
    pub round: u32,
    /// All ballots.
    pub total: Tally,
    /// What the weight of each priority is multiplied by, millionths, in the scenario's order.
    pub multipliers_micro: Vec<u64>,
}

/// A round in which so few voted that nothing can be told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooFewBallots {
    /// 1 or 2.
    pub round: usize,
    /// Ballots.
    pub ballots: u32,
}

impl Vote {
    /// The same with totals and multipliers as they follow from the tallies of its groups.
    #[must_use]
    pub fn worked_out_again(&self, section: &Participation) -> Self {
        Self { rounds: rounds(&self.groups, section), ..self.clone() }
    }
}

impl Group {
    /// The tally of a round, 0 or 1.
    #[must_use]
    pub fn round(&self, round: usize) -> &Tally {
        if round == 0 { &self.round_1 } else { &self.round_2 }
    }
}

/// Counts ballots, one for each voter and round, of comuni in rising order of their codes.
///
/// # Errors
/// [`TooFewBallots`] where a round has fewer than `group_min`.
pub fn count(ballots: &[Ballot], comuni: &[Comune], section: &Participation) -> Result<Vote, TooFewBallots> {
    let tallies = tallies(ballots, comuni.len(), section.priorities.len());
    let mut vote = told(&tallies, comuni, section)?;
    vote.voters_in_both_rounds = voters_in_both_rounds(ballots, section.group_min);
    Ok(vote)
}

fn tallies(ballots: &[Ballot], comuni: usize, priorities: usize) -> Vec<[Tally; ROUNDS]> {
    let none = [Tally::none(priorities), Tally::none(priorities)];
    let mut tallies = vec![none; comuni];
    for ballot in ballots {
        tallies[ballot.comune][ballot.round].cast(&ballot.points);
    }
    tallies
}

/// What is told of the tallies of all comuni.
pub(super) fn told(
    tallies: &[[Tally; ROUNDS]],
    comuni: &[Comune],
    section: &Participation,
) -> Result<Vote, TooFewBallots> {
    let groups = groups(tallies, comuni, section);
    let rounds = rounds(&groups, section);
    for Round { round, total, .. } in &rounds {
        if total.ballots < section.group_min {
            return Err(TooFewBallots { round: *round as usize, ballots: total.ballots });
        }
    }
    Ok(Vote { groups, rounds, voters_in_both_rounds: None })
}

/// Totals and multipliers follow from the tallies of the groups, and from nothing else.
fn rounds(groups: &[Group], section: &Participation) -> Vec<Round> {
    let round = |round: usize| Round {
        round: round as u32 + 1,
        total: Tally::sum(section.priorities.len(), groups.iter().map(|group| group.round(round))),
        multipliers_micro: multipliers_micro(groups, round, section),
    };
    (0..ROUNDS).map(round).collect()
}

fn groups(tallies: &[[Tally; ROUNDS]], comuni: &[Comune], section: &Participation) -> Vec<Group> {
    let ballots: Vec<[u32; ROUNDS]> =
        tallies.iter().map(|of_comune| [of_comune[0].ballots, of_comune[1].ballots]).collect();
    let mut alone = told_alone(&ballots, section.group_min);
    let group = |members: Vec<usize>| {
        let sum = |round: usize| {
            Tally::sum(section.priorities.len(), members.iter().map(|&comune| &tallies[comune][round]))
        };
        Group {
            comuni: members.iter().map(|&comune| comuni[comune].istat.clone()).collect(),
            residents: members.iter().map(|&comune| u64::from(comuni[comune].residents)).sum(),
            round_1: sum(0),
            round_2: sum(1),
        }
    };
    let together = |alone: &[bool]| group((0..alone.len()).filter(|&comune| !alone[comune]).collect());
    if (0..ROUNDS).any(|round| together(&alone).round(round).is_nearly_unanimous()) {
        alone.fill(false);
    }
    let rest = together(&alone);
    let told = (0..alone.len()).filter(|&comune| alone[comune]).map(|comune| group(vec![comune]));
    let has_ballots = rest.round_1.ballots + rest.round_2.ballots > 0;
    told.chain(has_ballots.then_some(rest)).collect()
}

fn voters_in_both_rounds(ballots: &[Ballot], group_min: u32) -> Option<u32> {
    let mut rounds: BTreeMap<&str, [bool; ROUNDS]> = BTreeMap::new();
    for ballot in ballots {
        rounds.entry(&ballot.voter).or_default()[ballot.round] = true;
    }
    let count = |which: [bool; ROUNDS]| rounds.values().filter(|voted| **voted == which).count() as u32;
    let hides = |count: u32| (1..group_min).contains(&count);
    let one_alone = [count([true, false]), count([false, true])];
    let both = count([true, true]);
    (!one_alone.into_iter().chain([both]).any(hides)).then_some(both)
}
