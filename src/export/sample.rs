//! Small worlds that the tests of this folder share.

use geo::{LineString, MultiPolygon, Polygon};
use ndarray::Array2;

use super::Results;
use crate::certificate::{Answer, DemandRow, Evidence, Instance, ONE, Offer, Prices, Row, SiteColumn, Step};
use crate::coverage::Rasters;
use crate::demand::Comune;
use crate::economics::CpePayer;
use crate::governance::{FeeClass, OwnerKind, Purpose, ServiceCentre, ServiceStress, Spectrum};
use crate::scenario::Reuse;
use crate::scenario::Scenario;
use crate::score::{
    AssetKind, AssetReport, BalanceReport, CompetitionReport, ComuneReport, CostItemReport, CostReport,
    CpeReport, DependenceReport, DutyReport, FixReport, FrontierBeside, FundReport, FundShareReport,
    GuidelineReport, HouseholdReport, InputFile, LinkReport, LoansReport, NewLinkReport, ObjectiveReport,
    OwnerReport, Plan, PlanStatus, PointReport, PointState, PopReport, ProposedSiteReport, Provenance,
    RadioReport, ScenarioRef, SchemeReport, SectorReport, ServiceCentreReport, ServiceMemberReport,
    ServiceYearReport, ShareReport, SiteReport, SmallComuniReport, SolverReport, SpectrumReport,
    TerrainReport, UncoveredReport, YearReport, equity_of,
};
use crate::terrain::{Grid, Terrain};
use crate::units::{LonLat, Projected};

/// Results that live together.
pub(crate) struct World {
    pub plan: Plan,
    evidence: Evidence,
    comuni: Vec<Comune>,
    terrain: Terrain,
    pub rasters: Rasters,
    charts: Vec<(String, Vec<u8>)>,
    pub frontier: Option<FrontierBeside>,
}

impl World {
    /// Two sites, two comuni, 8 × 8 cells of 50 m:
    ///
    /// ```text
    /// aaaAA.BB    a: site A at 4.2 Mbit/s, 24 cells
    /// aaaAA.BB    A: site A at 12.6 Mbit/s, 12 cells
    /// …           B: site B at 12.6 Mbit/s, 16 cells
    /// aaa...BB    (the last two rows)
    /// ```
    pub(crate) fn new() -> Self {
        let grid = Grid { west_m: 400_000.0, north_m: 4_870_000.0, cell_m: 50.0, rows: 8, cols: 8 };
        let cell = |(row, col)| match col {
            0..=2 => (4.2, 0.0),
            3 | 4 if row < 6 => (12.6, 0.0),
            6 | 7 => (12.6, 1.0),
            _ => (f32::NAN, f32::NAN),
        };
        let rasters = rasters(
            Array2::from_shape_fn((8, 8), |at| cell(at).0),
            Array2::from_shape_fn((8, 8), |at| cell(at).1),
        );
        let charts =
            vec![("charts/cost.svg".to_owned(), b"<svg/>".to_vec()), ("map.png".to_owned(), b"PNG".to_vec())];
        Self {
            plan: plan(),
            evidence: evidence(),
            comuni: comuni(),
            terrain: terrain(grid),
            rasters,
            charts,
            frontier: None,
        }
    }

    pub(crate) fn results(&self) -> Results<'_> {
        Results {
            plan: &self.plan,
            evidence: &self.evidence,
            scenario: b"{}\n",
            comuni: &self.comuni,
            terrain: &self.terrain,
            rasters: &self.rasters,
            charts: &self.charts,
            frontier: self.frontier.as_ref(),
            to_lon_lat: &to_lon_lat,
            to_projected: &to_projected,
        }
    }
}

/// A projection simple enough to be done in the head.
#[expect(clippy::unnecessary_wraps, reason = "has the signature of a projection that can fail")]
pub(crate) fn to_lon_lat(position: Projected) -> Option<LonLat> {
    let lon_deg = 7.6 + (position.east_m - 400_000.0) / 80_000.0;
    let lat_deg = 44.0 + (position.north_m - 4_870_000.0) / 111_000.0;
    Some(LonLat { lon_deg, lat_deg })
}

/// The way back.
#[expect(clippy::unnecessary_wraps, reason = "has the signature of a projection that can fail")]
fn to_projected(place: LonLat) -> Option<Projected> {
    let east_m = 400_000.0 + (place.lon_deg - 7.6) * 80_000.0;
    Some(Projected { east_m, north_m: 4_870_000.0 + (place.lat_deg - 44.0) * 111_000.0 })
}

fn terrain(grid: Grid) -> Terrain {
    Terrain::bare(grid, "EPSG:32632", Array2::zeros((grid.rows, grid.cols)))
}

/// Two comuni whose rings run the wrong way; the first has a hole and a part thinner than a centimetre.
pub(crate) fn comuni() -> Vec<Comune> {
    let ring = |west: f64, south: f64, east: f64, north: f64| {
        LineString::from(vec![(west, south), (west, north), (east, north), (east, south), (west, south)])
    };
    let mut hole = ring(7.62, 43.92, 7.64, 43.94);
    hole.0.reverse();
    let parts = vec![
        Polygon::new(ring(7.6, 43.9, 7.7, 44.0), vec![hole]),
        Polygon::new(ring(7.8, 43.9, 7.800_000_01, 43.900_000_01), Vec::new()),
    ];
    let comune = |istat: &str, name: &str, population, parts| Comune {
        istat: istat.into(),
        name: name.into(),
        population,
        altitude_zone: None,
        polygon: MultiPolygon(parts),
        served_today_ratio: 0.0,
    };
    vec![
        comune("008001", "Alta", 900, parts),
        comune(
            "008002",
            "Bassa d'Òneglia",
            7_000,
            vec![Polygon::new(ring(7.7, 43.9, 7.8, 44.0), Vec::new())],
        ),
    ]
}

/// The terms of a running network, without cases.
pub(crate) fn balance() -> BalanceReport {
    let scenario: Scenario = serde_json::from_str(include_str!("../../scenarios/minimal.json")).unwrap();
    BalanceReport::of_terms(&scenario.governance, scenario.service.take_up_ratio)
}

/// A plan with one of everything, and names that a careless writer would stumble over.
pub(crate) fn plan() -> Plan {
    let comuni = vec![comune("008001", "Alta", 900, 20.0), comune("008002", "Bassa d'Òneglia", 7_000, 0.0)];
    let points = vec![point("h1", 12.0, PointState::Covered), point("h2", 8.0, PointState::NoSiteReaches)];
    Plan {
        scenario: ScenarioRef {
            name: "Small \"world\" <1>".into(),
            description: None,
            sha256: "00ff".into(),
        },
        status: PlanStatus::Optimal,
        objective: ObjectiveReport {
            value: 12.0,
            signal_value: 12.0,
            bound: 12.0,
            gap_ratio: 0.0,
            promises: None,
        },
        households: HouseholdReport {
            total: 20.0,
            covered: 12.0,
            covered_ratio: 0.6,
            previously_unserved: 20.0,
            newly_served: 12.0,
            with_signal: 12.0,
            reachable: 12.0,
            uncovered: UncoveredReport { no_site_reaches: 8.0, ..UncoveredReport::default() },
            coverage_alone: None,
        },
        radio: radio(),
        cost: cost(),
        balance: balance(),
        ledger: vec![asset()],
        sites: vec![
            site("A", "Bric <script>alert('à')</script> 🗼, \"high\"", 7.712_345_678_9, 44.000_000_04),
            site("B", "Campanile", 7.75, 43.95),
        ],
        links: vec![link("P", "A"), link("A", "B")],
        pops: vec![PopReport {
            id: "P".into(),
            name: "Exchange".into(),
            lon: 7.65,
            lat: 43.9,
            owner: "province".into(),
            links: 1,
        }],
        proposed_sites: vec![proposed_site()],
        owners: vec![OwnerReport {
            id: "province".into(),
            name: "Province".into(),
            kind: OwnerKind::LocalBody,
        }],
        equity: equity_of(&comuni, &points),
        comuni,
        small_comuni: SmallComuniReport {
            below_population: 5_000,
            comuni: 1,
            households: 20.0,
            covered: 12.0,
            covered_ratio: Some(0.6),
        },
        anchors: Vec::new(),
        points,
        governance: vec![GuidelineReport {
            guideline: 1,
            holds: true,
            measure: "share of public sites".into(),
            measure_it: "quota di siti pubblici".into(),
            value: 1.0,
            limit: 0.5,
            unit: "ratio".into(),
            explanation: "all sites are public".into(),
            explanation_it: "tutti i siti sono pubblici".into(),
        }],
        spectrum: spectrum(),
        dependence: DependenceReport::default(),
        competition: CompetitionReport::default(),
        managing_body: None,
        loans: LoansReport::default(),
        service_centre: Some(service_centre()),
        terrain: TerrainReport {
            crs: "EPSG:32632".into(),
            cell_m: 50.0,
            rows: 8,
            cols: 8,
            sea_cells: 0,
            void_cells: 0,
            layers: Vec::new(),
        },
        warnings: Vec::new(),
        provenance: Provenance {
            divario: "0.1.0".into(),
            inputs: vec![InputFile { path: "dem.tif".into(), sha256: "abc123".into() }],
            solver: SolverReport { name: "by hand".into(), gap_ratio: 0.01, time_limit_s: 60.0, seed: 1 },
            threads: 1,
            wall_s: 0.5,
        },
    }
}

/// A centre whose one member pays all.
fn service_centre() -> ServiceCentreReport {
    let member = ServiceMemberReport {
        istat: "008001".into(),
        served: true,
        lines: 2,
        weight: 1.0,
        fee_eur_per_year: 300.0,
        capped: false,
        tariff_eur_per_year: 100.0,
    };
    ServiceCentreReport {
        terms: ServiceCentre {
            member_kind: "town_hall".into(),
            cost_share_ratio: 0.1,
            size_classes: vec![FeeClass { below_population: None, weight: 1.0 }],
            stresses: vec![ServiceStress {
                name: "as planned".into(),
                cost_ratio: 1.0,
                other_revenue_ratio: 1.0,
            }],
            ..ServiceCentre::default()
        },
        years: vec![ServiceYearReport { cost_eur: 400.0, other_revenue_eur: 0.0, balance_eur: 0.0 }],
        need_eur_per_year: 400.0,
        fees_eur_per_year: 300.0,
        tariffs_eur_per_year: 100.0,
        shortfall_eur_per_year: 0.0,
        fee_level_eur_per_year: 300.0,
        tariff_eur_per_line: 50.0,
        members: vec![member],
    }
}

/// What proves that plan: A serves h1, and there is nobody else.
pub(crate) fn evidence() -> Evidence {
    let site = |id: &str, neighbour| SiteColumn {
        id: id.into(),
        capex_cents: 3_000_000,
        fixed_open: false,
        fed_by_pop: id == "A",
        neighbours: vec![neighbour],
    };
    let place = DemandRow {
        id: "h1".into(),
        weight_micro: 12_000_000,
        households_micro: 12_000_000,
        group: 0,
        offers: vec![Offer { sector: 0, airtime_us: [300_000, 100_000] }],
        two_chains: false,
    };
    let instance = Instance {
        sites: vec![site("A", 1), site("B", 0)],
        sector_sites: vec![0, 1],
        sector_time_us: 900_000,
        groups: vec!["008001".into()],
        demand: vec![place],
        budget_cents: 10_000_000,
        ..Instance::default()
    };
    let prices = Prices { groups: vec![0], places_micro: vec![0], ..Prices::default() };
    let answer = Answer { open: vec![0, 1], served_by: vec![Some(0)], ..Answer::default() };
    let steps = vec![Step::Sum(vec![(0, ONE)])];
    Evidence::new(instance, answer, vec![Row::Value(prices)], steps, Vec::new()).unwrap()
}

/// A mast of the province's, on land that it lends, paid for from two funds.
/// A right that was paid for, whose duty the plan misses.
fn spectrum() -> SpectrumReport {
    SpectrumReport {
        right: Spectrum { fee_eur_per_year: 300.0, one_off_fee_eur: 700.0, ..Spectrum::default() },
        coverage_duty: Some(DutyReport {
            is_met: false,
            points: 25.0,
            points_min: 60.0,
            listed_points: 0.0,
            listed_points_min: 30.0,
            covered_ratio_min: 0.5,
            comuni_reached: vec!["008001".into()],
            comuni_missed: vec!["008002".into()],
        }),
        use_or_share: Some(ShareReport { from_year: 2.5, comuni: vec!["008002".into()], households: 40.0 }),
        explanation: "The right costs 300 euro a year. Its coverage duty is NOT MET: 25 of 60 points.".into(),
        explanation_it:
            "Il diritto costa 300 euro all’anno. L’obbligo di copertura NON è rispettato: 25 punti su 60."
                .into(),
    }
}

fn asset() -> AssetReport {
    let share = |fund: &str, capex_eur| FundShareReport { fund: fund.into(), capex_eur };
    AssetReport {
        asset: "A/mast".into(),
        kind: AssetKind::Structure,
        site: Some("A".into()),
        item: "mast".into(),
        label: "Mast".into(),
        owner: Some("province".into()),
        owner_public: true,
        reversion_year: None,
        reverts_to: None,
        manager: "Consortium".into(),
        capex_eur: 60_000.0,
        funds: vec![share("province", 40_000.0), share("region", 20_000.0)],
        opex_eur_per_year: 1_000.0,
        lifetime_years: Some(20),
        renewals: 0,
        renewals_eur: 0.0,
        present_value_eur: 61_000.0,
        in_kind_eur_per_year: 0.0,
        in_kind_present_value_eur: 0.0,
        source: "council decree".into(),
        price_year: Some(2025),
    }
}

fn cost() -> CostReport {
    let item = |item: &str, label: &str, capex_eur, opex_eur_per_year, lifetime_years| CostItemReport {
        item: item.into(),
        label: label.into(),
        count: 1,
        capex_eur,
        opex_eur_per_year,
        lifetime_years,
        source: "council decree".into(),
        price_year: lifetime_years.map(|_| 2025),
    };
    let year = |year, capex_eur, renewal_eur, opex_eur, revenue_eur| YearReport {
        year,
        capex_eur,
        renewal_eur,
        cpe_eur: Some(if year == 0 { 0.0 } else { 75.0 }),
        one_off_fee_eur: Some(if year == 0 { 700.0 } else { 0.0 }),
        opex_eur,
        revenue_eur,
        take_up_ratio: if year == 0 { 0.0 } else { 0.25 },
        wholesale_eur: revenue_eur,
        maintenance_eur: opex_eur,
        ..YearReport::default()
    };
    CostReport {
        budget_eur: 100_000.0,
        funds: vec![FundReport {
            fund: "region".into(),
            public: true,
            pays_for: Purpose::ALL.to_vec(),
            capex_eur: 100_000.0,
            spent_eur: 60_000.0,
        }],
        capex_eur: 60_000.0,
        opex_eur_per_year: 1_200.0,
        present_value_eur: 62_000.0,
        capex_per_covered_household_eur: Some(5_000.0),
        present_value_per_covered_household_eur: Some(5_166.67),
        annuity_per_covered_household_eur: Some(5_321.67),
        items: vec![
            item("mast", "Mast", 60_000.0, 1_000.0, Some(20)),
            item("lease", "Rent", 0.0, 200.0, None),
        ],
        cpe: Some(cpe()),
        years: vec![year(0, 60_000.0, 0.0, 0.0, 0.0), year(1, 0.0, 500.0, 1_200.0, 900.0)],
    }
}

/// A quarter of twelve households, at 25 euro each.
fn cpe() -> CpeReport {
    CpeReport {
        item: "terminal".into(),
        label: "Terminal".into(),
        paid_by: CpePayer::Network,
        capex_eur: 25.0,
        lifetime_years: 8,
        source: "council decree".into(),
        price_year: 2025,
        bought_by_year: vec![0.0, 3.0],
        purchases_eur: 75.0,
    }
}

fn site(id: &str, name: &str, lon: f64, lat: f64) -> SiteReport {
    SiteReport {
        id: id.into(),
        name: name.into(),
        lon,
        lat,
        istat: Some("008001".into()),
        ground_m: 900.0,
        height_m: 20.0,
        owner: "province".into(),
        owner_public: true,
        status: "candidate".into(),
        structure: "mast".into(),
        households_covered: 12.0,
        households_served: 6.0,
        households_alone: 0.0,
        households_turned_away: 0.0,
        capex_eur: 30_000.0,
        opex_eur_per_year: 600.0,
        in_kind_eur_per_year: 0.0,
        hops: 1,
        retailers: Some(2),
        sectors: vec![sector()],
    }
}

/// A sector to the north.
fn sector() -> SectorReport {
    SectorReport {
        number: 1,
        azimuth_deg: Some(0.0),
        tilt_deg: Some(2.0),
        channel: 3,
        eirp_dbm: 48.5,
        households_served: 6.0,
        households_turned_away: 0.0,
        downlink_load_ratio: 0.3,
        uplink_load_ratio: 0.1,
        offered_downlink_load_ratio: 0.3,
        offered_uplink_load_ratio: 0.1,
        downlink_activity_ratio: 0.35,
        uplink_activity_ratio: 0.15,
        uplink_noise_rise_db: 0.4,
    }
}

/// A radio of two schemes.
pub(crate) fn radio() -> RadioReport {
    let scheme = |name: &str, rate_mbps| SchemeReport {
        name: name.into(),
        phy_rate_mbps: 2.0 * rate_mbps,
        rate_mbps,
        snr_db: rate_mbps + 2.0,
        source: "invented".into(),
    };
    let schemes = vec![scheme("QPSK 1/2", 4.2), scheme("16-QAM 1/2", 12.6)];
    RadioReport {
        noise_bandwidth_mhz: 6.25,
        reuse: Reuse { channel_count: 3, load_ratio: Some(0.7), shared_at_site: false },
        downlink_schemes: schemes.clone(),
        uplink_schemes: schemes,
        asked_downlink_scheme: "QPSK 1/2".into(),
        asked_uplink_scheme: "QPSK 1/2".into(),
        eirp_limits: None,
        edge_budget: Vec::new(),
    }
}

fn link(from: &str, to: &str) -> LinkReport {
    LinkReport {
        from: from.into(),
        to: to.into(),
        band_ghz: 5.6,
        length_km: 12.2,
        capacity_mbps: 200.0,
        load_mbps: 73.5,
        margin_db: 24.5,
        availability_percent: 99.995,
        clearance_m: 31.0,
        capex_eur: 0.0,
        opex_eur_per_year: 350.0,
    }
}

fn comune(istat: &str, name: &str, population: u32, households: f64) -> ComuneReport {
    ComuneReport {
        istat: istat.into(),
        name: name.into(),
        population,
        altitude_zone: None,
        small: population < 5_000,
        households,
        covered: households * 0.6,
        covered_ratio: (households > 0.0).then_some(0.6),
        previously_unserved: households,
        newly_served: households * 0.6,
        captive_ratio: 0.0,
        captive_ratio_after: 0.0,
        hhi: 0.0,
        in_kind_present_value_eur: 0.0,
        promised: 0.0,
        uncovered: UncoveredReport { no_site_reaches: households * 0.4, ..UncoveredReport::default() },
        cheapest_fix: Some(fix()),
        cheapest_fix_households: households * 0.3,
    }
}

fn proposed_site() -> ProposedSiteReport {
    ProposedSiteReport {
        id: "C".into(),
        name: "Colle".into(),
        lon: 7.72,
        lat: 43.97,
        istat: Some("008001".into()),
    }
}

fn fix() -> FixReport {
    let new = |from: &str, to: &str| NewLinkReport { from: from.into(), to: to.into(), capacity_mbps: 300.0 };
    FixReport {
        capex_eur: 42_000.0,
        sites: vec!["B".into(), "C".into()],
        new_links: vec![new("A", "B"), new("B", "C")],
        links: vec![],
        slower_links: vec![],
    }
}

fn point(id: &str, households: f64, state: PointState) -> PointReport {
    let covered = state == PointState::Covered;
    PointReport {
        id: id.into(),
        istat: "008001".into(),
        lon: 7.65,
        lat: 43.95,
        ground_m: Some(412.5),
        households,
        previously_unserved: households,
        state,
        server: covered.then(|| "A".to_owned()),
        sector: covered.then_some(1),
        rx_level_dbm: covered.then_some(-78.4),
        sinr_db: covered.then_some(17.2),
        uplink_sinr_db: covered.then_some(12.1),
        mcs: covered.then(|| "16-QAM 1/2".to_owned()),
        rate_mbps: covered.then_some(12.6),
        uplink_rate_mbps: covered.then_some(4.2),
        margin_db: covered.then_some(3.5),
        probability_ratio: covered.then_some(0.97),
        clearance_m: covered.then_some(21.0),
        fresnel_clearance_m: covered.then_some(14.0),
        cheapest_fix: (!covered).then(fix),
    }
}

/// Rasters with the given rates and servers, and something simple in the other quantities.
pub(crate) fn rasters(rate_mbps: Array2<f32>, best_server: Array2<f32>) -> Rasters {
    Rasters {
        rx_level_dbm: rate_mbps.mapv(|rate| rate - 90.0),
        sinr_db: rate_mbps.mapv(|rate| rate + 3.0),
        uplink_sinr_db: rate_mbps.mapv(|rate| rate - 1.0),
        mcs: rate_mbps.mapv(|rate| (rate / 10.0).floor()),
        uplink_rate_mbps: rate_mbps.mapv(|rate| rate / 2.0),
        sector: best_server.mapv(|server| server * 0.0),
        margin_db: rate_mbps.mapv(|rate| rate - 4.0),
        probability_ratio: rate_mbps.mapv(|rate| (rate / 20.0).min(0.99)),
        server_count: best_server.mapv(|server| if server.is_nan() { 0.0 } else { 1.0 }),
        rate_mbps,
        best_server,
    }
}

/// Labels below `label_count` without any pattern, the same on every call.
pub(crate) fn noise(rows: usize, cols: usize, label_count: u32) -> Array2<u32> {
    let mut state = 1_u64;
    Array2::from_shape_simple_fn((rows, cols), || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u32 % label_count
    })
}

/// Patterns like those of a hilly province: bands of rate around each server, ragged and speckled.
pub(crate) fn hills(rows: usize, cols: usize, server_count: usize) -> Rasters {
    let speckles = noise(rows, cols, 12);
    let place = |server: usize| {
        (
            (server * 7_919 % 97) as f64 / 97.0 * rows as f64,
            (server * 104_729 % 89) as f64 / 89.0 * cols as f64,
        )
    };
    let places: Vec<_> = (0..server_count).map(place).collect();
    let distance =
        |row: usize, col: usize, place: (f64, f64)| (row as f64 - place.0).hypot(col as f64 - place.1);
    let mut best_server = Array2::from_elem((rows, cols), f32::NAN);
    let mut rate_mbps = best_server.clone();
    for ((row, col), rate) in rate_mbps.indexed_iter_mut() {
        let nearest = (0..server_count)
            .min_by(|a, b| distance(row, col, places[*a]).total_cmp(&distance(row, col, places[*b])));
        let server = nearest.unwrap();
        let reach = distance(row, col, places[server]) + f64::from(speckles[(row, col)]) * 6.0;
        let shadow = ((row as f64 / 9.0).sin() + (col as f64 / 13.0).cos()) * 60.0;
        let class = ((reach + shadow) / 40.0).max(0.0) as usize;
        if let Some(class_rate) = [37.9, 34.1, 25.2, 22.7, 16.8, 12.6, 8.4, 4.2].get(class) {
            *rate = *class_rate;
            best_server[(row, col)] = server as f32;
        }
    }
    rasters(rate_mbps, best_server)
}
