//! The whole question as one model, handed to HiGHS as one would who has no other tool.
//!
//! | variable | domain | meaning |
//! |---|---|---|
//! | y_i | 0 or 1 | site i is open |
//! | z_j | 0 to 1 | the equal places j are served, where nobody takes time |
//! | q_js | 0 to 1 | share of place j that sector s serves, where they do |
//! | x_a | 0 or 1 | link a, in one direction, feeds the site at its end |
//! | f_a | 0 or more | sites that are fed over it |
//!
//! Places that the same sectors could serve are merged where nobody takes time. Feeding is the single-commodity flow model:
//! every open site draws one unit from the fibre over links that are built. Shares of places are served where whole ones
//! are asked, so that with capacity the model claims a little more than its sites can serve.

use std::collections::BTreeMap;
use std::error::Error;
use std::num::NonZeroU32;

use divario::certificate::{DemandRow, Instance, Offer};
use highs::{Col, HighsModelStatus, HighsSolutionStatus, RowProblem, Sense, SolvedModel};

use super::country::HOUSEHOLD_MICRO;

/// What HiGHS says.
pub struct Compact {
    /// The open sites, where it found any.
    pub open: Option<Vec<bool>>,
    /// What the model's own plan is worth, households.
    pub claimed_households: Option<f64>,
    /// No plan serves more households than this; in floating-point arithmetic.
    pub bound_households: f64,
    pub status: HighsModelStatus,
    pub columns: usize,
    pub rows: usize,
}

/// Solves with one thread until the gap is as narrow as asked or the time is up.
///
/// # Errors
/// What HiGHS does not like about the model.
pub fn solve(instance: &Instance, gap_ratio: f64, time_limit_s: f64) -> Result<Compact, Box<dyn Error>> {
    let Model { problem, open } = Model::of(instance);
    let (columns, rows) = (problem.num_cols(), problem.num_rows());
    let mut model = problem.try_optimise(Sense::Maximise).map_err(refused)?;
    model.set_threads(NonZeroU32::MIN);
    model.try_set_option("time_limit", time_limit_s)?;
    model.try_set_option("mip_rel_gap", gap_ratio)?;
    let solved = model.try_solve().map_err(refused)?;
    let has_plan = solved.primal_solution_status() == HighsSolutionStatus::Feasible;
    Ok(Compact {
        open: has_plan.then(|| values(&solved, &open)),
        claimed_households: has_plan.then(|| solved.objective_value()),
        bound_households: solved.double_info_value(c"mip_dual_bound").map_err(refused)?,
        status: solved.status(),
        columns,
        rows,
    })
}

fn refused(status: highs::HighsStatus) -> String {
    format!("HiGHS answers {status:?}")
}

fn values(solved: &SolvedModel, open: &[Col]) -> Vec<bool> {
    let solution = solved.get_solution();
    open.iter().map(|column| solution.columns()[column.index()] > 0.5).collect()
}

struct Model {
    problem: RowProblem,
    /// y_i of each site.
    open: Vec<Col>,
}

impl Model {
    fn of(instance: &Instance) -> Self {
        let mut problem = RowProblem::default();
        let open = instance.sites.iter().map(|_| problem.add_integer_column(0.0, 0.0..=1.0)).collect();
        let mut model = Self { problem, open };
        model.add_budget(instance);
        if takes_time(instance) {
            model.add_shares(instance);
        } else {
            model.add_classes(instance);
        }
        if !instance.sites.iter().all(|site| site.fed_by_pop) {
            model.add_feeding(instance);
        }
        model
    }

    /// Σ_i c_i y_i ≤ B, euro.
    fn add_budget(&mut self, instance: &Instance) {
        let eur = |cents: i64| cents as f64 / 100.0;
        let costs = self.open.iter().zip(&instance.sites).map(|(open, site)| (*open, eur(site.capex_cents)));
        let costs: Vec<(Col, f64)> = costs.collect();
        self.problem.add_row(..=eur(instance.budget_cents), costs);
    }

    /// z_j ≤ Σ_i y_i over the sites that offer j.
    fn add_classes(&mut self, instance: &Instance) {
        for (sectors, weight_micro) in classes(&instance.demand) {
            let served = self.problem.add_column(households(weight_micro), 0.0..=1.0);
            let offered = sectors.iter().map(|&sector| (self.open[instance.site_of(sector)], -1.0));
            let terms: Vec<(Col, f64)> = [(served, 1.0)].into_iter().chain(offered).collect();
            self.problem.add_row(..=0.0, terms);
        }
    }

    /// Σ_s q_js ≤ 1, q_js ≤ y_i of its site, Σ_j a_js q_js ≤ T.
    fn add_shares(&mut self, instance: &Instance) {
        let mut taken_us = vec![[Vec::new(), Vec::new()]; instance.sector_sites.len()];
        for row in &instance.demand {
            let mut add_share = |offer: &Offer| self.add_share(instance, row, offer, &mut taken_us);
            let shares: Vec<(Col, f64)> = row.offers.iter().map(|offer| (add_share(offer), 1.0)).collect();
            self.problem.add_row(..=1.0, shares);
        }
        for time_us in taken_us.into_iter().flatten() {
            self.problem.add_row(..=f64::from(instance.sector_time_us), time_us);
        }
    }

    fn add_share(
        &mut self,
        instance: &Instance,
        row: &DemandRow,
        offer: &Offer,
        taken_us: &mut [[Vec<(Col, f64)>; 2]],
    ) -> Col {
        let share = self.problem.add_column(households(row.weight_micro), 0.0..=1.0);
        self.problem.add_row(..=0.0, [(share, 1.0), (self.open[instance.site_of(offer.sector)], -1.0)]);
        for (taken_us, time_us) in taken_us[offer.sector as usize].iter_mut().zip(offer.airtime_us) {
            taken_us.push((share, f64::from(time_us)));
        }
        share
    }

    /// Links into a site: Σ x_a = y_i; its flow: Σ f_a into i − Σ f_a out of i = y_i; f_a ≤ n x_a, n the most sites
    /// that the budget could open; x_a ≤ y of its start.
    fn add_feeding(&mut self, instance: &Instance) {
        let most = most_open(instance);
        let mut links: Vec<Vec<(Col, f64)>> = self.open.iter().map(|open| vec![(*open, -1.0)]).collect();
        let mut flows = links.clone();
        for (from, to) in arcs(instance) {
            let link = self.problem.add_integer_column(0.0, 0.0..=1.0);
            let flow = self.problem.add_column(0.0, 0.0..);
            self.problem.add_row(..=0.0, [(flow, 1.0), (link, -most)]);
            links[to].push((link, 1.0));
            flows[to].push((flow, 1.0));
            if let Some(from) = from {
                flows[from].push((flow, -1.0));
                self.problem.add_row(..=0.0, [(link, 1.0), (self.open[from], -1.0)]);
            }
        }
        for balanced in links.into_iter().chain(flows) {
            self.problem.add_row(0.0..=0.0, balanced);
        }
    }
}

fn takes_time(instance: &Instance) -> bool {
    let mut offers = instance.demand.iter().flat_map(|row| &row.offers);
    offers.any(|offer| offer.airtime_us != [0; 2])
}

fn households(weight_micro: i64) -> f64 {
    weight_micro as f64 / HOUSEHOLD_MICRO as f64
}

/// Weight of all places that the same sectors could serve.
pub fn classes(demand: &[DemandRow]) -> BTreeMap<Vec<u32>, i64> {
    let mut classes = BTreeMap::new();
    for row in demand {
        let sectors = row.offers.iter().map(|offer| offer.sector).collect();
        *classes.entry(sectors).or_insert(0) += row.weight_micro;
    }
    classes
}

/// Links in each direction; those that start at the fibre start nowhere.
pub fn arcs(instance: &Instance) -> impl Iterator<Item = (Option<usize>, usize)> {
    instance.sites.iter().enumerate().flat_map(|(to, site)| {
        let from_fibre = site.fed_by_pop.then_some((None, to));
        from_fibre.into_iter().chain(site.neighbours.iter().map(move |&from| (Some(from as usize), to)))
    })
}

/// The most sites that the budget could open.
fn most_open(instance: &Instance) -> f64 {
    let mut capex_cents: Vec<i64> = instance.sites.iter().map(|site| site.capex_cents).collect();
    capex_cents.sort_unstable();
    let mut left_cents = instance.budget_cents;
    let is_paid = |cents: &&i64| {
        left_cents -= **cents;
        left_cents >= 0
    };
    capex_cents.iter().take_while(is_paid).count() as f64
}
