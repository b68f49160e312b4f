//! Households by size of comune, altitude and province.
//!
//! Altitude zones are ISTAT's five, of whole comuni: 1 inland mountain, 2 coastal mountain, 3 inland hill, 4 coastal hill, 5 plain.
//! Where the comuni have none, each household point goes by the ground under it, in bands of our own. A comune of the mountain zone
//! has valley floors and one of the hills has ridges, so that bands say more of where people live, zones of how a comune is
//! administered.
//!
//! *Source*: the zones are those of ISTAT, "Classificazioni statistiche e dimensione dei comuni", 1 January 2023, read as described
//! with a copy of the data. The size classes follow ISTAT's usual steps with 2,000 and 5,000 among them, *unverified*.

use std::collections::{BTreeMap, BTreeSet};

use super::{Share, households, micro};
use crate::score::{AltitudeBy, ComuneReport, EquityGroup, PointReport, PointState};

/// Classes of residents: name, and the least that belongs to it.
const SIZES: [(&str, u32); 5] = [
    ("under 1,000", 0),
    ("1,000 to 1,999", 1_000),
    ("2,000 to 4,999", 2_000),
    ("5,000 to 14,999", 5_000),
    ("15,000 and more", 15_000),
];
/// Bands of ground: name, and the lowest that belongs to it, m.
const BANDS_M: [(&str, f64); 4] = [
    ("under 300 m", f64::NEG_INFINITY),
    ("300 m to 599 m", 300.0),
    ("600 m to 899 m", 600.0),
    ("900 m and more", 900.0),
];
const UNKNOWN_GROUND: &str = "ground not known";
/// ISTAT's altitude zones, by code from 1.
const ZONES: [&str; 5] = ["inland mountain", "coastal mountain", "inland hill", "coastal hill", "plain"];
/// Digits of an ISTAT code that name the province.
const PROVINCE_DIGITS: usize = 3;

pub(super) fn by_size(comuni: &[ComuneReport]) -> Vec<EquityGroup> {
    let class = |population: u32| SIZES.iter().rposition(|(_, least)| population >= *least).unwrap_or(0);
    let sums = SIZES.iter().enumerate().map(|(index, (name, _))| {
        let own = comuni.iter().filter(|comune| class(comune.population) == index);
        own.fold(Sum::default(), Sum::with_comune).named(*name)
    });
    sums.collect()
}

pub(super) fn by_province(comuni: &[ComuneReport]) -> Vec<EquityGroup> {
    by(comuni, |comune| comune.istat.chars().take(PROVINCE_DIGITS).collect())
}

/// By zone where every comune has one, else by the ground of points.
pub(super) fn by_altitude(comuni: &[ComuneReport], points: &[PointReport]) -> (AltitudeBy, Vec<EquityGroup>) {
    let zone = |comune: &ComuneReport| comune.altitude_zone.clone().unwrap_or_default();
    if comuni.is_empty() || comuni.iter().any(|comune| comune.altitude_zone.is_none()) {
        return (AltitudeBy::PointGround, by_ground(points));
    }
    let mut groups = by(comuni, zone);
    for group in &mut groups {
        group.group = zone_name(&group.group);
    }
    (AltitudeBy::ComuneZone, groups)
}

fn zone_name(code: &str) -> String {
    let index = code.parse::<usize>().ok().and_then(|code| code.checked_sub(1));
    index.and_then(|index| ZONES.get(index)).map_or(code, |name| name).to_owned()
}

/// Comuni by a key of theirs, in its order.
fn by(comuni: &[ComuneReport], key: impl Fn(&ComuneReport) -> String) -> Vec<EquityGroup> {
    let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
    for comune in comuni {
        let sum = sums.entry(key(comune)).or_default();
        *sum = std::mem::take(sum).with_comune(comune);
    }
    sums.into_iter().map(|(name, sum)| sum.named(name)).collect()
}

/// All bands from below, and the unknown ground where there is any.
fn by_ground(points: &[PointReport]) -> Vec<EquityGroup> {
    let mut sums: Vec<Sum> = vec![Sum::default(); BANDS_M.len() + 1];
    for point in points {
        let band = point.ground_m.map_or(BANDS_M.len(), band);
        sums[band] = std::mem::take(&mut sums[band]).with_point(point);
    }
    let names = BANDS_M.iter().map(|(name, _)| *name).chain([UNKNOWN_GROUND]);
    let mut groups: Vec<EquityGroup> =
        sums.into_iter().zip(names).map(|(sum, name)| sum.named(name)).collect();
    groups.retain(|group| group.comuni > 0 || group.group != UNKNOWN_GROUND);
    groups
}

fn band(ground_m: f64) -> usize {
    BANDS_M.iter().rposition(|(_, least_m)| ground_m >= *least_m).unwrap_or(0)
}

/// What belongs together, in millionths of a household.
#[derive(Debug, Clone, Default)]
struct Sum<'a> {
    comuni: BTreeSet<&'a str>,
    share: Share,
    unserved_micro: i128,
    newly_micro: i128,
}

impl<'a> Sum<'a> {
    fn with_comune(self, comune: &'a ComuneReport) -> Self {
        let amounts = [comune.households, comune.covered, comune.previously_unserved, comune.newly_served];
        self.with(&comune.istat, amounts)
    }

    fn with_point(self, point: &'a PointReport) -> Self {
        let if_covered = |amount: f64| if point.state == PointState::Covered { amount } else { 0.0 };
        let [all, unserved] = [point.households, point.previously_unserved];
        self.with(&point.istat, [all, if_covered(all), unserved, if_covered(unserved)])
    }

    fn with(mut self, istat: &'a str, amounts: [f64; 4]) -> Self {
        let [all, covered, unserved, newly] = amounts.map(micro);
        self.comuni.insert(istat);
        self.share.households_micro += all;
        self.share.covered_micro += covered;
        self.unserved_micro += unserved;
        self.newly_micro += newly;
        self
    }

    fn named(self, group: impl Into<String>) -> EquityGroup {
        EquityGroup {
            group: group.into(),
            comuni: self.comuni.len() as u32,
            households: households(self.share.households_micro),
            covered: households(self.share.covered_micro),
            covered_ratio: self.share.ratio(),
            previously_unserved: households(self.unserved_micro),
            newly_served: households(self.newly_micro),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Plan;
    use crate::score::world::World;

    fn plan() -> Plan {
        World::three_sites().plan()
    }

    fn sizes(populations: &[u32]) -> Vec<u32> {
        let like = plan().comuni.remove(0);
        let of_size = |(index, population): (usize, &u32)| ComuneReport {
            istat: format!("{index:06}"),
            population: *population,
            ..like.clone()
        };
        let comuni: Vec<ComuneReport> = populations.iter().enumerate().map(of_size).collect();
        by_size(&comuni).iter().map(|group| group.comuni).collect()
    }

    #[test]
    fn both_sides_of_every_size() {
        assert_eq!(sizes(&[0, 999]), [2, 0, 0, 0, 0]);
        assert_eq!(sizes(&[1_000, 1_999]), [0, 2, 0, 0, 0]);
        assert_eq!(sizes(&[2_000, 4_999]), [0, 0, 2, 0, 0]);
        assert_eq!(sizes(&[5_000, 14_999]), [0, 0, 0, 2, 0]);
        assert_eq!(sizes(&[15_000, u32::MAX]), [0, 0, 0, 0, 2]);
    }

    #[test]
    fn exactly_5_000_residents_are_not_under_5_000() {
        let groups = by_size(&plan().comuni);
        let found: Vec<_> = groups.iter().map(|one| (one.comuni, one.households, one.covered)).collect();
        let nobody = (0, 0.0, 0.0);
        assert_eq!(found, [nobody, nobody, (1, 90.0, 50.0), (1, 120.0, 100.0), nobody]);
        assert_eq!((groups[2].previously_unserved, groups[2].newly_served), (90.0, 50.0));
        assert_eq!([0, 2].map(|at| groups[at].covered_ratio), [None, Some(0.555_556)]);
    }

    #[test]
    fn provinces_are_the_first_three_digits() {
        let mut comuni = plan().comuni;
        comuni[1].istat = "009001".into();
        let groups = by_province(&comuni);
        assert_eq!(groups.iter().map(|one| one.group.as_str()).collect::<Vec<_>>(), ["008", "009"]);
        comuni[1].istat = "008001".into();
        let groups = by_province(&comuni);
        assert_eq!((groups.len(), groups[0].comuni, groups[0].households), (1, 2, 210.0));
    }

    #[test]
    fn zones_where_every_comune_has_one() {
        let Plan { mut comuni, points, .. } = plan();
        comuni[0].altitude_zone = Some("4".into());
        assert_eq!(by_altitude(&comuni, &points).0, AltitudeBy::PointGround);
        comuni[1].altitude_zone = Some("1".into());
        let (from, groups) = by_altitude(&comuni, &points);
        assert_eq!(from, AltitudeBy::ComuneZone);
        let found: Vec<_> = groups.iter().map(|one| (one.group.as_str(), one.households)).collect();
        assert_eq!(found, [("inland mountain", 90.0), ("coastal hill", 120.0)]);
        assert_eq!(["0", "5", "6", "high"].map(zone_name), ["0", "plain", "6", "high"]);
    }

    #[test]
    fn points_go_by_the_ground_under_them() {
        let mut points = plan().points;
        for (point, ground_m) in points.iter_mut().zip([299.99, 300.0, 899.99, 900.0]) {
            point.ground_m = Some(ground_m);
        }
        points[4].ground_m = None;
        let groups = by_ground(&points);
        let found: Vec<_> =
            groups.iter().map(|one| (one.group.as_str(), one.households, one.covered)).collect();
        let expected = [
            ("under 300 m", 100.0, 100.0),
            ("300 m to 599 m", 50.0, 50.0),
            ("600 m to 899 m", 30.0, 0.0),
            ("900 m and more", 20.0, 0.0),
            (UNKNOWN_GROUND, 10.0, 0.0),
        ];
        assert_eq!(found, expected);
        assert_eq!((groups[0].previously_unserved, groups[0].newly_served), (40.0, 40.0));
        points[4].ground_m = Some(-3.0);
        assert_eq!(by_ground(&points)[0].comuni, 2, "below the sea, and no unknown ground");
        assert_eq!(by_ground(&points).len(), 4);
    }
}
