//! How sure the plan is: the honesty line, the proof, and what nobody has checked.

use super::Section;
use crate::export::stamp::one_line;
use crate::governance::{Said, listed, number, percent, said};
use crate::score::{CostItemReport, Plan};

/// Prices that are named for not being checked.
const UNVERIFIED_NAMED: usize = 4;
/// The word that marks a figure that nobody has checked.
const UNVERIFIED: &str = "unverified";

/// How sure the plan is.
pub(super) fn section(plan: &Plan) -> Section {
    let mut paragraphs = vec![Said::joined(&[coverage_alone(plan), promises(plan), proof(plan)])];
    paragraphs.extend(unverified(plan));
    paragraphs.push(said!(
        "Every figure stands in plan.json, with sources and warnings.",
        "Ogni cifra si trova in plan.json, con fonti e avvertenze (in inglese).",
    ));
    Section { heading: said!("How sure is this?", "Quanto è affidabile?"), paragraphs }
}

fn coverage_alone(plan: &Plan) -> Said {
    plan.households.coverage_alone.map_or_else(Said::nothing, |alone| {
        said!(
            "A plan for the same money that looks at signals alone would claim {claimed} households; its sites would really serve {covered}.",
            "Un piano di pari costo che guardasse al solo segnale dichiarerebbe coperte {claimed} famiglie; i suoi siti ne servirebbero davvero {covered}.",
            claimed = number(alone.claimed),
            covered = number(alone.covered),
        )
    })
}

fn promises(plan: &Plan) -> Said {
    plan.objective.promises.map_or_else(Said::nothing, |promises| {
        said!(
            "Of {promised} households promised to small comuni it covers {kept}; no plan covers more than {bound}.",
            "Delle {promised} famiglie dei piccoli comuni a cui è stata promessa la copertura il piano ne copre {kept}; nessun piano ne copre più di {bound}.",
            promised = number(promises.households),
            kept = number(promises.kept),
            bound = number(promises.kept_bound),
        )
    })
}

fn proof(plan: &Plan) -> Said {
    said!(
        "Weighed as the scenario asks, the plan is worth {value}, and no other under the same rules more than {bound}: a gap of \
         {gap} at most. Anybody can check this proof: divario verify, with the name of this folder.",
        "Pesato come chiede lo scenario il piano vale {value}, e nessun altro con le stesse regole vale più di {bound}; scarto massimo: \
         {gap}. Chiunque può controllare questa dimostrazione: divario verify, con il nome di questa cartella.",
        value = number(plan.objective.value),
        bound = number(plan.objective.bound),
        gap = percent(plan.objective.gap_ratio),
    )
}

/// The prices of most capital that nobody has checked.
fn unverified(plan: &Plan) -> Option<Said> {
    let mut items: Vec<&CostItemReport> =
        plan.cost.items.iter().filter(|item| item.source.contains(UNVERIFIED)).collect();
    items.sort_by(|one, other| other.capex_eur.total_cmp(&one.capex_eur));
    let mut names: Vec<String> =
        items.iter().take(UNVERIFIED_NAMED).map(|item| format!("«{}»", one_line(&item.label))).collect();
    let more = items.len() > names.len();
    let names =
        if more { Said::from(names.join(", ").as_str()) } else { listed(&std::mem::take(&mut names)) };
    let others = if more { said!(" and others", " e altri") } else { Said::nothing() };
    (!items.is_empty()).then(|| {
        said!(
            "Prices that nobody has checked: {names}{others}.",
            "Prezzi che nessuno ha verificato: {names}{others}.",
            names = names,
            others = others,
        )
    })
}
