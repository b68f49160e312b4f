//! What anchor institutions could pay, as the rules of guideline 4 count it before anybody is served.
//!
//! A fee counts where its anchor is served. A rule knows sites and no places, so that it holds the least that is no less than that for every
//! plan: the fee of an anchor that no site could serve is left out; where the sites that could are ways to build one place, of which a plan
//! opens one at most, each of them brings it; else every plan has it, and the answer gives it back where the anchor is not served.

use crate::certificate::{DemandRow, SiteColumn};

/// Fees, euro per year.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Fees {
    /// In every plan.
    pub common_eur_per_year: f64,
    /// What each of the question's sites brings where it is open.
    pub of_site_eur_per_year: Vec<f64>,
}

impl Fees {
    /// Those of places (each with its fee) that are offered sectors of some sites.
    pub fn of<'r>(
        sites: &[SiteColumn],
        sector_sites: &[u32],
        alternatives: &[Vec<u32>],
        places: impl Iterator<Item = (&'r DemandRow, f64)>,
    ) -> Self {
        let mut fees = Self { common_eur_per_year: 0.0, of_site_eur_per_year: vec![0.0; sites.len()] };
        for (row, fee_eur) in places.filter(|(_, fee_eur)| *fee_eur > 0.0) {
            let mut servers: Vec<u32> =
                row.offers.iter().map(|offer| sector_sites[offer.sector as usize]).collect();
            servers.dedup();
            let is_one_place = servers.len() == 1
                || alternatives.iter().any(|set| servers.iter().all(|site| set.contains(site)));
            if is_one_place && servers.iter().all(|site| !sites[*site as usize].fixed_open) {
                for site in servers {
                    fees.of_site_eur_per_year[site as usize] += fee_eur;
                }
            } else {
                fees.common_eur_per_year += fee_eur;
            }
        }
        fees
    }

    /// What is held for a plan in which these sites are open, euro per year.
    pub fn held_eur_per_year(&self, open: impl Iterator<Item = usize>) -> f64 {
        self.common_eur_per_year + open.map(|site| self.of_site_eur_per_year[site]).sum::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::Offer;

    fn place(sectors: &[u32]) -> DemandRow {
        let offer = |sector: &u32| Offer { sector: *sector, airtime_us: [0; 2] };
        DemandRow { offers: sectors.iter().map(offer).collect(), ..DemandRow::default() }
    }

    /// Sites 0 and 1 are ways to build one place, 2 is another, 3 stands already; each has two sectors.
    #[test]
    fn a_fee_goes_with_the_only_site_that_could_earn_it() {
        let fixed = |fixed_open| SiteColumn { fixed_open, ..SiteColumn::default() };
        let sites = [false, false, false, true].map(fixed);
        let sector_sites = [0, 0, 1, 1, 2, 2, 3, 3];
        let places = [
            (place(&[4, 5]), 1.0),
            (place(&[0, 2, 3]), 20.0),
            (place(&[0, 4]), 300.0),
            (place(&[6]), 4_000.0),
            (place(&[7]), 0.0),
        ];
        let of = |alternatives: &[Vec<u32>]| {
            Fees::of(&sites, &sector_sites, alternatives, places.iter().map(|(row, fee)| (row, *fee)))
        };
        let fees = of(&[vec![0, 1]]);
        assert_eq!(
            (fees.common_eur_per_year, &fees.of_site_eur_per_year[..]),
            (4_300.0, &[20.0, 20.0, 1.0, 0.0][..])
        );
        assert_eq!(fees.held_eur_per_year([1, 3].into_iter()), 4_320.0);
        assert_eq!(of(&[]).common_eur_per_year, 4_320.0, "both could be built");
    }
}
