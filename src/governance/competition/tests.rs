//! Guideline 3 by hand: who is eligible, and at which sites too few can sell.

use super::*;

fn operator(name: &str) -> Operator {
    Operator {
        id: name.to_lowercase(),
        name: name.into(),
        social_tariff: true,
        whole_footprint: true,
        fault_repair_h: 48.0,
        transparency: false,
    }
}

const RULES: Rules = Rules {
    captive_max_ratio: 0.5,
    local_members_min: 1,
    seats_total: None,
    small_comuni_seats_min: None,
    operators_min: 2,
    fault_repair_max_h: 48.0,
    transparency_required: false,
    reserve_min_eur: 0.0,
    ramp_up_years: 0,
};

fn audit(operators: &[Operator], open_access: bool, rules: &Rules) -> Verdict {
    audit_competition(&Competition { operators, open_access, rules }, &[])
}

fn audit_sites(operators_max: &[Option<u32>], rules: &Rules) -> Verdict {
    let operators = [operator("Alfa"), operator("Beta"), operator("Gamma")];
    let ids: Vec<String> = (1..).zip(operators_max).map(|(number, _)| format!("s{number}")).collect();
    let sites = ids.iter().zip(operators_max).map(|(id, most)| ServingSite { id, operators_max: *most });
    let competition = Competition { operators: &operators, open_access: true, rules };
    audit_competition(&competition, &sites.collect::<Vec<_>>())
}

#[test]
fn two_of_two_just_hold_and_one_fails() {
    let holds = audit(&[operator("Alfa"), operator("Beta")], true, &RULES);
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
    let fails = audit(&[operator("Alfa")], true, &RULES);
    assert!(!fails.holds);
    assert!(fails.explanation.en.starts_with("One operator is eligible"));
}

#[test]
fn each_duty_refused_is_named() {
    let poor = Operator { social_tariff: false, ..operator("Beta") };
    let choosy = Operator { whole_footprint: false, ..operator("Gamma") };
    let slow = Operator { fault_repair_h: 48.1, ..operator("Delta") };
    let verdict = audit(&[operator("Alfa"), poor, choosy, slow], true, &RULES);
    assert_eq!((verdict.holds, verdict.value), (false, 1.0));
    assert!(verdict.explanation.en.ends_with(
        "Not eligible: Beta (offers no social tariff); Gamma (does not serve every covered household); Delta \
         (repairs faults within 48.1 hours, where the limit is 48 hours)."
    ));
    assert!(verdict.explanation.it.ends_with(
        "Non ammessi: Beta (non offre una tariffa sociale); Gamma (non serve tutte le famiglie coperte); Delta \
         (ripara i guasti entro 48,1 ore, mentre il limite è di 48 ore)."
    ));
}

#[test]
fn closed_access_leaves_nobody() {
    let verdict = audit(&[operator("Alfa"), operator("Beta")], false, &RULES);
    assert_eq!((verdict.holds, verdict.value), (false, 0.0));
    assert!(verdict.explanation.en.starts_with("Wholesale access is not open"));
    assert!(!verdict.explanation.en.contains("eligible either"), "{}", verdict.explanation.en);
}

#[test]
fn duties_that_operators_refuse_are_told_of_closed_access_too() {
    let poor = Operator { social_tariff: false, ..operator("Beta") };
    let said = audit(&[operator("Alfa"), poor], false, &RULES).explanation;
    assert!(
        said.en.ends_with(
            "With open access these would not be eligible either: Beta (offers no social tariff)."
        ),
        "{}",
        said.en
    );
    assert!(said.it.contains("Anche con l’accesso aperto non sarebbero ammessi: Beta"), "{}", said.it);
}

#[test]
fn no_operators_and_none_asked_for() {
    let verdict = audit(&[], true, &Rules { operators_min: 0, ..RULES });
    assert_eq!((verdict.holds, verdict.value), (true, 0.0));
    assert!(verdict.explanation.en.starts_with("No operator is eligible"));
}

#[test]
fn a_site_that_bears_two_just_holds_and_one_that_bears_one_fails() {
    let holds = audit_sites(&[None, Some(2)], &RULES);
    assert_eq!((holds.holds, holds.value, holds.limit), (true, 2.0, 2.0));
    assert!(holds.measure.en.starts_with("Fewest operators"), "{}", holds.measure.en);
    assert!(!holds.explanation.en.contains("bear fewer"), "{}", holds.explanation.en);
    let fails = audit_sites(&[None, Some(1), Some(2), Some(0)], &RULES);
    assert_eq!((fails.holds, fails.value), (false, 0.0));
    assert!(
        fails.explanation.en.ends_with("2 of 4 sites that serve households bear fewer: s2 (1) and s4 (0)."),
        "{}",
        fails.explanation.en
    );
    assert!(
        fails
            .explanation
            .it
            .ends_with("Tra i siti che servono famiglie, 2 su 4 ne ospitano di meno: s2 (1) e s4 (0)."),
        "{}",
        fails.explanation.it
    );
    let unlimited = audit_sites(&[None, Some(3), Some(7)], &RULES);
    assert_eq!((unlimited.holds, unlimited.value), (true, 3.0));
    assert_eq!(unlimited.measure.en, "Operators eligible to sell on the network");
}

#[test]
fn the_first_of_many_lock_ins_are_named() {
    let told = audit_sites(&[Some(1); 7], &RULES).explanation;
    let en =
        "7 of 7 sites that serve households bear fewer: s1 (1), s2 (1), s3 (1), s4 (1), s5 (1) and 2 more.";
    assert!(told.en.contains(en), "{}", told.en);
    assert!(
        told.it.contains("Tra i siti che servono famiglie, 7 su 7 ne ospitano di meno: s1 (1)"),
        "{}",
        told.it
    );
    assert!(told.it.contains("s5 (1) e altri 2."), "{}", told.it);
}

/// Where too few are eligible anywhere, that is what is told, and not of each site.
#[test]
fn too_few_operators_are_no_matter_of_sites() {
    let verdict = audit_sites(&[None, Some(1)], &Rules { operators_min: 4, ..RULES });
    assert_eq!((verdict.holds, verdict.value), (false, 1.0));
    assert!(!verdict.explanation.en.contains("bear fewer"), "{}", verdict.explanation.en);
}

#[test]
fn prices_and_outages_are_published_where_that_is_asked() {
    let open = Operator { transparency: true, ..operator("Alfa") };
    let both = [open, operator("Beta")];
    assert_eq!(audit(&both, true, &RULES).value, 2.0);
    let verdict = audit(&both, true, &Rules { transparency_required: true, ..RULES });
    assert_eq!((verdict.holds, verdict.value), (false, 1.0));
    assert!(verdict.explanation.en.ends_with("Not eligible: Beta (does not publish prices and outages)."));
    assert!(verdict.explanation.it.ends_with("Non ammessi: Beta (non pubblica prezzi e disservizi)."));
}
