//! Which pairs of sites and points of presence a microwave link can join.
//!
//! A link exists where the ray clears 0.6 of the first Fresnel zone at the median effective Earth radius (k = 4/3)
//! and still grazes nothing at k = 2/3, and where its availability under multipath and rain reaches the asked one.
//! *Source*: the planning rule of ITU-R P.530-17 §2.2.2 (*unverified* against the text of the recommendation).

use rayon::prelude::*;

use super::{Link, Node, PopPlace};
use crate::problem::Error;
use crate::progress::Progress;
use crate::propagation::clearance::least_clearance_m;
use crate::propagation::free_space::free_space_loss_db;
use crate::propagation::p530::TERRAIN_ROUGHNESS_DEFAULT_M;
use crate::propagation::{EARTH_RADIUS_KM, FixedLink, Polarisation, Profile, Terminals};
use crate::scenario::{Backhaul, Band};
use crate::sites::Site;
use crate::terrain::{ProfileBuffer, Terrain, height_at};
use crate::units::Projected;

/// Effective Earth radius factor in the median, and the share of the first Fresnel zone to be clear there.
const MEDIAN: (f64, f64) = (4.0 / 3.0, 0.6);
/// The factor at which the bare ray must still be clear.
const SUBREFRACTIVE: (f64, f64) = (2.0 / 3.0, 0.0);
/// Shorter paths are treated as this long: the fading formulas have no meaning within a building's reach, km.
const LENGTH_MIN_KM: f64 = 0.05;

/// Polarisation of the links: upright, which rain attenuates less.
const LINK_POLARISATION: Polarisation = Polarisation::Vertical;

/// All links between usable sites, and between them and the points of presence; by rising ends.
///
/// # Errors
/// [`Error::Interrupted`] when `progress` says so.
pub fn candidate_links(
    spec: &Backhaul,
    sites: &[Site],
    pops: &[PopPlace],
    terrain: &Terrain,
    progress: &dyn Progress,
) -> Result<Vec<Link>, Error> {
    let ends = ends(sites, pops);
    progress.start("Backhaul links", ends.len() as u64);
    let by_end: Vec<Vec<Link>> = (0..ends.len())
        .into_par_iter()
        .map_init(ProfileBuffer::default, |buffer, index| {
            let found =
                if progress.stopped() { Vec::new() } else { links_of(spec, &ends, index, terrain, buffer) };
            progress.advance(1);
            found
        })
        .collect();
    progress.finish();
    if progress.stopped() { Err(Error::Interrupted) } else { Ok(by_end.into_iter().flatten().collect()) }
}

/// A possible end of a link.
struct End {
    node: Node,
    position: Projected,
    antenna_height_m: f64,
}

fn ends(sites: &[Site], pops: &[PopPlace]) -> Vec<End> {
    let pops = pops.iter().enumerate().map(|(index, pop)| End {
        node: Node::Pop(index),
        position: pop.position,
        antenna_height_m: pop.antenna_height_m,
    });
    let usable = sites.iter().enumerate().filter(|(_, site)| site.usable());
    let sites = usable.map(|(index, site)| End {
        node: Node::Site(index),
        position: site.position,
        antenna_height_m: site.terms.antenna_height_m,
    });
    pops.chain(sites).collect()
}

fn links_of(
    spec: &Backhaul,
    ends: &[End],
    index: usize,
    terrain: &Terrain,
    buffer: &mut ProfileBuffer,
) -> Vec<Link> {
    let one = &ends[index];
    let others = ends[index + 1..].iter().filter(|other| matches!(other.node, Node::Site(_)));
    others.filter_map(|other| link(spec, one, other, terrain, buffer)).collect()
}

fn link(
    spec: &Backhaul,
    one: &End,
    other: &End,
    terrain: &Terrain,
    buffer: &mut ProfileBuffer,
) -> Option<Link> {
    let length_km = one.position.distance_m(other.position) / 1_000.0;
    let band = spec.bands.iter().find(|band| length_km <= band.length_max_km)?;
    if !buffer.sample(terrain, one.position, other.position) {
        return None;
    }
    let profile = Profile {
        distance_km: &buffer.distance_km,
        ground_m: &buffer.ground_m,
        clutter_m: &buffer.clutter_m,
        zone: &[],
    };
    let clearance_m = |(factor, fresnel_ratio): (f64, f64)| {
        let terminals = Terminals {
            tx_height_m: one.antenna_height_m,
            rx_height_m: other.antenna_height_m,
            frequency_mhz: band.band_ghz * 1_000.0,
            polarisation: LINK_POLARISATION,
        };
        least_clearance_m(&profile, &terminals, factor * EARTH_RADIUS_KM, fresnel_ratio)
    };
    if clearance_m(MEDIAN) < 0.0 || clearance_m(SUBREFRACTIVE) < 0.0 {
        return None;
    }
    let ray_m = clearance_m((MEDIAN.0, 0.0));
    budget(spec, band, one, other, terrain, length_km.max(LENGTH_MIN_KM)).map(|budget| Link {
        clearance_m: ray_m,
        length_km,
        ..budget
    })
}

/// The link's level, margin and availability; `None` where the availability is not reached.
fn budget(
    spec: &Backhaul,
    band: &Band,
    one: &End,
    other: &End,
    terrain: &Terrain,
    length_km: f64,
) -> Option<Link> {
    let loss_db = free_space_loss_db(length_km, band.band_ghz * 1_000.0);
    let rx_level_dbm = band.tx_power_dbm + 2.0 * band.antenna_gain_dbi - loss_db;
    let margin_db = rx_level_dbm - band.receiver_threshold_dbm;
    let fixed = FixedLink {
        length_km,
        frequency_ghz: band.band_ghz,
        polarisation: LINK_POLARISATION,
        tx_height_amsl_m: height_at(terrain, one.position) + one.antenna_height_m,
        rx_height_amsl_m: height_at(terrain, other.position) + other.antenna_height_m,
        dn1_n_units_per_km: spec.dn1_n_units_per_km,
        terrain_roughness_m: TERRAIN_ROUGHNESS_DEFAULT_M,
        rain_rate_mm_per_h: spec.rain_rate_mm_per_h,
        flat_margin_db: margin_db,
    };
    let availability_percent = fixed.availability_percent().ok()?;
    (availability_percent >= spec.availability_min_percent).then_some(Link {
        from: one.node,
        to: other.node,
        band_ghz: band.band_ghz,
        length_km,
        rx_level_dbm,
        margin_db,
        availability_percent,
        clearance_m: 0.0,
    })
}
