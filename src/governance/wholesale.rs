//! Parts of section `governance` of the scenario: what the running network earns, and how much worse it could go.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::economics::{MONTHS_PER_YEAR, Revenue, Stress, TakeUp, is_zero, take_up_ratio};

/// The terms on which operators buy, and what else the network earns.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wholesale {
    /// Every eligible operator may buy, on the same terms.
    pub open_access: bool,
    /// Wholesale price of a line, euro per month.
    #[schemars(range(min = 0.0, max = 1_000.0))]
    pub price_eur_per_month: f64,
    /// Take-up by rising year, none of it above `service.take_up_ratio`; left out: that of `service` from year 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub take_up_by_year: Vec<TakeUp>,
    /// What operators pay for being hosted on a site of a public owner, all of them together, euro per site and year.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[schemars(range(min = 0.0, max = 1e6))]
    pub hosting_eur_per_site_per_year: f64,
    /// What anchor institutions pay for their lines, by kind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anchor_fees: Vec<AnchorFee>,
}

/// What an anchor institution of a kind pays. More than it spends today would be a hidden subsidy, and does not count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnchorFee {
    /// Kind, one of `demand.anchors[].kind`.
    #[schemars(length(min = 1))]
    pub kind: String,
    /// Fee of each that the plan covers, euro per year.
    #[schemars(range(min = 0.0, max = 1e6))]
    pub fee_eur_per_year: f64,
    /// What each spends on its lines today, euro per year.
    #[schemars(range(min = 0.0, max = 1e6))]
    pub spent_today_eur_per_year: f64,
}

/// A grid of years that go worse than planned: every take-up with every price and energy price, with and without the loss of a tower.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stresses {
    /// Subscribers, of those that are planned for each year.
    #[schemars(length(min = 1), inner(range(min = 0.0, max = 10.0)))]
    pub take_up_ratios: Vec<f64>,
    /// Price of a line, of that which is planned.
    #[schemars(length(min = 1), inner(range(min = 0.0, max = 10.0)))]
    pub price_ratios: Vec<f64>,
    /// Price of energy, of that which is planned (`costs.items[].energy_eur_per_year`).
    #[schemars(length(min = 1), inner(range(min = 0.0, max = 10.0)))]
    pub energy_ratios: Vec<f64>,
    /// The one tower is lost whose loss takes most; left out: none is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tower_loss: Option<TowerLoss>,
}

/// What the loss of a tower means: once within the horizon, whoever is served over it pays nothing until it stands again.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TowerLoss {
    /// Months until it stands again.
    #[schemars(range(min = 0.0, max = 12.0))]
    pub outage_months: f64,
    /// Share of the price of its mast, equipment and link that no insurance pays.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub uninsured_ratio: f64,
}

impl Wholesale {
    /// What lines earn for each covered household in a running year, euro; `established_ratio` is the take-up where no other is given.
    #[must_use]
    pub fn household_eur(&self, established_ratio: f64, year: u32) -> f64 {
        let take_up_ratio = self.take_up_ratio(established_ratio, year);
        take_up_ratio * self.price_eur_per_month * MONTHS_PER_YEAR
    }

    /// Take-up in a running year.
    #[must_use]
    pub fn take_up_ratio(&self, established_ratio: f64, year: u32) -> f64 {
        take_up_ratio(&self.take_up_by_year, established_ratio, year)
    }

    /// Take-up in the years 0 to `horizon_years`; none in year 0.
    #[must_use]
    pub fn take_up_ratios(&self, established_ratio: f64, horizon_years: u32) -> Vec<f64> {
        let running = (1..=horizon_years).map(|year| self.take_up_ratio(established_ratio, year));
        std::iter::once(0.0).chain(running).collect()
    }

    /// What counts of the fees of anchor institutions, by the kind of each, euro per year.
    #[must_use]
    pub fn anchor_fees_eur_per_year<'a>(&self, kinds: impl Iterator<Item = &'a str>) -> f64 {
        let fees = kinds.filter_map(|kind| self.anchor_fees.iter().find(|fee| fee.kind == kind));
        // A sum of nothing is -0.
        fees.map(|fee| fee.fee_eur_per_year.min(fee.spent_today_eur_per_year)).sum::<f64>() + 0.0
    }

    /// What operators pay that a site hosts, euro per year: those of a public owner alone host.
    #[must_use]
    pub fn hosting_eur_per_year(&self, is_public: bool) -> f64 {
        if is_public { self.hosting_eur_per_site_per_year } else { 0.0 }
    }

    /// Take-up and revenue of a running year; `sites` of public owners host operators, `anchor_fees_eur` is what anchor institutions pay.
    #[must_use]
    pub fn earned(
        &self,
        households: f64,
        established_ratio: f64,
        sites: u32,
        anchor_fees_eur: f64,
        year: u32,
    ) -> (f64, Revenue) {
        let revenue = Revenue {
            wholesale_eur: households * self.household_eur(established_ratio, year),
            hosting_eur: f64::from(sites) * self.hosting_eur_per_site_per_year,
            anchor_fees_eur,
        };
        (self.take_up_ratio(established_ratio, year), revenue)
    }
}

/// Nothing is worse than planned.
static NO_STRESS: Stresses = Stresses {
    take_up_ratios: Vec::new(),
    price_ratios: Vec::new(),
    energy_ratios: Vec::new(),
    tower_loss: None,
};

impl Stresses {
    /// Those that are asked for; where none are, nothing is worse than planned.
    #[must_use]
    pub fn of(asked: Option<&Self>) -> &Self {
        asked.unwrap_or(&NO_STRESS)
    }

    /// Months that the lost tower takes to stand again; 0 where none is lost.
    #[must_use]
    pub fn outage_months(&self) -> f64 {
        self.tower_loss.map_or(0.0, |loss| loss.outage_months)
    }

    /// All of the grid but the loss of a tower, as it is written; first everything as planned.
    #[must_use]
    pub fn grid(&self) -> Vec<Stress> {
        let mut grid = vec![Stress::NONE];
        for &take_up_ratio in &self.take_up_ratios {
            for &price_ratio in &self.price_ratios {
                let stress = |&energy_ratio: &f64| Stress { take_up_ratio, price_ratio, energy_ratio };
                grid.extend(self.energy_ratios.iter().map(stress).filter(|stress| *stress != Stress::NONE));
            }
        }
        grid
    }

    /// The worst of the grid and the plan: fewest subscribers, lowest price, dearest energy of any.
    #[must_use]
    pub fn corner(&self) -> Stress {
        let least = |ratios: &[f64]| ratios.iter().copied().fold(1.0, f64::min);
        let energy_ratio = self.energy_ratios.iter().copied().fold(1.0, f64::max);
        let (take_up_ratio, price_ratio) = (least(&self.take_up_ratios), least(&self.price_ratios));
        Stress { take_up_ratio, price_ratio, energy_ratio }
    }

    /// The same with the most subscribers of any, which is worse while their terminals cost more than they have paid; none where they
    /// are as many.
    #[must_use]
    pub fn crowded_corner(&self) -> Option<Stress> {
        let corner = self.corner();
        let take_up_ratio = self.take_up_ratios.iter().copied().fold(1.0, f64::max);
        (take_up_ratio > corner.take_up_ratio).then_some(Stress { take_up_ratio, ..corner })
    }
}
