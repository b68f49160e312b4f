//! Which sector uses which channel: a colouring in which those that would disturb each other most stay apart.
//!
//! Sectors are coloured one after the other, the one whose choice matters most first (DSATUR with weights: how much the
//! coloured ones disturb it, then how much all do), each with the channel in which it is disturbed and disturbs least; then
//! each is moved while that helps. Everything is counted in whole numbers, and ties go to the lower sector and channel, so
//! that the plan does not depend on the machine. *Left out*: neighbouring channels, which leak into each other.

/// How much sectors disturb each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disturbance {
    sectors: usize,
    /// Square, symmetric.
    between: Vec<u64>,
}

impl Disturbance {
    /// No disturbance yet among so many sectors.
    #[must_use]
    pub fn none(sectors: usize) -> Self {
        Self { sectors, between: vec![0; sectors * sectors] }
    }

    /// Adds a disturbance between two different sectors, in both directions.
    pub fn add(&mut self, one: usize, other: usize, amount: u64) {
        debug_assert!(one != other, "no sector disturbs itself");
        for at in [one * self.sectors + other, other * self.sectors + one] {
            self.between[at] = self.between[at].saturating_add(amount);
        }
    }

    /// Adds all of another's.
    #[must_use]
    pub fn plus(mut self, other: &Self) -> Self {
        for (amount, more) in self.between.iter_mut().zip(&other.between) {
            *amount = amount.saturating_add(*more);
        }
        self
    }

    /// How much two sectors disturb each other.
    #[must_use]
    pub fn between(&self, one: usize, other: usize) -> u64 {
        self.between[one * self.sectors + other]
    }

    fn row(&self, sector: usize) -> &[u64] {
        &self.between[sector * self.sectors..][..self.sectors]
    }
}

/// More than any disturbance that is measured: what keeps two sectors apart that must not share a channel, while there is
/// another one.
pub const FORBIDDEN: u64 = 1 << 56;

/// Gives every sector a channel from 1 to `channel_count`; those that are `given` one keep it.
#[must_use]
pub fn assign_channels(disturbance: &Disturbance, given: &[Option<u32>], channel_count: u32) -> Vec<u32> {
    let mut channels: Vec<Option<u32>> = given.to_vec();
    while let Some(sector) = most_urgent(disturbance, &channels) {
        channels[sector] = Some(quietest(disturbance, &channels, sector, channel_count));
    }
    improve(disturbance, given, &mut channels, channel_count);
    channels.into_iter().map(|channel| channel.unwrap_or(1)).collect()
}

/// The sector without a channel for which the choice matters most.
fn most_urgent(disturbance: &Disturbance, channels: &[Option<u32>]) -> Option<usize> {
    let urgency = |sector: usize| {
        let row = disturbance.row(sector);
        let coloured = row.iter().zip(channels).filter(|(_, channel)| channel.is_some());
        (sum(coloured.map(|(amount, _)| *amount)), sum(row.iter().copied()))
    };
    let open = (0..channels.len()).filter(|sector| channels[*sector].is_none());
    open.map(|sector| (urgency(sector), std::cmp::Reverse(sector))).max().map(|(_, sector)| sector.0)
}

fn sum(amounts: impl Iterator<Item = u64>) -> u64 {
    amounts.fold(0, u64::saturating_add)
}

/// The channel in which a sector is disturbed least, of equals the lower.
fn quietest(disturbance: &Disturbance, channels: &[Option<u32>], sector: usize, channel_count: u32) -> u32 {
    let mut by_channel = vec![0_u64; channel_count as usize + 1];
    for (other, channel) in channels.iter().enumerate().filter(|(other, _)| *other != sector) {
        if let Some(channel) = channel {
            let amount = &mut by_channel[*channel as usize];
            *amount = amount.saturating_add(disturbance.between(sector, other));
        }
    }
    (1..=channel_count).min_by_key(|channel| by_channel[*channel as usize]).unwrap_or(1)
}

/// Moves sectors, one at a time, while that lowers the whole; each move lowers a whole number, so it ends.
fn improve(
    disturbance: &Disturbance,
    given: &[Option<u32>],
    channels: &mut [Option<u32>],
    channel_count: u32,
) {
    loop {
        let mut moved = false;
        for sector in (0..channels.len()).filter(|sector| given[*sector].is_none()) {
            let best = quietest(disturbance, channels, sector, channel_count);
            let on = |channel: Option<u32>| co_channel(disturbance, channels, sector, channel);
            if on(Some(best)) < on(channels[sector]) {
                channels[sector] = Some(best);
                moved = true;
            }
        }
        if !moved {
            return;
        }
    }
}

/// How much a sector would be disturbed on a channel.
fn co_channel(
    disturbance: &Disturbance,
    channels: &[Option<u32>],
    sector: usize,
    channel: Option<u32>,
) -> u64 {
    let on_it = channels.iter().enumerate().filter(|(other, on)| *other != sector && **on == channel);
    sum(on_it.map(|(other, _)| disturbance.between(sector, other)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn whole(disturbance: &Disturbance, channels: &[u32]) -> u64 {
        let pairs = (0..channels.len()).flat_map(|one| (0..one).map(move |other| (one, other)));
        pairs
            .filter(|&(one, other)| channels[one] == channels[other])
            .map(|(one, other)| disturbance.between(one, other))
            .sum()
    }

    #[test]
    fn a_ring_of_four_takes_two_channels_in_turn() {
        let mut ring = Disturbance::none(4);
        (0..4).for_each(|sector| ring.add(sector, (sector + 1) % 4, 10));
        let channels = assign_channels(&ring, &[None; 4], 2);
        assert_eq!(whole(&ring, &channels), 0);
        assert_eq!(channels, [1, 2, 1, 2]);
    }

    #[test]
    fn with_too_few_channels_the_least_disturbance_is_kept() {
        // a triangle with one weak side, two channels: the weak pair shares
        let mut triangle = Disturbance::none(3);
        triangle.add(0, 1, 100);
        triangle.add(1, 2, 100);
        triangle.add(0, 2, 1);
        let channels = assign_channels(&triangle, &[None; 3], 2);
        assert_eq!(whole(&triangle, &channels), 1);
    }

    #[test]
    fn given_channels_stay() {
        let mut pair = Disturbance::none(3);
        pair.add(0, 1, 5);
        pair.add(0, 2, 1);
        assert_eq!(assign_channels(&pair, &[Some(2), None, Some(2)], 2), [2, 1, 2]);
        assert_eq!(assign_channels(&pair, &[Some(2), Some(2), None], 3), [2, 2, 1]);
    }

    #[test]
    fn one_channel_is_shared_by_all() {
        let mut pair = Disturbance::none(2);
        pair.add(0, 1, FORBIDDEN);
        assert_eq!(assign_channels(&pair, &[None; 2], 1), [1, 1]);
        assert_eq!(assign_channels(&Disturbance::none(0), &[], 3), [0_u32; 0]);
    }

    prop_compose! {
        fn any_disturbance()(
            sectors in 1_usize..9, amounts in prop::collection::vec(0_u64..1_000, 36),
        ) -> Disturbance {
            let mut disturbance = Disturbance::none(sectors);
            let mut next = amounts.into_iter();
            for one in 0..sectors {
                for other in 0..one {
                    disturbance.add(one, other, next.next().unwrap());
                }
            }
            disturbance
        }
    }

    proptest! {
        #[test]
        fn no_single_move_helps(disturbance in any_disturbance(), channel_count in 1_u32..4) {
            let channels = assign_channels(&disturbance, &vec![None; disturbance.sectors], channel_count);
            prop_assert!(channels.iter().all(|channel| (1..=channel_count).contains(channel)));
            let found = whole(&disturbance, &channels);
            for sector in 0..channels.len() {
                for channel in 1..=channel_count {
                    let mut moved = channels.clone();
                    moved[sector] = channel;
                    prop_assert!(whole(&disturbance, &moved) >= found);
                }
            }
        }

        #[test]
        fn it_is_never_worse_than_an_average_of_all_plans(disturbance in any_disturbance(), channel_count in 1_u32..4) {
            let channels = assign_channels(&disturbance, &vec![None; disturbance.sectors], channel_count);
            let all = whole(&disturbance, &vec![1; disturbance.sectors]);
            prop_assert!(whole(&disturbance, &channels) * u64::from(channel_count) <= all);
        }
    }
}
