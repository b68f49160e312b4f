//! From tallies to multipliers of weights, in whole numbers: the order of ballots cannot matter.

use super::Group;
use crate::scenario::{ComuneWeighting, Participation};

/// Parts of one in which each group's multiplier is worked out.
const FINE: u128 = 1_000_000_000_000;
/// Parts of one in which multipliers are told.
const MICRO: u128 = 1_000_000;

/// For each priority what its weight is multiplied by after a round, millionths: its share of the points times the number of
/// priorities, 1 where all are wanted alike.
pub(super) fn multipliers_micro(groups: &[Group], round: usize, section: &Participation) -> Vec<u64> {
    (0..section.priorities.len()).map(|priority| multiplier_micro(groups, round, section, priority)).collect()
}

fn multiplier_micro(groups: &[Group], round: usize, section: &Participation, priority: usize) -> u64 {
    let voting = groups.iter().filter(|group| group.round(round).ballots > 0);
    let (mut sum, mut weights) = (0, 0);
    for group in voting {
        let tally = group.round(round);
        let given = u128::from(tally.points[priority]) * section.priorities.len() as u128;
        let all = u128::from(tally.ballots) * u128::from(section.points_per_ballot);
        let weight = weight(group, round, section.comune_weighting);
        sum += weight * nearest(given * FINE, all);
        weights += weight;
    }
    nearest(sum, weights.max(1) * (FINE / MICRO)) as u64
}

/// What a group counts by; one without residents counts as if it had one.
fn weight(group: &Group, round: usize, weighting: ComuneWeighting) -> u128 {
    match weighting {
        ComuneWeighting::Ballots => group.round(round).ballots.into(),
        ComuneWeighting::Equal => group.comuni.len() as u128,
        ComuneWeighting::Residents => u128::from(group.residents.max(1)),
    }
}

/// The nearest whole number to a quotient, halves up.
fn nearest(numerator: u128, denominator: u128) -> u128 {
    (2 * numerator + denominator) / (2 * denominator)
}

#[cfg(test)]
mod tests {
    use super::super::tests::section;
    use super::super::{Group, Tally};
    use super::*;

    fn group(comuni: usize, residents: u64, ballots: u32, points: [u64; 2]) -> Group {
        let tally = Tally { ballots, points: points.to_vec() };
        let comuni = (0..comuni).map(|comune| comune.to_string()).collect();
        Group { comuni, residents, round_1: tally.clone(), round_2: tally }
    }

    /// Two groups: 30 ballots that give 8 of 10 points to the first, 10 that give it 2 of 10.
    #[test]
    fn groups_count_by_ballots_comuni_or_residents() {
        let groups = [group(1, 900, 30, [240, 60]), group(3, 100, 10, [20, 80])];
        let by = |weighting| multipliers_micro(&groups, 0, &section(2, 10, weighting, 10));
        assert_eq!(by(ComuneWeighting::Ballots), [1_300_000, 700_000], "26 of 40 points, times two");
        assert_eq!(by(ComuneWeighting::Equal), [700_000, 1_300_000], "(0.8 + 3 · 0.2) / 4, times two");
        assert_eq!(by(ComuneWeighting::Residents), [1_480_000, 520_000], "0.9 · 0.8 + 0.1 · 0.2, times two");
    }

    #[test]
    fn thirds_are_rounded_to_the_nearest_millionth() {
        let groups = [group(1, 1, 3, [10, 20])];
        let section = section(2, 10, ComuneWeighting::Equal, 2);
        assert_eq!(multipliers_micro(&groups, 1, &section), [666_667, 1_333_333]);
    }

    #[test]
    fn a_group_without_ballots_or_residents_does_no_harm() {
        let groups = [group(1, 0, 10, [100, 0]), group(1, 50, 0, [0, 0])];
        let by = |weighting| multipliers_micro(&groups, 0, &section(2, 10, weighting, 10));
        assert_eq!(by(ComuneWeighting::Residents), [2_000_000, 0]);
        assert_eq!(by(ComuneWeighting::Equal), [2_000_000, 0]);
    }
}
