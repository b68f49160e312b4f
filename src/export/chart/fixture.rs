//! An invented province for the tests: terrain, comuni, households, sites, and a plan that looks like a real one.

use ndarray::Array2;

use super::map::MapInput;
use crate::governance::Stresses;
use crate::score::{
    BalanceReport, CompetitionReport, ComuneReport, CostItemReport, CostReport, DependenceReport,
    HouseholdReport, LinkReport, LoansReport, ObjectiveReport, Plan, PlanStatus, PointReport, PointState,
    PopReport, Provenance, ScenarioRef, SiteReport, SmallComuniReport, SolverReport, SpectrumReport,
    TerrainReport, UncoveredReport, YearReport, equity_of,
};
use crate::terrain::Grid;
use crate::units::{LonLat, Projected};

const NAMES: [&str; 16] = [
    "Valdorso",
    "Pietrafredda",
    "Acquabona",
    "San Lorenzo al Monte",
    "Costamora",
    "Roccalta",
    "Lavagnola",
    "Borgo Sereno",
    "Castel Vecchio",
    "Molinello",
    "Prato Alto",
    "Colle dei Venti",
    "Fontanarossa",
    "Ripe di Sotto",
    "Montegrano",
    "Chiusa",
];
const CELL_M: f64 = 60.0;
/// Side of a comune, m.
const COMUNE_M: f64 = 6_000.0;
const WEST_M: f64 = 400_000.0;
const NORTH_M: f64 = 4_900_000.0;

/// A number from 0 to 1 that depends on its two arguments alone.
fn chance(a: u64, b: u64) -> f64 {
    let mut x = a.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ b.wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((x ^ (x >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

fn lon_lat(position: Projected) -> LonLat {
    LonLat {
        lon_deg: 7.5 + (position.east_m - WEST_M) / 78_000.0,
        lat_deg: 44.0 + (position.north_m - NORTH_M) / 111_000.0,
    }
}

/// The inverse of the invented projection.
#[expect(clippy::unnecessary_wraps, reason = "the shape that the map asks for")]
pub(super) fn to_projected(place: LonLat) -> Option<Projected> {
    Some(Projected {
        east_m: WEST_M + (place.lon_deg - 7.5) * 78_000.0,
        north_m: NORTH_M + (place.lat_deg - 44.0) * 111_000.0,
    })
}

fn columns_of(comuni: usize) -> usize {
    ((comuni as f64 * 1.1).sqrt().ceil() as usize).max(1)
}

fn corner(row: usize, col: usize) -> Projected {
    let key = (row * 1_000 + col) as u64;
    let wobble = |salt| (chance(key, salt) - 0.5) * 0.45;
    Projected {
        east_m: WEST_M + (col as f64 + 0.5 + wobble(1)) * COMUNE_M,
        north_m: NORTH_M - (row as f64 + 0.5 + wobble(2)) * COMUNE_M,
    }
}

fn middle(index: usize, comuni: usize) -> Projected {
    let (row, col) = (index / columns_of(comuni), index % columns_of(comuni));
    let (a, b) = (corner(row, col), corner(row + 1, col + 1));
    Projected { east_m: f64::midpoint(a.east_m, b.east_m), north_m: f64::midpoint(a.north_m, b.north_m) }
}

/// A plan for so many comuni, 60 household points each.
pub(super) fn plan(comuni: usize) -> Plan {
    let points: Vec<PointReport> =
        (0..comuni).flat_map(|comune| (0..60).map(move |index| point(comune, index, comuni))).collect();
    let comuni: Vec<ComuneReport> = (0..comuni).map(|index| comune(index, &points)).collect();
    let sites = sites(comuni.len());
    let total: f64 = comuni.iter().map(|comune| comune.households).sum();
    let covered: f64 = comuni.iter().map(|comune| comune.covered).sum();
    let small: Vec<_> = comuni.iter().filter(|comune| comune.small).collect();
    Plan {
        scenario: ScenarioRef {
            name: "Province of Altavalle (invented)".into(),
            description: None,
            sha256: "5f2c9a7e41d0".repeat(6)[..64].into(),
        },
        status: PlanStatus::Optimal,
        objective: ObjectiveReport {
            value: covered,
            signal_value: covered,
            bound: covered * 1.004,
            gap_ratio: 0.004,
            promises: None,
        },
        households: HouseholdReport {
            total,
            covered,
            covered_ratio: if total > 0.0 { covered / total } else { 0.0 },
            previously_unserved: comuni.iter().map(|comune| comune.previously_unserved).sum(),
            newly_served: comuni.iter().map(|comune| comune.newly_served).sum(),
            with_signal: covered,
            reachable: covered,
            uncovered: UncoveredReport::default(),
            coverage_alone: None,
        },
        radio: crate::export::sample::radio(),
        small_comuni: SmallComuniReport {
            below_population: 5_000,
            comuni: small.len() as u32,
            households: small.iter().map(|comune| comune.households).sum(),
            covered: small.iter().map(|comune| comune.covered).sum(),
            covered_ratio: None,
        },
        cost: cost(sites.len()),
        balance: BalanceReport {
            ramp_up_years: 3,
            stresses: Some(Stresses::default()),
            ..crate::export::sample::balance()
        },
        ledger: Vec::new(),
        links: links(&sites),
        pops: vec![pop()],
        proposed_sites: Vec::new(),
        owners: Vec::new(),
        sites,
        equity: equity_of(&comuni, &points),
        comuni,
        anchors: Vec::new(),
        points,
        governance: Vec::new(),
        spectrum: SpectrumReport::default(),
        dependence: DependenceReport::default(),
        competition: CompetitionReport::default(),
        managing_body: None,
        loans: LoansReport::default(),
        service_centre: None,
        terrain: TerrainReport {
            crs: "EPSG:32632".into(),
            cell_m: CELL_M,
            rows: 0,
            cols: 0,
            sea_cells: 0,
            void_cells: 0,
            layers: Vec::new(),
        },
        warnings: Vec::new(),
        provenance: Provenance {
            divario: "0.1.0".into(),
            inputs: Vec::new(),
            solver: SolverReport { name: "HiGHS".into(), gap_ratio: 0.01, time_limit_s: 60.0, seed: 1 },
            threads: 1,
            wall_s: 0.0,
        },
    }
}

/// The same plan with nothing in it: no comuni, sites, points, items or years.
pub(super) fn empty() -> Plan {
    let mut plan = plan(0);
    (plan.cost.items, plan.cost.years) = (Vec::new(), Vec::new());
    (plan.sites, plan.links, plan.pops) = (Vec::new(), Vec::new(), Vec::new());
    plan.cost.capex_per_covered_household_eur = None;
    plan
}

fn point(comune: usize, index: usize, count: usize) -> PointReport {
    let key = (comune * 1_000 + index) as u64;
    let center = middle(comune, count);
    let reach_m = 2_300.0 * chance(key, 3).powf(1.4);
    let turn_rad = chance(key, 4) * std::f64::consts::TAU;
    let place = lon_lat(Projected {
        east_m: center.east_m + reach_m * turn_rad.cos(),
        north_m: center.north_m + reach_m * turn_rad.sin() * 0.7,
    });
    let state = match chance(key, 5) * (1.0 + chance(comune as u64, 6)) {
        luck if luck < 1.25 => PointState::Covered,
        luck if luck < 1.5 => PointState::NoSiteReaches,
        luck if luck < 1.7 => PointState::OverBudget,
        _ => PointState::NoBackhaul,
    };
    let households = (1.0 + 40.0 * chance(key, 7).powi(3) * chance(comune as u64, 8).powi(2) * 4.0).round();
    PointReport {
        id: format!("p{key:06}"),
        istat: format!("{comune:06}"),
        lon: place.lon_deg,
        lat: place.lat_deg,
        households,
        previously_unserved: (households * (0.25 + 0.6 * chance(comune as u64, 9))).floor(),
        state,
        ..PointReport::default()
    }
}

fn comune(index: usize, points: &[PointReport]) -> ComuneReport {
    let istat = format!("{index:06}");
    let own = || points.iter().filter(|point| point.istat == istat);
    let covered = || own().filter(|point| point.state == PointState::Covered);
    let households: f64 = own().map(|point| point.households).sum();
    let population = (households * 2.1).round() as u32 * if index == 4 { 30 } else { 1 };
    let covered_households: f64 = covered().map(|point| point.households).sum();
    let name = NAMES[index % NAMES.len()];
    ComuneReport {
        name: if index < NAMES.len() { name.into() } else { format!("{name} {}", index / NAMES.len() + 1) },
        istat: istat.clone(),
        population,
        altitude_zone: None,
        small: population < 5_000,
        households,
        covered: covered_households,
        covered_ratio: (households > 0.0).then(|| covered_households / households),
        previously_unserved: own().map(|point| point.previously_unserved).sum(),
        newly_served: covered().map(|point| point.previously_unserved).sum(),
        captive_ratio: 0.0,
        captive_ratio_after: 0.0,
        hhi: 0.0,
        in_kind_present_value_eur: 0.0,
        promised: 0.0,
        uncovered: UncoveredReport::default(),
        cheapest_fix: None,
        cheapest_fix_households: 0.0,
    }
}

fn sites(comuni: usize) -> Vec<SiteReport> {
    let site = |index: usize| {
        let center = middle(index, comuni);
        let place = lon_lat(highest_near(center, depth_m(comuni)));
        let owner = ["unione_dei_comuni", "provincia", "regione", "towerco_spa"]
            [(chance(index as u64, 13).powi(2) * 4.0) as usize];
        SiteReport {
            id: format!("s{index:03}"),
            name: format!("Site {index}"),
            lon: place.lon_deg,
            lat: place.lat_deg,
            istat: None,
            ground_m: 900.0,
            height_m: 20.0,
            owner: owner.into(),
            owner_public: owner != "towerco_spa",
            status: "candidate".into(),
            structure: "mast".into(),
            households_covered: 100.0,
            households_served: 80.0,
            households_alone: 20.0,
            households_turned_away: 0.0,
            capex_eur: 40_000.0,
            opex_eur_per_year: 3_000.0,
            in_kind_eur_per_year: 0.0,
            hops: 1,
            retailers: Some(2),
            sectors: Vec::new(),
        }
    };
    (0..comuni).filter(|index| chance(*index as u64, 10) < 0.75).map(site).collect()
}

fn pop() -> PopReport {
    let place = lon_lat(Projected { east_m: WEST_M + 9_000.0, north_m: NORTH_M - 19_500.0 });
    PopReport {
        id: "pop".into(),
        name: "Fibre hub".into(),
        lon: place.lon_deg,
        lat: place.lat_deg,
        owner: "provincia".into(),
        links: 2,
    }
}

/// A tree: each site hangs on the nearest one before it.
fn links(sites: &[SiteReport]) -> Vec<LinkReport> {
    let hub = pop();
    let distance = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).hypot(a.1 - b.1);
    let feed = |index: usize| {
        let here = (sites[index].lon, sites[index].lat);
        let near = sites[..index].iter().map(|site| (distance(here, (site.lon, site.lat)), site.id.clone()));
        let start = (distance(here, (hub.lon, hub.lat)), hub.id.clone());
        near.fold(start, |best, next| if next.0 < best.0 { next } else { best }).1
    };
    let link = |index: usize| LinkReport {
        from: feed(index),
        to: sites[index].id.clone(),
        band_ghz: 17.0,
        length_km: 6.0,
        capacity_mbps: 100.0,
        load_mbps: 40.0,
        margin_db: 22.0,
        availability_percent: 99.99,
        clearance_m: 12.0,
        capex_eur: 0.0,
        opex_eur_per_year: 0.0,
    };
    (0..sites.len()).map(link).collect()
}

fn cost(sites: usize) -> CostReport {
    let item =
        |item: &str, label: &str, count: u32, (capex_eur, opex_eur_per_year): (f64, f64)| CostItemReport {
            item: item.into(),
            label: label.into(),
            count,
            capex_eur: capex_eur * f64::from(count),
            opex_eur_per_year: opex_eur_per_year * f64::from(count),
            lifetime_years: Some(10),
            source: "invented".into(),
            price_year: Some(2025),
        };
    let count = sites as u32;
    let items = vec![
        item("mast", "Lattice mast, 20 m", count / 2, (32_000.0, 450.0)),
        item("sector", "Base station sector", count * 3, (6_800.0, 310.0)),
        item("link", "Microwave link, 17 GHz", count, (7_400.0, 380.0)),
        item("power", "Solar power and battery", count / 3, (9_500.0, 220.0)),
        item("cpe", "Customer equipment with outdoor antenna, installed", count * 90, (140.0, 0.0)),
        item("lease", "Site leases", count / 3, (0.0, 2_400.0)),
        item("spectrum_fee", "Spectrum fee", 1, (0.0, 6_000.0)),
    ];
    let capex_eur: f64 = items.iter().map(|item| item.capex_eur).sum();
    let opex_eur_per_year: f64 = items.iter().map(|item| item.opex_eur_per_year).sum();
    let year = |year: u32| YearReport {
        year,
        capex_eur: if year == 0 { capex_eur } else { 0.0 },
        renewal_eur: if year == 8 { capex_eur * 0.55 } else { 0.0 },
        opex_eur: if year == 0 { 0.0 } else { opex_eur_per_year },
        revenue_eur: if year == 0 { 0.0 } else { f64::from(year.min(4)) * capex_eur * 0.06 },
        ..YearReport::default()
    };
    CostReport {
        budget_eur: 1_500_000.0,
        funds: Vec::new(),
        capex_eur,
        opex_eur_per_year,
        present_value_eur: capex_eur + opex_eur_per_year * 9.0,
        capex_per_covered_household_eur: Some(capex_eur / 7_000.0),
        present_value_per_covered_household_eur: None,
        annuity_per_covered_household_eur: None,
        items,
        cpe: None,
        years: reserved((0..=15).map(year)),
    }
}

/// The years with their reserves; in the worst case a third of the revenue is lost.
fn reserved(years: impl Iterator<Item = YearReport>) -> Vec<YearReport> {
    let (mut planned_eur, mut stressed_eur) = (0.0, 0.0);
    let with_reserve = |mut year: YearReport| {
        let left_eur = year.revenue_eur - year.opex_eur - year.renewal_eur;
        planned_eur += left_eur;
        stressed_eur += left_eur - year.revenue_eur / 3.0;
        (year.reserve_eur, year.reserve_stressed_eur) = (planned_eur, stressed_eur);
        year
    };
    years.map(with_reserve).collect()
}

/// Terrain, coverage and outlines under a plan of so many comuni.
pub(super) struct Ground {
    pub(super) grid: Grid,
    pub(super) height_m: Array2<f32>,
    pub(super) sea: Array2<bool>,
    pub(super) rate_mbps: Array2<f32>,
    pub(super) outlines: Vec<Vec<Projected>>,
}

impl Ground {
    pub(super) fn under(plan: &Plan, cell_m: f64) -> Self {
        let cols = columns_of(plan.comuni.len());
        let (width_m, depth_m) = ((cols + 1) as f64 * COMUNE_M, depth_m(plan.comuni.len()));
        let grid = Grid::around(WEST_M, NORTH_M - depth_m, WEST_M + width_m, NORTH_M, cell_m);
        let height_m = Array2::from_shape_fn((grid.rows, grid.cols), |(row, col)| {
            height_m(grid.center(row, col), depth_m) as f32
        });
        let sea = height_m.mapv(|height| height < 0.0);
        let height_m = height_m.mapv(|height| height.max(0.0));
        let rate_mbps = rates(&grid, &height_m, plan);
        Self {
            outlines: (0..plan.comuni.len()).map(|index| outline(index, plan.comuni.len())).collect(),
            grid,
            height_m,
            sea,
            rate_mbps,
        }
    }

    pub(super) fn input<'a>(&'a self, plan: &'a Plan) -> MapInput<'a> {
        MapInput {
            grid: &self.grid,
            height_m: &self.height_m,
            sea: &self.sea,
            rate_mbps: &self.rate_mbps,
            plan,
            comuni_outlines_projected: &self.outlines,
            to_projected: &to_projected,
        }
    }
}

fn depth_m(comuni: usize) -> f64 {
    (comuni.div_ceil(columns_of(comuni)) + 1) as f64 * COMUNE_M
}

/// The highest of the places within 2.4 km, m.
fn highest_near(center: Projected, depth_m: f64) -> Projected {
    let places = (-16..=16)
        .flat_map(|down| (-16..=16).map(move |right| (f64::from(down), f64::from(right))))
        .map(|(down, right)| Projected {
            east_m: center.east_m + right * 150.0,
            north_m: center.north_m - down * 150.0,
        });
    places.max_by(|a, b| height_m(*a, depth_m).total_cmp(&height_m(*b, depth_m))).unwrap()
}

fn outline(index: usize, comuni: usize) -> Vec<Projected> {
    let (row, col) = (index / columns_of(comuni), index % columns_of(comuni));
    let corners = [corner(row, col), corner(row, col + 1), corner(row + 1, col + 1), corner(row + 1, col)];
    (0..4).flat_map(|side| wandering(corners[side], corners[(side + 1) % 4])).collect()
}

/// A border that bends on its way; the same from either end.
fn wandering(from: Projected, to: Projected) -> Vec<Projected> {
    let (first, last) =
        if (from.east_m, from.north_m) < (to.east_m, to.north_m) { (from, to) } else { (to, from) };
    let key = (first.east_m + 7.0 * first.north_m) as u64;
    let bend = |step: u64| (chance(key, 20 + step) - 0.5) * 900.0;
    let mut steps: Vec<Projected> = (0..8_u64)
        .map(|step| {
            let share = step as f64 / 8.0;
            let (shift_east, shift_north) =
                if step == 0 { (0.0, 0.0) } else { (bend(step), bend(step + 50)) };
            Projected {
                east_m: first.east_m + (last.east_m - first.east_m) * share + shift_east,
                north_m: first.north_m + (last.north_m - first.north_m) * share + shift_north,
            }
        })
        .collect();
    steps.push(last);
    if first != from {
        steps.reverse();
    }
    steps.pop();
    steps
}

/// Ridges that sink to a coast in the south, m.
fn height_m(position: Projected, depth_m: f64) -> f64 {
    let (x, y) = ((position.east_m - WEST_M) / 5_500.0, (NORTH_M - position.north_m) / 5_500.0);
    let inland =
        (1.0 - (NORTH_M - position.north_m) / depth_m + 0.06 * noise(x, y, 90)).clamp(-0.2, 1.0) - 0.12;
    let (mut ridges, mut weight) = (0.0, 1.0);
    let (mut x, mut y) = (x + 100.0, y + 100.0);
    for octave in 0..7 {
        ridges += weight * (1.0 - (2.0 * noise(x, y, octave) - 1.0).abs());
        weight *= 0.47;
        (x, y) = (1.62 * x - 1.22 * y + 500.0, 1.22 * x + 1.62 * y);
    }
    inland * 900.0 + (inland.max(0.0) * 1.6).min(1.0) * (ridges - 0.9) * 1_150.0
}

/// Smooth noise, 0 to 1.
fn noise(x: f64, y: f64, salt: u64) -> f64 {
    let (left, upper) = (x.floor(), y.floor());
    let ease = |t: f64| t * t * t * (t * (t * 6.0 - 15.0) + 10.0);
    let (right, down) = (ease(x - left), ease(y - upper));
    let at = |dx: u64, dy: u64| chance((left as u64 + dx) * 7_919 + salt, (upper as u64 + dy) * 104_729 + 1);
    let above = at(0, 0) + (at(1, 0) - at(0, 0)) * right;
    let below = at(0, 1) + (at(1, 1) - at(0, 1)) * right;
    above + (below - above) * down
}

/// What a site in sight and in range gives, by distance, Mbit/s.
fn rates(grid: &Grid, height_m: &Array2<f32>, plan: &Plan) -> Array2<f32> {
    let masts: Vec<Projected> = plan
        .sites
        .iter()
        .filter_map(|site| to_projected(LonLat { lon_deg: site.lon, lat_deg: site.lat }))
        .collect();
    Array2::from_shape_fn((grid.rows, grid.cols), |(row, col)| {
        let here = grid.center(row, col);
        masts.iter().map(|mast| rate_from(grid, height_m, *mast, here)).fold(f32::NAN, f32::max)
    })
}

fn rate_from(grid: &Grid, height_m: &Array2<f32>, mast: Projected, here: Projected) -> f32 {
    let distance_m = mast.distance_m(here);
    let rate_mbps = match distance_m {
        near if near < 1_500.0 => 36.0,
        near if near < 2_800.0 => 24.0,
        near if near < 4_200.0 => 16.0,
        near if near < 6_000.0 => 8.0,
        near if near < 8_000.0 => 4.0,
        _ => return f32::NAN,
    };
    let height = |place: Projected| grid.cell_of(place).map_or(0.0, |cell| f64::from(height_m[cell]));
    let (top_m, foot_m) = (height(mast) + 60.0, height(here) + 8.0);
    let steps = (distance_m / grid.cell_m).ceil().max(1.0);
    let hidden = (1..steps as u32).any(|step| {
        let share = f64::from(step) / steps;
        let place = Projected {
            east_m: mast.east_m + (here.east_m - mast.east_m) * share,
            north_m: mast.north_m + (here.north_m - mast.north_m) * share,
        };
        height(place) > top_m + (foot_m - top_m) * share
    });
    if hidden { f32::NAN } else { rate_mbps }
}
