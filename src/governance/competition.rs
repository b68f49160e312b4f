//! Guideline 3: operators compete on the network, and accept social duties.
//!
//! Measure: the operators that are eligible to sell. An operator is eligible if wholesale access is open to
//! all on the same terms and if it offers a social tariff, serves every household that the network covers, and
//! repairs faults within [`Rules::fault_repair_max_h`]. Limit: at least [`Rules::operators_min`].
//!
//! *Source*: third of the provinces' four guidelines. Its legal footing in Italian and European law is
//! *unverified*.

use super::words::{counted, listed, number};
use super::{Operator, Rules, Verdict};

/// Audits guideline 3.
#[must_use]
pub fn audit_competition(operators: &[Operator], open_access: bool, rules: &Rules) -> Verdict {
    let willing = |operator: &&Operator| objections(operator, rules).is_empty();
    let (fit, unfit): (Vec<&Operator>, Vec<&Operator>) = operators.iter().partition(willing);
    let eligible_count = if open_access { fit.len() as u32 } else { 0 };
    let explanation = [
        if open_access { eligible(&fit) } else { CLOSED.into() },
        format!("The rule asks for at least {}.", rules.operators_min),
        refused(&unfit, rules),
    ];
    Verdict {
        guideline: 3,
        holds: eligible_count >= rules.operators_min,
        measure: "Operators eligible to sell on the network",
        value: f64::from(eligible_count),
        limit: f64::from(rules.operators_min),
        unit: "operators",
        explanation: explanation.join(" ").trim_end().into(),
    }
}

const CLOSED: &str =
    "Wholesale access is not open to every operator on the same terms, so none counts as eligible.";

fn eligible(operators: &[&Operator]) -> String {
    let names: Vec<String> = operators.iter().map(|operator| operator.name.clone()).collect();
    match names.len() as u32 {
        0 => "No operator is eligible to sell on the network.".into(),
        1 => format!("One operator is eligible to sell on the network: {}.", listed(&names)),
        count => {
            let operators = counted(count, "operator", "operators");
            format!("{operators} are eligible to sell on the network: {}.", listed(&names))
        }
    }
}

fn refused(operators: &[&Operator], rules: &Rules) -> String {
    let reason =
        |operator: &&Operator| format!("{} ({})", operator.name, objections(operator, rules).join(", "));
    let reasons: Vec<String> = operators.iter().map(reason).collect();
    if reasons.is_empty() { String::new() } else { format!("Not eligible: {}.", reasons.join("; ")) }
}

/// Why an operator does not qualify, whatever the terms of access.
fn objections(operator: &Operator, rules: &Rules) -> Vec<String> {
    let mut objections = Vec::new();
    if !operator.social_tariff {
        objections.push("offers no social tariff".into());
    }
    if !operator.whole_footprint {
        objections.push("does not serve every covered household".into());
    }
    if operator.fault_repair_h > rules.fault_repair_max_h {
        let (took_h, allowed_h) = (number(operator.fault_repair_h), number(rules.fault_repair_max_h));
        objections.push(format!("repairs faults within {took_h} hours where {allowed_h} are allowed"));
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
    };

    #[test]
    fn two_of_two_just_hold_and_one_fails() {
        let holds = audit_competition(&[operator("Alfa"), operator("Beta")], true, &RULES);
        assert!(holds.holds);
        assert_eq!((holds.value, holds.limit, holds.unit), (2.0, 2.0, "operators"));
        assert_eq!(
            holds.explanation,
            "2 operators are eligible to sell on the network: Alfa and Beta. The rule asks for at least 2."
        );
        let fails = audit_competition(&[operator("Alfa")], true, &RULES);
        assert!(!fails.holds);
        assert!(fails.explanation.starts_with("One operator is eligible"));
    }

    #[test]
    fn each_duty_refused_is_named() {
        let poor = Operator { social_tariff: false, ..operator("Beta") };
        let choosy = Operator { whole_footprint: false, ..operator("Gamma") };
        let slow = Operator { fault_repair_h: 48.1, ..operator("Delta") };
        let verdict = audit_competition(&[operator("Alfa"), poor, choosy, slow], true, &RULES);
        assert_eq!((verdict.holds, verdict.value), (false, 1.0));
        assert!(verdict.explanation.ends_with(
            "Not eligible: Beta (offers no social tariff); Gamma (does not serve every covered household); Delta \
             (repairs faults within 48.1 hours where 48 are allowed)."
        ));
    }

    #[test]
    fn closed_access_leaves_nobody() {
        let verdict = audit_competition(&[operator("Alfa"), operator("Beta")], false, &RULES);
        assert_eq!((verdict.holds, verdict.value), (false, 0.0));
        assert!(verdict.explanation.starts_with("Wholesale access is not open"));
    }

    #[test]
    fn no_operators_and_none_asked_for() {
        let verdict = audit_competition(&[], true, &Rules { operators_min: 0, ..RULES });
        assert_eq!((verdict.holds, verdict.value), (true, 0.0));
        assert!(verdict.explanation.starts_with("No operator is eligible"));
    }
}
