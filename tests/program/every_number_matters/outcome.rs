//! What a plan says, without what it merely repeats from the scenario.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use divario::export::{OutputFolder, Results, write_all};
use divario::governance::{ServiceCentre, Wholesale};
use divario::problem::Error;
use divario::progress::Silent;
use divario::scenario::Reuse;
use divario::score::{GuidelineReport, Plan, SolverReport};
use divario::{Inputs, Planned, compute};
use serde_json::Value;

use crate::world::files_in;

/// Everything that a plan says.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// All files but the pictures, which show the same figures; repetitions blanked out.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The four verdicts: whether it holds, the value, and the words without numbers.
    pub verdicts: Vec<(bool, f64, String)>,
    /// Years of the prices in the ledger.
    pub price_years: Vec<Option<u32>>,
    /// The solver's settings in the provenance.
    pub solver: SolverReport,
}

impl Outcome {
    /// Plans a scenario whose paths are relative to `scenarios/`.
    pub fn of(document: &Value) -> Result<Self, Error> {
        let home = tempfile::tempdir().unwrap();
        let scenario = home.path().join("scenario.json");
        std::fs::write(&scenario, document.to_string()).unwrap();
        let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
        let inputs = Inputs::read(&scenario, Some(&scenarios), &Silent)?;
        let Planned { mut plan, evidence, map } = compute(&inputs, 1, Instant::now(), &Silent)?;
        let verdicts = plan.governance.iter().map(verdict).collect();
        let price_years = plan.cost.items.iter().map(|item| item.price_year).collect();
        let solver = plan.provenance.solver.clone();
        blank_repetitions(&mut plan);
        let mut folder = OutputFolder::open(&home.path().join("out"))?;
        let results = Results {
            plan: &plan,
            evidence: &evidence,
            // The same for every scenario: it would change with each number.
            scenario: b"{}",
            comuni: &inputs.demand.comuni,
            terrain: &inputs.terrain,
            rasters: &map,
            charts: &[],
            frontier: None,
            to_lon_lat: &|position| inputs.projection.to_lon_lat(position),
            to_projected: &|place| inputs.projection.to_metric(place),
        };
        write_all(&results, &mut folder, &Silent)?;
        folder.commit()?;
        let mut files = files_in(&home.path().join("out"));
        // It repeats budget, prices and sector time as the scenario gives them.
        files.remove("certificate.json").unwrap();
        Ok(Self { files, verdicts, price_years, solver })
    }
}

fn verdict(guideline: &GuidelineReport) -> (bool, f64, String) {
    let words = guideline.explanation.replace(|letter: char| !letter.is_alphabetic(), "");
    (guideline.holds, guideline.value, words)
}

/// Takes out of a plan what stands in the scenario already, and what differs from run to run.
fn blank_repetitions(plan: &mut Plan) {
    plan.scenario.sha256.clear();
    plan.provenance.wall_s = 0.0;
    plan.provenance.solver = SolverReport { name: String::new(), gap_ratio: 0.0, time_limit_s: 0.0, seed: 0 };
    plan.radio.reuse = Reuse { channel_count: 1, load_ratio: Some(0.0), shared_at_site: false };
    plan.radio.eirp_limits = None;
    plan.cost.budget_eur = 0.0;
    plan.comuni.iter_mut().for_each(|comune| comune.promised = 0.0);
    plan.small_comuni.below_population = 0;
    plan.terrain.cell_m = 0.0;
    if let Some(centre) = &mut plan.service_centre {
        centre.terms = ServiceCentre::default();
    }
    plan.dependence.concessions.clear();
    let balance = &mut plan.balance;
    (balance.wholesale, balance.stresses) = (Wholesale::default(), None);
    (balance.take_up_ratio, balance.reserve_min_eur, balance.ramp_up_years) = (0.0, 0.0, 0);
    for case in &mut balance.cases {
        (case.take_up_ratio, case.price_ratio, case.energy_ratio) = (0.0, 0.0, 0.0);
    }
    for item in &mut plan.cost.items {
        (item.lifetime_years, item.price_year) = (None, None);
    }
    for anchor in &mut plan.anchors {
        (anchor.committed_mbps, anchor.dual_path) = (None, false);
    }
    for site in &mut plan.sites {
        for sector in &mut site.sectors {
            (sector.azimuth_deg, sector.tilt_deg, sector.eirp_dbm) = (None, None, 0.0);
        }
        (site.lon, site.lat, site.height_m, site.in_kind_eur_per_year) = (0.0, 0.0, 0.0, 0.0);
        site.status.clear();
    }
    for pop in &mut plan.pops {
        (pop.lon, pop.lat) = (0.0, 0.0);
    }
    for link in &mut plan.links {
        (link.band_ghz, link.capacity_mbps) = (0.0, 1e6);
    }
    for guideline in &mut plan.governance {
        guideline.limit = 0.0;
    }
}
