//! Which pairs of sites and points of presence a microwave link can join: those on which the rule of [`Hop`] holds.

use rayon::prelude::*;

use super::hop::{Hop, HopLevel};
use super::{Link, Node, PopPlace};
use crate::problem::Error;
use crate::progress::Progress;
use crate::propagation::Profile;
use crate::scenario::Backhaul;
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
    let band = Hop::band(spec, length_km)?;
    if !buffer.sample(terrain, one.position, other.position) {
        return None;
    }
    let ends = [one, other];
    let hop = Hop {
        spec,
        band,
        // the rule and the availability do not ask for zones
        profile: Profile { zone: &[], ..buffer.profile() },
        length_km,
        antenna_height_m: ends.map(|end| end.antenna_height_m),
        antenna_amsl_m: ends.map(|end| height_at(terrain, end.position) + end.antenna_height_m),
    };
    hop.is_clear().then(|| feeding(&hop, one.node, other.node))?
}

/// The link; `None` where the asked availability is not reached.
fn feeding(hop: &Hop, from: Node, to: Node) -> Option<Link> {
    let HopLevel { rx_level_dbm, margin_db, .. } = hop.level();
    let availability_percent = hop.fixed_link().availability_percent().ok()?;
    hop.is_enough(availability_percent).then(|| Link {
        from,
        to,
        band_ghz: hop.band.band_ghz,
        length_km: hop.length_km,
        rx_level_dbm,
        margin_db,
        availability_percent,
        clearance_m: hop.ray_clearance_m(),
    })
}
