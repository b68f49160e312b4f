//! Rows of the tables of a vote. What each field means stands in [`super::dictionary`].

use serde::Serialize;

use crate::economics::round_to;
use crate::participation::{Group, Tally};
use crate::score::{BallotsReport, ComuneChange, VoteChange, WeightsOf};

/// Decimals of shares.
const SHARE_DECIMALS: i32 = 6;

/// A group and a priority.
#[derive(Debug, Serialize)]
pub(super) struct TallyRow {
    group: String,
    comuni: usize,
    residents: Option<u64>,
    priority: String,
    round_1_ballots: u32,
    round_1_points: u64,
    round_1_share_ratio: f64,
    round_2_ballots: u32,
    round_2_points: u64,
    round_2_share_ratio: f64,
    shift_ratio: f64,
}

/// A site that one of two plans has.
#[derive(Debug, Serialize)]
pub(super) struct SiteRow<'a> {
    from: WeightsOf,
    to: WeightsOf,
    site: &'a str,
    change: &'static str,
}

/// A comune that two plans cover differently.
#[derive(Debug, Serialize)]
pub(super) struct ComuneRow<'a> {
    from: WeightsOf,
    to: WeightsOf,
    istat: &'a str,
    name: &'a str,
    households: f64,
    covered_before: f64,
    covered_after: f64,
    newly_served_before: f64,
    newly_served_after: f64,
}

/// One for each group and priority, then for all ballots.
pub(super) fn tallies(report: &BallotsReport) -> Vec<TallyRow> {
    let vote = &report.vote;
    let groups = vote.groups.iter().flat_map(|group| {
        let tallies = [&group.round_1, &group.round_2];
        of_group(report, &group_name(group), group.comuni.len(), Some(group.residents), tallies)
    });
    let comuni = vote.groups.iter().map(|group| group.comuni.len()).sum();
    let all = of_group(report, "all", comuni, None, [&vote.rounds[0].total, &vote.rounds[1].total]);
    groups.chain(all).collect()
}

fn group_name(group: &Group) -> String {
    if let [alone] = group.comuni.as_slice() { alone.clone() } else { "others".to_owned() }
}

fn of_group(
    report: &BallotsReport,
    group: &str,
    comuni: usize,
    residents: Option<u64>,
    [first, second]: [&Tally; 2],
) -> Vec<TallyRow> {
    let row = |(index, priority): (usize, &crate::scenario::Priority)| {
        let [before, after] = [first, second].map(|tally| tally.share_ratio(index));
        TallyRow {
            group: group.to_owned(),
            comuni,
            residents,
            priority: priority.id.clone(),
            round_1_ballots: first.ballots,
            round_1_points: first.points[index],
            round_1_share_ratio: round_to(before, SHARE_DECIMALS),
            round_2_ballots: second.ballots,
            round_2_points: second.points[index],
            round_2_share_ratio: round_to(after, SHARE_DECIMALS),
            shift_ratio: round_to(after - before, SHARE_DECIMALS),
        }
    };
    report.participation.priorities.iter().enumerate().map(row).collect()
}

/// One for each site that comes or goes.
pub(super) fn sites(report: &BallotsReport) -> impl Iterator<Item = SiteRow<'_>> {
    report.changes.iter().flat_map(|change: &VoteChange| {
        let added = change.sites_added.iter().map(|site| (site, "added"));
        let dropped = change.sites_dropped.iter().map(|site| (site, "dropped"));
        added.chain(dropped).map(|(site, word)| SiteRow {
            from: change.from,
            to: change.to,
            site,
            change: word,
        })
    })
}

/// One for each comune that gains or loses.
pub(super) fn comuni(report: &BallotsReport) -> impl Iterator<Item = ComuneRow<'_>> {
    report.changes.iter().flat_map(|change| {
        change.comuni.iter().map(|comune: &ComuneChange| ComuneRow {
            from: change.from,
            to: change.to,
            istat: &comune.istat,
            name: &comune.name,
            households: comune.households,
            covered_before: comune.covered_before,
            covered_after: comune.covered_after,
            newly_served_before: comune.newly_served_before,
            newly_served_after: comune.newly_served_after,
        })
    })
}
