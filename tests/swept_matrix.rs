//! Places so dense and so far that a site sweeps them: against what the sweep is made of, and against exact paths.
//!
//! A place takes the samples of the radial in whose wedge it lies as its profile, with its own distance and height at the
//! end. The profile is built here again from what the documentation says, and handed to the plain kernels. All places lie
//! in the two octants east of the site, where radials are sampled on the columns of cell centres.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say so at once")]

#[path = "shared/noise.rs"]
mod noise;
#[path = "shared/swept.rs"]
mod swept;

use divario::coverage::{Access, Matrix, Reach, exact_matrix, matrix};
use divario::demand::{Demand, HouseholdPoint};
use divario::progress::Silent;
use divario::propagation::radial::APPROACH;
use divario::propagation::{Clearance, Model, Profile, Terminals};
use divario::scenario::ModelName;
use divario::sites::Site;
use divario::terrain::{Grid, ProfileBuffer, Terrain, height_at};
use divario::units::Projected;
use ndarray::Array2;
use noise::{noise, wood_m};
use swept::{MAST_M, NOWHERE, fractal};

const GRID: Grid = Grid { west_m: 400_000.0, north_m: 4_900_000.0, cell_m: 30.0, rows: 260, cols: 520 };
const RANGE_KM: f64 = 14.0;

/// So many places in a narrow sector, some hundred a radial, are swept; so few are not.
const DENSE: usize = 8_000;
const SPARSE: usize = 300;
const SECTOR_RAD: f64 = 0.17;

/// The swept loss is that of the plain kernel but for the last digits, dB: both are kept as f32. Clearances, m.
const LOSS_TOLERANCE_DB: f64 = 1e-4;
const CLEARANCE_TOLERANCE_M: f64 = 1e-3;

/// ITM jumps where rounding moves a point over one of its limits; so many dB at most, and at few places.
const ITM_JUMP_DB: f64 = 3.0;
const ITM_JUMPS_MAX_RATIO: f64 = 0.02;

/// Sight is looked at again where the sweep's clearance is below this share of a cell's side, and where clutter may hide.
const DOUBTFUL_CELLS: f64 = 0.2;
const TALLEST_CLUTTER_M: f64 = 15.0;

/// A direction this close to the border of two wedges may belong to either.
const BORDER_RATIO: f64 = 1e-6;

/// Limits of the sampling error at half, 90 % and 99 % of the places, dB: so far out a radial may run half a cell aside.
const SHARES: [f64; 3] = [0.5, 0.9, 0.99];
const SAMPLING_MAX_DB: [(ModelName, [f32; 3]); 3] = [
    (ModelName::P526, [0.6, 3.0, 12.0]),
    (ModelName::P1812, [0.6, 3.0, 12.0]),
    (ModelName::Itm, [0.6, 3.5, 30.0]),
];

/// Share of the places that one way may cover and the other not. A sample on every line of centres meets the crests that
/// equal steps from the site may pass by, so that the sweep covers less where the ground is rough from cell to cell.
const COVERED_APART_RATIO: f64 = 0.02;

/// Rough ground with woods of all heights and a lake without elevation.
fn clad_with_a_void() -> Terrain {
    let mut terrain = fractal(GRID);
    for (row, col) in (127..133).flat_map(|row| (380..386).map(move |col| (row, col))) {
        terrain.set_void((row, col));
    }
    terrain.with_clutter(&Array2::from_shape_fn((GRID.rows, GRID.cols), wood_m), 90.0).unwrap()
}

/// The site, off the centre of its cell.
fn site() -> Site {
    let middle = GRID.center(130, 20);
    swept::site(Projected { east_m: middle.east_m + 7.7, north_m: middle.north_m - 4.1 })
}

fn access(model: ModelName) -> Access {
    swept::access(model, RANGE_KM)
}

/// Places anywhere in the sector east of the site, in the farther part of its range.
fn demand(count: usize) -> Demand {
    let point = |number: usize| {
        let azimuth_rad = SECTOR_RAD * (noise(number, 3) - 0.5);
        let distance_m = 999.0 * RANGE_KM * (0.7 + 0.3 * noise(number, 5));
        let from = site().position;
        HouseholdPoint {
            id: number.to_string(),
            comune: 0,
            lon_lat: NOWHERE,
            position: Projected {
                east_m: from.east_m + distance_m * azimuth_rad.cos(),
                north_m: from.north_m + distance_m * azimuth_rad.sin(),
            },
            households: 1.0,
            unserved_households: 1.0,
        }
    };
    Demand { comuni: Vec::new(), points: (0..count).map(point).collect(), anchors: Vec::new() }
}

fn found(access: &Access, terrain: &Terrain, demand: &Demand) -> Matrix {
    matrix(access, terrain, demand, &[site()], &Silent).unwrap()
}

/// The profile that a place takes from a radial: distances (km), ground and clutter (m).
#[derive(Default)]
struct Radial([Vec<f64>; 3]);

impl Radial {
    fn push(&mut self, sample: [f64; 3]) {
        self.0.iter_mut().zip(sample).for_each(|(column, value)| column.push(value));
    }

    /// A sample on every column of cell centres that lies half a step nearer than the place, then the place itself.
    /// `slope` says by how many rows the radial goes south for each column.
    fn towards(terrain: &Terrain, place: Projected, slope: f64) -> Self {
        let from = site().position;
        let (row, col) = GRID.fractional(from);
        let distance_m = from.distance_m(place);
        let mut radial = Self::default();
        radial.push([0.0, height_at(terrain, from), 0.0]);
        let step_m = (1.0 + slope * slope).sqrt() * GRID.cell_m;
        for column in col.floor() as usize + 1.. {
            let u = column as f64 - col;
            let along_m = u * step_m;
            if along_m > distance_m - 0.5 * step_m {
                break;
            }
            let at = (row + u * slope).clamp(0.0, (GRID.rows - 1) as f64);
            let top = (at.floor() as usize).min(GRID.rows - 2);
            let [north_m, south_m] = [0, 1].map(|down| f64::from(terrain.height_m[[top + down, column]]));
            let ground_m = north_m + (at - top as f64) * (south_m - north_m);
            let cleared = along_m.min(distance_m - along_m) <= terrain.clearing_m;
            let clutter_m = terrain.clutter_m(((at + 0.5).floor() as usize, column));
            radial.push([along_m / 1_000.0, ground_m, if cleared { 0.0 } else { f64::from(clutter_m) }]);
        }
        radial.push([distance_m / 1_000.0, height_at(terrain, place), 0.0]);
        radial
    }

    /// The same with the last steps of the straight line to the place in the place of the last samples, as ITM is shown it.
    fn come_near(&self, terrain: &Terrain, place: Projected) -> Self {
        let ((row, col), (to_row, to_col)) = (GRID.fractional(site().position), GRID.fractional(place));
        let [distance_km, mut ground_m, mut clutter_m] = self.0.clone();
        let last = ground_m.len() - 1;
        let per_step = 1.0 / last as f64;
        let step = ((to_row - row) * per_step, (to_col - col) * per_step);
        for index in last.saturating_sub(APPROACH).max(1)..last {
            let back = (last - index) as f64;
            let at = (to_row - back * step.0, to_col - back * step.1);
            let first = GRID.center(0, 0);
            let (east_m, north_m) = (first.east_m + at.1 * GRID.cell_m, first.north_m - at.0 * GRID.cell_m);
            ground_m[index] += height_at(terrain, Projected { east_m, north_m }) - ground_m[index];
            let cleared = 1_000.0 * distance_km[index].min(distance_km[last] - distance_km[index]);
            let cell = ((at.0 + 0.5).floor() as usize, (at.1 + 0.5).floor() as usize);
            clutter_m[index] =
                if cleared <= terrain.clearing_m { 0.0 } else { f64::from(terrain.clutter_m(cell)) };
        }
        Self([distance_km, ground_m, clutter_m])
    }

    /// Path loss (dB), clearance and Fresnel clearance (m) by the plain kernels; `None` behind a void.
    fn plain(&self, access: &Access, terrain: &Terrain, place: Projected) -> Option<[f64; 3]> {
        let asked = access.asked(terrain, true);
        let near = matches!(asked.model, Some(Model::Itm(_))).then(|| self.come_near(terrain, place));
        let path = near.as_ref().unwrap_or(self);
        let terminals = Terminals {
            tx_height_m: MAST_M,
            rx_height_m: access.cpe_height_m(),
            frequency_mhz: asked.frequency_mhz,
            polarisation: asked.polarisation,
        };
        let known = |radial: &Self| radial.0[1].iter().all(|height_m| !height_m.is_nan());
        (known(self) && known(path)).then(|| {
            let radius_km = asked.clearance_radius_km.unwrap();
            let clearance = Clearance::of(&self.profile(), &terminals, radius_km);
            let loss_db = asked.model.unwrap().basic_transmission_loss_db(&path.profile(), &terminals);
            [loss_db, clearance.clearance_m, clearance.fresnel_clearance_m]
        })
    }

    fn profile(&self) -> Profile<'_> {
        let [distance_km, ground_m, clutter_m] = &self.0;
        Profile { distance_km, ground_m, clutter_m, zone: &[] }
    }
}

/// Slopes of the radials that a place may belong to: one, or two where it lies on the border of their wedges. A wedge is
/// as wide as a cell is seen from the site, at the range or at the end of the grid and a little beyond.
fn slopes(place: Projected) -> Vec<f64> {
    let ((row, col), (place_row, place_col)) = (GRID.fractional(site().position), GRID.fractional(place));
    let direction = (place_row - row) / (place_col - col);
    let (end_u, last_row) = ((GRID.cols - 1) as f64 - col, (GRID.rows - 1) as f64);
    let mut slopes = Vec::new();
    for (side, end_v) in [(1.0, last_row - row), (-1.0, row)] {
        let mut near = 0.0_f64;
        while near < 1.0 {
            let end = if near * end_u > end_v { end_v / near } else { end_u };
            let range = 1_000.0 * RANGE_KM / GRID.cell_m;
            let length = (end * (1.0 + near * near).sqrt()).min(range) + 1.5;
            let far = (near + (1.0 + near * near) / length).min(1.0);
            if (near - BORDER_RATIO..=far + BORDER_RATIO).contains(&(side * direction)) {
                slopes.push(side * 0.5 * (near + far));
            }
            near = far;
        }
    }
    slopes
}

/// Whether a place has what the plain kernels say of its radial, the loss within a tolerance (dB). Where its sight hangs by a
/// thread, it may have a clearance of its own line, and all from the exact path: it must where the sight turns.
fn is_as(found: &Reach, swept: [f64; 3], exact: impl Fn() -> Option<Reach>, tolerance_db: f64) -> bool {
    let quantities =
        |reach: &Reach| [reach.path_loss_db, reach.clearance_m, reach.fresnel_clearance_m].map(f64::from);
    let near = |wanted: [f64; 3]| {
        let found = quantities(found);
        (found[0] - wanted[0]).abs() <= tolerance_db
            && (1..3).all(|at| (found[at] - wanted[at]).abs() <= CLEARANCE_TOLERANCE_M)
    };
    let doubtful_m = DOUBTFUL_CELLS * GRID.cell_m + CLEARANCE_TOLERANCE_M;
    let doubtful = -(doubtful_m + TALLEST_CLUTTER_M) < swept[1] && swept[1] < doubtful_m;
    // a clearance of the line alone, of the same sign
    let moved = |clearance_m: f64| {
        (clearance_m > 0.0) == (swept[1] > 0.0) && near([swept[0], clearance_m, swept[2].min(clearance_m)])
    };
    let looked_at = || match exact() {
        Some(exact) => *found == exact || moved(f64::from(exact.clearance_m)),
        None => moved(f64::from(found.clearance_m)), // a void elsewhere on the line
    };
    near(swept) || (doubtful && looked_at())
}

/// Compares every place with the plain kernels, the loss within a tolerance (dB); how many have the very loss.
fn compare(access: &Access, terrain: &Terrain, demand: &Demand, tolerance_db: f64) -> usize {
    let matrix = found(access, terrain, demand);
    let mut same = 0;
    for (point, best) in demand.points.iter().zip(&matrix.best) {
        let radial =
            |slope| Radial::towards(terrain, point.position, slope).plain(access, terrain, point.position);
        let wanted: Vec<Option<[f64; 3]>> = slopes(point.position).into_iter().map(radial).collect();
        let exact = || access.reach(terrain, &site(), point.position, &mut ProfileBuffer::default());
        let agrees = |tolerance_db: f64| {
            wanted.iter().any(|wanted| match (wanted, best) {
                (None, None) => true,
                (Some(wanted), Some((0, found))) => is_as(found, *wanted, exact, tolerance_db),
                _ => false,
            })
        };
        assert!(agrees(tolerance_db), "{:?}: {best:?}, not {wanted:?}", point.position);
        same += usize::from(agrees(LOSS_TOLERANCE_DB));
    }
    let voids = matrix.best.iter().filter(|best| best.is_none()).count() as u64;
    assert_eq!((matrix.pairs, matrix.void_pairs), (demand.points.len() as u64, voids));
    assert_eq!(voids > 100, terrain.clutter.is_some());
    same
}

#[test]
fn dense_places_have_what_the_plain_kernels_say_of_their_radials() {
    let demand = demand(DENSE);
    for model in [ModelName::FreeSpace, ModelName::P526, ModelName::P1812, ModelName::Itm] {
        let itm = model == ModelName::Itm;
        let tolerance_db = if itm { ITM_JUMP_DB } else { LOSS_TOLERANCE_DB };
        for terrain in [fractal(GRID), clad_with_a_void()] {
            let jumps = DENSE - compare(&access(model), &terrain, &demand, tolerance_db);
            assert!(jumps as f64 <= ITM_JUMPS_MAX_RATIO * DENSE as f64, "{model:?}: {jumps}");
        }
    }
}

#[test]
fn dense_places_lie_near_their_exact_paths() {
    let (terrain, demand) = (fractal(GRID), demand(DENSE));
    for (model, most_db) in SAMPLING_MAX_DB {
        let access = access(model);
        let swept = found(&access, &terrain, &demand);
        let exact = exact_matrix(&access, &terrain, &demand, &[site()], &Silent).unwrap();
        let loss_db = |best: &Option<(u32, Reach)>| best.unwrap().1.path_loss_db;
        let pairs = swept.best.iter().zip(&exact.best);
        let mut apart_db: Vec<f32> =
            pairs.map(|(swept, exact)| (loss_db(swept) - loss_db(exact)).abs()).collect();
        apart_db.sort_by(f32::total_cmp);
        assert!(apart_db[DENSE - 1] > 0.1, "{model:?}: these are exact paths");
        let found_db = SHARES.map(|share| apart_db[(share * (DENSE - 1) as f64) as usize]);
        let near = found_db.iter().zip(most_db).all(|(found_db, most_db)| *found_db <= most_db);
        assert!(near, "{model:?}: {found_db:?}");
        let covered = [&swept, &exact].map(|matrix| matrix.covered[0].len() as f64);
        assert!(
            (covered[0] - covered[1]).abs() < COVERED_APART_RATIO * DENSE as f64,
            "{model:?}: {covered:?}"
        );
    }
}

#[test]
fn sparse_places_have_their_exact_paths_to_the_last_bit() {
    let (terrain, demand) = (clad_with_a_void(), demand(SPARSE));
    for model in [ModelName::P1812, ModelName::Itm] {
        let access = access(model);
        let exact = exact_matrix(&access, &terrain, &demand, &[site()], &Silent).unwrap();
        assert!(found(&access, &terrain, &demand).best == exact.best, "{model:?}");
    }
}

#[test]
fn threads_do_not_change_a_bit() {
    let (terrain, access, demand) = (clad_with_a_void(), access(ModelName::P1812), demand(DENSE));
    let sites = [site(), site()];
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| matrix(&access, &terrain, &demand, &sites, &Silent)).unwrap()
    };
    let (one, two) = (on(1), on(2));
    assert!(one.best == two.best && one.covered == two.covered && one.pairs == two.pairs);
}
