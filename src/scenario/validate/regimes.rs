//! Spectrum regimes: ids that can name folders, holders that suit the kind, and a radio that is one.

use super::super::shape::departures_of;
use super::super::{Regime, RegimeKind, Scenario};
use super::{propagation, radio, repeated};
use crate::governance::{CoverageDuty, Spectrum};
use crate::problem::{Findings, Place, Problem};

/// What is called 5 GHz, MHz.
const EXEMPT_MHZ: std::ops::Range<f64> = 5_000.0..6_000.0;

pub(super) fn validate(scenario: &Scenario, findings: &mut Findings) {
    let Some(regimes) = &scenario.regimes else { return };
    if regimes.is_empty() {
        let remedy = "give at least one regime, or leave the section out";
        findings.problem(Problem::at("empty", "/regimes", "found nothing in it", remedy));
    }
    repeated("/regimes", regimes.iter().map(|regime| regime.id.as_str()), findings);
    for (index, regime) in regimes.iter().enumerate() {
        id(index, regime, findings);
        holder(scenario, index, regime, findings);
        let place = format!("/regimes/{index}");
        let duties = [
            ("coverage_duty", regime.coverage_duty.is_some()),
            ("use_or_share_year", regime.use_or_share_year.is_some()),
        ];
        duty(&place, regime.coverage_duty.as_ref(), findings);
        if regime.kind.is_private().is_none() {
            bound_holder(&place, regime.holder.as_deref(), duties, findings);
        }
        patched_radio(scenario, index, regime, findings);
        exempt_band(scenario, index, regime, findings);
    }
    left_behind(&scenario.governance.spectrum, regimes, findings);
}

/// Each regime names all of its right; what stands in `governance.spectrum` holds under none, and whoever wrote it there may think otherwise.
fn left_behind(own: &Spectrum, regimes: &[Regime], findings: &mut Findings) {
    let mut tell = |key: &str, is_there: bool, has: fn(&Regime) -> bool| {
        let without = regimes.iter().filter(|regime| is_there && !has(regime));
        let ids: Vec<&str> = without.map(|regime| regime.id.as_str()).collect();
        if !ids.is_empty() {
            findings.warn(format!(
                "governance.spectrum.{key} holds under no regime that does not name its own: {}",
                ids.join(", ")
            ));
        }
    };
    tell("one_off_fee_eur", own.one_off_fee_eur > 0.0, |regime| regime.one_off_fee_eur > 0.0);
    tell("coverage_duty", own.coverage_duty.is_some(), |regime| regime.coverage_duty.is_some());
    tell("use_or_share_year", own.use_or_share_year.is_some(), |regime| regime.use_or_share_year.is_some());
}

fn id(index: usize, regime: &Regime, findings: &mut Findings) {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    if !regime.id.chars().all(is_plain) {
        let found = format!("found \"{}\"", regime.id);
        let remedy = "use letters, digits, - and _ alone: it is the name of a folder";
        findings.problem(Problem::at("unusable-id", format!("/regimes/{index}/id"), found, remedy));
    }
}

/// The holder is one that the kind of regime allows.
fn holder(scenario: &Scenario, index: usize, regime: &Regime, findings: &mut Findings) {
    let governance = &scenario.governance;
    let kind = regime.kind.word();
    let mut note = |code, found: String, remedy: String| {
        findings.problem(Problem::at(code, format!("/regimes/{index}/holder"), found, remedy));
    };
    match (regime.kind.is_private(), &regime.holder) {
        (None, None) => {}
        (None, Some(holder)) => {
            let remedy = "leave it out: nobody holds a band that is licence-exempt, or choose another kind";
            note("contradiction", format!("\"{holder}\" holds a band of the kind {kind}"), remedy.into());
        }
        (Some(_), None) => {
            let remedy = "name the owner that holds the right, one of /governance/owners";
            note(
                "missing-holder",
                format!("is missing, and a regime of the kind {kind} has a holder"),
                remedy.into(),
            );
        }
        (Some(is_private), Some(holder)) => {
            let known: Vec<&str> = governance.owners.iter().map(|owner| owner.id.as_str()).collect();
            if !known.contains(&holder.as_str()) {
                let remedy = format!("declare it in /governance/owners; declared: {}", known.join(", "));
                note("unknown-owner", format!("nobody declared \"{holder}\""), remedy);
            } else if governance.is_private(holder) != is_private {
                let (is, must) = if is_private { ("public", "private") } else { ("private", "public") };
                let found = format!("\"{holder}\" is a {is} owner, and the kind is {kind}");
                note("wrong-holder", found, format!("name a {must} owner, or choose another kind"));
            }
        }
    }
}

/// A comune gives its points once.
pub(super) fn duty(place: &str, duty: Option<&CoverageDuty>, findings: &mut Findings) {
    let comuni = duty.into_iter().flat_map(|duty| &duty.comuni);
    repeated(&format!("{place}/coverage_duty/comuni"), comuni.map(|comune| comune.istat.as_str()), findings);
}

/// A duty is somebody's: of these, by key, those that are there.
pub(super) fn bound_holder(
    place: &str,
    holder: Option<&str>,
    duties: [(&str, bool); 2],
    findings: &mut Findings,
) {
    for (key, _) in duties.into_iter().filter(|(_, is_there)| *is_there && holder.is_none()) {
        let found = "obliges nobody: the right has no holder";
        let remedy = format!("name the owner that holds it, {place}/holder, or take the duty out");
        findings.problem(Problem::at("contradiction", format!("{place}/{key}"), found, remedy));
    }
}

/// A regime of the licence-exempt band is in it.
fn exempt_band(scenario: &Scenario, index: usize, regime: &Regime, findings: &mut Findings) {
    let Ok(under) = regime.scenario(scenario) else { return };
    let mhz = under.radio.frequency_mhz;
    if regime.kind == RegimeKind::LicenceExempt5Ghz && !EXEMPT_MHZ.contains(&mhz) {
        let found = format!("its radio transmits at {mhz} MHz, and its kind is {}", regime.kind.word());
        let remedy = "give it a radio of that band, for example \"radio\": { \"frequency_mhz\": 5800 }, with technology, channels and \
                      licence that go with it; or choose another kind";
        findings.problem(Problem::at("contradiction", format!("/regimes/{index}/radio"), found, remedy));
    }
}

/// The radio with the regime's changes keeps the schema and makes sense; what is wrong without them is told once, at its own place.
fn patched_radio(scenario: &Scenario, index: usize, regime: &Regime, findings: &mut Findings) {
    let Ok(patched) = regime.patched_radio(&scenario.radio) else { return };
    let at = format!("/regimes/{index}/radio");
    let departures = departures_of("radio", &patched, &at);
    let is_radio = departures.is_empty();
    findings.problems.extend(departures);
    let Some(under) = regime.scenario(scenario).ok().filter(|_| is_radio) else { return };
    let [own, changed] = [scenario, &under].map(|scenario| {
        let mut findings = Findings::default();
        radio::validate(scenario, &mut findings);
        propagation(scenario, &mut findings);
        findings.problems
    });
    let new = changed.into_iter().filter(|problem| !own.contains(problem));
    findings.problems.extend(new.map(|problem| problem_under(index, problem)));
}

/// A problem of a scenario under a regime, at the place in the regime that made it.
#[must_use]
pub fn problem_under(index: usize, problem: Problem) -> Problem {
    let regime = format!("/regimes/{index}");
    let Place::Pointer(pointer) = &problem.place else { return problem };
    if pointer.starts_with("/radio") {
        return Problem { place: Place::Pointer(format!("{regime}{pointer}")), ..problem };
    }
    let found = format!("with its radio {pointer}: {}", problem.found);
    Problem { place: Place::Pointer(format!("{regime}/radio")), found, ..problem }
}
