//! Which budgets are asked about: as the user says, or evenly spaced up to twice what the scenario has.

use crate::certificate::Instance;
use crate::economics::cents;
use crate::governance::euro;
use crate::problem::{Error, Findings, Place, Problem};

/// Fewest and most budgets of a range.
const STEPS_LEAST: u32 = 2;
const STEPS_MOST: u32 = 200;
/// Budgets of a range where nobody says how many.
const STEPS_USUAL: u32 = 9;
/// More money than this is none.
const MOST_EUR: f64 = 1e12;
/// A range ends at this many times the scenario's budget where nobody says where.
const SCENARIO_BUDGETS: i64 = 2;

/// Budgets to be swept.
#[derive(Debug, Clone, PartialEq)]
pub enum Budgets {
    /// These, euro, in any order.
    Listed(Vec<f64>),
    /// Evenly spaced ones. Where all three are left out the scenario's own budget is among them.
    Range {
        /// The least, euro. If left out the range begins at nothing, and what the fixed sites cost stands in place of less.
        from_eur: Option<f64>,
        /// The most, euro; twice the scenario's, or what all sites cost if that is less, if left out.
        to_eur: Option<f64>,
        /// How many, from 2 to 200; 9 if left out.
        steps: Option<u32>,
    },
}

impl Budgets {
    /// Everything that is wrong whatever the scenario holds.
    ///
    /// # Errors
    /// [`Error::Input`] with all of it.
    pub(super) fn check(&self) -> Result<(), Error> {
        let mut findings = Findings::default();
        match self {
            Self::Listed(budgets_eur) => check_list(budgets_eur, &mut findings),
            Self::Range { from_eur, to_eur, steps } => {
                check_amounts("from-eur", from_eur, &mut findings);
                check_amounts("to-eur", to_eur, &mut findings);
                check_steps(*steps, &mut findings);
                check_order(*from_eur, *to_eur, &mut findings);
            }
        }
        findings.settle()
    }

    /// The budgets, rising, each once, cents.
    ///
    /// # Errors
    /// [`Error::Input`] where a range ends before it begins.
    /// Where funds have purposes (`has_purposes`), more money than they hold is of no known purpose.
    pub(super) fn cents(&self, question: &Instance, has_purposes: bool) -> Result<Vec<i64>, Error> {
        let mut budgets_cents = match self {
            Self::Listed(budgets_eur) => budgets_eur.iter().map(|eur| cents(*eur)).collect(),
            Self::Range { from_eur, to_eur, steps } => {
                let (least, most) = ends(question, (*from_eur, *to_eur), has_purposes)?;
                let start = if from_eur.is_some() { least } else { 0 };
                let spread = spread(start, most, steps.unwrap_or(STEPS_USUAL)).into_iter();
                let mut spread: Vec<i64> = spread.map(|cents| cents.max(least)).collect();
                if (from_eur, to_eur, steps) == (&None, &None, &None) {
                    spread.push(question.budget_cents);
                }
                spread
            }
        };
        budgets_cents.sort_unstable();
        budgets_cents.dedup();
        let most = budgets_cents.last().filter(|most| has_purposes && **most > question.budget_cents);
        match most {
            Some(most) => Err(more_than_the_funds(question, *most).into()),
            None => Ok(budgets_cents),
        }
    }
}

fn check_list(budgets_eur: &[f64], findings: &mut Findings) {
    if budgets_eur.is_empty() {
        let remedy = "name at least one budget, or leave the option out";
        findings.problem(problem("no-budget", "budgets-eur", "names no budget".into(), remedy));
    }
    check_amounts("budgets-eur", budgets_eur, findings);
}

fn check_amounts<'a>(
    option: &'static str,
    amounts_eur: impl IntoIterator<Item = &'a f64>,
    findings: &mut Findings,
) {
    for eur in amounts_eur.into_iter().filter(|eur| !(0.0..=MOST_EUR).contains(*eur)) {
        let remedy = format!("give an amount from 0 to {}", euro(MOST_EUR));
        findings.problem(problem("out-of-range", option, format!("found {eur}"), &remedy));
    }
}

fn check_order(from_eur: Option<f64>, to_eur: Option<f64>, findings: &mut Findings) {
    let ends = from_eur.zip(to_eur).filter(|(from_eur, to_eur)| *to_eur >= 0.0 && from_eur >= to_eur);
    if let Some((from_eur, to_eur)) = ends {
        findings.problem(empty_given_range(cents(from_eur), cents(to_eur)));
    }
}

/// A range both of whose ends somebody gave.
fn empty_given_range(least: i64, most: i64) -> Problem {
    let found = format!("the range goes from {} to {}", euro_of(least), euro_of(most));
    let remedy = "give a range that ends above where it begins, or one budget with --budgets-eur";
    problem("empty-range", "from-eur", found, remedy)
}

fn check_steps(steps: Option<u32>, findings: &mut Findings) {
    if let Some(steps) = steps.filter(|steps| !(STEPS_LEAST..=STEPS_MOST).contains(steps)) {
        let remedy = "give a whole number from 2 to 200; for one budget alone use --budgets-eur";
        findings.problem(problem("out-of-range", "steps", format!("found {steps}"), remedy));
    }
}

fn problem(code: &'static str, option: &'static str, found: String, remedy: &str) -> Problem {
    Problem { code, place: Place::Option(option), found, remedy: remedy.to_owned() }
}

/// The least and the most budget of a range, cents.
fn ends(
    question: &Instance,
    (from_eur, to_eur): (Option<f64>, Option<f64>),
    has_purposes: bool,
) -> Result<(i64, i64), Error> {
    let fixed_cents = question.budget_cents - question.budget_after_fixed_cents();
    let all_cents: i64 = question.sites.iter().map(|site| site.capex_cents).sum();
    let times = if has_purposes { 1 } else { SCENARIO_BUDGETS };
    let usual_most = (times * question.budget_cents).min(all_cents);
    let least = from_eur.map_or(fixed_cents, cents);
    let most = to_eur.map_or(usual_most, cents);
    if least < most {
        return Ok((least, most));
    }
    Err(empty_range(question, [least, most], [from_eur, to_eur].map(|eur| eur.is_some())).into())
}

/// Money of funds that are not there might be for anything.
fn more_than_the_funds(question: &Instance, most_cents: i64) -> Problem {
    let found = format!(
        "a budget of {} is asked for, the funds hold {}, and some name what they pay for",
        euro_of(most_cents),
        euro_of(question.budget_cents)
    );
    let remedy = "ask for no more than they hold, or leave pays_for out in the scenario";
    Problem::at("more-than-the-funds", "/governance/funds", found, remedy)
}

/// A range that ends where it begins or before; whether the user gave its ends.
fn empty_range(question: &Instance, [least, most]: [i64; 2], is_given: [bool; 2]) -> Problem {
    let found = format!("the range goes from {} to {}", euro_of(least), euro_of(most));
    let (option, remedy) = match is_given {
        [true, true] => return empty_given_range(least, most),
        [false, true] => (
            "to-eur",
            "a range begins at what the fixed sites cost: end it above that, or give --from-eur too",
        ),
        [true, false] => (
            "from-eur",
            "a range ends at twice the scenario's budget (/governance/funds; at the budget itself where funds name purposes), or at what all sites cost: give --to-eur too",
        ),
        [false, false] => return nothing_to_spread(question, &found),
    };
    problem("empty-range", option, found, remedy)
}

/// Nobody said where: the scenario's own budget leaves nothing to spread.
fn nothing_to_spread(question: &Instance, found: &str) -> Problem {
    let budget = euro_of(question.budget_cents);
    let found = format!(
        "the budget is {budget}, and {found}: from what existing and committed sites cost to twice the budget, or to what all \
         sites cost if that is less"
    );
    let remedy = "give a fund more (capex_eur), or say with --to-eur where the range ends, or with --budgets-eur which budgets";
    Problem::at("empty-range", "/governance/funds", found, remedy)
}

fn euro_of(cents: i64) -> String {
    euro(cents as f64 / 100.0)
}

/// So many budgets from one to the other, both among them, to the cent.
fn spread(least: i64, most: i64, steps: u32) -> Vec<i64> {
    let intervals = i128::from(steps - 1);
    let at = |step: u32| {
        i128::from(least) + (i128::from(most - least) * i128::from(step) + intervals / 2) / intervals
    };
    (0..steps).map(|step| at(step) as i64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::SiteColumn;

    /// A fixed site of 10,000 euro, two candidates of 30,000, and 20,000 to spend.
    fn question() -> Instance {
        let site = |capex_cents, fixed_open| SiteColumn { capex_cents, fixed_open, ..SiteColumn::default() };
        let sites = vec![site(1_000_000, true), site(3_000_000, false), site(3_000_000, false)];
        Instance { sites, budget_cents: 2_000_000, ..Instance::default() }
    }

    fn range(from_eur: Option<f64>, to_eur: Option<f64>, steps: Option<u32>) -> Budgets {
        Budgets::Range { from_eur, to_eur, steps }
    }

    fn euros(budgets: &Budgets) -> Vec<f64> {
        budgets.check().unwrap();
        budgets.cents(&question(), false).unwrap().iter().map(|cents| *cents as f64 / 100.0).collect()
    }

    fn said(budgets: &Budgets) -> String {
        budgets.check().and_then(|()| budgets.cents(&question(), false)).unwrap_err().to_string()
    }

    #[test]
    fn purposes_end_at_what_the_funds_hold() {
        let with_purposes = |budgets: Budgets| budgets.cents(&question(), true);
        assert_eq!(with_purposes(range(None, None, None)).unwrap().last(), Some(&2_000_000));
        let said = with_purposes(range(None, Some(20_000.01), None)).unwrap_err().to_string();
        for part in ["a budget of 20,000.01 euro is asked for, the funds hold 20,000 euro", "pays_for"] {
            assert!(said.contains(part), "{said}");
        }
    }

    #[test]
    fn a_range_is_even_and_has_both_ends() {
        assert_eq!(euros(&range(Some(0.0), Some(100.0), Some(4))), [0.0, 33.33, 66.67, 100.0]);
        assert_eq!(euros(&range(Some(5.0), Some(7.5), Some(2))), [5.0, 7.5]);
    }

    #[test]
    fn left_out_it_goes_from_the_fixed_sites_to_twice_the_budget_which_is_among_them() {
        let usual = euros(&range(None, None, None));
        assert_eq!(usual, [10_000.0, 15_000.0, 20_000.0, 25_000.0, 30_000.0, 35_000.0, 40_000.0]);
        assert_eq!(euros(&range(None, None, Some(4))), [10_000.0, 13_333.33, 26_666.67, 40_000.0]);
        assert_eq!(euros(&range(None, Some(24_000.0), Some(3))), [10_000.0, 12_000.0, 24_000.0]);
        let rich = Instance { budget_cents: 100_000_000, ..question() };
        let budgets_cents = range(None, None, None).cents(&rich, false).unwrap();
        assert_eq!(budgets_cents[budgets_cents.len() - 2..], [7_000_000, 100_000_000]);
    }

    #[test]
    fn a_list_is_put_in_order_and_each_is_asked_once() {
        assert_eq!(euros(&Budgets::Listed(vec![3.0, 1.0, 3.0, 2.004])), [1.0, 2.0, 3.0]);
    }

    #[test]
    fn what_makes_no_sense_is_refused_with_place_value_and_remedy() {
        let cases = [
            (
                range(Some(2.0), Some(1.0), None),
                "--from-eur: the range goes from 2 euro to 1 euro [empty-range]",
            ),
            (range(Some(2.0), Some(2.0), None), "--from-eur: the range goes from 2 euro to 2 euro"),
            (range(Some(50_000.0), None, None), "give --to-eur too"),
            (range(None, Some(9_000.0), None), "--to-eur: the range goes from 10,000 euro to 9,000 euro"),
            (range(Some(-1.0), None, None), "--from-eur: found -1 [out-of-range]"),
            (range(None, Some(f64::NAN), None), "--to-eur: found NaN"),
            (range(None, Some(f64::INFINITY), None), "--to-eur: found inf"),
            (range(None, None, Some(0)), "--steps: found 0"),
            (range(None, None, Some(1)), "for one budget alone use --budgets-eur"),
            (range(None, None, Some(201)), "--steps: found 201"),
            (Budgets::Listed(vec![]), "--budgets-eur: names no budget"),
            (Budgets::Listed(vec![1.0, -2.0]), "--budgets-eur: found -2"),
        ];
        for (budgets, expected) in cases {
            assert!(said(&budgets).contains(expected), "{budgets:?}: {}", said(&budgets));
        }
    }

    #[test]
    fn a_scenario_without_money_is_told_what_to_do() {
        let poor = Instance { budget_cents: 0, sites: question().sites.split_off(1), ..question() };
        let said = range(None, None, None).cents(&poor, false).unwrap_err().to_string();
        for part in ["/governance/funds: the budget is 0 euro", "capex_eur", "--to-eur", "--budgets-eur"] {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert!(!said.contains("--from-eur"), "{said}");
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let said = said(&range(Some(-1.0), Some(-2.0), Some(0)));
        assert_eq!(said.matches("remedy").count(), 3, "{said}");
    }
}
