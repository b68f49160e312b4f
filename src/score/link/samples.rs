//! Invented ground and reports of paths over it, for the tests of whoever reads such a report.

use super::*;
use crate::propagation::Zone;
use crate::scenario::Scenario;
use crate::score::world::World;
use crate::sites::Antennas;

/// Ground along a path, and what stands on it.
#[expect(clippy::struct_field_names, reason = "the names of a profile")]
pub struct Ground {
    pub distance_km: Vec<f64>,
    pub ground_m: Vec<f64>,
    pub clutter_m: Vec<f64>,
    pub zone: Vec<Zone>,
}

impl Ground {
    /// Points 100 m apart.
    pub fn of(ground_m: &[f64]) -> Self {
        let distance_km = (0..ground_m.len()).map(|index| index as f64 / 10.0).collect();
        Self { distance_km, ground_m: ground_m.to_vec(), clutter_m: vec![0.0; ground_m.len()], zone: vec![] }
    }

    pub fn with_wood(mut self, point: usize, clutter_m: f64) -> Self {
        self.clutter_m[point] = clutter_m;
        self
    }

    pub fn profile(&self) -> Profile<'_> {
        let Self { distance_km, ground_m, clutter_m, zone } = self;
        Profile { distance_km, ground_m, clutter_m, zone }
    }
}

/// A hill of 60 m half-way over 2 km of level ground at 100 m.
pub fn hill() -> Ground {
    let mut ground_m = vec![100.0; 21];
    ground_m[10] = 160.0;
    Ground::of(&ground_m)
}

pub fn flat() -> Ground {
    Ground::of(&[100.0; 21])
}

/// The end at an easting, with an antenna so high above the ground, m.
fn end(kind: EndKind, id: &str, east_m: f64, antenna_height_m: f64) -> Terminal<'_> {
    Terminal {
        kind,
        id: Some(id),
        name: None,
        lon_lat: LonLat { lon_deg: 8.0 + east_m / 80_000.0, lat_deg: 44.0 },
        position: Projected { east_m, north_m: 0.0 },
        ground_m: 100.0,
        antenna_height_m,
        true_north_deg: 0.5,
        sectors: &[],
    }
}

pub struct Bench {
    pub scenario: Scenario,
    pub access: Access,
}

impl Bench {
    pub fn new() -> Self {
        let scenario = World::three_sites().scenario;
        let antennas = Antennas::without_files(&scenario.radio).unwrap();
        let access = Access::new(&scenario.radio, &scenario.service, &antennas).unwrap();
        Self { scenario, access }
    }

    pub fn report(
        &self,
        ground: &Ground,
        purpose: WhatFor,
        heights_m: [f64; 2],
        sectors: &[Sector],
    ) -> PathReport {
        let length_m = 1_000.0 * ground.profile().length_km();
        let mut ends = [
            end(EndKind::Site, "s", 0.0, heights_m[0]),
            end(EndKind::Household, "h", length_m, heights_m[1]),
        ];
        ends[0].sectors = sectors;
        (ends[0].ground_m, ends[1].ground_m) =
            (ground.ground_m[0], ground.ground_m[ground.ground_m.len() - 1]);
        path_report(PathStages {
            scenario: &self.scenario,
            scenario_sha256: "abc",
            access: &self.access,
            purpose,
            swapped: false,
            ends,
            profile: ground.profile(),
            to_lon_lat: &|at| Some(LonLat { lon_deg: 8.0 + at.east_m / 80_000.0, lat_deg: 44.0 }),
            warnings: Vec::new(),
            inputs: Vec::new(),
        })
    }

    pub fn access(&self, ground: &Ground, heights_m: [f64; 2]) -> PathReport {
        self.report(ground, WhatFor::Access, heights_m, &[])
    }

    pub fn backhaul(&self, ground: &Ground, heights_m: [f64; 2]) -> PathReport {
        let band = &self.scenario.backhaul.bands[0];
        self.report(ground, WhatFor::Backhaul(band), heights_m, &[])
    }
}

/// Ground that nobody would build: a saw of 120 m over 100 km, with woods and a sea.
fn saw() -> Ground {
    let ground_m: Vec<f64> = (0..1_001).map(|point| f64::from(point % 13) * 10.0).collect();
    let mut ground = Ground::of(&ground_m);
    ground.clutter_m = (0..1_001).map(|point| if point % 7 < 3 { 12.0 } else { 0.0 }).collect();
    ground.zone = vec![Zone::Inland; 1_001];
    ground.zone[200..400].fill(Zone::Sea);
    ground
}

/// Two points 30 m apart.
fn street() -> Ground {
    Ground { distance_km: vec![0.0, 0.03], ..Ground::of(&[100.0, 103.0]) }
}

fn hostile(mut report: PathReport) -> PathReport {
    let name = "<script>alert(\"1\")</script> & 'friends' 🏔️ \u{0}\u{202E}".repeat(7);
    report.scenario.name.clone_from(&name);
    report.provenance.divario.clone_from(&name);
    report.scenario.sha256.clone_from(&name);
    for end in [&mut report.from, &mut report.to] {
        (end.id, end.name) = (Some(name.clone()), Some(name.clone()));
    }
    report
}

/// Reports of all kinds of path.
pub fn path_samples() -> Vec<(&'static str, PathReport)> {
    let bench = Bench::new();
    let mut bare = bench.access(&flat(), [30.0, 10.0]);
    (bare.from.kind, bare.from.id) = (EndKind::Position, None);
    let mut alone = bench.access(&flat(), [30.0, 10.0]);
    (alone.access, alone.profile, alone.obstacle) = (None, Vec::new(), None);
    vec![
        ("clear", bench.access(&flat().with_wood(4, 12.0), [60.0, 30.0])),
        ("blocked", bench.access(&hill().with_wood(10, 12.0), [20.0, 6.0])),
        ("street", bench.access(&street(), [20.0, 6.0])),
        ("bare", bare),
        ("saw", bench.access(&saw(), [20.0, 300.0])),
        ("backhaul", bench.backhaul(&flat(), [30.0, 30.0])),
        ("blocked backhaul", bench.backhaul(&hill(), [0.5, 300.0])),
        ("hostile", hostile(bench.access(&hill(), [20.0, 6.0]))),
        ("nothing", alone),
    ]
}
