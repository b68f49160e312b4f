//! Whether plans are of the same comuni and the same households.

use std::collections::BTreeMap;

use super::{NotComparable, PlanAtHand, Reason, labels};
use crate::score::{Plan, PointReport};

/// What differs in area or households between the first plan and the others; none where they are comparable.
#[must_use]
pub fn not_comparable(plans: &[PlanAtHand]) -> Vec<NotComparable> {
    all(plans, &labels::of(plans).0)
}

pub(super) fn all(plans: &[PlanAtHand], labels: &[String]) -> Vec<NotComparable> {
    let each = plans.iter().zip(labels).enumerate().skip(1);
    each.flat_map(|(index, (other, label))| differences(plans[0].plan, other.plan, (index, label))).collect()
}

fn differences(first: &Plan, other: &Plan, (index, label): (usize, &str)) -> Vec<NotComparable> {
    let codes = |plan: &'_ Plan| -> Vec<String> { plan.comuni.iter().map(|one| one.istat.clone()).collect() };
    let (here, there) = (codes(first), codes(other));
    let points = Points::of(first, other);
    let found = [
        (Reason::ComuneMissing, lacking(&here, &there)),
        (Reason::ComuneAdded, lacking(&there, &here)),
        (Reason::PointMissing, points.missing()),
        (Reason::PointAdded, points.added()),
        (Reason::PointMoved, points.differing(|a, b| !same_place(a, b))),
        (Reason::Households, points.differing(|a, b| !same(a.households, b.households))),
        (Reason::ServedToday, points.differing(|a, b| !same(a.previously_unserved, b.previously_unserved))),
    ];
    let told = |(reason, names): (Reason, Vec<String>)| {
        let example = names.first()?.clone();
        Some(NotComparable { index, plan: label.to_owned(), reason, count: names.len() as u32, example })
    };
    found.into_iter().filter_map(told).collect()
}

/// Sorted names of one list that another lacks.
fn lacking(names: &[String], others: &[String]) -> Vec<String> {
    let mut lacking: Vec<String> = names.iter().filter(|name| !others.contains(name)).cloned().collect();
    lacking.sort();
    lacking
}

/// Households are written with six decimals.
fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-6
}

/// Degrees are written with seven decimals, a centimetre.
fn same_place(one: &PointReport, other: &PointReport) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() < 1.5e-7;
    near(one.lon, other.lon) && near(one.lat, other.lat) && one.istat == other.istat
}

/// Whether a point is one and the same in two plans, with the same households.
pub(super) fn same_point(one: &PointReport, other: &PointReport) -> bool {
    same_place(one, other) && same(one.households, other.households)
}

/// The points of a plan by id.
pub(super) fn by_id(plan: &Plan) -> BTreeMap<&str, &PointReport> {
    plan.points.iter().map(|point| (point.id.as_str(), point)).collect()
}

/// Points of two plans by id.
struct Points<'a> {
    first: BTreeMap<&'a str, &'a PointReport>,
    other: BTreeMap<&'a str, &'a PointReport>,
}

impl<'a> Points<'a> {
    fn of(first: &'a Plan, other: &'a Plan) -> Self {
        Self { first: by_id(first), other: by_id(other) }
    }

    fn missing(&self) -> Vec<String> {
        self.first.keys().filter(|id| !self.other.contains_key(*id)).map(ToString::to_string).collect()
    }

    fn added(&self) -> Vec<String> {
        self.other.keys().filter(|id| !self.first.contains_key(*id)).map(ToString::to_string).collect()
    }

    fn differing(&self, differ: fn(&PointReport, &PointReport) -> bool) -> Vec<String> {
        let both = self.first.iter().filter_map(|(id, one)| Some((id, one, self.other.get(id)?)));
        both.filter(|(_, one, other)| differ(one, other)).map(|(id, ..)| (*id).to_owned()).collect()
    }
}
