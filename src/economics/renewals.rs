//! Renewals: in which years an asset is bought again.

/// The years in which something bought in year 0 is bought again, within the horizon.
///
/// The first is the year of its lifetime, and so on at each multiple. Nothing is bought in the last year's end,
/// when the horizon closes: it would serve after it. A lifetime of 0 years counts as 1.
///
/// ```
/// use divario::economics::renewal_years;
/// assert_eq!(renewal_years(4, 10).collect::<Vec<_>>(), [4, 8]);
/// assert_eq!(renewal_years(5, 10).collect::<Vec<_>>(), [5]);
/// assert_eq!(renewal_years(10, 10).count(), 0);
/// ```
pub fn renewal_years(lifetime_years: u32, horizon_years: u32) -> impl Iterator<Item = u32> {
    let lifetime_years = lifetime_years.max(1);
    (lifetime_years..horizon_years).step_by(lifetime_years as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_of_the_horizon() {
        assert_eq!(renewal_years(9, 10).collect::<Vec<_>>(), [9]);
        assert_eq!(renewal_years(10, 10).collect::<Vec<_>>(), [0_u32; 0]);
        assert_eq!(renewal_years(11, 10).collect::<Vec<_>>(), [0_u32; 0]);
    }

    #[test]
    fn short_lives_and_short_horizons() {
        assert_eq!(renewal_years(1, 4).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(renewal_years(0, 3).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(renewal_years(5, 0).count(), 0);
    }
}
