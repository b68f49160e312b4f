//! A vote on priorities, in two rounds: from ballots to what is told of them, and from that to multipliers of weights.
//!
//! **What is told.** A comune is told by itself where it has at least `group_min` ballots in each round. All other comuni are told
//! together, as one group, in both rounds. Where that group has fewer ballots than `group_min` in a round, the smallest comune that
//! would be told by itself joins it, until it has enough or all have joined. Which comuni are told follows from how many voted, not
//! from how they voted, but for one case: where the ballots of the group give all points of a round, or all but one, to the same
//! priority, all comuni join it. A round with fewer ballots than `group_min` is not counted at all.
//!
//! **What follows from it.** Everything that is told of a vote (totals, shares, shifts, multipliers, and so the plans) is worked out
//! from the tallies of these groups, and each ballot is in one of them. Whoever knows all that is told, this procedure, and how many
//! voted where, cannot tell the tally of a comune with fewer ballots than `group_min` in a round. As its group has more ballots than
//! it has, two of them can be exchanged, or a point of one for a point of another, and nothing that is told changes. Where all are alike
//! there is nothing to exchange: therefore all comuni join such a group, and *all but one point*, for otherwise that they have joined
//! would say that it was alike. Only where all ballots of a round give every point to one priority does its total show what each wants.
//! Tests try that on every small world.
//!
//! What it does not do: who knows all ballots of a group but one knows that one; a comune of many in which all agree shows what each
//! wants; and the hash of the file of ballots confirms a guess of all of it, so that voters are to be named by random tokens, not by who
//! they are.
//!
//! Sources, both read as abstracts: k-anonymity, that each row be indistinguishable from those of at least k respondents (Ciriani, De
//! Capitani di Vimercati, Foresti and Samarati, 2007); secondary cell suppression, that what is left out cannot be worked out again from
//! the values of a table that are told (CBS, "A general formulation of the secondary cell suppression problem", 2010). The procedure
//! here is simpler than theirs: groups are joined, no cell of a table is left open.
//!
//! **Multipliers.** The share of the points that a priority has, times the number of priorities: 1 where all are wanted alike. Groups
//! count by their ballots, their comuni or their residents. All is worked out in whole numbers, and rounded once to millionths.

mod ballot;
mod count;
mod groups;
mod multipliers;
mod tally;
#[cfg(test)]
mod tests;

pub use ballot::{Ballot, Proposal};
pub use count::{Comune, Group, Round, TooFewBallots, Vote, count};
pub use tally::Tally;

/// Before and after people were informed.
pub const ROUNDS: usize = 2;
