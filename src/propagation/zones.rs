//! Radio-climatic zones along a path: how much of it runs over the sea, and how far land goes on without a break.
//!
//! A point stands for the path from half-way to the point before it to half-way to the next. ITU-R P.1812 §3.3, §3.4,
//! §3.6 and P.526 need these lengths; how points share the path was read in the public reference implementations
//! `eeveetza/p1812` and `ic-crc/crc-covlib`.

use super::profile::{Profile, Zone};

/// How much of a path lies in which zone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretches {
    /// Share ω of the path over the sea, 0 to 1.
    pub sea_ratio: f64,
    /// Longest stretch d_tm of land without a break, coastal or inland, km.
    pub land_km: f64,
    /// Longest stretch d_lm inland without a break, km.
    pub inland_km: f64,
}

impl Stretches {
    /// As the zones of a profile say.
    pub fn of(profile: &Profile) -> Self {
        Self {
            sea_ratio: sea_ratio(profile),
            land_km: longest_land_km(profile),
            inland_km: longest_inland_km(profile),
        }
    }

    /// A path of this length (km), all of it inland.
    #[inline(always)]
    pub fn inland(length_km: f64) -> Self {
        Self { sea_ratio: 0.0, land_km: length_km, inland_km: length_km }
    }
}

/// Share ω of the path that runs over the sea, 0 to 1.
pub(super) fn sea_ratio(profile: &Profile) -> f64 {
    if profile.zone.is_empty() {
        return 0.0;
    }
    let sea_km =
        fold_stretches_km(profile, |zone| zone == Zone::Sea, |sum_km, stretch_km| sum_km + stretch_km);
    sea_km / profile.length_km()
}

/// Longest stretch d_tm of land without a break, coastal or inland, km.
pub(super) fn longest_land_km(profile: &Profile) -> f64 {
    longest_km(profile, |zone| zone != Zone::Sea)
}

/// Longest stretch d_lm inland without a break, km.
pub(super) fn longest_inland_km(profile: &Profile) -> f64 {
    longest_km(profile, |zone| zone == Zone::Inland)
}

/// Distances d_ct and d_cr of the two ends from the coast in the direction of the other, km: 0 for an end at sea, the
/// whole path where there is no sea.
pub(super) fn coast_km(profile: &Profile) -> [f64; 2] {
    let at_sea = |zone: &Zone| *zone == Zone::Sea;
    let length_km = profile.length_km();
    let first = profile.zone.iter().position(at_sea);
    let last = profile.zone.iter().rposition(at_sea);
    [
        first.map_or(length_km, |index| border_km(profile, index)),
        last.map_or(length_km, |index| length_km - border_km(profile, index + 1)),
    ]
}

/// Whether the two ends lie at sea.
pub(super) fn ends_at_sea(profile: &Profile) -> [bool; 2] {
    [profile.zone.first(), profile.zone.last()].map(|zone| zone == Some(&Zone::Sea))
}

fn longest_km(profile: &Profile, belongs: impl Fn(Zone) -> bool) -> f64 {
    if profile.zone.is_empty() {
        return profile.length_km();
    }
    fold_stretches_km(profile, belongs, f64::max)
}

/// Brings together the lengths of the unbroken stretches of zones that belong together, km.
fn fold_stretches_km(
    profile: &Profile,
    belongs: impl Fn(Zone) -> bool,
    combine: impl Fn(f64, f64) -> f64,
) -> f64 {
    let (mut first, mut folded_km) = (0, 0.0);
    for run in profile.zone.chunk_by(|&one, &other| belongs(one) == belongs(other)) {
        let next = first + run.len();
        if belongs(run[0]) {
            folded_km = combine(folded_km, border_km(profile, next) - border_km(profile, first));
        }
        first = next;
    }
    folded_km
}

/// Where the stretch of a point begins: half-way from the point before; at the ends, the ends.
fn border_km(profile: &Profile, index: usize) -> f64 {
    match index {
        0 => 0.0,
        _ if index == profile.distance_km.len() => profile.length_km(),
        _ => f64::midpoint(profile.distance_km[index - 1], profile.distance_km[index]),
    }
}

#[cfg(test)]
mod tests {
    use Zone::{CoastalLand, Inland, Sea};

    use super::super::profile::tests::Path;
    use super::*;

    /// Seven points a kilometre apart.
    fn along<T>(zone: [Zone; 7], measure: impl Fn(&Profile) -> T) -> T {
        let path = Path::even(1.0, &[0.0; 7]);
        measure(&Profile { zone: &zone, ..path.profile() })
    }

    #[test]
    fn stretches_reach_half_way_to_their_neighbours() {
        let zone = [Inland, Inland, CoastalLand, Sea, Sea, Inland, Inland];
        assert_eq!(along(zone, sea_ratio), 2.0 / 6.0);
        assert_eq!(along(zone, longest_land_km), 2.5);
        assert_eq!(along(zone, longest_inland_km), 1.5);
        assert_eq!(along(zone, coast_km), [2.5, 1.5]);
        assert_eq!(along(zone, ends_at_sea), [false, false]);
    }

    #[test]
    fn a_path_within_one_zone_is_that_zone() {
        assert_eq!(along([Sea; 7], sea_ratio), 1.0);
        assert_eq!(along([Sea; 7], longest_land_km), 0.0);
        assert_eq!(along([Sea; 7], coast_km), [0.0, 0.0]);
        assert_eq!(along([CoastalLand; 7], longest_land_km), 6.0);
        assert_eq!(along([CoastalLand; 7], longest_inland_km), 0.0);
        assert_eq!(along([Inland; 7], coast_km), [6.0, 6.0]);
    }

    #[test]
    fn no_zones_at_all_means_inland() {
        let path = Path::even(1.0, &[0.0; 7]);
        let profile = path.profile();
        assert_eq!((sea_ratio(&profile), longest_land_km(&profile)), (0.0, 6.0));
        assert_eq!((longest_inland_km(&profile), coast_km(&profile)), (6.0, [6.0, 6.0]));
        assert_eq!(ends_at_sea(&profile), [false, false]);
    }
}
