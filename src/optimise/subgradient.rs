//! What every search for prices of places asks: whom a fraction of a plan serves at them, and which way they should move.

use rayon::prelude::*;

use super::reduced::Reduced;
use super::time_price::{Seen, TimePrices, picks};

/// So few sites are not worth another thread.
pub(super) const SITES_TOGETHER: usize = 16;

/// What the prices leave to the places themselves: Σ_j (W_j − u_j), millionths.
pub(super) fn unpriced(worth: &[i64], price: &[f64]) -> f64 {
    worth.iter().zip(price).map(|(&worth, price)| worth as f64 - price).sum()
}

/// How often a fraction of a plan serves each class at given prices.
pub(super) fn coverage(problem: &Reduced, times: &TimePrices, price: Seen, works: &[f64]) -> Vec<f64> {
    let sites: Vec<usize> = (0..works.len()).filter(|&site| works[site] > 0.0).collect();
    let taken: Vec<Vec<(u32, f64)>> = sites
        .par_iter()
        .with_min_len(SITES_TOGETHER)
        .map(|&site| picks(problem, times, price, site))
        .collect();
    let mut coverage = vec![0.0; problem.classes.len()];
    for (site, taken) in sites.into_iter().zip(taken) {
        for (class, part) in taken {
            coverage[class as usize] += works[site] * part;
        }
    }
    coverage
}

/// How the bound changes with the price of a class that is served so often; nothing where the price, from 0 to its weight, can
/// go no further that way.
pub(super) fn change(coverage: f64, price: f64, weight: f64) -> f64 {
    let change = coverage - 1.0;
    let is_at_end = if change < 0.0 { price >= weight } else { price <= 0.0 };
    if is_at_end { 0.0 } else { change }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_move_towards_being_served_once_and_stay_between_their_ends() {
        assert_eq!((change(0.25, 3.0, 5.0), change(2.0, 3.0, 5.0)), (-0.75, 1.0));
        assert_eq!((change(0.25, 5.0, 5.0), change(2.0, 5.0, 5.0)), (0.0, 1.0));
        assert_eq!((change(0.25, 0.0, 5.0), change(2.0, 0.0, 5.0)), (-0.75, 0.0));
        assert_eq!(change(1.0, 0.0, 5.0), 0.0);
    }
}
