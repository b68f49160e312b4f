//! The running network under stress: what it holds in reserve when less is sold, energy is dear, or a tower falls.
//!
//! ```text
//! reserve(t) = sum over u = 1 … t of ( τ π wholesale(u) + hosting + anchor fees
//!                                      − running(u) − (ε − 1) energy(u) − renewals(u) − τ terminals(u) ) − loss(t)
//! loss(t)    = uninsured price of the tower + months / 12 · max over u ≤ t of ( s τ π wholesale(u) + its fees )
//! ```
//!
//! τ, π and ε multiply take-up, price and energy; s is the share of the covered households behind the tower, and its fees are those of the
//! anchor institutions behind it and of the operators that it hosts. The tower is lost once, in
//! the year up to t in which that takes most; it stands again after so many months. The reserve falls with a lower π, with a
//! higher ε and with a loss, whatever the others are. In τ it is a straight line: it falls with a lower τ where lines have earned more than
//! their terminals cost, with a higher one where they have not. So the worst of a grid is one of its two corners with the least and the
//! most subscribers, and without terminals the former (tests below).

use super::{MONTHS_PER_YEAR, Year};

/// By how much a year could be worse than planned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stress {
    /// Subscribers, of those that are planned.
    pub take_up_ratio: f64,
    /// Price of a line, of that which is planned.
    pub price_ratio: f64,
    /// Price of energy, of that which is planned.
    pub energy_ratio: f64,
}

impl Stress {
    /// Everything as planned.
    pub const NONE: Self = Self { take_up_ratio: 1.0, price_ratio: 1.0, energy_ratio: 1.0 };

    /// What is left of planned wholesale revenue.
    #[must_use]
    pub fn wholesale_ratio(&self) -> f64 {
        self.take_up_ratio * self.price_ratio
    }

    /// What a year leaves besides wholesale revenue and terminals, euro.
    fn rest_eur(&self, year: &Year) -> f64 {
        let dearer_eur = (self.energy_ratio - 1.0) * year.running.energy_eur;
        year.balance_eur() + year.cpe_eur - year.revenue.wholesale_eur - dearer_eur
    }
}

/// The loss of a tower.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Loss {
    /// Share of the covered households that are served by it or by sites fed over it.
    pub households_ratio: f64,
    /// Fees of the anchor institutions behind it and of the operators that it hosts, euro per year.
    pub fees_eur_per_year: f64,
    /// What building it again takes out of the reserve, euro.
    pub rebuild_eur: f64,
    /// Months until it stands again.
    pub outage_months: f64,
}

impl Loss {
    /// What losing it in the worst of some years takes, euro; `wholesale_eur`: the most that lines earn in one of them.
    #[must_use]
    pub fn eur(&self, wholesale_eur: f64) -> f64 {
        let a_year_eur = self.households_ratio * wholesale_eur + self.fees_eur_per_year;
        self.rebuild_eur + self.outage_months / MONTHS_PER_YEAR * a_year_eur
    }
}

/// Money at the end of a running year, added up since year 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YearEnd {
    /// The year.
    pub year: u32,
    /// What is in reserve, euro.
    pub reserve_eur: f64,
    /// Of that, what lines earned, euro; a loss is taken off.
    pub wholesale_eur: f64,
    /// What terminals cost, euro.
    pub cpe_eur: f64,
}

/// The ends of all running years under a stress and a loss.
#[must_use]
pub fn year_ends(years: &[Year], stress: &Stress, loss: &Loss) -> Vec<YearEnd> {
    let (mut rest_eur, mut sum_eur, mut most_eur, mut cpe_eur) = (0.0, 0.0, 0.0_f64, 0.0);
    let running = years.iter().filter(|year| year.year > 0);
    running
        .map(|year| {
            let wholesale_eur = stress.wholesale_ratio() * year.revenue.wholesale_eur;
            rest_eur += stress.rest_eur(year);
            sum_eur += wholesale_eur;
            cpe_eur += stress.take_up_ratio * year.cpe_eur;
            most_eur = most_eur.max(wholesale_eur);
            let of_lines_eur = loss.eur(most_eur) - loss.eur(0.0);
            let reserve_eur = rest_eur + sum_eur - cpe_eur - loss.eur(most_eur);
            YearEnd { year: year.year, reserve_eur, wholesale_eur: sum_eur - of_lines_eur, cpe_eur }
        })
        .collect()
}

/// By what wholesale revenue must be multiplied so that the reserve of every year is just enough, `reserve_min_eur`: not below 0; none
/// where no price and no number of subscribers is enough, since nothing is sold.
#[must_use]
pub fn needed_ratio(ends: &[YearEnd], reserve_min_eur: f64) -> Option<f64> {
    let mut needed: f64 = 0.0;
    for end in ends {
        let asked_eur = reserve_min_eur - (end.reserve_eur - end.wholesale_eur);
        if asked_eur > 0.0 {
            if end.wholesale_eur <= 0.0 {
                return None;
            }
            needed = needed.max(asked_eur / end.wholesale_eur);
        }
    }
    Some(needed)
}

/// Between which numbers of subscribers, as multiples of those at hand, the reserve of every year is enough, `reserve_min_eur`: the least,
/// not below 0, and the most; none where no number is enough. Each brings the price of a line and takes a terminal.
#[must_use]
pub fn enough_subscribers(ends: &[YearEnd], reserve_min_eur: f64) -> Option<[f64; 2]> {
    let (mut least, mut most) = (0.0_f64, f64::INFINITY);
    for end in ends {
        let brings_eur = end.wholesale_eur - end.cpe_eur;
        let asked_eur = reserve_min_eur - (end.reserve_eur - brings_eur);
        if brings_eur > 0.0 {
            least = least.max(asked_eur / brings_eur);
        } else if brings_eur < 0.0 {
            most = most.min(asked_eur / brings_eur);
        } else if asked_eur > 0.0 {
            return None;
        }
    }
    (least <= most).then_some([least, most])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::{Asset, Revenue, Running, cash_flow};
    use proptest::prelude::*;

    /// 1,000 of lines, 100 of hosting and 50 of anchors a year, 300 of energy and 200 of the rest, a renewal of 900 in year 2.
    fn years() -> Vec<Year> {
        let running = Running { energy_eur: 300.0, maintenance_eur: 200.0, ..Running::default() };
        let revenue = Revenue { wholesale_eur: 1_000.0, hosting_eur: 100.0, anchor_fees_eur: 50.0 };
        cash_flow(5_000.0, &[Asset { renewal_eur: 900.0, lifetime_years: 2 }], running, |_| (0.2, revenue), 3)
    }

    fn reserves_eur(stress: &Stress, loss: &Loss) -> Vec<f64> {
        year_ends(&years(), stress, loss).iter().map(|end| end.reserve_eur).collect()
    }

    #[test]
    fn three_years_by_hand() {
        assert_eq!(reserves_eur(&Stress::NONE, &Loss::default()), [650.0, 400.0, 1_050.0]);
        // Half the subscribers at four fifths of the price: 400 of lines; energy at twice its price: 300 more.
        let worse = Stress { take_up_ratio: 0.5, price_ratio: 0.8, energy_ratio: 2.0 };
        assert_eq!(reserves_eur(&worse, &Loss::default()), [-250.0, -1_400.0, -1_650.0]);
        // A quarter of the households and 40 of fees gone for half a year, and 70 to build it again: 70 + (250 + 40) / 2.
        let loss =
            Loss { households_ratio: 0.25, fees_eur_per_year: 40.0, rebuild_eur: 70.0, outage_months: 6.0 };
        assert_eq!(reserves_eur(&Stress::NONE, &loss), [435.0, 185.0, 835.0]);
    }

    #[test]
    fn what_is_needed_is_just_enough() {
        let ends = year_ends(&years(), &Stress::NONE, &Loss::default());
        // By year 2 it has cost 1,900 and earned 300 beside lines: 1,600 of 2,000.
        assert_eq!(needed_ratio(&ends, 0.0), Some(0.8));
        assert_eq!(needed_ratio(&ends, -1e6), Some(0.0));
        let unsold = year_ends(&years(), &Stress { take_up_ratio: 0.0, ..Stress::NONE }, &Loss::default());
        assert_eq!(needed_ratio(&unsold, 0.0), None);
    }

    /// Terminals for 2,500 in year 1, more than the 1,000 of lines bring by year 2.
    fn with_terminals() -> Vec<Year> {
        let mut years = years();
        years[1].cpe_eur = 2_500.0;
        years
    }

    #[test]
    fn terminals_go_with_the_subscribers() {
        let reserves_eur = |stress: &Stress| -> Vec<f64> {
            year_ends(&with_terminals(), stress, &Loss::default()).iter().map(|end| end.reserve_eur).collect()
        };
        assert_eq!(reserves_eur(&Stress::NONE), [-1_850.0, -2_100.0, -1_450.0]);
        // Half of the subscribers need half of the terminals: better while they have not paid for them.
        let fewer = Stress { take_up_ratio: 0.5, ..Stress::NONE };
        assert_eq!(reserves_eur(&fewer), [-1_100.0, -1_850.0, -1_700.0]);
    }

    #[test]
    fn too_many_subscribers_can_be_too_dear() {
        let ends = year_ends(&with_terminals(), &Stress::NONE, &Loss::default());
        // Without any the reserve is −350, −1,600 and −1,950; each time as many as now bring −1,500, −500 and 500.
        assert_eq!(enough_subscribers(&ends, -1_950.0), Some([0.0, 0.7]));
        assert_eq!(enough_subscribers(&ends, -1_800.0), Some([0.3, 0.4]));
        assert_eq!(
            enough_subscribers(&ends, -1_700.0),
            None,
            "year 3 asks for half of them, year 2 for a fifth at most"
        );
        let plain = year_ends(&years(), &Stress::NONE, &Loss::default());
        assert_eq!(enough_subscribers(&plain, 0.0), Some([0.8, f64::INFINITY]));
    }

    proptest! {
        #[test]
        fn with_terminals_one_of_two_corners_is_the_worst(
            take_up in (0.0..1.0_f64, 1.0..3.0_f64, 0.0..=1.0_f64), price_ratio in 0.0..2.0_f64,
            lines in prop::collection::vec(0.0..1e4_f64, 3), terminals in prop::collection::vec(0.0..1e4_f64, 3),
            share in 0.0..1.0_f64, outage_months in 0.0..12.0_f64,
        ) {
            let mut years = years();
            for (year, (lines_eur, cpe_eur)) in years[1..].iter_mut().zip(lines.into_iter().zip(terminals)) {
                (year.revenue.wholesale_eur, year.cpe_eur) = (lines_eur, cpe_eur);
            }
            let loss = Loss { households_ratio: share, outage_months, ..Loss::default() };
            let (least, most, part) = take_up;
            let lowest = |take_up_ratio| {
                let stress = Stress { take_up_ratio, price_ratio, energy_ratio: 1.0 };
                year_ends(&years, &stress, &loss).iter().map(|end| end.reserve_eur).fold(f64::INFINITY, f64::min)
            };
            let between = least + part * (most - least);
            prop_assert!(lowest(between) >= lowest(least).min(lowest(most)) - 1e-6);
        }

        #[test]
        fn as_many_subscribers_as_are_told_are_just_enough(
            terminals in prop::collection::vec(0.0..2e3_f64, 3), min_eur in -4_000.0..500.0_f64,
        ) {
            let lowest = |factor: f64| {
                let mut years = years();
                for (year, cpe_eur) in years[1..].iter_mut().zip(&terminals) {
                    year.revenue.wholesale_eur *= factor;
                    year.cpe_eur = factor * cpe_eur;
                }
                year_ends(&years, &Stress::NONE, &Loss::default())
            };
            let reserve_eur = |factor| lowest(factor).iter().map(|end| end.reserve_eur).fold(f64::INFINITY, f64::min);
            match enough_subscribers(&lowest(1.0), min_eur) {
                Some([least, most]) => {
                    prop_assert!(reserve_eur(least) >= min_eur - 1e-6);
                    prop_assert!(!most.is_finite() || reserve_eur(most) >= min_eur - 1e-6);
                    prop_assert!(least == 0.0 || reserve_eur(0.999 * least) < min_eur);
                    prop_assert!(!most.is_finite() || reserve_eur(1.001 * most) < min_eur + 1e-9);
                }
                None => prop_assert!((0..400).all(|step| reserve_eur(f64::from(step) / 50.0) < min_eur)),
            }
        }

        #[test]
        fn the_corner_of_a_grid_is_its_worst(
            take_up in (0.0..1.0_f64, 0.0..1.0_f64), price in (0.0..1.0_f64, 0.0..1.0_f64), energy in (1.0..3.0_f64, 1.0..3.0_f64),
            lines in prop::collection::vec(0.0..1e4_f64, 3), share in 0.0..1.0_f64, rebuild_eur in 0.0..1e4_f64, outage_months in 0.0..12.0_f64,
        ) {
            let years: Vec<Year> = years().into_iter().zip([0.0].into_iter().chain(lines)).map(|(mut year, eur)| {
                year.revenue.wholesale_eur = eur;
                year
            }).collect();
            let loss = Loss { households_ratio: share, fees_eur_per_year: 5.0, rebuild_eur, outage_months };
            let stress = |take_up_ratio, price_ratio, energy_ratio| Stress { take_up_ratio, price_ratio, energy_ratio };
            let corner = stress(take_up.0.min(take_up.1), price.0.min(price.1), energy.0.max(energy.1));
            let worst = year_ends(&years, &corner, &loss);
            for one in [stress(take_up.0, price.1, energy.0), stress(take_up.1, price.0, energy.1)] {
                for any in [loss, Loss::default()] {
                    let ends = year_ends(&years, &one, &any);
                    prop_assert!(ends.iter().zip(&worst).all(|(end, worst)| end.reserve_eur >= worst.reserve_eur - 1e-6));
                }
            }
        }

        #[test]
        fn so_much_more_and_no_less_is_enough(factor in 0.1..3.0_f64, min_eur in -500.0..500.0_f64) {
            let stress = Stress { price_ratio: factor, ..Stress::NONE };
            let needed = needed_ratio(&year_ends(&years(), &stress, &Loss::default()), min_eur).unwrap();
            let paid = Stress { price_ratio: factor * needed, ..Stress::NONE };
            let lowest = reserves_eur(&paid, &Loss::default()).into_iter().fold(f64::INFINITY, f64::min);
            let is_just_enough = if needed > 0.0 { (lowest - min_eur).abs() < 1e-6 } else { lowest >= min_eur };
            prop_assert!(is_just_enough, "{}", lowest);
        }
    }
}
