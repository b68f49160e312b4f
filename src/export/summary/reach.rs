//! Whom the plan reaches, and who is left out for which reason.

use super::Section;
use crate::export::stamp::one_line;
use crate::governance::{Said, counted, listed, number, said, share};
use crate::score::{Plan, UncoveredReport};

/// Comuni that are named for being furthest behind.
const WORST_NAMED: usize = 3;

/// Whom the plan reaches.
pub(super) fn section(plan: &Plan) -> Section {
    let mut paragraphs = vec![Said::joined(&[covered(plan), newly_served(plan), network(plan)])];
    paragraphs.extend(small_comuni(plan));
    paragraphs.extend(worst(plan));
    Section { heading: said!("Whom it reaches", "Chi raggiunge"), paragraphs }
}

fn covered(plan: &Plan) -> Said {
    let households = &plan.households;
    said!(
        "In {comuni} the plan covers {covered} of {total} households ({ratio}).",
        "In {comuni} il piano copre {covered} delle {total} famiglie ({ratio}).",
        comuni = counted(plan.comuni.len() as u32, [["comune", "comuni"], ["comune", "comuni"]]),
        covered = number(households.covered),
        total = number(households.total),
        ratio = share(households.covered_ratio),
    )
}

fn newly_served(plan: &Plan) -> Said {
    if plan.households.previously_unserved == 0.0 {
        return said!(
            "None of them is without broadband today.",
            "Nessuna di esse è oggi priva di banda larga."
        );
    }
    said!(
        "Without broadband today: {unserved}; of these the plan reaches {newly}.",
        "Prive di banda larga oggi: {unserved}; di queste il piano ne raggiunge {newly}.",
        unserved = number(plan.households.previously_unserved),
        newly = number(plan.households.newly_served),
    )
}

fn network(plan: &Plan) -> Said {
    said!(
        "It takes {sites} and, to join them to the fibre, {links}.",
        "Il piano richiede {sites} e, per il collegamento alla fibra, {links}.",
        sites = counted(plan.sites.len() as u32, [["site", "sites"], ["sito", "siti"]]),
        links =
            counted(plan.links.len() as u32, [["radio link", "radio links"], ["ponte radio", "ponti radio"]]),
    )
}

fn small_comuni(plan: &Plan) -> Option<Said> {
    let small = &plan.small_comuni;
    Some(said!(
        "Small comuni, of fewer than {below} residents: {comuni}, with {covered} of {households} households covered ({ratio}).",
        "Piccoli comuni, con meno di {below} residenti: {comuni}, dove il piano copre {covered} delle {households} famiglie ({ratio}).",
        below = number(f64::from(small.below_population)),
        comuni = number(f64::from(small.comuni)),
        covered = number(small.covered),
        households = number(small.households),
        ratio = share(small.covered_ratio?),
    ))
}

fn worst(plan: &Plan) -> Option<Said> {
    let named = plan.equity.worst_comuni.iter().take(WORST_NAMED).filter_map(|worst| {
        let comune = plan.comuni.iter().find(|comune| comune.istat == worst.istat)?;
        let ratio = share(comune.covered_ratio?);
        Some(said!(
            "{name} ({ratio})",
            "{name} ({ratio})",
            name = one_line(&comune.name).as_str(),
            ratio = ratio
        ))
    });
    let named: Vec<Said> = named.collect();
    let in_a_row = Said {
        en: listed(&named.iter().map(|one| one.en.clone()).collect::<Vec<_>>()).en,
        it: listed(&named.iter().map(|one| one.it.clone()).collect::<Vec<_>>()).it,
    };
    (!named.is_empty())
        .then(|| said!("Furthest behind: {names}.", "Più indietro: {names}.", names = in_a_row))
}

/// Who is left out, and why.
pub(super) fn left_out(plan: &Plan) -> Section {
    let mut reasons = reasons(&plan.households.uncovered);
    reasons.retain(|(households, _)| *households > 0.0);
    reasons.sort_by(|one, other| other.0.total_cmp(&one.0));
    let line = |(households, reason): (f64, Said)| {
        said!(
            "- {households}: {reason}",
            "- {households}: {reason}",
            households = number(households),
            reason = reason
        )
    };
    let mut paragraphs: Vec<Said> = reasons.into_iter().map(line).collect();
    paragraphs.push(if paragraphs.is_empty() {
        said!("Nobody.", "Nessuno.")
    } else {
        said!(
            "For each place households.geojson has the reason, and the cheapest remedy where there is one.",
            "Per ogni luogo households.geojson riporta il motivo e, dove esiste, il rimedio meno costoso.",
        )
    });
    Section { heading: said!("Households left out, and why", "Famiglie escluse, e perché"), paragraphs }
}

/// Households with the reason in words.
fn reasons(uncovered: &UncoveredReport) -> Vec<(f64, Said)> {
    let UncoveredReport {
        no_site_reaches,
        signal_too_weak,
        no_backhaul,
        ruled_out_by_ownership,
        too_few_operators,
        over_budget,
        running_costs,
        outweighed,
        interference,
        no_capacity,
        link_full,
    } = *uncovered;
    vec![
        (no_site_reaches, said!("no usable site has them in sight", "nessun sito utilizzabile le vede")),
        (
            signal_too_weak,
            said!(
                "a site has them in sight, but the signal is too weak",
                "un sito le vede, ma il segnale è troppo debole"
            ),
        ),
        (
            no_backhaul,
            said!(
                "the sites that reach them cannot be joined to the fibre",
                "i siti che le raggiungono non si possono collegare alla fibra",
            ),
        ),
        (
            ruled_out_by_ownership,
            said!(
                "only private sites reach them, which a guideline that must hold rules out",
                "le raggiungono solo siti privati, esclusi da un principio vincolante",
            ),
        ),
        (
            too_few_operators,
            said!(
                "only sites reach them where too few operators can sell, and guideline 3 must hold",
                "le raggiungono solo siti dove possono vendere troppo pochi operatori, e il principio 3 è vincolante",
            ),
        ),
        (
            over_budget,
            said!(
                "the same money reaches more elsewhere",
                "con lo stesso denaro si raggiunge di più altrove"
            ),
        ),
        (
            running_costs,
            said!(
                "a site for them would not earn what it costs to run",
                "un sito per loro non renderebbe quanto costa gestirlo",
            ),
        ),
        (
            outweighed,
            said!(
                "a site could be paid for, but the network reaches more without it",
                "un sito si potrebbe pagare, ma senza di esso la rete raggiunge di più",
            ),
        ),
        (
            interference,
            said!(
                "the plan's own sites disturb each other there",
                "lì i siti del piano si disturbano a vicenda"
            ),
        ),
        (
            no_capacity,
            said!(
                "the sites near them have no time left in the busy hour",
                "i siti vicini non hanno più capacità nell’ora di punta",
            ),
        ),
        (
            link_full,
            said!(
                "a radio link on the way to the fibre cannot carry them too",
                "un ponte radio verso la fibra non può portare anche il loro traffico",
            ),
        ),
    ]
}
