//! The key of the map: what the signs mean, with units and counts.

use super::super::label::{euro, fit, grouped, percent, width_px, wrapped};
use super::super::palette::{INK, OWNER, QUIET, Rgb};
use super::super::picture::{Align, At, Picture};
use super::rates::Classes;
use super::{Frame, MapInput, symbol};
use crate::score::{Plan, PlanStatus, PointState};

const HEADING_SIZE_PX: f64 = 23.0;
const TEXT_SIZE_PX: f64 = 20.0;
const HEADING_PX: f64 = 38.0;
const ROW_PX: f64 = 31.0;
const GAP_PX: f64 = 22.0;
/// Width of a column of the key, px.
const COLUMN_PX: f64 = 386.0;
/// Room for a sign before its text, px.
const SIGN_PX: f64 = 44.0;

/// What stands before a text of the key.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Sign {
    None,
    Household(PointState),
    Rate(Rgb),
    Site(usize),
    Link,
    Pop,
}

/// A heading and its rows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    heading: String,
    rows: Vec<(Sign, String)>,
}

/// The blocks of the key, in reading order.
pub(super) fn blocks(input: &MapInput<'_>, classes: &Classes) -> Vec<Block> {
    vec![figures(input.plan), households(input.plan), rates(classes), network(input.plan)]
}

/// Height of the key: one column beside the map, or four below it, px.
pub(super) fn height_px(blocks: &[Block], beside: bool) -> f64 {
    let heights = blocks.iter().map(Block::height_px);
    if beside { heights.map(|height| height + GAP_PX).sum() } else { heights.fold(0.0, f64::max) }
}

/// Draws the key: in one column, or side by side where the frame is wide.
pub(super) fn draw(picture: &mut Picture, blocks: &[Block], frame: Frame) {
    let beside = frame.width_px < 2.0 * COLUMN_PX;
    let (mut x, mut y) = (frame.left_px, frame.top_px);
    for block in blocks {
        block.draw(picture, (x, y));
        if beside {
            y += block.height_px() + GAP_PX;
        } else {
            x += frame.width_px / blocks.len() as f64;
        }
    }
}

impl Block {
    fn height_px(&self) -> f64 {
        HEADING_PX + self.rows.len() as f64 * ROW_PX
    }

    fn draw(&self, picture: &mut Picture, (x, y): At) {
        let heading = fit(&self.heading, HEADING_SIZE_PX, COLUMN_PX);
        picture.text(heading, (x, y + 12.0), HEADING_SIZE_PX, Align::Left, INK);
        for (index, (sign, text)) in self.rows.iter().enumerate() {
            let middle_px = y + HEADING_PX + (index as f64 + 0.5) * ROW_PX;
            draw_sign(picture, (x + 16.0, middle_px), *sign);
            let left_px = if *sign == Sign::None { x } else { x + SIGN_PX };
            let text = fit(text, TEXT_SIZE_PX, x + COLUMN_PX - left_px);
            picture.text(text, (left_px, middle_px), TEXT_SIZE_PX, Align::Left, INK);
        }
    }
}

fn draw_sign(picture: &mut Picture, at: At, sign: Sign) {
    match sign {
        Sign::None => {}
        Sign::Household(state) => symbol::household(picture, at, state, 6.0),
        Sign::Rate(fill) => {
            picture.rect((at.0 - 16.0, at.1 - 11.0), (at.0 + 16.0, at.1 + 11.0), QUIET);
            picture.rect((at.0 - 15.0, at.1 - 10.0), (at.0 + 15.0, at.1 + 10.0), fill);
        }
        Sign::Site(rank) => symbol::site(picture, at, rank, 9.0),
        Sign::Link => symbol::link(picture, (at.0 - 16.0, at.1), (at.0 + 16.0, at.1)),
        Sign::Pop => symbol::pop(picture, at),
    }
}

fn figures(plan: &Plan) -> Block {
    let households = &plan.households;
    let mut rows = vec![
        format!("{} of {} households", grouped(households.covered), grouped(households.total)),
        format!("{} newly served", grouped(households.newly_served)),
        format!("{} capital cost", euro(plan.cost.capex_eur)),
    ];
    rows.extend(
        plan.cost
            .capex_per_covered_household_eur
            .map(|cost_eur| format!("{} per covered household", euro(cost_eur))),
    );
    rows.push(proof(plan));
    Block {
        heading: format!("{} of households covered", percent(households.covered_ratio)),
        rows: rows
            .into_iter()
            .flat_map(|row| wrapped(&row, TEXT_SIZE_PX, COLUMN_PX, 2))
            .map(|line| (Sign::None, line))
            .collect(),
    }
}

/// How good the plan is known to be, in words.
fn proof(plan: &Plan) -> String {
    match plan.status {
        PlanStatus::Infeasible => "no plan keeps every rule".to_owned(),
        PlanStatus::Optimal | PlanStatus::Feasible => {
            format!("proven within {} of the best possible", percent(plan.objective.gap_ratio))
        }
    }
}

fn households(plan: &Plan) -> Block {
    let states = [
        (PointState::Covered, "covered"),
        (PointState::NoSiteReaches, "no site sees them"),
        (PointState::SignalTooWeak, "seen, but signal too weak"),
        (PointState::NoBackhaul, "no link to the fibre"),
        (PointState::RuledOutByOwnership, "by private owners alone"),
        (PointState::TooFewOperators, "too few operators there"),
        (PointState::OverBudget, "beyond the budget"),
        (PointState::RunningCosts, "would not pay its running"),
        (PointState::Outweighed, "more is covered without"),
        (PointState::Interference, "disturbed by neighbours"),
        (PointState::NoCapacity, "sectors are full"),
        (PointState::LinkFull, "links are full"),
    ];
    let count = |state: PointState| -> f64 {
        plan.points.iter().filter(|point| point.state == state).map(|point| point.households).sum()
    };
    // Those that always have a row, and those of the rest that occur.
    let always = |state| {
        use PointState::{Covered, NoBackhaul, NoSiteReaches, OverBudget};
        matches!(state, Covered | NoSiteReaches | NoBackhaul | OverBudget)
    };
    let rows = states
        .into_iter()
        .filter(|(state, _)| always(*state) || count(*state) > 0.0)
        .map(|(state, words)| (Sign::Household(state), format!("{words}: {}", grouped(count(state)))))
        .collect();
    Block { heading: "Households (larger dot: more)".to_owned(), rows }
}

fn rates(classes: &Classes) -> Block {
    let mut rows: Vec<(Sign, String)> =
        classes.key().into_iter().map(|(fill, words)| (Sign::Rate(fill), words)).collect();
    if rows.is_empty() {
        rows.push((Sign::None, "no coverage".to_owned()));
    }
    Block { heading: "Best net rate (Mbit/s)".to_owned(), rows }
}

fn network(plan: &Plan) -> Block {
    let owners = owners(plan);
    let named = if owners.len() > OWNER.len() { OWNER.len() - 1 } else { owners.len() };
    let mut rows: Vec<(Sign, String)> = owners[..named]
        .iter()
        .enumerate()
        .map(|(rank, (owner, count))| (Sign::Site(rank), counted_owner(plan, owner, *count)))
        .collect();
    let others: usize = owners[named..].iter().map(|(_, count)| count).sum();
    if others > 0 {
        rows.push((Sign::Site(OWNER.len() - 1), counted("other owners", &format!(": {others}"))));
    }
    rows.push((Sign::Link, format!("microwave link: {}", plan.links.len())));
    let pops = plan.pops.iter().filter(|pop| pop.links > 0).count();
    rows.push((Sign::Pop, format!("fibre point of presence: {pops}")));
    Block { heading: "Sites, by owner".to_owned(), rows }
}

/// An owner and its number of sites: the name shortened where there is no room, but never "private".
fn counted_owner(plan: &Plan, id: &str, count: usize) -> String {
    match plan.owners.iter().find(|owner| owner.id == id) {
        Some(owner) if !owner.kind.is_public() => counted(&owner.name, &format!(" (private): {count}")),
        Some(owner) => counted(&owner.name, &format!(": {count}")),
        None => counted(&id.replace('_', " "), &format!(": {count}")),
    }
}

/// A name and what follows it, shortened at the name.
fn counted(name: &str, tail: &str) -> String {
    let room_px = COLUMN_PX - SIGN_PX - width_px(tail, TEXT_SIZE_PX);
    format!("{}{tail}", fit(name, TEXT_SIZE_PX, room_px))
}

/// Owners with their number of sites, most first, equals by id.
pub(super) fn owners(plan: &Plan) -> Vec<(&str, usize)> {
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for site in &plan.sites {
        *counts.entry(&site.owner).or_default() += 1;
    }
    let mut owners: Vec<_> = counts.into_iter().collect();
    owners.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    owners
}

/// Place of an owner in the key; the last place is shared where there are too many.
pub(super) fn owner_rank(owners: &[(&str, usize)], owner: &str) -> usize {
    let rank = owners.iter().position(|(id, _)| *id == owner).unwrap_or(OWNER.len());
    let shared = owners.len() > OWNER.len() && rank >= OWNER.len() - 1;
    if shared { OWNER.len() - 1 } else { rank.min(OWNER.len() - 1) }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture;
    use super::*;

    #[test]
    fn owners_beyond_the_last_sign_share_it() {
        let mut plan = fixture::plan(12);
        for (index, site) in plan.sites.iter_mut().enumerate() {
            site.owner = format!("owner {index:02}");
        }
        let owners = owners(&plan);
        assert!(owners.len() > OWNER.len());
        assert_eq!(owner_rank(&owners, owners[4].0), 4);
        assert_eq!(owner_rank(&owners, owners[7].0), OWNER.len() - 1);
        let rows = network(&plan).rows;
        let sites: usize = owners.len();
        assert!(rows.iter().any(|(_, text)| *text == format!("other owners: {}", sites - OWNER.len() + 1)));
    }
}
