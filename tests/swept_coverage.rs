//! The swept map against what it is made of, and against exact paths.
//!
//! A cell takes the samples of its wedge's radial as its profile. The profile is built here again, from what the
//! documentation says of it, and handed to the plain kernels: the map must say what they say. How far that is from the
//! exact path to each cell is a matter of sampling, and bounded.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say so at once")]

#[path = "shared/noise.rs"]
mod noise;
#[path = "shared/rugged.rs"]
mod rugged;
#[path = "shared/swept.rs"]
mod swept;

use divario::coverage::{Access, Asked, Network, Survey, Window, exact_survey, rasters, survey};
use divario::progress::Silent;
use divario::propagation::radial::APPROACH;
use divario::propagation::{Clearance, Model, Profile, Terminals, Zone};
use divario::scenario::ModelName;
use divario::sites::Site;
use divario::terrain::{Grid, ProfileBuffer, Terrain, height_at};
use divario::units::Projected;
use ndarray::Array2;
use noise::noise;
use rugged::{GRID, rugged};
use swept::{MAST_M, access, fractal, site};

/// The swept loss is that of the plain kernel but for the last digits, dB: both are kept as f32.
const LOSS_TOLERANCE_DB: f64 = 1e-4;

/// ITM jumps where rounding moves a point over one of its limits; so many dB at most, and in few cells.
const ITM_JUMP_DB: f64 = 3.0;
const ITM_JUMPS_MAX_RATIO: f64 = 0.02;

/// As for losses, of clearances, m.
const CLEARANCE_TOLERANCE_M: f64 = 1e-3;

/// A cell whose centre is so near to the range, m, may be in it or not.
const RANGE_TOLERANCE_M: f64 = 1e-6;

/// Sight is looked at again where the sweep's clearance is below this share of a cell's side, and where clutter may hide.
const DOUBTFUL_CELLS: f64 = 0.2;
const TALLEST_CLUTTER_M: f64 = 15.0;

/// A direction this close to the border of two wedges may belong to either.
const BORDER_RATIO: f64 = 1e-6;

fn position(grid: &Grid, row: f64, col: f64) -> Projected {
    let west_m = grid.west_m + 0.5 * grid.cell_m;
    let north_m = grid.north_m - 0.5 * grid.cell_m;
    Projected { east_m: west_m + col * grid.cell_m, north_m: north_m - row * grid.cell_m }
}

/// What one site does over the whole terrain.
fn alone(access: &Access, terrain: &Terrain, site: &Site) -> Survey {
    let window = Window::whole(&terrain.grid);
    let (sites, asked) = ([(0, site)], Asked { strongest: 1 });
    survey(access, terrain, &sites, &Network::apart(&sites), &window, asked, &Silent).unwrap()
}

/// Bilinear height at a row and column; off the grid that of its rim.
fn plain_height_m(terrain: &Terrain, (row, col): (f64, f64)) -> f64 {
    let whole = |at: f64, cells: usize| (at.floor() as usize).min(cells - 2);
    let (top, left) = (whole(row, terrain.grid.rows), whole(col, terrain.grid.cols));
    let height_m = |down: usize, right: usize| f64::from(terrain.height_m[[top + down, left + right]]);
    // on a line of centres its neighbours do not count, be they known or not
    let between = |share: f64, near_m: f64, far_m: f64| {
        if share == 0.0 { near_m } else { near_m + share * (far_m - near_m) }
    };
    let along = |down: usize| between(col - left as f64, height_m(down, 0), height_m(down, 1));
    between(row - top as f64, along(0), along(1))
}

/// The nearest cell.
fn nearest((row, col): (f64, f64)) -> (usize, usize) {
    ((row + 0.5).floor() as usize, (col + 0.5).floor() as usize)
}

/// Clutter of the nearest cell, m; none in the clearings at both ends of a path, of which so much is walked (m).
fn clutter_m(terrain: &Terrain, at: (f64, f64), [along_m, length_m]: [f64; 2]) -> f64 {
    let cleared = along_m.min(length_m - along_m) <= terrain.clearing_m;
    if cleared { 0.0 } else { f64::from(terrain.clutter_m(nearest(at))) }
}

/// The profile that a cell takes from a radial: distances (km), ground and clutter (m), zones.
#[derive(Default, Clone)]
struct Radial {
    distance_km: Vec<f64>,
    ground_m: Vec<f64>,
    clutter_m: Vec<f64>,
    zone: Vec<Zone>,
}

impl Radial {
    fn push(&mut self, distance_m: f64, ground_m: f64, clutter_m: f64, zone: Zone) {
        self.zone.push(zone);
        self.distance_km.push(distance_m / 1_000.0);
        self.ground_m.push(ground_m);
        self.clutter_m.push(clutter_m);
    }

    /// A sample wherever the way crosses a line nearer than the cell's, then the cell itself.
    fn towards(terrain: &Terrain, site: &Site, cell: (usize, usize), way: &Way) -> Self {
        let grid = &terrain.grid;
        let distance_m = grid.center(cell.0, cell.1).distance_m(site.position).max(1.0);
        let mut radial = Self::default();
        let at_site = terrain.zone(nearest(terrain.grid.fractional(site.position)));
        radial.push(0.0, height_at(terrain, site.position), 0.0, at_site);
        for line in 0.. {
            let (u, (row, col)) = way.crossing(line);
            if u > way.cell_u - 0.5 {
                break;
            }
            let step_m = (1.0 + way.tangent * way.tangent).sqrt() * grid.cell_m;
            let along_m = way.crossing(0).0 * step_m + line as f64 * step_m;
            let (row, col) = (row.clamp(0.0, (grid.rows - 1) as f64), col.clamp(0.0, (grid.cols - 1) as f64));
            let ground_m = plain_height_m(terrain, (row, col));
            let clutter_m = clutter_m(terrain, (row, col), [along_m, distance_m]);
            radial.push(along_m, ground_m, clutter_m, terrain.zone(nearest((row, col))));
        }
        radial.push(distance_m, f64::from(terrain.height_m[cell]), 0.0, terrain.zone(cell));
        radial
    }

    /// Puts the last steps of the straight line to the cell in the place of the last samples.
    fn come_near(&mut self, terrain: &Terrain, site: &Site, cell: (usize, usize)) {
        let (row, col) = (cell.0 as f64, cell.1 as f64);
        let (site_row, site_col) = terrain.grid.fractional(site.position);
        let last = self.ground_m.len() - 1;
        let length_m = self.distance_km[last] * 1_000.0;
        // Steps are taken as the sweep does: halfway between two cells the last bit says whose clutter is nearest.
        let per_step = 1.0 / last as f64;
        let step = ((row - site_row) * per_step, (col - site_col) * per_step);
        for index in last.saturating_sub(APPROACH).max(1)..last {
            let back = (last - index) as f64;
            let at = (row - back * step.0, col - back * step.1);
            self.ground_m[index] += plain_height_m(terrain, at) - self.ground_m[index]; // a void on either is one
            self.clutter_m[index] = clutter_m(terrain, at, [self.distance_km[index] * 1_000.0, length_m]);
        }
    }

    /// Of the cell in whose middle the site stands.
    fn of_own_cell(terrain: &Terrain, site: &Site, cell: (usize, usize)) -> Self {
        let mut radial = Self::default();
        let at_site = terrain.zone(nearest(terrain.grid.fractional(site.position)));
        radial.push(0.0, height_at(terrain, site.position), 0.0, at_site);
        radial.push(1.0, f64::from(terrain.height_m[cell]), 0.0, terrain.zone(cell));
        radial
    }

    fn profile(&self) -> Profile<'_> {
        Profile {
            distance_km: &self.distance_km,
            ground_m: &self.ground_m,
            clutter_m: &self.clutter_m,
            zone: &self.zone,
        }
    }

    fn crosses_void(&self) -> bool {
        self.ground_m.iter().any(|height_m| height_m.is_nan())
    }
}

/// A radial in an octant: u along its axis, v across it, in cells from the site.
struct Way {
    /// Row and column of the site, and how they change with u and v.
    site: [f64; 2],
    along: [f64; 2],
    across: [f64; 2],
    /// v / u.
    tangent: f64,
    /// u of the cell that it leads to.
    cell_u: f64,
}

impl Way {
    /// u of the crossing with a line of cell centres, counted from the site, and its row and column.
    fn crossing(&self, line: usize) -> (f64, (f64, f64)) {
        let axis = usize::from(self.along[1] != 0.0);
        let at = self.site[axis] * self.along[axis];
        let u = at.floor() + 1.0 + line as f64 - at;
        let mut place = [0, 1].map(|across| self.site[across] + u * self.tangent * self.across[across]);
        place[axis] = (at + u).round() * self.along[axis];
        (u, (place[0], place[1]))
    }
}

/// The ways of the radials that a cell may belong to: one, or several where it lies on a border of wedges or octants.
fn ways(access: &Access, grid: &Grid, site: &Site, cell: (usize, usize)) -> Vec<Way> {
    let (row, col) = grid.fractional(site.position);
    let (site, last) = ([row, col], [(grid.rows - 1) as f64, (grid.cols - 1) as f64]);
    let away = [cell.0 as f64 - row, cell.1 as f64 - col];
    let mut ways = Vec::new();
    for (axis, sign) in [(0, 1.0), (0, -1.0), (1, 1.0), (1, -1.0)] {
        for side in [1.0, -1.0] {
            let (cell_u, cell_v) = (sign * away[axis], side * away[1 - axis]);
            if cell_u <= 0.0 || cell_v < -BORDER_RATIO || cell_v > cell_u + BORDER_RATIO {
                continue;
            }
            let to_end =
                |axis: usize, sign: f64| if sign > 0.0 { last[axis] - site[axis] } else { site[axis] };
            let ends = [to_end(axis, sign), to_end(1 - axis, side)];
            for tangent in middles(access.range_max_m() / grid.cell_m, ends, cell_v / cell_u) {
                let [mut along, mut across] = [[0.0; 2]; 2];
                (along[axis], across[1 - axis]) = (sign, side);
                ways.push(Way { site, along, across, tangent, cell_u });
            }
        }
    }
    ways
}

/// Tangents in the middle of those wedges of an octant that hold a direction: a wedge is as wide as a cell is seen from
/// the site, at the range or at the end of the grid (cells) and a little beyond.
fn middles(range: f64, [end_u, end_v]: [f64; 2], direction: f64) -> Vec<f64> {
    let (mut near, mut middles) = (0.0_f64, Vec::new());
    while near < 1.0 {
        let end = if near * end_u > end_v { end_v / near } else { end_u };
        let length = (end.max(0.0) * (1.0 + near * near).sqrt()).min(range) + 1.5;
        let far = (near + (1.0 + near * near) / length).min(1.0);
        if (near - BORDER_RATIO..=far + BORDER_RATIO).contains(&direction) {
            middles.push(0.5 * (near + far));
        }
        near = far;
    }
    middles
}

/// Path loss (dB) over one profile, clearance and Fresnel clearance (m) over a radial's by the plain kernels.
fn plain(access: &Access, terrain: &Terrain, path: &Radial, radial: &Radial) -> [f64; 3] {
    let asked = access.asked(terrain, true);
    let terminals = Terminals {
        tx_height_m: MAST_M,
        rx_height_m: access.cpe_height_m(),
        frequency_mhz: asked.frequency_mhz,
        polarisation: asked.polarisation,
    };
    let loss_db = asked.model.unwrap().basic_transmission_loss_db(&path.profile(), &terminals);
    let clearance = Clearance::of(&radial.profile(), &terminals, asked.clearance_radius_km.unwrap());
    [loss_db, clearance.clearance_m, clearance.fresnel_clearance_m]
}

/// Whether a cell of the map has what the plain kernels say of its radial, the loss within a tolerance (dB). Where its sight
/// hangs by a thread, it may have a clearance of its own line, and all from the exact path: it must where the sight turns.
fn is_as(
    map: &Survey,
    cell: (usize, usize),
    swept: [f64; 3],
    exact: impl Fn() -> Option<[f64; 3]>,
    tolerance_db: f64,
) -> bool {
    let found = [map.path_loss_db[cell], map.clearance_m[cell], map.fresnel_clearance_m[cell]].map(f64::from);
    let near = |wanted: [f64; 3]| {
        (found[0] - wanted[0]).abs() <= tolerance_db
            && (1..3).all(|at| (found[at] - wanted[at]).abs() <= CLEARANCE_TOLERANCE_M)
    };
    // a clearance of the line alone, of the same sign
    let moved = |clearance_m: f64| {
        (clearance_m > 0.0) == (swept[1] > 0.0) && near([swept[0], clearance_m, swept[2].min(clearance_m)])
    };
    let looked_at = || match exact() {
        // beside a cliff the least clearance may lie where the radial is far below the ray
        Some(exact) => near(exact) || (found[1] > exact[1] - CLEARANCE_TOLERANCE_M && moved(found[1])),
        None => moved(found[1]), // a void elsewhere on the line
    };
    near(swept) || (is_doubtful(swept[1], map.window.grid.cell_m) && looked_at())
}

/// Whether a clearance (m) is so small that the line is looked at again.
fn is_doubtful(clearance_m: f64, cell_m: f64) -> bool {
    let doubtful_m = DOUBTFUL_CELLS * cell_m + CLEARANCE_TOLERANCE_M;
    -(doubtful_m + TALLEST_CLUTTER_M) < clearance_m && clearance_m < doubtful_m
}

/// What the exact path to a cell has; nothing where it meets a void.
fn exact(access: &Access, terrain: &Terrain, site: &Site, (row, col): (usize, usize)) -> Option<[f64; 3]> {
    let place = terrain.grid.center(row, col);
    let reach = access.reach(terrain, site, place, &mut ProfileBuffer::default())?;
    Some([reach.path_loss_db, reach.clearance_m, reach.fresnel_clearance_m].map(f64::from))
}

/// Compares every cell of a map with the plain kernels, the loss within a tolerance (dB); numbers of cells compared, of
/// those behind a void, and of those within [`LOSS_TOLERANCE_DB`].
fn compare(access: &Access, terrain: &Terrain, site: &Site, tolerance_db: f64) -> [usize; 3] {
    let map = alone(access, terrain, site);
    let comes_near = matches!(access.asked(terrain, true).model, Some(Model::Itm(_)));
    let (mut compared, mut behind_void, mut same) = (0, 0, 0);
    for ((row, col), loss_db) in map.path_loss_db.indexed_iter() {
        let cell = (row, col);
        let distance_m = terrain.grid.center(row, col).distance_m(site.position);
        if (distance_m - access.range_max_m()).abs() < RANGE_TOLERANCE_M {
            continue;
        }
        if distance_m > access.range_max_m() || terrain.is_sea(cell) {
            assert!(loss_db.is_nan(), "{cell:?} is at sea or out of range");
            continue;
        }
        let mut radials: Vec<Radial> = ways(access, &terrain.grid, site, cell)
            .iter()
            .map(|way| Radial::towards(terrain, site, cell, way))
            .collect();
        if distance_m == 0.0 {
            radials.push(Radial::of_own_cell(terrain, site, cell));
        }
        let wanted: Vec<Option<[f64; 3]>> = radials
            .iter()
            .map(|radial| {
                let mut path = radial.clone();
                if comes_near {
                    path.come_near(terrain, site, cell);
                }
                (!path.crosses_void()).then(|| plain(access, terrain, &path, radial))
            })
            .collect();
        let agrees = |tolerance_db: f64| {
            wanted.iter().any(|wanted| match wanted {
                None => loss_db.is_nan(),
                Some(wanted) => {
                    is_as(&map, cell, *wanted, || exact(access, terrain, site, cell), tolerance_db)
                }
            })
        };
        let found = [*loss_db, map.clearance_m[cell], map.fresnel_clearance_m[cell]];
        assert!(agrees(tolerance_db), "{cell:?} from {:?}: {found:?}, not {wanted:?}", site.position);
        compared += 1;
        behind_void += usize::from(loss_db.is_nan());
        same += usize::from(agrees(LOSS_TOLERANCE_DB));
    }
    [compared, behind_void, same]
}

#[test]
fn every_cell_has_what_the_plain_kernels_say_of_its_radial() {
    let clad = rugged();
    let bare = Terrain { clutter: None, ..clad.clone() };
    // Two anywhere among cells, one on the centre of its cell, one near the rim.
    let places = [(33.31, 40.83), (21.637, 55.219), (50.0, 20.0), (2.41, 86.13)];
    for model in [ModelName::FreeSpace, ModelName::P526, ModelName::P1812, ModelName::Itm] {
        let access = access(model, 2.2);
        let tolerance_db = if model == ModelName::Itm { ITM_JUMP_DB } else { LOSS_TOLERANCE_DB };
        for terrain in [&clad, &bare] {
            let mut sum = [0; 3];
            for (row, col) in places {
                let found = compare(&access, terrain, &site(position(&GRID, row, col)), tolerance_db);
                sum = [sum[0] + found[0], sum[1] + found[1], sum[2] + found[2]];
            }
            assert!(sum[0] > 8_000 && sum[1] > 100, "{model:?}: {sum:?}");
            let jumps = (sum[0] - sum[2]) as f64 / sum[0] as f64;
            assert!(jumps <= ITM_JUMPS_MAX_RATIO, "{model:?}: {jumps}");
        }
    }
}

/// The map of a plan: best server, servers and level of its sites, each as it is alone.
#[test]
fn the_map_of_a_plan_is_the_survey_of_its_sites() {
    let terrain = rugged();
    let mut sites: Vec<Site> = (0..9)
        .map(|index| position(&GRID, 1.0 + 66.0 * noise(index, 1), 1.0 + 86.0 * noise(index, 2)))
        .map(site)
        .collect();
    sites[6].position = sites[4].position;
    sites[2].terms.relay_only = true;
    let numbered: Vec<(usize, &Site)> = sites.iter().enumerate().collect();
    let serving: Vec<(usize, &Site)> = numbered.iter().copied().filter(|(number, _)| *number != 2).collect();
    for model in [ModelName::P526, ModelName::P1812] {
        let access = access(model, 3.0);
        let network = Network::apart(&serving);
        let map = rasters(&access, &terrain, &serving, &network, &Silent).unwrap();
        let window = Window::whole(&GRID);
        let asked = Asked { strongest: 1 };
        let full = survey(&access, &terrain, &serving, &network, &window, asked, &Silent).unwrap();
        let bits = |array: &Array2<f32>| array.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        assert!(bits(&map.best_server) == bits(&full.together.best_server), "{model:?}: servers");
        assert!(bits(&map.server_count) == bits(&full.together.server_count), "{model:?}: counts");
        assert!(bits(&map.rx_level_dbm) == bits(&full.together.rx_level_dbm), "{model:?}: levels");
        assert!(bits(&map.rate_mbps) == bits(&full.together.rate_mbps), "{model:?}: rates");
        let count =
            |holds: &dyn Fn(f32) -> bool| map.best_server.iter().filter(|server| holds(**server)).count();
        assert!(count(&|server| server == 4.0) > 50 && count(&|server| server == 6.0) == 0);
        assert!(count(&|server| server == 2.0) == 0 && count(&f32::is_nan) > 100);
    }
}

/// Rough ground.
const ROUGH: Grid = Grid { cell_m: 30.0, rows: 200, cols: 200, ..GRID };

/// Value below which this share of sorted numbers lies.
fn quantile(sorted: &[f32], share: f64) -> f32 {
    sorted[((sorted.len() - 1) as f64 * share).round() as usize]
}

/// Shares of the cells at which the sampling error is bounded.
const SHARES: [f64; 3] = [0.5, 0.9, 0.99];

/// Limits of the sampling error on rough ground at these shares, dB. ITM reads terrain in tenths and jumps at horizons.
const SAMPLING_MAX_DB: [(ModelName, [f32; 3]); 3] = [
    (ModelName::P526, [0.2, 2.0, 6.0]),
    (ModelName::P1812, [0.2, 2.0, 6.0]),
    (ModelName::Itm, [0.4, 3.0, 18.0]),
];

/// Share of the cells whose line of sight may be wrong.
const WRONG_SIGHT_MAX_RATIO: f64 = 0.000_5;

/// An edge right before a low antenna costs so much more than none, dB.
const OBSTRUCTED_DB: f32 = 10.0;

/// Share of the cells that may be in sight and off by so much; ITM sees by horizons of its own.
const OBSTRUCTED_MAX_RATIO: f64 = 0.000_5;
const OBSTRUCTED_MAX_RATIO_ITM: f64 = 0.004;

/// A site's map by the sweep and by exact paths.
fn both(access: &Access, terrain: &Terrain, site: &Site) -> [Survey; 2] {
    let (window, asked) = (Window::whole(&terrain.grid), Asked { strongest: 1 });
    let sites = [(0, site)];
    let network = Network::apart(&sites);
    let exact = exact_survey(access, terrain, &sites, &network, &window, asked, &Silent).unwrap();
    [alone(access, terrain, site), exact]
}

#[test]
fn on_rough_ground_the_sweep_errs_little_and_sees_right() {
    let terrain = fractal(ROUGH);
    let places = [(100.3, 95.7), (31.0, 160.0), (170.2, 40.9), (60.5, 20.1), (140.0, 150.0)];
    for (model, most_db) in SAMPLING_MAX_DB {
        let access = access(model, 4.0);
        let (mut apart_db, mut in_sight, mut wrong, mut far_off) = (Vec::new(), 0, Vec::new(), 0);
        for (row, col) in places {
            let [swept, exact] = both(&access, &terrain, &site(position(&terrain.grid, row, col)));
            for (cell, &loss_db) in exact.path_loss_db.indexed_iter().filter(|(_, loss_db)| !loss_db.is_nan())
            {
                let clearances_m = [exact.clearance_m[cell], swept.clearance_m[cell]];
                let [seen, seen_swept] = clearances_m.map(|clearance_m| clearance_m > 0.0);
                apart_db.push((swept.path_loss_db[cell] - loss_db).abs());
                in_sight += usize::from(seen);
                far_off += usize::from(seen && swept.path_loss_db[cell] > loss_db + OBSTRUCTED_DB);
                wrong.extend((seen != seen_swept).then_some(clearances_m));
            }
        }
        apart_db.sort_by(f32::total_cmp);
        let ratio = |count: usize| count as f64 / apart_db.len() as f64;
        assert!(apart_db.len() > 100_000 && (0.1..0.9).contains(&ratio(in_sight)));
        let found_db = SHARES.map(|share| quantile(&apart_db, share));
        assert!(
            found_db.iter().zip(most_db).all(|(found_db, most_db)| *found_db <= most_db),
            "{model:?}: {found_db:?}"
        );
        let most = if model == ModelName::Itm { OBSTRUCTED_MAX_RATIO_ITM } else { OBSTRUCTED_MAX_RATIO };
        assert!(ratio(far_off) <= most, "{model:?}: {far_off} in sight as if behind an edge");
        assert!(ratio(wrong.len()) <= WRONG_SIGHT_MAX_RATIO, "{model:?}: {}: {wrong:?}", ratio(wrong.len()));
    }
}

/// Share of wrong sights, and the most that a cell in sight loses over free space, dB.
fn sights(access: &Access, terrain: &Terrain) -> (f64, f32) {
    let (mut cells, mut wrong, mut most_db) = (0, 0, 0.0_f32);
    for (row, col) in [(100.3, 95.7), (31.0, 160.0), (170.2, 40.9), (60.5, 20.1)] {
        let site = site(position(&terrain.grid, row, col));
        let [swept, exact] = both(access, terrain, &site);
        for (cell, &exact_m) in exact.clearance_m.indexed_iter() {
            let swept_m = swept.clearance_m[cell];
            cells += usize::from(!exact_m.is_nan());
            wrong +=
                usize::from(!exact_m.is_nan() && !swept_m.is_nan() && (exact_m > 0.0) != (swept_m > 0.0));
            let d_km = terrain.grid.center(cell.0, cell.1).distance_m(site.position) / 1_000.0;
            if swept_m > 0.0 && d_km > 0.1 {
                let free_db = 32.45 + 20.0 * (d_km * access.asked(terrain, true).frequency_mhz).log10();
                most_db = most_db.max(swept.path_loss_db[cell] - free_db as f32);
            }
        }
    }
    (wrong as f64 / cells as f64, most_db)
}

/// The loss of P.526 where the ray grazes: 6 dB of the edge, and Bullington's 10 dB times 1 − e⁻¹, rounded up.
const GRAZING_MAX_DB: f32 = 12.6;

#[test]
fn woods_hide_no_more_than_what_stands_behind_them() {
    let wood_m = |(row, col): (usize, usize)| if (row / 5 + col / 7) % 3 == 0 { 13.0 } else { 0.0 };
    let bare = fractal(ROUGH);
    let terrain = bare.with_clutter(&Array2::from_shape_fn((ROUGH.rows, ROUGH.cols), wood_m), 60.0).unwrap();
    let (wrong, most_db) = sights(&access(ModelName::P526, 4.0), &terrain);
    assert!(wrong <= WRONG_SIGHT_MAX_RATIO, "{wrong}");
    assert!(most_db <= GRAZING_MAX_DB, "{most_db} dB");
}

#[test]
fn beside_voids_no_cell_in_sight_has_the_loss_of_a_shadow() {
    let mut terrain = fractal(ROUGH);
    let cells = (0..ROUGH.rows).flat_map(|row| (0..ROUGH.cols).map(move |col| (row, col)));
    cells.filter(|(row, col)| noise(*row, *col) < 0.001).for_each(|cell| terrain.set_void(cell));
    let (_, most_db) = sights(&access(ModelName::P526, 4.0), &terrain);
    assert!(most_db <= GRAZING_MAX_DB, "{most_db} dB");
}
