//! The sites that the user asks for by id.

use crate::problem::{Findings, Place, Problem};
use crate::scenario::Status;
use crate::sites::Site;

/// Ids offered for one that is not known.
const GUESSES_MAX: usize = 3;

/// Likeness (Jaro-Winkler) from which an id is offered.
const LIKENESS_MIN: f64 = 0.75;

/// The sites with these ids, in the order of `sites`; all that may serve, each built in the first of its ways, where none is asked
/// for.
///
/// A site that a plan would leave alone is looked at all the same when it is asked for, with a warning.
pub(super) fn asked_sites<'s>(ids: &[String], sites: &'s [Site], findings: &mut Findings) -> Vec<&'s Site> {
    if ids.is_empty() {
        return all_that_serve(sites, findings);
    }
    for (index, id) in ids.iter().enumerate() {
        if ids[..index].contains(id) {
            findings.warn(format!("site {id} is asked for more than once; it is counted once"));
        } else if !sites.iter().any(|site| site.id == *id) {
            findings.problem(unknown(id, sites));
        }
    }
    let asked: Vec<&Site> = sites.iter().filter(|site| ids.contains(&site.id)).collect();
    asked.iter().filter_map(|site| unfit(site)).for_each(|warning| findings.warn(warning));
    asked
}

fn all_that_serve<'s>(sites: &'s [Site], findings: &mut Findings) -> Vec<&'s Site> {
    let serving: Vec<&Site> = sites.iter().filter(|site| site.serves() && site.id == site.place).collect();
    if serving.is_empty() {
        let found = "every site is forbidden or relay only";
        let remedy = "allow one, or name those to be looked at with --site";
        findings.problem(Problem::at("no-serving-site", "/sites", found, remedy));
    }
    serving
}

pub(super) fn unfit(site: &Site) -> Option<String> {
    let why = match (site.terms.status, site.terms.relay_only) {
        (Status::Forbidden, _) => "is forbidden in the scenario",
        (_, true) => "is relay only in the scenario",
        _ => return None,
    };
    Some(format!("site {} {why}; it is shown as asked, but no plan lets it serve", site.id))
}

fn unknown(id: &str, sites: &[Site]) -> Problem {
    let found = format!("no site on the terrain of the scenario has the id \"{id}\"");
    let ids = sites.iter().map(|site| site.id.as_str());
    let remedy = match nearest(id, ids.clone()).as_slice() {
        [] => format!("choose one of the {} sites, for example {}", sites.len(), quoted(&first(ids))),
        guesses => format!("did you mean {}?", quoted(guesses)),
    };
    Problem { code: "unknown-site", place: Place::Option("site"), found, remedy }
}

pub(super) fn first<'s>(ids: impl Iterator<Item = &'s str>) -> Vec<&'s str> {
    ids.take(GUESSES_MAX).collect()
}

pub(super) fn quoted(ids: &[&str]) -> String {
    ids.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ")
}

/// The ids that a mistaken one was most likely meant to be, the likeliest first.
pub(super) fn nearest<'s>(id: &str, ids: impl Iterator<Item = &'s str>) -> Vec<&'s str> {
    let guess = |known: &'s str| edits(id, known).map(|edits| (edits, known));
    let mut guesses: Vec<(usize, &str)> = ids.filter_map(guess).collect();
    guesses.sort_unstable();
    guesses.into_iter().take(GUESSES_MAX).map(|(_, id)| id).collect()
}

/// Letters to change from what was written to an id, if the two are alike at all; an id without its prefix, or in other
/// capitals, is as good as the id.
fn edits(word: &str, id: &str) -> Option<usize> {
    let (word, id) = (word.to_lowercase(), id.to_lowercase());
    let prefix = id.strip_suffix(word.as_str()).filter(|_| !word.is_empty());
    if prefix.is_some_and(|prefix| !prefix.ends_with(char::is_alphanumeric)) {
        return Some(0);
    }
    (strsim::jaro_winkler(&word, &id) > LIKENESS_MIN).then(|| strsim::damerau_levenshtein(&word, &id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::SiteTerms;
    use crate::units::{LonLat, Projected};

    fn site(id: &str, status: Status, relay_only: bool) -> Site {
        Site {
            id: id.into(),
            place: id.into(),
            name: id.to_uppercase(),
            lon_lat: LonLat { lon_deg: 8.0, lat_deg: 44.0 },
            position: Projected { east_m: 0.0, north_m: 0.0 },
            ground_m: 0.0,
            terms: SiteTerms {
                owner: "o".into(),
                status,
                structure: "mast".into(),
                antenna_height_m: 20.0,
                antenna: None,
                layout: None,
                lease_eur_per_year: 0.0,
                in_kind_eur_per_year: 0.0,
                relay_only,
                operators_max: None,
                reverts: None,
                alternatives: Vec::new(),
            },
            true_north_deg: 0.0,
            sectors: Vec::new(),
            towards_demand: false,
        }
    }

    fn sites() -> Vec<Site> {
        vec![
            site("m-12", Status::Candidate, false),
            site("ridge-east", Status::Existing, false),
            site("ridge-west", Status::Forbidden, false),
            site("tower", Status::Candidate, true),
        ]
    }

    fn asked(ids: &[&str], sites: &[Site]) -> (Vec<String>, Findings) {
        let mut findings = Findings::default();
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let found = asked_sites(&ids, sites, &mut findings).iter().map(|site| site.id.clone()).collect();
        (found, findings)
    }

    #[test]
    fn without_a_wish_those_that_may_serve_are_taken() {
        let (found, findings) = asked(&[], &sites());
        assert_eq!(found, ["m-12", "ridge-east"]);
        assert!(findings.warnings.is_empty() && findings.problems.is_empty());
        let (found, findings) = asked(&[], &sites()[2..]);
        assert_eq!((found.len(), findings.problems[0].code), (0, "no-serving-site"));
    }

    #[test]
    fn a_wish_wins_over_the_scenario_with_a_warning_in_any_order() {
        let (found, findings) = asked(&["tower", "ridge-west", "m-12", "tower"], &sites());
        assert_eq!(found, ["m-12", "ridge-west", "tower"]);
        let [twice, forbidden, relay] = &findings.warnings[..] else { panic!("{:?}", findings.warnings) };
        assert!(twice.contains("tower") && twice.contains("more than once"));
        assert!(forbidden.contains("ridge-west is forbidden"));
        assert!(relay.contains("tower is relay only"));
    }

    #[test]
    fn every_unknown_id_is_told_with_the_nearest_ones() {
        let (_, findings) = asked(&["ridge-nest", "12", "Tower", "#"], &sites());
        let remedies: Vec<&str> = findings.problems.iter().map(|problem| problem.remedy.as_str()).collect();
        assert_eq!(
            remedies,
            [
                "did you mean \"ridge-west\", \"ridge-east\"?",
                "did you mean \"m-12\"?",
                "did you mean \"tower\"?",
                "choose one of the 4 sites, for example \"m-12\", \"ridge-east\", \"ridge-west\"",
            ]
        );
        assert!(findings.problems.iter().all(|problem| problem.code == "unknown-site"));
    }
}
