//! The ground: a coast, then mountains raised and carved by running water, from coarse cells to fine ones.
//!
//! Each step lifts the land, cuts every cell down towards its receiver in proportion to slope and to the root
//! of the drained area (stream-power law with exponents 1/2 and 1, implicit as Braun & Willett solve it;
//! *unverified* against their paper), limits slopes to what rock holds, and lets the soil creep.

use super::drainage::Drainage;
use super::lattice::{EXTENT_M, Lattice};
use super::noise::{blend, rugged};

/// Lift over erosion strength where rock and lift are average, m: sets how high the mountains stand.
const STEEPNESS_M: f64 = 95.0;
/// Lift in one step where it is average, m.
const LIFT_M: f64 = 9.0;
/// The steepest slope that stands where rock is average, and how much it varies, rise over run.
const SLOPE_MAX: (f64, f64) = (0.58, 0.3);
/// Cells along an edge and steps, coarse to fine.
const STAGES: [(usize, usize); 3] = [(240, 190), (480, 20), (960, 6)];

/// The carved surface before it is rounded to metres.
pub struct Relief {
    /// Its cells.
    pub lattice: Lattice,
    /// Height of the cell centre, m; 0 at sea.
    pub height_m: Vec<f64>,
    /// Open sea.
    pub sea: Vec<bool>,
}

impl Relief {
    /// Grows the province's ground.
    pub fn grow() -> Self {
        let mut relief = Self::bare(Lattice::new(STAGES[0].0));
        for (side, steps) in STAGES {
            if side != relief.lattice.side {
                relief = relief.refined(side);
            }
            let ground = Ground::of(relief.lattice, &relief.sea);
            for _ in 0..steps {
                relief.step(&ground);
            }
        }
        relief.flatten_valleys();
        relief.settle(&Ground::of(relief.lattice, &relief.sea));
        relief
    }

    /// Where water leaves: the sea, and some places along the map's edge.
    pub fn outlets(&self) -> Vec<bool> {
        (0..self.lattice.cells()).map(|cell| self.sea[cell] || is_gap(self.lattice, cell)).collect()
    }

    fn bare(lattice: Lattice) -> Self {
        let sea = sea(lattice);
        let height_m = (0..lattice.cells()).map(|cell| start_m(lattice, &sea, cell)).collect();
        Self { lattice, height_m, sea }
    }

    /// The same surface on finer cells, bilinear, with the coast drawn anew.
    fn refined(&self, side: usize) -> Self {
        let mut fine = Self::bare(Lattice::new(side));
        for cell in 0..fine.lattice.cells() {
            if !fine.sea[cell] && !is_gap(fine.lattice, cell) {
                fine.height_m[cell] = self.between_m(fine.lattice.offset_m(cell)).max(1.0);
            }
        }
        fine
    }

    fn between_m(&self, (east_m, north_m): (f64, f64)) -> f64 {
        let last = (self.lattice.side - 1) as f64;
        let col = (east_m / self.lattice.cell_m - 0.5).clamp(0.0, last);
        let row = ((EXTENT_M - north_m) / self.lattice.cell_m - 0.5).clamp(0.0, last);
        let at = |row: f64, col: f64| {
            self.height_m[row.min(last) as usize * self.lattice.side + col.min(last) as usize]
        };
        let (top, left) = (row.floor(), col.floor());
        let north = blend(at(top, left), at(top, left + 1.0), col - left);
        let south = blend(at(top + 1.0, left), at(top + 1.0, left + 1.0), col - left);
        blend(north, south, row - top)
    }

    fn step(&mut self, ground: &Ground) {
        let outlet = self.outlets();
        for cell in (0..self.lattice.cells()).filter(|&cell| !outlet[cell]) {
            self.height_m[cell] += ground.lift_m[cell];
        }
        let drainage = Drainage::of(self.lattice, &mut self.height_m, &outlet);
        self.cut(&drainage, ground);
        self.creep(&outlet);
    }

    fn cut(&mut self, drainage: &Drainage, ground: &Ground) {
        let area_m2 = drainage.area_m2(self.lattice);
        for &cell in &drainage.order {
            let receiver = drainage.receiver[cell];
            if receiver == cell {
                continue;
            }
            let run_m = self.lattice.distance_m(cell, receiver);
            let pull = ground.softness[cell] * LIFT_M / STEEPNESS_M * area_m2[cell].sqrt() / run_m;
            let base_m = self.height_m[receiver];
            let cut_m = (self.height_m[cell] + pull * base_m) / (1.0 + pull);
            self.height_m[cell] = cut_m.min(base_m + ground.slope_max_ratio[cell] * run_m);
        }
    }

    /// Soil creeps from crests into hollows: one weak pass of averaging.
    fn creep(&mut self, outlet: &[bool]) {
        const RATE: f64 = 0.09;
        let before_m = self.height_m.clone();
        for cell in (0..self.lattice.cells()).filter(|&cell| !outlet[cell]) {
            let bend_m: f64 = self.lattice.beside(cell).map(|next| before_m[next] - before_m[cell]).sum();
            self.height_m[cell] = (before_m[cell] + RATE * bend_m).max(0.5);
        }
    }

    /// Rivers fill their valleys with gravel: the wider, the more ground they drain.
    fn flatten_valleys(&mut self) {
        const RIVER_M2: f64 = 2.5e6;
        let outlet = self.outlets();
        let drainage = Drainage::of(self.lattice, &mut self.height_m, &outlet);
        let area_m2 = drainage.area_m2(self.lattice);
        for &cell in drainage.order.iter().filter(|&&cell| !outlet[cell] && area_m2[cell] > RIVER_M2) {
            let width_m = (0.024 * area_m2[cell].sqrt()).min(240.0);
            self.flatten_around(cell, width_m);
        }
    }

    /// Slopes that the rivers undercut slide down; then pits are filled for good.
    fn settle(&mut self, ground: &Ground) {
        let outlet = self.outlets();
        let drainage = Drainage::of(self.lattice, &mut self.height_m, &outlet);
        for &cell in &drainage.order {
            let receiver = drainage.receiver[cell];
            let run_m = self.lattice.distance_m(cell, receiver);
            let stands_m = self.height_m[receiver] + ground.slope_max_ratio[cell] * run_m;
            self.height_m[cell] = self.height_m[cell].min(stands_m);
        }
        self.creep(&outlet);
    }

    fn flatten_around(&mut self, river: usize, width_m: f64) {
        let bed_m = self.height_m[river];
        for cell in self.lattice.square(river, (width_m / self.lattice.cell_m) as usize + 1) {
            let share = self.lattice.distance_m(river, cell) / width_m;
            let floor_m = bed_m + 1.0 + 9.0 * share * share;
            if share <= 1.0 && !self.sea[cell] && self.height_m[cell] > floor_m {
                self.height_m[cell] = blend(floor_m, self.height_m[cell], share * share);
            }
        }
    }
}

/// What the ground is made of: lift in one step, how easily it is carved (1 is average), how steep it stands.
struct Ground {
    lift_m: Vec<f64>,
    softness: Vec<f64>,
    slope_max_ratio: Vec<f64>,
}

impl Ground {
    fn of(lattice: Lattice, sea: &[bool]) -> Self {
        let lift_m = (0..lattice.cells()).map(|cell| if sea[cell] { 0.0 } else { lift_m(lattice, cell) });
        let softness = (0..lattice.cells()).map(|cell| {
            let (east_m, north_m) = lattice.offset_m(cell);
            1.0 + 0.55 * rugged(31, east_m / 3_400.0, north_m / 3_400.0, 4)
        });
        let slope_max_ratio = (0..lattice.cells()).map(|cell| {
            let (east_m, north_m) = lattice.offset_m(cell);
            SLOPE_MAX.0 + SLOPE_MAX.1 * rugged(37, east_m / 2_100.0, north_m / 2_100.0, 4)
        });
        Self {
            lift_m: lift_m.collect(),
            softness: softness.collect(),
            slope_max_ratio: slope_max_ratio.collect(),
        }
    }
}

fn lift_m(lattice: Lattice, cell: usize) -> f64 {
    let (east_m, north_m) = lattice.offset_m(cell);
    let inland = inland(east_m, north_m);
    let patch = 1.0 + 0.45 * rugged(32, east_m / 6_500.0, north_m / 6_500.0, 3);
    LIFT_M * (0.5 + 0.6 * inland) * patch * (1.0 + 0.6 * flank(lattice, cell))
}

/// 1 where the mountains stand that close the province to the north, west and east, 0 far from them.
fn flank(lattice: Lattice, cell: usize) -> f64 {
    let off_m = lattice.land_edge_distance_m(cell) - 2_700.0;
    let share = (1.0 - (off_m / 2_400.0).abs()).max(0.0);
    share * share * (3.0 - 2.0 * share)
}

/// 0 at the coast, 1 at the northern edge of the map.
fn inland(east_m: f64, north_m: f64) -> f64 {
    ((north_m - coast_m(east_m)) / (EXTENT_M - coast_m(east_m))).clamp(0.0, 1.0)
}

/// How far north of the southern edge the coast lies, m: gulfs and capes, before its finer notches.
fn coast_m(east_m: f64) -> f64 {
    5_300.0 + 2_300.0 * rugged(33, east_m / 7_000.0, 0.5, 3)
}

/// Open sea: what lies beyond the coast and is joined to the southern edge; the rest of the notches is land.
fn sea(lattice: Lattice) -> Vec<bool> {
    let wet: Vec<bool> = (0..lattice.cells()).map(|cell| seaward(lattice.offset_m(cell))).collect();
    let southern = lattice.cells() - lattice.side..lattice.cells();
    let sea = lattice.joined(southern, |cell| wet[cell]);
    let mainland = lattice.joined(0..lattice.side, |cell| !sea[cell]);
    mainland.into_iter().map(|land| !land).collect()
}

fn seaward((east_m, north_m): (f64, f64)) -> bool {
    let notch_m = 900.0 * rugged(34, east_m / 2_400.0, north_m / 2_400.0, 4);
    north_m < coast_m(east_m) + notch_m
}

/// Whether a valley of the neighbouring provinces leaves the map here: one every 3.6 km along its edge.
fn is_gap(lattice: Lattice, cell: usize) -> bool {
    let (east_m, north_m) = lattice.offset_m(cell);
    lattice.on_land_edge(cell) && (east_m + north_m) % 3_600.0 < 150.0
}

/// Height before the first step: gently rough land, and in the gaps the fixed heights of valleys beyond.
fn start_m(lattice: Lattice, sea: &[bool], cell: usize) -> f64 {
    let (east_m, north_m) = lattice.offset_m(cell);
    let inland = inland(east_m, north_m);
    match (sea[cell], is_gap(lattice, cell)) {
        (true, _) => 0.0,
        (false, true) => 3.0 + inland * (560.0 + 170.0 * rugged(35, east_m / 5_000.0, north_m / 5_000.0, 2)),
        (false, false) => {
            20.0 + 60.0 * inland
                + 40.0 * flank(lattice, cell)
                + 15.0 * rugged(36, east_m / 900.0, north_m / 900.0, 4)
        }
    }
}
