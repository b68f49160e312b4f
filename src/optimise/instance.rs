//! What is to be decided: sites, demand, budget and possible links, free of any geography.

/// A maximum-coverage problem with budget and feeding.
#[derive(Debug, Clone, PartialEq)]
pub struct Instance {
    /// Sites, in order of stable id.
    pub sites: Vec<SiteColumn>,
    /// Demand: weight and the sites (rising indices) that cover it. Points covered by nobody are left out.
    pub demand: Vec<DemandRow>,
    /// Capital that may be spent, euro.
    pub budget_eur: f64,
    /// For each site, the sites (rising indices) with which a backhaul link is possible; links go both ways.
    pub neighbours: Vec<Vec<usize>>,
}

/// A site as the optimiser sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SiteColumn {
    /// Capital cost with the link that feeds it, euro.
    pub capex_eur: f64,
    /// In every plan (existing or committed).
    pub fixed_open: bool,
    /// A link to a fibre point of presence is possible.
    pub fed_by_pop: bool,
}

/// A demand point as the optimiser sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct DemandRow {
    /// What covering it is worth.
    pub weight: f64,
    /// Who covers it.
    pub covered_by: Vec<usize>,
}

impl Instance {
    /// The first thing that makes the instance meaningless, in words.
    pub(super) fn fault(&self) -> Option<String> {
        if self.budget_eur.is_nan() {
            return Some("the budget is not a number".to_owned());
        }
        self.site_fault().or_else(|| self.demand_fault()).or_else(|| self.neighbour_fault())
    }

    fn site_fault(&self) -> Option<String> {
        let wrong = |capex_eur: f64| !capex_eur.is_finite() || capex_eur < 0.0;
        let site = self.sites.iter().position(|site| wrong(site.capex_eur))?;
        Some(format!("site {site} costs {} euro", self.sites[site].capex_eur))
    }

    fn demand_fault(&self) -> Option<String> {
        self.demand.iter().enumerate().find_map(|(row, demand)| {
            if !demand.weight.is_finite() || demand.weight < 0.0 {
                return Some(format!("demand row {row} has weight {}", demand.weight));
            }
            let fault = self.index_fault(&demand.covered_by)?;
            Some(format!("demand row {row} is covered by {fault}"))
        })
    }

    fn neighbour_fault(&self) -> Option<String> {
        if self.neighbours.len() != self.sites.len() {
            return Some(format!("{} sites, {} neighbour lists", self.sites.len(), self.neighbours.len()));
        }
        self.neighbours.iter().enumerate().find_map(|(site, others)| {
            if let Some(fault) = self.index_fault(others) {
                return Some(format!("site {site} has as neighbours {fault}"));
            }
            let one_way =
                others.iter().find(|&&other| self.neighbours[other].binary_search(&site).is_err())?;
            Some(format!("site {site} has neighbour {one_way}, but not the reverse"))
        })
    }

    fn index_fault(&self, indices: &[usize]) -> Option<String> {
        let rising = indices.windows(2).all(|pair| pair[0] < pair[1]);
        let known = indices.last().is_none_or(|&last| last < self.sites.len());
        (!rising || !known).then(|| format!("sites {indices:?}, of {}, in rising order", self.sites.len()))
    }
}
