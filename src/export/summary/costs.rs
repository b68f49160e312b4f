//! What the plan costs, and whether the running network pays its own way.

use super::Section;
use crate::governance::{
    Said, amount, counted, number, percent, price_that_does, ratio_that_does, round_amount, said,
};
use crate::score::{CaseReport, Plan, ServiceCentreReport};

/// What the plan costs.
pub(super) fn capital(plan: &Plan) -> Section {
    let cost = &plan.cost;
    let to_build = said!(
        "To build: {capex}, of {budget} in the funds. To run: {opex} a year.",
        "Per costruire: {capex}, su {budget} disponibili nei fondi. Per gestire: {opex} all’anno.",
        capex = round_amount(cost.capex_eur),
        budget = round_amount(cost.budget_eur),
        opex = round_amount(cost.opex_eur_per_year),
    );
    let last_year = cost.years.last().map_or(0, |year| year.year);
    let in_all = said!(
        "Over {years} all costs are worth {present} today.",
        "Su {years} il valore attuale di tutti i costi è di {present}.",
        years = counted(last_year, [["year", "years"], ["anno", "anni"]]),
        present = round_amount(cost.present_value_eur),
    );
    let paragraphs = vec![Said::joined(&[to_build, in_all, per_household(plan)])];
    Section { heading: said!("What it costs", "Quanto costa"), paragraphs }
}

fn per_household(plan: &Plan) -> Said {
    let (Some(present), Some(capex)) =
        (plan.cost.present_value_per_covered_household_eur, plan.cost.capex_per_covered_household_eur)
    else {
        return said!("Nobody is covered for it.", "Con questi costi nessuno è coperto.");
    };
    let each = said!(
        "For each covered household: {present} in all, {capex} of it to build.",
        "Per ogni famiglia coperta: {present} in tutto, di cui {capex} per costruire.",
        present = amount(present),
        capex = amount(capex),
    );
    let yearly = plan.cost.annuity_per_covered_household_eur.map(|yearly| {
        said!(
            "As equal payments over these years: {yearly} a year.",
            "In rate costanti su questi anni: {yearly} all’anno.",
            yearly = amount(yearly),
        )
    });
    Said::joined(&[each, yearly.unwrap_or_else(Said::nothing)])
}

/// Whether the running network pays its own way.
pub(super) fn running(plan: &Plan) -> Section {
    let balance = &plan.balance;
    let established_ratio = plan.cost.years.last().map_or(balance.take_up_ratio, |year| year.take_up_ratio);
    let terms = said!(
        "Take-up once established: {take_up} of the covered households. Price of a line: {price} a month.",
        "Adesione a regime: {take_up} delle famiglie coperte. Prezzo di una linea: {price} al mese.",
        take_up = percent(established_ratio),
        price = amount(balance.wholesale.price_eur_per_month),
    );
    let planned = balance.cases.first().map_or_else(Said::nothing, |case| {
        let even = [balance.break_even_price_eur_per_month, balance.minimum_take_up_ratio];
        Said::joined(&[said!("As planned", "Secondo le previsioni"), reserve(case), break_even(even)])
    });
    let mut paragraphs = vec![Said::joined(&[terms, planned])];
    paragraphs.extend(stressed(plan));
    if balance.bridging_eur > 0.0 {
        paragraphs.push(said!(
            "While subscribers come, {lent} has to be lent to it in the worst case.",
            "Mentre il numero di abbonati cresce, nel caso peggiore occorre anticipare alla rete {lent}.",
            lent = round_amount(balance.bridging_eur),
        ));
    }
    paragraphs.extend(plan.service_centre.as_ref().map(centre));
    Section {
        heading: said!("Does the network pay its own way?", "La rete si mantiene da sola?"),
        paragraphs,
    }
}

/// What the members of the service centre pay, and what they cannot.
fn centre(report: &ServiceCentreReport) -> Said {
    let paid = said!(
        "The service centre needs {need} a year of {members}: {fees} in fees and {tariffs} in tariffs for lines.",
        "Il centro servizi ha bisogno di {need} all’anno da {members}: {fees} in quote e {tariffs} in tariffe per le linee.",
        need = round_amount(report.need_eur_per_year),
        members = members(report),
        fees = round_amount(report.fees_eur_per_year),
        tariffs = round_amount(report.tariffs_eur_per_year),
    );
    if report.shortfall_eur_per_year <= 0.0 {
        return paid;
    }
    Said::joined(&[paid, short(report)])
}

/// How many there are, and how many of them pay where not all are served.
fn members(report: &ServiceCentreReport) -> Said {
    let served = report.members.iter().filter(|member| member.served).count();
    let all = counted(report.members.len() as u32, [["member", "members"], ["membro", "membri"]]);
    if served == report.members.len() {
        return all;
    }
    if served == 0 {
        return said!("{all}, none of them served", "{all}, nessuno con il servizio", all = all);
    }
    let served = number(served as f64);
    said!(
        "{all}, {served} of them served",
        "{all}, di cui {served} con il servizio",
        all = all,
        served = served
    )
}

/// What is missing, and why nobody pays it.
fn short(report: &ServiceCentreReport) -> Said {
    let short = round_amount(report.shortfall_eur_per_year);
    if report.fees_eur_per_year > 0.0 {
        return said!(
            "{short} a year are missing: every member that is served pays all that it may.",
            "Mancano {short} all’anno: ogni membro che ha il servizio paga già il massimo previsto.",
            short = short,
        );
    }
    said!(
        "{short} a year are missing: no member is asked for a fee.",
        "Mancano {short} all’anno: a nessun membro è chiesta una quota.",
        short = short,
    )
}

/// The worst case of those that the network must bear, where there is more than what is planned.
fn stressed(plan: &Plan) -> Option<Said> {
    let balance = &plan.balance;
    let worst =
        balance.cases.iter().skip(1).min_by(|one, other| one.reserve_eur.total_cmp(&other.reserve_eur))?;
    let even = [balance.break_even_price_stressed_eur_per_month, balance.minimum_take_up_stressed_ratio];
    let tower = match (&balance.major_tower, worst.tower_lost) {
        (Some(tower), true) => {
            let site = plan.site_in_words(&tower.site);
            said!(", site {site} lost", ", sito {site} fuori uso", site = site)
        }
        _ => Said::nothing(),
    };
    let case = said!(
        "In the worst case asked of it (of what is planned: take-up {take_up}, price {price}, energy {energy}{tower})",
        "Nel caso peggiore che la rete deve reggere (rispetto al previsto: adesione {take_up}, prezzo {price}, energia {energy}{tower})",
        take_up = percent(worst.take_up_ratio),
        price = percent(worst.price_ratio),
        energy = percent(worst.energy_ratio),
        tower = tower,
    );
    Some(Said::joined(&[case, reserve(worst), break_even(even)]))
}

fn reserve(case: &CaseReport) -> Said {
    let enough =
        if case.holds { said!("enough", "quanto basta") } else { said!("too little", "troppo poco") };
    said!(
        "the reserve is lowest at the end of year {year}: {reserve}, which is {enough}.",
        "la riserva è minima alla fine dell’anno {year}: {reserve}, {enough}.",
        year = number(f64::from(case.worst_year)),
        reserve = round_amount(case.reserve_eur),
        enough = enough,
    )
}

/// Price and take-up at which the reserve just suffices, rounded up as the verdict's are.
fn break_even([price, take_up]: [Option<f64>; 2]) -> Said {
    let price = price.map_or_else(Said::nothing, |price| {
        said!(
            "With the take-up unchanged a planned price of {price} a month would just do.",
            "Ad adesione invariata basterebbe un prezzo previsto di {price} al mese.",
            price = price_that_does(price),
        )
    });
    let take_up = match take_up.map(ratio_that_does) {
        None => Said::nothing(),
        Some(ratio) if ratio > 1.0 => said!(
            "With the price unchanged not even a planned take-up of all households would be enough.",
            "A prezzo invariato non basterebbe prevedere l’adesione di tutte le famiglie.",
        ),
        Some(ratio) => said!(
            "With the price unchanged this planned take-up would just do: {ratio}.",
            "A prezzo invariato basterebbe questa adesione prevista: {ratio}.",
            ratio = percent(ratio),
        ),
    };
    Said::joined(&[price, take_up])
}
