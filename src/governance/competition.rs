//! Guideline 3: operators compete on the network, and accept social duties.
//!
//! Measure: the operators that are eligible to sell. An operator is eligible if wholesale access is open to
//! all on the same terms and if it offers a social tariff, serves every household that the network covers, and
//! repairs faults within [`Rules::fault_repair_max_h`]. Limit: at least [`Rules::operators_min`].
//!
//! *Source*: third of the provinces' four guidelines. Its legal footing in Italian and European law is
//! *unverified*.

use super::words::{counted, listed, number, said};
use super::{Operator, Rules, Said, Verdict};

/// Audits guideline 3.
#[must_use]
pub fn audit_competition(operators: &[Operator], open_access: bool, rules: &Rules) -> Verdict {
    let willing = |operator: &&Operator| objections(operator, rules).is_empty();
    let (fit, unfit): (Vec<&Operator>, Vec<&Operator>) = operators.iter().partition(willing);
    let eligible_count = if open_access { fit.len() as u32 } else { 0 };
    Verdict {
        guideline: 3,
        holds: eligible_count >= rules.operators_min,
        measure: said!("Operators eligible to sell on the network", "Operatori ammessi a vendere sulla rete"),
        value: f64::from(eligible_count),
        limit: f64::from(rules.operators_min),
        unit: "operators",
        explanation: Said::joined(&[
            if open_access { eligible(&fit) } else { closed() },
            said!(
                "The rule asks for at least {min}.",
                "La regola ne chiede almeno {min}.",
                min = number(f64::from(rules.operators_min))
            ),
            refused(&unfit, rules),
        ]),
    }
}

fn closed() -> Said {
    said!(
        "Wholesale access is not open to every operator on the same terms, so none counts as eligible.",
        "L’accesso all’ingrosso non è aperto a tutti gli operatori alle stesse condizioni, perciò nessuno è ammesso."
    )
}

fn eligible(operators: &[&Operator]) -> Said {
    let names: Vec<String> = operators.iter().map(|operator| operator.name.clone()).collect();
    let names_said = listed(&names);
    match names.len() as u32 {
        0 => said!(
            "No operator is eligible to sell on the network.",
            "Nessun operatore è ammesso a vendere sulla rete."
        ),
        1 => said!(
            "One operator is eligible to sell on the network: {names}.",
            "Un solo operatore è ammesso a vendere sulla rete: {names}.",
            names = names_said
        ),
        count => said!(
            "{operators} are eligible to sell on the network: {names}.",
            "{operators} sono ammessi a vendere sulla rete: {names}.",
            operators = counted(count, [["operator", "operators"], ["operatore", "operatori"]]),
            names = names_said
        ),
    }
}

fn refused(operators: &[&Operator], rules: &Rules) -> Said {
    let said: Vec<(&str, Vec<Said>)> =
        operators.iter().map(|operator| (operator.name.as_str(), objections(operator, rules))).collect();
    if said.is_empty() {
        return Said::nothing();
    }
    let told = |language: fn(&Said) -> &str| {
        let of_one = |(name, objections): &(&str, Vec<Said>)| {
            format!("{name} ({})", objections.iter().map(language).collect::<Vec<_>>().join(", "))
        };
        said.iter().map(of_one).collect::<Vec<_>>().join("; ")
    };
    let told = Said { en: told(|one| &one.en), it: told(|one| &one.it) };
    said!("Not eligible: {told}.", "Non ammessi: {told}.", told = told)
}

/// Why an operator does not qualify, whatever the terms of access.
fn objections(operator: &Operator, rules: &Rules) -> Vec<Said> {
    let mut objections = Vec::new();
    if !operator.social_tariff {
        objections.push(said!("offers no social tariff", "non offre una tariffa sociale"));
    }
    if !operator.whole_footprint {
        objections
            .push(said!("does not serve every covered household", "non serve tutte le famiglie coperte"));
    }
    if operator.fault_repair_h > rules.fault_repair_max_h {
        objections.push(said!(
            "repairs faults within {took} hours where {allowed} are allowed",
            "ripara i guasti entro {took} ore, mentre ne sono consentite {allowed}",
            took = number(operator.fault_repair_h),
            allowed = number(rules.fault_repair_max_h)
        ));
    }
    objections
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operator(name: &str) -> Operator {
        Operator {
            id: name.to_lowercase(),
            name: name.into(),
            social_tariff: true,
            whole_footprint: true,
            fault_repair_h: 48.0,
        }
    }

    const RULES: Rules = Rules {
        captive_max_ratio: 0.5,
        local_members_min: 1,
        operators_min: 2,
        fault_repair_max_h: 48.0,
        reserve_min_eur: 0.0,
        ramp_up_years: 0,
    };

    #[test]
    fn two_of_two_just_hold_and_one_fails() {
        let holds = audit_competition(&[operator("Alfa"), operator("Beta")], true, &RULES);
        assert!(holds.holds);
        assert_eq!((holds.value, holds.limit, holds.unit), (2.0, 2.0, "operators"));
        assert_eq!(
            holds.explanation.en,
            "2 operators are eligible to sell on the network: Alfa and Beta. The rule asks for at least 2."
        );
        assert_eq!(
            holds.explanation.it,
            "2 operatori sono ammessi a vendere sulla rete: Alfa e Beta. La regola ne chiede almeno 2."
        );
        let fails = audit_competition(&[operator("Alfa")], true, &RULES);
        assert!(!fails.holds);
        assert!(fails.explanation.en.starts_with("One operator is eligible"));
    }

    #[test]
    fn each_duty_refused_is_named() {
        let poor = Operator { social_tariff: false, ..operator("Beta") };
        let choosy = Operator { whole_footprint: false, ..operator("Gamma") };
        let slow = Operator { fault_repair_h: 48.1, ..operator("Delta") };
        let verdict = audit_competition(&[operator("Alfa"), poor, choosy, slow], true, &RULES);
        assert_eq!((verdict.holds, verdict.value), (false, 1.0));
        assert!(verdict.explanation.en.ends_with(
            "Not eligible: Beta (offers no social tariff); Gamma (does not serve every covered household); Delta \
             (repairs faults within 48.1 hours where 48 are allowed)."
        ));
        assert!(verdict.explanation.it.ends_with(
            "Non ammessi: Beta (non offre una tariffa sociale); Gamma (non serve tutte le famiglie coperte); Delta \
             (ripara i guasti entro 48,1 ore, mentre ne sono consentite 48)."
        ));
    }

    #[test]
    fn closed_access_leaves_nobody() {
        let verdict = audit_competition(&[operator("Alfa"), operator("Beta")], false, &RULES);
        assert_eq!((verdict.holds, verdict.value), (false, 0.0));
        assert!(verdict.explanation.en.starts_with("Wholesale access is not open"));
    }

    #[test]
    fn no_operators_and_none_asked_for() {
        let verdict = audit_competition(&[], true, &Rules { operators_min: 0, ..RULES });
        assert_eq!((verdict.holds, verdict.value), (true, 0.0));
        assert!(verdict.explanation.en.starts_with("No operator is eligible"));
    }
}
