//! Guideline 2: public money stays public, and local bodies share in the management.
//!
//! Three measures make one verdict; all must hold:
//!
//! 1. Public capital spent on privately owned sites, euro: the capital cost of the plan's private sites, each
//!    with the link that feeds it, beyond what the private funds bring. Limit 0. Private money is counted
//!    towards private sites first.
//! 2. Local bodies (comuni, unions of comuni, provinces) among the members of the managing body, at least
//!    [`Rules::local_members_min`](super::Rules).
//! 3. Seats of small comuni in the managing body, at least [`Rules::small_comuni_seats_min`](super::Rules), where that is asked.
//!
//! The verdict reports the first measure, or, where that does not fail, the first of the others that does. What local bodies lend free of
//! charge (land, roofs, masts) is valued at the rent it saves, and named.
//!
//! *Source*: second of the provinces' four guidelines. Its legal footing in Italian and European law is
//! *unverified*.

use std::collections::BTreeSet;

use super::words::{counted, number, round_amount, said};
use super::{Governance, OwnerKind, Said, SmallSeats, Verdict};
use crate::economics::to_cents;

/// What guideline 2 looks at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PublicMoney<'a> {
    /// Capital cost of the plan's privately owned sites, euro.
    pub private_sites_capex_eur: f64,
    /// Sum of the private funds, euro.
    pub private_funds_eur: f64,
    /// Name of the managing body.
    pub managing_body: &'a str,
    /// Local bodies among its members.
    pub local_member_count: u32,
    /// At least so many are asked for.
    pub local_members_min: u32,
    /// Seats of small comuni; none where no rule asks for any.
    pub seats: Option<SmallSeats>,
    /// Value of what local bodies lend to the plan's sites, euro per year of avoided rent.
    pub in_kind_eur_per_year: f64,
}

impl<'a> PublicMoney<'a> {
    /// What holds whatever the plan's sites are: its funds and its managing body, with the seats of small comuni.
    #[must_use]
    pub fn without_sites(governance: &'a Governance, seats: Option<SmallSeats>) -> Self {
        Self {
            private_sites_capex_eur: 0.0,
            private_funds_eur: governance.private_funds_eur(),
            managing_body: &governance.managing_body.name,
            local_member_count: local_member_count(governance),
            local_members_min: governance.rules.local_members_min,
            seats,
            in_kind_eur_per_year: 0.0,
        }
    }

    /// Public capital spent on privately owned sites, euro, to the cent.
    fn leaked_eur(&self) -> f64 {
        to_cents((self.private_sites_capex_eur - self.private_funds_eur).max(0.0))
    }

    fn members_suffice(&self) -> bool {
        self.local_member_count >= self.local_members_min
    }

    fn seats_suffice(&self) -> bool {
        self.seats.is_none_or(|seats| seats.suffice())
    }
}

/// Local bodies among the members of the managing body, each counted once.
#[must_use]
pub fn local_member_count(governance: &Governance) -> u32 {
    let members: BTreeSet<&String> = governance.managing_body.members.iter().collect();
    let is_local_member = |id: &String, kind| kind == OwnerKind::LocalBody && members.contains(id);
    governance.owners.iter().filter(|owner| is_local_member(&owner.id, owner.kind)).count() as u32
}

/// Audits guideline 2.
#[must_use]
pub fn audit_public_money(money: &PublicMoney<'_>) -> Verdict {
    let leaked_eur = money.leaked_eur();
    let few_seats = money.seats.filter(|seats| !seats.suffice());
    let (measure, value, limit, unit) = if leaked_eur <= 0.0 && !money.members_suffice() {
        let (count, min) = (money.local_member_count, money.local_members_min);
        let measure =
            said!("Local bodies in the managing body", "Enti locali tra i membri dell’ente gestore");
        (measure, f64::from(count), f64::from(min), "members")
    } else if let Some(seats) = few_seats.filter(|_| leaked_eur <= 0.0) {
        (seats.measure(), f64::from(seats.small), f64::from(seats.small_min), "seats")
    } else {
        let measure = said!(
            "Public capital spent on privately owned sites",
            "Capitale pubblico speso per siti di proprietà privata"
        );
        (measure, leaked_eur, 0.0, "eur")
    };
    Verdict {
        guideline: 2,
        holds: leaked_eur <= 0.0 && money.members_suffice() && money.seats_suffice(),
        measure,
        value,
        limit,
        unit,
        explanation: Said::joined(&[
            capital(money),
            management(money),
            money.seats.map_or_else(Said::nothing, |seats| seats.words()),
            in_kind(money),
        ]),
    }
}

fn capital(money: &PublicMoney<'_>) -> Said {
    let (works, funds) = (round_amount(money.private_sites_capex_eur), round_amount(money.private_funds_eur));
    let leaked_eur = money.leaked_eur();
    if leaked_eur > 0.0 {
        said!(
            "Works on privately owned sites cost {works} and private funds bring {funds}, so {leaked} of public \
             money would be spent on private property; the rule allows none.",
            "I lavori su siti di proprietà privata costano {works} e i fondi privati ne coprono {funds}: si \
             spenderebbero quindi {leaked} di denaro pubblico per beni privati, e la regola non lo consente.",
            works = works,
            funds = funds,
            leaked = round_amount(leaked_eur)
        )
    } else if to_cents(money.private_sites_capex_eur) > 0.0 {
        said!(
            "No public money is spent on private property: works on privately owned sites cost {works}, and \
             private funds of {funds} cover them.",
            "Nessun denaro pubblico è speso per beni privati: i lavori su siti di proprietà privata costano {works} \
             e sono coperti da fondi privati per {funds}.",
            works = works,
            funds = funds
        )
    } else {
        said!(
            "No public money is spent on private property: the plan builds nothing on privately owned sites.",
            "Nessun denaro pubblico è speso per beni privati: il piano non costruisce nulla su siti di proprietà \
             privata."
        )
    }
}

/// What is wrong with the managing body, whatever is built; none where local bodies share in it as the rule asks.
#[must_use]
pub fn management_fault(governance: &Governance) -> Option<String> {
    let money = PublicMoney::without_sites(governance, None);
    (!money.members_suffice()).then(|| management(&money).en)
}

fn management(money: &PublicMoney<'_>) -> Said {
    let verdict = if money.members_suffice() {
        said!("as the rule asks", "come chiede la regola")
    } else {
        said!("which is too few", "meno di quanti ne chiede la regola")
    };
    said!(
        "{body} has {members} among its members, {verdict} (at least {min}).",
        "{body} conta tra i suoi membri {members}, {verdict} (almeno {min}).",
        body = money.managing_body,
        members = counted(
            money.local_member_count,
            [["local body", "local bodies"], ["ente locale", "enti locali"]]
        ),
        verdict = verdict,
        min = number(f64::from(money.local_members_min))
    )
}

fn in_kind(money: &PublicMoney<'_>) -> Said {
    if to_cents(money.in_kind_eur_per_year) > 0.0 {
        said!(
            "The land, roofs and masts that local bodies lend free of charge save {rent} of rent a year.",
            "I terreni, i tetti e i tralicci che gli enti locali concedono a titolo gratuito fanno risparmiare {rent} \
             di affitto l’anno.",
            rent = round_amount(money.in_kind_eur_per_year)
        )
    } else {
        said!(
            "Local bodies lend nothing that has been given a value.",
            "Gli enti locali non concedono a titolo gratuito nulla a cui sia stato attribuito un valore."
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::governance::{ManagingBody, Owner, Rules, Spectrum, Wholesale};

    fn money() -> PublicMoney<'static> {
        PublicMoney {
            private_sites_capex_eur: 30_000.0,
            private_funds_eur: 30_000.0,
            managing_body: "The consortium",
            local_member_count: 2,
            local_members_min: 2,
            seats: None,
            in_kind_eur_per_year: 1_500.0,
        }
    }

    #[test]
    fn just_holds() {
        let verdict = audit_public_money(&money());
        assert!(verdict.holds);
        assert_eq!((verdict.value, verdict.limit, verdict.unit), (0.0, 0.0, "eur"));
        assert_eq!(
            verdict.explanation.en,
            "No public money is spent on private property: works on privately owned sites cost 30,000 euro, and \
             private funds of 30,000 euro cover them. The consortium has 2 local bodies among its members, as the \
             rule asks (at least 2). The land, roofs and masts that local bodies lend free of charge save 1,500 \
             euro of rent a year."
        );
        assert_eq!(
            verdict.explanation.it,
            "Nessun denaro pubblico è speso per beni privati: i lavori su siti di proprietà privata costano 30.000 euro \
             e sono coperti da fondi privati per 30.000 euro. The consortium conta tra i suoi membri 2 enti locali, come \
             chiede la regola (almeno 2). I terreni, i tetti e i tralicci che gli enti locali concedono a titolo gratuito \
             fanno risparmiare 1.500 euro di affitto l’anno."
        );
    }

    #[test]
    fn one_cent_too_much_fails() {
        let verdict = audit_public_money(&PublicMoney { private_funds_eur: 29_999.99, ..money() });
        assert!(!verdict.holds);
        assert_eq!((verdict.value, verdict.unit), (0.01, "eur"));
        assert!(verdict.explanation.en.contains("so 0.01 euro of public money would be spent"));
    }

    #[test]
    fn one_member_too_few_fails_and_is_what_is_reported() {
        let verdict = audit_public_money(&PublicMoney { local_member_count: 1, ..money() });
        assert!(!verdict.holds);
        assert_eq!((verdict.value, verdict.limit, verdict.unit), (1.0, 2.0, "members"));
        assert!(verdict.explanation.en.contains("has 1 local body among its members, which is too few"));
    }

    #[test]
    fn where_both_fail_the_money_is_reported_and_both_are_explained() {
        let both = PublicMoney { private_funds_eur: 0.0, local_member_count: 0, ..money() };
        let verdict = audit_public_money(&both);
        assert_eq!((verdict.holds, verdict.value, verdict.unit), (false, 30_000.0, "eur"));
        assert!(verdict.explanation.en.contains("too few"));
    }

    #[test]
    fn nothing_private_nothing_lent() {
        let none = PublicMoney { private_sites_capex_eur: 0.0, in_kind_eur_per_year: 0.0, ..money() };
        let verdict = audit_public_money(&none);
        assert!(verdict.holds);
        assert!(verdict.explanation.en.contains("builds nothing on privately owned sites"));
        assert!(verdict.explanation.en.ends_with("Local bodies lend nothing that has been given a value."));
    }

    #[test]
    fn members_count_once_and_only_if_local() {
        let owner = |id: &str, kind| Owner { id: id.into(), name: id.into(), kind };
        let members = ["pigna", "pigna", "region", "towers", "stranger"].map(String::from).to_vec();
        let governance = Governance {
            owners: vec![
                owner("pigna", OwnerKind::LocalBody),
                owner("triora", OwnerKind::LocalBody),
                owner("region", OwnerKind::OtherPublic),
                owner("towers", OwnerKind::Private),
            ],
            concessions: vec![],
            funds: vec![],
            managing_body: ManagingBody { name: "body".into(), members, seats: vec![] },
            operators: vec![],
            wholesale: Wholesale { open_access: true, price_eur_per_month: 1.0, ..Wholesale::default() },
            stresses: None,
            spectrum: Spectrum::default(),
            enforce: Vec::new(),
            service_centre: None,
            rules: Rules {
                captive_max_ratio: 0.5,
                local_members_min: 1,
                seats_total: None,
                small_comuni_seats_min: None,
                operators_min: 1,
                fault_repair_max_h: 48.0,
                transparency_required: false,
                reserve_min_eur: 0.0,
                ramp_up_years: 0,
            },
        };
        assert_eq!(local_member_count(&governance), 1);
    }
}
