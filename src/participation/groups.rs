//! Which comuni are told by themselves, and which together.

use super::ROUNDS;

/// For each comune, of which the ballots of each round are given, whether it is told by itself.
pub(super) fn told_alone(ballots: &[[u32; ROUNDS]], group_min: u32) -> Vec<bool> {
    let is_enough = |of_comune: &[u32; ROUNDS]| of_comune.iter().all(|count| *count >= group_min);
    let mut alone: Vec<bool> = ballots.iter().map(is_enough).collect();
    while is_too_small(rest(ballots, &alone), group_min) {
        let candidates = (0..ballots.len()).filter(|comune| alone[*comune]);
        let size =
            |comune: usize| (ballots[comune].iter().min(), ballots[comune].iter().sum::<u32>(), comune);
        let Some(smallest) = candidates.min_by_key(|comune| size(*comune)) else { break };
        alone[smallest] = false;
    }
    alone
}

/// Ballots of those who are told together.
fn rest(ballots: &[[u32; ROUNDS]], alone: &[bool]) -> [u32; ROUNDS] {
    let together = ballots.iter().zip(alone).filter(|(_, alone)| !**alone);
    together.fold([0; ROUNDS], |sum, (ballots, _)| [sum[0] + ballots[0], sum[1] + ballots[1]])
}

fn is_too_small(rest: [u32; ROUNDS], group_min: u32) -> bool {
    rest != [0; ROUNDS] && rest.iter().any(|count| *count < group_min)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_comuni_are_told_alone() {
        assert_eq!(told_alone(&[[10, 12], [30, 10]], 10), [true, true]);
        assert_eq!(
            told_alone(&[[10, 12], [0, 0]], 10),
            [true, false],
            "who has no ballots hides behind nobody"
        );
    }

    #[test]
    fn both_sides_of_the_least_size_in_either_round() {
        assert_eq!(told_alone(&[[10, 10], [9, 10], [10, 9], [20, 20]], 10), [true, false, false, true]);
        assert_eq!(told_alone(&[[10, 10], [10, 10], [10, 10]], 10), [true; 3]);
    }

    /// One small comune alone, or two that together are too few, take the smallest of the others with them.
    #[test]
    fn a_small_rest_takes_the_smallest_with_it() {
        assert_eq!(told_alone(&[[40, 40], [3, 3], [12, 12]], 10), [true, false, false]);
        assert_eq!(told_alone(&[[11, 40], [4, 4], [5, 5], [12, 12]], 10), [false, false, false, true]);
    }

    #[test]
    fn a_rest_with_ballots_in_one_round_alone_is_too_small() {
        assert_eq!(told_alone(&[[40, 40], [12, 0], [12, 12]], 10), [true, false, false]);
    }

    #[test]
    fn where_nothing_else_helps_all_are_told_together() {
        assert_eq!(told_alone(&[[12, 12], [3, 3]], 10), [false, false]);
        assert_eq!(told_alone(&[[4, 4], [3, 3], [4, 4]], 10), [false; 3]);
    }
}
