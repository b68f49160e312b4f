//! When one plan leaves another nothing to say for itself.

/// What plans are weighed by, as far as everybody agrees on what is better.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing<'a> {
    /// Households covered.
    pub households_covered: f64,
    /// Present value of all costs for each of them, euro; none where nobody is covered.
    pub cost_per_household_eur: Option<f64>,
    /// Numbers of the guidelines that hold.
    pub guidelines_held: &'a [u8],
    /// Whether it covers what the right to the spectrum obliges to.
    pub keeps_duty: bool,
}

/// Whether one plan covers as many households or more, for each of them costs as much or less, and keeps all the guidelines and the duty
/// that the other keeps, and is better in one of these.
pub(super) fn dominates(one: &Standing, other: &Standing) -> bool {
    let cost_eur = |plan: &Standing| plan.cost_per_household_eur.unwrap_or(f64::INFINITY);
    let keeps = |most: &Standing, least: &Standing| {
        (most.keeps_duty || !least.keeps_duty)
            && least.guidelines_held.iter().all(|number| most.guidelines_held.contains(number))
    };
    let no_worse = one.households_covered >= other.households_covered
        && cost_eur(one) <= cost_eur(other)
        && keeps(one, other);
    let is_better = one.households_covered > other.households_covered
        || cost_eur(one) < cost_eur(other)
        || !keeps(other, one);
    no_worse && is_better
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn plan(households_covered: f64, eur: f64, guidelines_held: &[u8]) -> Standing<'_> {
        Standing { households_covered, cost_per_household_eur: Some(eur), guidelines_held, keeps_duty: true }
    }

    #[test]
    fn better_in_one_and_worse_in_none() {
        let base = plan(100.0, 50.0, &[2, 4]);
        for (other, expected) in [
            (plan(101.0, 50.0, &[2, 4]), true),
            (plan(100.0, 49.0, &[2, 4]), true),
            (plan(100.0, 50.0, &[1, 2, 4]), true),
            (plan(100.0, 50.0, &[2, 4]), false),
            (plan(101.0, 51.0, &[2, 4]), false),
            (plan(101.0, 49.0, &[1, 2]), false),
        ] {
            assert_eq!(dominates(&other, &base), expected, "{other:?}");
        }
    }

    #[test]
    fn a_missed_duty_of_the_right_counts_as_a_missed_guideline() {
        let kept = plan(100.0, 50.0, &[2, 4]);
        let missed = Standing { keeps_duty: false, ..kept };
        assert!(dominates(&kept, &missed) && !dominates(&missed, &kept));
        let cheaper = Standing { keeps_duty: false, ..plan(100.0, 49.0, &[2, 4]) };
        assert!(!dominates(&cheaper, &kept) && dominates(&cheaper, &missed));
    }

    #[test]
    fn whoever_covers_nobody_is_dearest() {
        let nobody = Standing { cost_per_household_eur: None, ..plan(0.0, 0.0, &[]) };
        assert!(dominates(&plan(1.0, 1e9, &[]), &nobody) && !dominates(&nobody, &nobody));
    }
}
