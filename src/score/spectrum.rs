//! What the right to the spectrum obliges to, held against a plan.

use super::rounding::SHARE_DECIMALS;
use super::{ComuneReport, DutyReport, ShareReport, SpectrumReport};
use crate::economics::round_to;
use crate::governance::{
    CoverageDuty, DutyComune, Said, Spectrum, counted, number, percent, round_amount, said,
};

/// How a plan that covers these comuni stands to the right's duties.
#[must_use]
pub fn spectrum_of(right: &Spectrum, comuni: &[ComuneReport]) -> SpectrumReport {
    let coverage_duty = right.coverage_duty.as_ref().map(|duty| duty_report(duty, comuni));
    let use_or_share = right.use_or_share_year.map(|from_year| share_report(from_year, comuni));
    let said = Said::joined(&[
        fees_in_words(right),
        coverage_duty.as_ref().map_or_else(Said::nothing, duty_in_words),
        use_or_share.as_ref().map_or_else(Said::nothing, share_in_words),
    ]);
    SpectrumReport {
        right: right.clone(),
        coverage_duty,
        use_or_share,
        explanation: said.en,
        explanation_it: said.it,
    }
}

/// A comune gives its points where enough of its households are covered.
fn duty_report(duty: &CoverageDuty, comuni: &[ComuneReport]) -> DutyReport {
    let is_reached = |comune: &&DutyComune| {
        let known = comuni.iter().find(|known| known.istat == comune.istat);
        known.and_then(|known| known.covered_ratio).is_some_and(|ratio| ratio >= duty.covered_ratio_min)
    };
    let (reached, missed): (Vec<&DutyComune>, Vec<&DutyComune>) = duty.comuni.iter().partition(is_reached);
    let points = |listed_alone: bool| {
        let counted = reached.iter().filter(|comune| comune.listed || !listed_alone);
        round_to(counted.map(|comune| comune.points).sum::<f64>() + 0.0, SHARE_DECIMALS)
    };
    let (all, listed) = (points(false), points(true));
    let codes = |comuni: &[&DutyComune]| comuni.iter().map(|comune| comune.istat.clone()).collect();
    DutyReport {
        is_met: all >= duty.points_min && listed >= duty.listed_points_min,
        points: all,
        points_min: duty.points_min,
        listed_points: listed,
        listed_points_min: duty.listed_points_min,
        covered_ratio_min: duty.covered_ratio_min,
        comuni_reached: codes(&reached),
        comuni_missed: codes(&missed),
    }
}

fn share_report(from_year: f64, comuni: &[ComuneReport]) -> ShareReport {
    let mut idle: Vec<_> = comuni.iter().filter(|comune| comune.covered <= 0.0).collect();
    idle.sort_by(|one, other| one.istat.cmp(&other.istat));
    ShareReport {
        from_year,
        comuni: idle.iter().map(|comune| comune.istat.clone()).collect(),
        households: round_to(idle.iter().map(|comune| comune.households).sum::<f64>() + 0.0, SHARE_DECIMALS),
    }
}

fn fees_in_words(right: &Spectrum) -> Said {
    let what = if right.holder.is_some() {
        said!("The right to the spectrum costs", "Il diritto allo spettro costa")
    } else {
        said!("Nobody holds the spectrum; using it costs", "Nessuno è titolare dello spettro; usarlo costa")
    };
    let (yearly, once) = (round_amount(right.fee_eur_per_year), round_amount(right.one_off_fee_eur));
    match (right.fee_eur_per_year > 0.0, right.one_off_fee_eur > 0.0) {
        (false, false) => said!("The spectrum costs nothing.", "Lo spettro non costa nulla."),
        (true, false) => {
            said!("{what} {yearly} a year.", "{what} {yearly} all’anno.", what = what, yearly = yearly)
        }
        (false, true) => {
            said!("{what} {once}, paid once.", "{what} {once} una tantum.", what = what, once = once)
        }
        (true, true) => said!(
            "{what} {yearly} a year and {once}, paid once.",
            "{what} {yearly} all’anno e {once} una tantum.",
            what = what,
            yearly = yearly,
            once = once,
        ),
    }
}

fn duty_in_words(duty: &DutyReport) -> Said {
    let is_met = if duty.is_met {
        said!("Its coverage duty is met", "L’obbligo di copertura è rispettato")
    } else {
        said!("Its coverage duty is NOT MET", "L’obbligo di copertura NON è rispettato")
    };
    let listed = if duty.listed_points_min > 0.0 {
        said!(
            ", {listed} of {listed_min} in listed comuni",
            ", nei comuni in elenco {listed} su {listed_min}",
            listed = number(duty.listed_points),
            listed_min = number(duty.listed_points_min),
        )
    } else {
        Said::nothing()
    };
    said!(
        "{is_met}: {points} points of the {points_min} that are asked for{listed}. A comune counts from this share of its households \
         covered: {ratio}.",
        "{is_met}: {points} punti sui {points_min} richiesti{listed}. Un comune conta se è coperta almeno questa quota delle sue famiglie: \
         {ratio}.",
        is_met = is_met,
        points = number(duty.points),
        points_min = number(duty.points_min),
        listed = listed,
        ratio = percent(duty.covered_ratio_min),
    )
}

fn share_in_words(share: &ShareReport) -> Said {
    let year = number(share.from_year);
    if share.comuni.is_empty() {
        return said!(
            "There is no comune in which frequencies must be offered to others from year {year}.",
            "Non c’è comune in cui dall’anno {year} le frequenze vadano offerte ad altri.",
            year = year,
        );
    }
    said!(
        "From year {year} its frequencies must be offered to others in {comuni} without coverage ({households}).",
        "Dall’anno {year} le frequenze vanno offerte ad altri in {comuni} senza copertura ({households}).",
        year = year,
        comuni = counted(share.comuni.len() as u32, [["comune", "comuni"], ["comune", "comuni"]]),
        households =
            counted(share.households.round() as u32, [["household", "households"], ["famiglia", "famiglie"]]),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::world::World;

    /// The comuni of a plan, covered to these shares, in their order.
    fn comuni(ratios: [f64; 2]) -> Vec<ComuneReport> {
        let mut comuni = World::three_sites().plan().comuni;
        for (comune, ratio) in comuni.iter_mut().zip(ratios) {
            comune.covered_ratio = Some(ratio);
            comune.covered = ratio * comune.households;
        }
        comuni
    }

    /// 40 points for the first, which is listed, and 25 for the second; 60 are asked for, 30 of them in listed ones.
    fn right(comuni: &[ComuneReport]) -> Spectrum {
        let points = [(40.0, true), (25.0, false)];
        let of = comuni.iter().zip(points).map(|(comune, (points, listed))| DutyComune {
            istat: comune.istat.clone(),
            points,
            listed,
        });
        let duty = CoverageDuty {
            points_min: 60.0,
            listed_points_min: 30.0,
            covered_ratio_min: 0.5,
            comuni: of.collect(),
        };
        Spectrum { coverage_duty: Some(duty), use_or_share_year: Some(2.5), ..Spectrum::default() }
    }

    #[test]
    fn points_come_from_comuni_that_are_covered_enough() {
        for (ratios, all, listed, is_met) in [
            ([0.5, 0.5], 65.0, 40.0, true),
            ([0.49, 1.0], 25.0, 0.0, false),
            ([0.5, 0.49], 40.0, 40.0, false),
        ] {
            let comuni = comuni(ratios);
            let report = spectrum_of(&right(&comuni), &comuni);
            let duty = report.coverage_duty.as_ref().unwrap();
            assert_eq!((duty.points, duty.listed_points, duty.is_met), (all, listed, is_met), "{ratios:?}");
            assert_eq!(duty.comuni_reached.len() + duty.comuni_missed.len(), 2);
            assert_eq!(report.keeps_duty(), is_met);
        }
    }

    #[test]
    fn frequencies_lie_idle_where_nobody_is_covered() {
        let comuni = comuni([0.0, 0.3]);
        let share = spectrum_of(&right(&comuni), &comuni).use_or_share.unwrap();
        assert_eq!((share.comuni, share.from_year), (vec![comuni[0].istat.clone()], 2.5));
        assert_eq!(share.households, comuni[0].households);
    }

    #[test]
    fn all_of_it_is_said() {
        let comuni = comuni([0.0, 0.3]);
        let holder = Some("comuni".into());
        let right =
            Spectrum { holder, fee_eur_per_year: 1_000.0, one_off_fee_eur: 24_700.5, ..right(&comuni) };
        let report = spectrum_of(&right, &comuni);
        assert!(
            report.explanation.starts_with(
                "The right to the spectrum costs 1,000 euro a year and 24,701 euro, paid once. Its coverage duty is NOT MET: 0 points \
                 of the 60 that are asked for, 0 of 30 in listed comuni. A comune counts from this share of its households covered: \
                 50 %. From year 2.5 its \
                 frequencies must be offered to others in 1 comune without coverage ("
            ),
            "{}",
            report.explanation
        );
        assert!(
            report.explanation_it.contains("costa 1.000 euro all’anno e 24.701 euro una tantum. L’obbligo")
        );
        let free = Spectrum { fee_eur_per_year: 5.0, ..Spectrum::default() };
        let said = spectrum_of(&free, &comuni).explanation;
        assert_eq!(said, "Nobody holds the spectrum; using it costs 5 euro a year.");
        assert!(report.explanation_it.contains("Dall’anno 2,5 le frequenze vanno offerte"));
    }

    #[test]
    fn a_right_without_duties_is_kept() {
        let right = World::three_sites().scenario.governance.spectrum;
        let report = spectrum_of(&right, &comuni([0.0, 0.0]));
        assert!(report.keeps_duty() && report.coverage_duty.is_none() && report.use_or_share.is_none());
    }
}
