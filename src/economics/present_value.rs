//! Discounting: what money of later years is worth today, and the reverse.
//!
//! *Source*: the annuity's formula and its special case at rate 0 are those of PyPSA/PyPSA: `pypsa/costs.py`,
//! `annuity`; discounting at the end of each year is the usual convention that this formula rests on.
//! *Valid for*: rates of 0 and more.

/// What one euro of year `year` is worth in year 0: `(1 + r)^-t`.
///
/// ```
/// use divario::economics::discount_ratio;
/// assert_eq!(discount_ratio(0.25, 2), 0.64);
/// assert_eq!(discount_ratio(0.03, 0), 1.0);
/// ```
#[must_use]
pub fn discount_ratio(rate_ratio: f64, year: u32) -> f64 {
    (1.0 + rate_ratio).powi(-year.cast_signed())
}

/// Present value of one payment a year, in year 0, euro: `sum of flow(t) · (1 + r)^-t`.
///
/// The first entry is year 0 and is not discounted.
///
/// ```
/// use divario::economics::present_value_eur;
/// // 1,000 now, 110 after one year, 121 after two, at 10 %: 1,000 + 100 + 100.
/// assert!((present_value_eur(&[1_000.0, 110.0, 121.0], 0.1) - 1_200.0).abs() < 1e-9);
/// ```
#[must_use]
pub fn present_value_eur(flows_eur: &[f64], rate_ratio: f64) -> f64 {
    (0..).zip(flows_eur).map(|(year, flow_eur)| flow_eur * discount_ratio(rate_ratio, year)).sum()
}

/// Annuity: the yearly payment over `years` years that is worth one euro today, `r / (1 − (1 + r)^-n)`.
///
/// At rate 0 it is `1 / n`, plain depreciation. A duration of 0 years counts as 1: what is bought and used up
/// at once is paid at once.
///
/// ```
/// use divario::economics::annuity_ratio;
/// // A mast of 10,000 euro that lasts 15 years, at 3 %: 837.67 euro a year.
/// assert!((10_000.0 * annuity_ratio(0.03, 15) - 837.67).abs() < 0.005);
/// assert_eq!(annuity_ratio(0.0, 20), 0.05);
/// ```
#[must_use]
pub fn annuity_ratio(rate_ratio: f64, years: u32) -> f64 {
    let years = f64::from(years.max(1));
    if rate_ratio == 0.0 {
        return 1.0 / years;
    }
    // 1 − (1 + r)^-n, written so that small rates keep their digits.
    let repaid_ratio = -(-years * rate_ratio.ln_1p()).exp_m1();
    rate_ratio / repaid_ratio
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_published_example_agrees() {
        // CRAN package EngrEcon, help page of `present_to_annual`: 8 %, 30 years, 200,000 gives 17,765.49.
        assert!((200_000.0 * annuity_ratio(0.08, 30) - 17_765.49).abs() < 0.005);
    }

    #[test]
    fn special_cases_of_the_annuity() {
        assert_eq!(annuity_ratio(0.0, 10), 0.1);
        assert_eq!(annuity_ratio(0.0, 0), 1.0);
        assert!((annuity_ratio(0.05, 1) - 1.05).abs() < 1e-12);
        assert!((annuity_ratio(1e-12, 10) - 0.1).abs() < 1e-12, "continuous at rate 0");
        assert!((annuity_ratio(0.05, 2_000) - 0.05).abs() < 1e-12, "for ever: the interest alone");
    }

    #[test]
    fn nothing_is_worth_nothing() {
        assert_eq!(present_value_eur(&[], 0.03), 0.0);
    }

    proptest! {
        #[test]
        fn the_annuity_repays_what_was_borrowed(rate in 0.0..0.5_f64, years in 1_u32..60) {
            let mut flows_eur = vec![annuity_ratio(rate, years) * 1_000.0; years as usize + 1];
            flows_eur[0] = 0.0;
            prop_assert!((present_value_eur(&flows_eur, rate) - 1_000.0).abs() < 1e-6);
        }

        #[test]
        fn a_higher_rate_never_makes_later_costs_dearer(
            flows_eur in prop::collection::vec(0.0..1e6_f64, 1..30),
            rate in 0.0..0.4_f64,
            step in 0.0..0.1_f64,
        ) {
            let low = present_value_eur(&flows_eur, rate);
            prop_assert!(present_value_eur(&flows_eur, rate + step) <= low + 1e-9 * low);
        }
    }
}
