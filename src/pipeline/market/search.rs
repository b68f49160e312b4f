//! The licensee's plan: searches at several budgets, each judged by its network in the busy hour; the one with most profit is kept, or none.

use super::super::judge::{self, Found};
use super::super::options::Options;
use super::super::several::{each_once, numbered};
use super::reached;
use crate::certificate::{Earning, Ground, ProfitBound, ProofAtBudgets, Row, Step, profit_bound};
use crate::economics::{Costs, to_cents};
use crate::inputs::Inputs;
use crate::problem::Error;
use crate::progress::Progress;
use crate::scenario::Market;
use crate::score::{LicenseePlan, TierItems, site_capex_eur, site_opex_eur_per_year};

/// The first budgets, as parts of what could be spent at all without a loss.
const FIRST_PARTS: [i64; 4] = [16, 8, 4, 2];
/// Further ones, each where profit could still be most.
const FURTHER: usize = 3;
/// Searches at most.
pub(super) const SEARCHES_MOST: usize = FIRST_PARTS.len() + FURTHER;

/// Millionths of a cent in a euro.
const MICRO_CENTS_PER_EUR: f64 = 1e8;

/// What the licensee would do.
pub(super) struct Licensee {
    pub figures: LicenseePlan,
    /// Whether it covers each household point.
    pub reached: Vec<bool>,
    pub solver: String,
    pub warnings: Vec<String>,
}

/// What one search proved.
struct Proof {
    rows: Vec<Row>,
    cases: Vec<Step>,
    solver: String,
}

/// A plan, its profit before the fee, and its figures.
struct Best {
    profit_micro_cents: i128,
    figures: LicenseePlan,
    reached: Vec<bool>,
    columns: Vec<bool>,
}

/// The searches so far.
struct Searches<'a> {
    inputs: &'a Inputs,
    options: &'a mut Options,
    bought: &'a Costs,
    /// What a household pays, less its terminals.
    earning: Earning,
    /// What it pays, and what its terminals cost, cents; none where subscribers buy them.
    household_cents: i64,
    cpe_cents: Option<i64>,
    /// No plan that spends more than this has a profit, cents.
    most_cents: i64,
    proofs: Vec<Proof>,
    best: Option<Best>,
    warnings: Vec<String>,
}

impl Licensee {
    /// Searches, and keeps what pays once the spectrum is paid for.
    ///
    /// # Errors
    /// As the optimiser and the network.
    pub fn find(
        inputs: &Inputs,
        options: &mut Options,
        market: &Market,
        bought: &Costs,
        progress: &dyn Progress,
    ) -> Result<Self, Error> {
        let horizon_years = inputs.scenario.costs.horizon_years;
        let household_cents = market.household_cents(horizon_years);
        let cpe_cents = bought.network_cpe().map(|cpe| market.cpe_cents(&cpe, horizon_years));
        // Where terminals cost more than lines bring nothing pays.
        let earning = Earning { unit_cents: (household_cents - cpe_cents.unwrap_or(0)).max(0) };
        options.question.earning = Some(earning);
        let instance = &options.question.instance;
        let weight_micro = instance.demand.iter().map(|row| row.weight_micro).sum();
        let all_cents = instance.sites.iter().map(|site| site.capex_cents).sum();
        let most_cents = earning.most_spent_cents(weight_micro).min(all_cents);
        let mut searches = Searches {
            inputs,
            options,
            bought,
            earning,
            household_cents,
            cpe_cents,
            most_cents,
            proofs: Vec::new(),
            best: None,
            warnings: Vec::new(),
        };
        let bound = searches.all(progress)?;
        Ok(searches.settled(market.fee_cents(horizon_years), bound))
    }
}

impl Searches<'_> {
    /// Searches at the first budgets, then where profit could still be most; what no plan can earn.
    fn all(&mut self, progress: &dyn Progress) -> Result<ProfitBound, Error> {
        let nothing = ProfitBound { micro_cents: 0, budget_cents: 0 };
        if self.most_cents == 0 {
            return Ok(nothing);
        }
        let first: Vec<i64> = FIRST_PARTS.iter().map(|part| self.most_cents / part).collect();
        let mut bound = nothing;
        for number in 0..SEARCHES_MOST {
            let budget_cents = first.get(number).copied().unwrap_or(bound.budget_cents);
            let progress = numbered(progress, 2 + number, 1 + SEARCHES_MOST);
            self.search(budget_cents, &progress)?;
            bound = self.bound()?;
            if progress.enough() {
                self.warnings.push(
                    "the search was ended by the user: the licensee may have better plans, and its bound may be wide".into(),
                );
                break;
            }
            if number + 1 >= first.len() && self.is_close(bound) {
                break;
            }
        }
        Ok(bound)
    }

    /// Whether the best plan earns what can be earned, but for the gap that the scenario asks for.
    fn is_close(&self, bound: ProfitBound) -> bool {
        let best = self.best.as_ref().map_or(0, |best| best.profit_micro_cents.max(0));
        (bound.micro_cents - best) as f64 <= self.inputs.scenario.solve.gap_ratio * bound.micro_cents as f64
    }

    fn search(&mut self, budget_cents: i64, progress: &dyn Progress) -> Result<(), Error> {
        self.options.question.instance.budget_cents = budget_cents;
        let known: Vec<&[bool]> = self.best.iter().map(|best| best.columns.as_slice()).collect();
        let found = match judge::find(self.inputs, self.options, &known, progress) {
            Ok(found) => found,
            // Not enough for the links of anything: no plan, and no profit.
            Err(Error::Infeasible(_) | Error::Unfound(_)) => return Ok(()),
            Err(other) => return Err(other),
        };
        // What is claimed of the plan holds, or there is none.
        found.judged.evidence(&self.options.question, &found.solution)?;
        let profit_micro_cents = self
            .earning
            .profit_micro_cents(found.judged.checked.value_micro, found.judged.checked.spent_cents);
        if self.best.as_ref().is_none_or(|best| profit_micro_cents > best.profit_micro_cents) {
            self.best = Some(self.best_of(&found, profit_micro_cents));
        }
        let Found { solution, .. } = found;
        self.proofs.push(Proof { rows: solution.rows, cases: solution.cases, solver: solution.solver });
        Ok(())
    }

    /// What all proofs together say; the most that could be spent where none says anything.
    fn bound(&self) -> Result<ProfitBound, Error> {
        let failed = |reason| Error::Failed { stage: "working out bounds", reason };
        let ground = Ground::of(&self.options.question.instance);
        let proofs = self.proofs.iter().map(|one| ProofAtBudgets::new(&ground, &one.rows, &one.cases));
        let mut proofs = proofs.collect::<Result<Vec<_>, _>>().map_err(failed)?;
        let bound = profit_bound(&mut proofs, self.earning, self.most_cents).map_err(failed)?;
        let weight_micro: i64 =
            self.options.question.instance.demand.iter().map(|row| row.weight_micro).sum();
        Ok(bound.unwrap_or(ProfitBound {
            micro_cents: self.earning.profit_micro_cents(weight_micro, 0),
            budget_cents: self.most_cents,
        }))
    }

    fn best_of(&self, found: &Found, profit_micro_cents: i128) -> Best {
        let judged = &found.judged;
        let sites = &self.inputs.sites;
        let open = || (0..sites.len()).filter(|site| judged.choice.open[*site]);
        let tier =
            |site: usize| TierItems::carried(&self.inputs.scenario.backhaul, judged.carried[site].as_ref());
        let sum_eur = |amount_eur: fn(&Costs, &crate::scenario::SiteTerms, TierItems<'_>) -> f64| {
            let amount_eur = |site: usize| amount_eur(self.bought, &sites[site].terms, tier(site));
            to_cents(open().map(amount_eur).sum())
        };
        let checked = &judged.checked;
        let all_eur = |unit_cents| {
            let micro_cents = Earning { unit_cents }.profit_micro_cents(checked.value_micro, 0);
            to_cents(micro_cents as f64 / MICRO_CENTS_PER_EUR)
        };
        let figures = LicenseePlan {
            sites: open().map(|site| sites[site].id.clone()).collect(),
            capex_eur: sum_eur(site_capex_eur),
            opex_eur_per_year: sum_eur(site_opex_eur_per_year),
            present_revenue_eur: all_eur(self.household_cents),
            present_cpe_eur: self.cpe_cents.map(all_eur),
            present_cost_eur: checked.spent_cents as f64 / 100.0,
            ..LicenseePlan::default()
        };
        Best {
            profit_micro_cents,
            figures,
            reached: reached(&judged.network),
            columns: judged.choice.columns.clone(),
        }
    }

    /// What is left once the spectrum is paid for; who earns nothing builds nothing, and takes no licence.
    fn settled(self, fee_cents: i64, bound: ProfitBound) -> Licensee {
        let fee_micro_cents = i128::from(fee_cents) * 1_000_000;
        let eur = |micro_cents: i128| to_cents(micro_cents as f64 / MICRO_CENTS_PER_EUR);
        let net_present_value_bound_eur = eur((bound.micro_cents - fee_micro_cents).max(0));
        let solver = each_once(self.proofs.iter().map(|one| one.solver.as_str()));
        let points = self.inputs.demand.points.len();
        let (figures, reached) = match self.best {
            Some(best) if best.profit_micro_cents > fee_micro_cents => {
                let figures = LicenseePlan {
                    builds: true,
                    present_fee_eur: fee_cents as f64 / 100.0,
                    net_present_value_eur: eur(best.profit_micro_cents - fee_micro_cents),
                    net_present_value_bound_eur,
                    ..best.figures
                };
                (figures, best.reached)
            }
            _ => {
                (LicenseePlan { net_present_value_bound_eur, ..LicenseePlan::default() }, vec![false; points])
            }
        };
        Licensee { figures, reached, solver, warnings: self.warnings }
    }
}
