//! How the people of the province voted on what its network is for, before and after they were informed.

use super::comuni::Comune;
use super::noise::{hash, unit};

/// Columns of the priorities, as the demo's scenario names them.
pub const PRIORITIES: [&str; 4] = ["unserved", "second_lines", "small_comuni", "town_halls"];
/// Points of a ballot.
const POINTS: u64 = 10;
/// One of so many residents votes.
const RESIDENTS_A_VOTER: u32 = 70;
/// Share of them that votes in each of the rounds.
const TURNOUT: f64 = 0.92;

/// What the residents of larger and of small comuni want in each round, as shares of the priorities: who is informed sees that the
/// smallest have least.
const WANTED: [[[f64; 4]; 2]; 2] = [
    [[0.20, 0.45, 0.05, 0.30], [0.30, 0.15, 0.20, 0.35]],
    [[0.25, 0.10, 0.50, 0.15], [0.25, 0.02, 0.70, 0.03]],
];

/// One ballot.
pub struct Ballot {
    /// 1 or 2.
    pub round: usize,
    /// A token.
    pub voter: String,
    /// Index of the voter's comune.
    pub comune: usize,
    /// Points for each priority.
    pub points: [u64; 4],
}

/// All ballots, round by round.
pub fn ballots(comuni: &[Comune]) -> Vec<Ballot> {
    (1..=WANTED.len())
        .flat_map(|round| comuni.iter().enumerate().flat_map(move |one| of_comune(round, one)))
        .collect()
}

fn of_comune(round: usize, (index, comune): (usize, &Comune)) -> Vec<Ballot> {
    let is_small = comune.population < 5_000;
    let wanted = WANTED[round - 1][usize::from(is_small)];
    let count = u64::from(comune.population / RESIDENTS_A_VOTER);
    let electorate = (0..count).map(|voter| 1_000 * index as u64 + voter);
    let present = electorate.filter(|voter| unit(90 + round as u64, *voter, 0) < TURNOUT);
    let ballot = |voter: u64| Ballot {
        round,
        voter: format!("{:08x}", hash(90, voter, 0) >> 32),
        comune: index,
        points: points(round as u64, voter, wanted),
    };
    present.map(ballot).collect()
}

/// Ten points, each where chance puts it.
fn points(round: u64, voter: u64, wanted: [f64; 4]) -> [u64; 4] {
    let mut points = [0; 4];
    for number in 0..POINTS {
        let mut chance = unit(92 + round, voter, number);
        let mut priority = 0;
        while priority < 3 && chance >= wanted[priority] {
            chance -= wanted[priority];
            priority += 1;
        }
        points[priority] += 1;
    }
    points
}
