//! The ground as a surveyor sees it: whole metres, slopes, rivers, the coast, and the province's border.

use super::drainage::Drainage;
use super::lattice::Lattice;
use super::relief::Relief;

/// A river begins where it drains so much ground, km².
const RIVER_KM2: f64 = 2.0;
/// The province keeps so far from the northern, western and eastern edges of the map, m.
const FRAME_M: f64 = 1_800.0;

/// Instead of a mouth, where a cell's water does not reach the sea on the map.
const NO_MOUTH: usize = usize::MAX;

/// What is known of every cell.
pub struct Survey {
    /// The cells.
    pub lattice: Lattice,
    /// Height above the sea, whole metres; 0 at sea and only there.
    pub height_m: Vec<f64>,
    /// Open sea.
    pub sea: Vec<bool>,
    /// Rise over run.
    pub slope_ratio: Vec<f64>,
    /// Ground that drains through the cell, km².
    pub drained_km2: Vec<f64>,
    /// Ground drained by the river that the cell's water reaches first, km²; 0 where it is the sea.
    pub river_km2: Vec<f64>,
    /// Height above that river or the sea, m.
    pub above_river_m: Vec<f64>,
    /// Part of the province: drains to its sea, and is one piece.
    pub province: Vec<bool>,
}

impl Survey {
    /// Measures the relief.
    pub fn of(relief: &Relief) -> Self {
        let lattice = relief.lattice;
        let (height_m, drainage) = whole_metres(relief);
        let drained_km2: Vec<f64> = drainage.area_m2(lattice).iter().map(|area_m2| area_m2 / 1e6).collect();
        let river = |cell: usize| !relief.sea[cell] && drained_km2[cell] >= RIVER_KM2;
        let bed_m = drainage.carried_up(|cell| river(cell).then_some(height_m[cell]), 0.0);
        let river_km2 = drainage.carried_up(|cell| river(cell).then_some(drained_km2[cell]), 0.0);
        Self {
            lattice,
            sea: relief.sea.clone(),
            slope_ratio: (0..lattice.cells()).map(|cell| lattice.slope_ratio(&height_m, cell)).collect(),
            above_river_m: (0..lattice.cells()).map(|cell| height_m[cell] - bed_m[cell]).collect(),
            river_km2,
            province: province(lattice, &drainage, &relief.sea),
            drained_km2,
            height_m,
        }
    }

    /// Whether a river runs through the cell.
    pub fn is_river(&self, cell: usize) -> bool {
        !self.sea[cell] && self.drained_km2[cell] >= RIVER_KM2
    }

    /// Whether the sea lies within so many cells, measured along rows and columns.
    pub fn near_sea(&self, cell: usize, reach: usize) -> bool {
        self.lattice.square(cell, reach).any(|near| self.sea[near])
    }
}

/// Rounds heights so that no cell ends below the cell it drains to: whole metres must not dam the rivers.
fn whole_metres(relief: &Relief) -> (Vec<f64>, Drainage) {
    let mut filled_m = relief.height_m.clone();
    let drainage = Drainage::of(relief.lattice, &mut filled_m, &relief.outlets());
    let mut height_m = vec![0.0; filled_m.len()];
    for &cell in drainage.order.iter().filter(|&&cell| !relief.sea[cell]) {
        let floor_m = height_m[drainage.receiver[cell]];
        height_m[cell] = filled_m[cell].round().max(floor_m).max(1.0);
    }
    (height_m, drainage)
}

/// The basins that drain to the sea and stay clear of the map's edge, in one piece without holes.
fn province(lattice: Lattice, drainage: &Drainage, sea: &[bool]) -> Vec<bool> {
    let basin = drainage.carried_up(|cell| mouth(drainage, sea, cell), NO_MOUTH);
    let (mut cells, mut framed) = (vec![0_usize; lattice.cells()], vec![0_usize; lattice.cells()]);
    for (cell, &mouth) in basin.iter().enumerate() {
        if mouth != NO_MOUTH {
            cells[mouth] += 1;
            framed[mouth] += usize::from(lattice.land_edge_distance_m(cell) < FRAME_M);
        }
    }
    let inside = |cell: usize| {
        lattice.land_edge_distance_m(cell) >= FRAME_M
            && basin[cell] != NO_MOUTH
            && framed[basin[cell]] * 5 < cells[basin[cell]]
    };
    one_piece(lattice, sea, &(0..lattice.cells()).map(inside).collect::<Vec<_>>())
}

/// What a cell settles about its basin's mouth, the land cell that meets the sea: [`NO_MOUTH`] for the sea itself
/// and where water leaves over the edge; nothing where the cell only passes water on.
fn mouth(drainage: &Drainage, sea: &[bool], cell: usize) -> Option<usize> {
    let receiver = drainage.receiver[cell];
    if receiver == cell { Some(NO_MOUTH) } else { sea[receiver].then_some(cell) }
}

/// The largest piece, with the pockets that it encloses.
fn one_piece(lattice: Lattice, sea: &[bool], inside: &[bool]) -> Vec<bool> {
    let mut largest = vec![];
    let (mut size, mut seen) = (0, vec![false; lattice.cells()]);
    for start in 0..lattice.cells() {
        if inside[start] && !seen[start] {
            let piece = lattice.joined([start], |cell| inside[cell]);
            let count = piece.iter().filter(|&&held| held).count();
            for (seen, &held) in seen.iter_mut().zip(&piece) {
                *seen |= held;
            }
            if count > size {
                (largest, size) = (piece, count);
            }
        }
    }
    let rim = (0..lattice.cells()).filter(|&cell| sea[cell] || lattice.on_land_edge(cell));
    let around = lattice.joined(rim, |cell| !largest[cell]);
    around.into_iter().map(|outside| !outside).collect()
}
