//! Section `participation`: how ballots over named priorities become weights of the objective.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Objective;
use crate::economics::round_to;

/// Decimals of a weight that a vote has moved: a weight counts in millionths.
const WEIGHT_DECIMALS: i32 = 9;

/// How a vote in two rounds, before and after people were informed, becomes weights. `divario ballots` reads it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Participation {
    /// What people may give points to, two or more; each raises a weight of its own.
    pub priorities: Vec<Priority>,
    /// Points that each ballot spreads over the priorities, all of them.
    #[schemars(range(min = 1, max = 1_000))]
    pub points_per_ballot: u32,
    /// What a group of comuni counts by, when shares of points become weights.
    pub comune_weighting: ComuneWeighting,
    /// Figures are told for groups of at least so many voters in each round; comuni with fewer are told together.
    #[serde(default = "ten")]
    #[schemars(range(min = 2, max = 1_000))]
    pub group_min: u32,
}

/// Something that people may want more or less of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Priority {
    /// Id, the name of its column in the file of ballots.
    #[schemars(length(min = 1))]
    pub id: String,
    /// What the ballot said it was.
    #[schemars(length(min = 1))]
    pub label: String,
    /// The weight of `objective` that its points raise.
    pub raises: Raised,
}

/// A weight of `objective`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Raised {
    /// `objective.unserved_weight`: households that have no broadband today.
    UnservedWeight,
    /// `objective.served_weight`: households that have it.
    ServedWeight,
    /// `objective.small_comune_bonus`: households of small comuni.
    SmallComuneBonus,
    /// `objective.anchor_weight`: anchor institutions.
    AnchorWeight,
}

/// What a group of comuni counts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ComuneWeighting {
    /// By its ballots: every voter counts alike.
    Ballots,
    /// By its comuni: every comune counts alike.
    Equal,
    /// By its residents: those who voted speak for those who did not.
    Residents,
}

impl Raised {
    /// Its key in `objective`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::UnservedWeight => "unserved_weight",
            Self::ServedWeight => "served_weight",
            Self::SmallComuneBonus => "small_comune_bonus",
            Self::AnchorWeight => "anchor_weight",
        }
    }

    /// The largest value that the schema allows it.
    #[must_use]
    pub fn most(self) -> f64 {
        if self == Self::AnchorWeight { 1_000_000.0 } else { 1_000.0 }
    }

    /// Its value.
    #[must_use]
    pub fn of(self, objective: &Objective) -> f64 {
        let mut objective = *objective;
        *self.place(&mut objective)
    }

    fn place(self, objective: &mut Objective) -> &mut f64 {
        match self {
            Self::UnservedWeight => &mut objective.unserved_weight,
            Self::ServedWeight => &mut objective.served_weight,
            Self::SmallComuneBonus => &mut objective.small_comune_bonus,
            Self::AnchorWeight => &mut objective.anchor_weight,
        }
    }
}

impl Participation {
    /// The objective with each raised weight times its multiplier, in millionths and in the order of the priorities; weights are rounded
    /// to nine decimals, but a multiplier of one leaves them as they are, to the last bit.
    #[must_use]
    pub fn raised(&self, mut objective: Objective, multipliers_micro: &[u64]) -> Objective {
        for (priority, micro) in self.priorities.iter().zip(multipliers_micro) {
            let weight = priority.raises.place(&mut objective);
            if *micro != 1_000_000 {
                *weight = round_to(*weight * (*micro as f64 / 1e6), WEIGHT_DECIMALS);
            }
        }
        objective
    }
}

fn ten() -> u32 {
    10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_multiplier_of_one_changes_no_bit_and_two_doubles() {
        let own = Objective {
            unserved_weight: 0.1,
            served_weight: 1.0 / 3.0,
            small_comune_bonus: 0.25,
            small_comune_below_population: 5_000,
            small_comune_floor_ratio: 0.0,
            anchor_weight: 7.7,
        };
        let priority = |id: &str, raises| Priority { id: id.into(), label: id.into(), raises };
        let participation = Participation {
            priorities: vec![priority("a", Raised::ServedWeight), priority("b", Raised::AnchorWeight)],
            points_per_ballot: 10,
            comune_weighting: ComuneWeighting::Ballots,
            group_min: 10,
        };
        assert_eq!(participation.raised(own, &[1_000_000, 1_000_000]), own);
        let raised = participation.raised(own, &[0, 2_000_000]);
        assert_eq!((raised.served_weight, raised.anchor_weight), (0.0, 15.4));
        assert_eq!((raised.unserved_weight, raised.small_comune_bonus), (0.1, 0.25));
        assert_eq!(participation.raised(own, &[1_800_000, 200_000]).served_weight, 0.6);
    }
}
