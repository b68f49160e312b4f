//! Every usable site against every household point and anchor within range.

use rayon::prelude::*;

use super::sparse::{Listener, Row};
use super::{Access, Reach};
use crate::demand::{Demand, PointIndex};
use crate::problem::Error;
use crate::progress::Progress;
use crate::sites::Site;
use crate::terrain::Terrain;
use crate::units::Projected;

/// Sites computed before their results are merged: bounds the memory, keeps every core busy.
const SITES_AT_ONCE: usize = 64;

/// Sites against household points (and anchors): the pairs in which the service holds, and the best of the rest.
#[derive(Debug, Clone)]
pub struct Matrix {
    /// For each site, the points it covers, by rising point index, with what it does there.
    pub covered: Vec<Vec<(u32, Reach)>>,
    /// For each site, the anchors in its range, by rising anchor index; what each asks for decides whether it is covered.
    pub anchors: Vec<Vec<(u32, Reach)>>,
    /// For each point, the strongest candidate over all usable sites (index and reach), covered or not.
    pub best: Vec<Option<(u32, Reach)>>,
    /// Pairs within range that were computed.
    pub pairs: u64,
    /// Pairs whose path crossed cells without elevation; they count as not covered.
    pub void_pairs: u64,
}

/// Computes the matrix: by exact paths, or by a sweep for sites whose places are so dense that it is far cheaper. Forbidden
/// and relay-only sites serve nobody.
///
/// # Errors
/// [`Error::Interrupted`] when `progress` says so.
pub fn matrix(
    access: &Access,
    terrain: &Terrain,
    demand: &Demand,
    sites: &[Site],
    progress: &dyn Progress,
) -> Result<Matrix, Error> {
    matrix_by(access, terrain, demand, sites, true, progress)
}

/// The same by exact paths alone.
///
/// # Errors
/// [`Error::Interrupted`] when `progress` says so.
pub fn exact_matrix(
    access: &Access,
    terrain: &Terrain,
    demand: &Demand,
    sites: &[Site],
    progress: &dyn Progress,
) -> Result<Matrix, Error> {
    matrix_by(access, terrain, demand, sites, false, progress)
}

fn matrix_by(
    access: &Access,
    terrain: &Terrain,
    demand: &Demand,
    sites: &[Site],
    may_sweep: bool,
    progress: &dyn Progress,
) -> Result<Matrix, Error> {
    let places: Vec<Projected> = demand.points.iter().map(|point| point.position).collect();
    let anchors: Vec<Projected> = demand.anchors.iter().map(|anchor| anchor.position).collect();
    let (points_index, anchors_index) =
        (PointIndex::new(places.iter().copied()), PointIndex::new(anchors.iter().copied()));
    let targets = Targets { places: &places, index: &points_index };
    let anchor_targets = Targets { places: &anchors, index: &anchors_index };
    let mut matrix = Matrix::empty(sites.len(), places.len());
    progress.start("Coverage", sites.len() as u64);
    for (chunk, first) in sites.chunks(SITES_AT_ONCE).zip((0..).step_by(SITES_AT_ONCE)) {
        let rows: Vec<(Row, Row)> = chunk
            .par_iter()
            .map_init(
                || Listener::new(access, terrain, may_sweep),
                |listener, site| {
                    let stopped = progress.stopped();
                    let mut row =
                        |targets: &Targets| targets.row(listener, site, access.range_max_m(), stopped);
                    let rows = (row(&targets), row(&anchor_targets));
                    progress.advance(1);
                    rows
                },
            )
            .collect();
        if progress.stopped() {
            return Err(Error::Interrupted);
        }
        for (site, (points, anchors)) in (first..).zip(rows) {
            matrix.take(site, points, anchors);
        }
    }
    progress.finish();
    Ok(matrix)
}

/// Places to be served, and the index over them.
struct Targets<'a> {
    places: &'a [Projected],
    index: &'a PointIndex,
}

impl Targets<'_> {
    /// A site against its targets in range; nothing once the user has asked to stop.
    fn row(&self, listener: &mut Listener, site: &Site, range_m: f64, stopped: bool) -> Row {
        if stopped || !site.serves() {
            return Row::default();
        }
        listener.row(site, self.places, &self.index.within(site.position, range_m))
    }
}

impl Matrix {
    fn empty(sites: usize, points: usize) -> Self {
        Self {
            covered: vec![Vec::new(); sites],
            anchors: vec![Vec::new(); sites],
            best: vec![None; points],
            pairs: 0,
            void_pairs: 0,
        }
    }

    /// Takes in one site's rows; called in the order of the sites, so that ties go to the first.
    fn take(&mut self, site: u32, points: Row, anchors: Row) {
        self.pairs += points.reaches.len() as u64 + points.voids;
        self.void_pairs += points.voids;
        for &(point, reach) in &points.reaches {
            let best = &mut self.best[point as usize];
            if best.is_none_or(|(_, other)| reach.rx_level_dbm > other.rx_level_dbm) {
                *best = Some((site, reach));
            }
        }
        self.covered[site as usize] = points.reaches.into_iter().filter(|(_, reach)| reach.serves).collect();
        self.anchors[site as usize] = anchors.reaches;
    }
}
