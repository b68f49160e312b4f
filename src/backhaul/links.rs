//! Which pairs of sites and points of presence a microwave link can join: those on which the rule of [`Hop`] holds.

use std::cmp::Ordering;

use rayon::prelude::*;

use super::hop::Hop;
use super::{Link, LinkTier, Node, PopPlace};
use crate::problem::Error;
use crate::progress::Progress;
use crate::propagation::Profile;
use crate::scenario::{Backhaul, Tier};
use crate::sites::Site;
use crate::terrain::{ProfileBuffer, Terrain, height_at};
use crate::units::Projected;

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

/// The link between two ends that comes nearest to being possible.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearMiss {
    /// The end that is fed.
    pub from: Node,
    /// The end that is not.
    pub to: Node,
    /// Length, km.
    pub length_km: f64,
    /// What it lacks.
    pub obstacle: Obstacle,
}

/// What a link lacks; the later the farther from being possible.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub enum Obstacle {
    /// It works too little of the time; what is missing, percentage points.
    Unavailable(f64),
    /// The ground rises into what the planning rule keeps clear; by how much, m.
    Blocked(f64),
    /// The path crosses cells without elevation.
    Unknown,
    /// No band reaches so far; what is missing, km.
    TooLong(f64),
}

/// Pairs that are looked at for the one that comes nearest, the shortest first.
const PAIRS_MAX: usize = 2_000;

/// Of the pairs of a fed end and a site, none of which a link can join, the one that lacks least; ties to the shortest.
#[must_use]
pub fn near_miss(
    spec: &Backhaul,
    sites: &[Site],
    pops: &[PopPlace],
    terrain: &Terrain,
    (fed, unfed): (&[Node], &[usize]),
) -> Option<NearMiss> {
    let end = |node: &Node| match *node {
        Node::Pop(index) => pop_end(index, &pops[index]),
        Node::Site(index) => site_end(index, &sites[index]),
    };
    let (fed, unfed): (Vec<End>, Vec<End>) =
        (fed.iter().map(end).collect(), unfed.iter().map(|site| end(&Node::Site(*site))).collect());
    let mut pairs: Vec<(f64, &End, &End)> = fed
        .iter()
        .flat_map(|one| unfed.iter().map(move |other| (one.length_km(other), one, other)))
        .filter(|(_, one, other)| one.is_elsewhere(other))
        .collect();
    pairs.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut buffer = ProfileBuffer::default();
    let misses = pairs.into_iter().take(PAIRS_MAX).filter_map(|(length_km, one, other)| {
        let obstacle = link(spec, one, other, terrain, &mut buffer).err()?;
        Some(NearMiss { from: one.node, to: other.node, length_km, obstacle })
    });
    misses.min_by(|one, other| one.obstacle.partial_cmp(&other.obstacle).unwrap_or(Ordering::Equal))
}

/// A possible end of a link.
struct End<'a> {
    node: Node,
    /// The place of a site, which links join to other places alone.
    place: Option<&'a str>,
    position: Projected,
    antenna_height_m: f64,
}

impl End<'_> {
    fn is_elsewhere(&self, than: &Self) -> bool {
        self.place != than.place
    }

    fn length_km(&self, other: &Self) -> f64 {
        self.position.distance_m(other.position) / 1_000.0
    }
}

fn pop_end(index: usize, pop: &PopPlace) -> End<'static> {
    let PopPlace { position, antenna_height_m, .. } = *pop;
    End { node: Node::Pop(index), place: None, position, antenna_height_m }
}

fn site_end(index: usize, site: &Site) -> End<'_> {
    let antenna_height_m = site.terms.antenna_height_m;
    End { node: Node::Site(index), place: Some(&site.place), position: site.position, antenna_height_m }
}

fn ends<'a>(sites: &'a [Site], pops: &[PopPlace]) -> Vec<End<'a>> {
    let pops = pops.iter().enumerate().map(|(index, pop)| pop_end(index, pop));
    let usable = sites.iter().enumerate().filter(|(_, site)| site.usable());
    pops.chain(usable.map(|(index, site)| site_end(index, site))).collect()
}

fn links_of(
    spec: &Backhaul,
    ends: &[End],
    index: usize,
    terrain: &Terrain,
    buffer: &mut ProfileBuffer,
) -> Vec<Link> {
    let one = &ends[index];
    let is_asked = |other: &&End| matches!(other.node, Node::Site(_)) && other.is_elsewhere(one);
    let others = ends[index + 1..].iter().filter(is_asked);
    others.filter_map(|other| link(spec, one, other, terrain, buffer).ok()).collect()
}

fn link(
    spec: &Backhaul,
    one: &End,
    other: &End,
    terrain: &Terrain,
    buffer: &mut ProfileBuffer,
) -> Result<Link, Obstacle> {
    let length_km = one.length_km(other);
    let band = Hop::band_index(spec, length_km).ok_or_else(|| too_long(spec, length_km))?;
    if !buffer.sample(terrain, one.position, other.position) {
        return Err(Obstacle::Unknown);
    }
    let ends = [one, other];
    let hop = Hop {
        spec,
        band: &spec.bands[band],
        // the rule and the availability do not ask for zones
        profile: Profile { zone: &[], ..buffer.profile() },
        length_km,
        antenna_height_m: ends.map(|end| end.antenna_height_m),
        antenna_amsl_m: ends.map(|end| height_at(terrain, end.position) + end.antenna_height_m),
    };
    match hop.blocked_by_m() {
        Some(missing_m) => Err(Obstacle::Blocked(missing_m)),
        None => feeding(&hop, band, one.node, other.node),
    }
}

fn too_long(spec: &Backhaul, length_km: f64) -> Obstacle {
    let longest_km = spec.bands.iter().map(|band| band.length_max_km).fold(0.0, f64::max);
    Obstacle::TooLong(length_km - longest_km)
}

/// The link, where its lowest tier reaches the asked availability: with all tiers that do.
fn feeding(hop: &Hop, band: usize, from: Node, to: Node) -> Result<Link, Obstacle> {
    let tiers: Vec<LinkTier> = hop.band.tiers.iter().map(|tier| link_tier(hop, tier)).collect();
    let works = |tier: &LinkTier| hop.is_enough(tier.availability_percent);
    let usable = tiers.iter().take_while(|tier| works(tier)).count();
    if usable == 0 {
        let best_percent = tiers.first().map_or(0.0, |tier| tier.availability_percent);
        return Err(Obstacle::Unavailable(hop.spec.availability_min_percent - best_percent));
    }
    Ok(Link {
        from,
        to,
        band,
        band_ghz: hop.band.band_ghz,
        length_km: hop.length_km,
        rx_level_dbm: hop.level().rx_level_dbm,
        tiers: tiers[..usable].to_vec(),
        clearance_m: hop.ray_clearance_m(),
    })
}

fn link_tier(hop: &Hop, tier: &Tier) -> LinkTier {
    LinkTier {
        capacity_mbps: tier.capacity_mbps,
        margin_db: hop.margin_db(tier),
        availability_percent: hop.fixed_link(tier).availability_percent().unwrap_or(0.0),
    }
}
