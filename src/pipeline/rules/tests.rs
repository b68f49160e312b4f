//! The rows of the guidelines say what their audits say.

use super::*;
use crate::certificate::{Answer, DemandRow, Instance, Offer, SiteColumn};
use crate::economics::{
    Amount, Asset, CostItem, Cpe, CpePayer, Running, TakeUp, Year, cash_flow, cents, funding,
};
use crate::governance::{
    Competition, Fund, Operation, Operator, Owner, OwnerKind, PublicMoney, Purpose, Said, ServingSite,
    Stresses, TowerLoss, audit_balance, audit_competition, audit_public_money,
};
use crate::scenario::{InlineSite, Tier};
use proptest::prelude::*;

fn scenario() -> Scenario {
    let mut scenario: Scenario =
        serde_json::from_str(include_str!("../../../scenarios/minimal.json")).unwrap();
    let private = Owner { id: "torri".into(), name: "Torri".into(), kind: OwnerKind::Private };
    scenario.governance.owners.push(private);
    scenario.governance.enforce = vec![2, 4];
    let tier = |capacity_mbps, items: &[&str]| Tier {
        capacity_mbps,
        receiver_threshold_dbm: -70.0,
        items: items.iter().map(|id| (*id).to_owned()).collect(),
    };
    scenario.backhaul.bands[0].tiers = vec![tier(100.0, &["hop"]), tier(200.0, &["hop", "mast"])];
    scenario
}

/// Both tiers of the band.
const TIERS: [(usize, usize); 2] = [(0, 0), (0, 1)];

/// The links into sites, with the dearer tier or the other.
fn tiers<'a>(scenario: &'a Scenario, dear: &[bool]) -> Vec<TierItems<'a>> {
    let tier = |&dear: &bool| TierItems {
        is_cheapest: !dear,
        ..TierItems::of(&scenario.backhaul, 0, usize::from(dear))
    };
    dear.iter().map(tier).collect()
}

/// Sites of any owner and status on the first structure, each with a lease.
fn sites(scenario: &Scenario, kinds: &[(bool, u8, u32)]) -> Vec<SiteTerms> {
    let first = scenario.all_terms()[0].1.clone();
    let site = |&(is_private, status, lease): &(bool, u8, u32)| SiteTerms {
        owner: if is_private { "torri".into() } else { first.owner.clone() },
        status: [Status::Existing, Status::Committed, Status::Candidate][usize::from(status)],
        lease_eur_per_year: f64::from(lease),
        ..first.clone()
    };
    kinds.iter().map(site).collect()
}

fn is_fixed(terms: &SiteTerms) -> bool {
    terms.status != Status::Candidate
}

/// What the rules are missed by where some of the sites are open and so many households are served, euro.
fn missed_eur(
    (rules, extra_micro_eur): (Vec<Rule>, Vec<i64>),
    terms: &[SiteTerms],
    open: &[bool],
    households: f64,
) -> Vec<f64> {
    let column = |terms: &SiteTerms| SiteColumn {
        fixed_open: is_fixed(terms),
        fed_by_pop: true,
        ..SiteColumn::default()
    };
    let offer = Offer { sector: 0, airtime_us: [0; 2] };
    let place = DemandRow {
        households_micro: (households * 1e6) as i64,
        offers: vec![offer],
        ..DemandRow::default()
    };
    let instance = Instance {
        sites: terms.iter().map(column).collect(),
        sector_sites: vec![0],
        groups: vec!["all".into()],
        demand: vec![place],
        rules,
        ..Instance::default()
    };
    assert_eq!(instance.fault(), None);
    let open = (0..).zip(open).filter(|(_, open)| **open).map(|(site, _)| site).collect();
    let rules_extra_micro_eur = extra_micro_eur;
    let answer = Answer { open, served_by: vec![Some(0)], rules_extra_micro_eur, ..Answer::default() };
    answer.missed_micro_eur(&instance).into_iter().map(|missed| missed as f64 / 1e6).collect()
}

/// The years of a network of the open sites, with the terminals that it buys, as the score counts them.
fn years(scenario: &Scenario, open: &[(&SiteTerms, TierItems)], households: f64, fees_eur: f64) -> Vec<Year> {
    let costs = &scenario.costs;
    let assets = open.iter().flat_map(|(terms, tier)| {
        let structure = &costs.structures[&terms.structure];
        let ids = structure.iter().chain(&costs.per_site).chain(&costs.per_link).chain(tier.ids);
        ids.map(|id| &costs.items[id])
            .map(|item| Asset { renewal_eur: item.capex_eur, lifetime_years: item.lifetime_years })
    });
    let assets: Vec<Asset> = assets.collect();
    let sites_eur: f64 =
        open.iter().map(|(terms, tier)| score::site_opex_eur_per_year(costs, terms, *tier)).sum();
    let energy_eur: f64 =
        open.iter().map(|(terms, tier)| score::site_energy_eur_per_year(costs, terms, *tier)).sum();
    let spectrum_eur = scenario.governance.spectrum.fee_eur_per_year;
    let running =
        Running { energy_eur, maintenance_eur: sites_eur - energy_eur, spectrum_eur, ..Running::default() };
    let hosts = open.iter().filter(|(terms, _)| terms.owner != "torri").count() as u32;
    let wholesale = &scenario.governance.wholesale;
    let earned = |year| wholesale.earned(households, scenario.service.take_up_ratio, hosts, fees_eur, year);
    let mut years = cash_flow(0.0, &assets, running, earned, costs.horizon_years);
    let take_up = wholesale.take_up_ratios(scenario.service.take_up_ratio, costs.horizon_years);
    let subscribers: Vec<f64> = take_up.into_iter().map(|ratio| ratio * households).collect();
    if let Some(cpe) = costs.network_cpe() {
        years.iter_mut().zip(cpe.spent_eur(&subscribers)).for_each(|(year, eur)| year.cpe_eur = eur);
    }
    years
}

/// Has the network buy a terminal for each subscriber, where it is to.
fn buy_terminals(scenario: &mut Scenario, terminal: Option<(u32, u32)>) {
    let Some((capex_eur, lifetime_years)) = terminal else { return };
    let source = "invented".to_owned();
    let item = CostItem {
        label: "Terminal".into(),
        capex_eur: capex_eur.into(),
        opex_eur_per_year: 0.0,
        energy_eur_per_year: 0.0,
        lifetime_years,
        source,
        year: 2025,
    };
    scenario.costs.items.insert("terminal".into(), item);
    scenario.costs.cpe = Some(Cpe { item: "terminal".into(), paid_by: CpePayer::Network });
}

fn operator(number: usize) -> Operator {
    Operator {
        id: format!("o{number}"),
        name: format!("O{number}"),
        social_tariff: true,
        whole_footprint: true,
        fault_repair_h: 1.0,
        transparency: number.is_multiple_of(2),
    }
}

/// A fund of so many thousand euro for some purposes.
fn fund_of(at: usize, (public, purposes, thousand_eur): (bool, u8, u32)) -> Fund {
    let pays_for = Purpose::ALL.into_iter().filter(|purpose| purposes & purpose.bit() != 0).collect();
    let pays_for = Some(pays_for).filter(|_| purposes < 7);
    Fund { id: format!("f{at}"), public, capex_eur: 1_000.0 * f64::from(thousand_eur), pays_for }
}

proptest! {
    /// Where the fewest subscribers are worse whatever is built, or the most are, there is one row a year, else two; what a household adds is
    /// never less than nothing, and all rows tell their stress by their names.
    #[test]
    fn two_rows_where_either_end_can_be_worse(
        terminal in prop::option::of((1_u32..2_000, 1_u32..12)), most_ratio in 0.5..2.0_f64, outage_months in 0.0..12.0_f64,
    ) {
        let mut scenario = scenario();
        scenario.governance.enforce = vec![4];
        buy_terminals(&mut scenario, terminal);
        scenario.governance.stresses = Some(Stresses {
            take_up_ratios: vec![0.7, most_ratio],
            price_ratios: vec![0.9],
            energy_ratios: vec![1.0],
            tower_loss: Some(TowerLoss { outage_months, uninsured_ratio: 0.0 }),
        });
        let rows = rules(&scenario, &[], &Fees::default());
        prop_assert!(rows.iter().all(|row| row.household_micro_eur >= 0));
        for year in telling_years(&scenario) {
            let named = |most: &str| format!("guideline 4 (reserve after year {year}{most})");
            let row = |most: &str| rows.iter().find(|row| row.name == named(most));
            let net = row("").map(|row| PerHousehold::of(&scenario, row).net_micro_eur());
            let net_of_most = row(", most subscribers").map(|row| PerHousehold::of(&scenario, row).net_micro_eur());
            prop_assert!(net.is_some() || net_of_most.is_some());
            prop_assert!(terminal.is_some() || net_of_most.is_none());
            prop_assert!(net.is_none_or(|micro| micro >= 0), "else the most are worse");
        }
    }

    /// Whatever is built: the row of guideline 3 counts the open sites that its audit tells of.
    #[test]
    fn row_and_audit_of_guideline_3_agree(
        bears in prop::collection::vec((prop::option::of(0_u32..5), any::<bool>()), 1..8), choice in any::<u8>(),
        operators in 1_usize..5, operators_min in 0_u32..4, transparency_required in any::<bool>(),
    ) {
        let mut scenario = scenario();
        scenario.governance.enforce = vec![3];
        scenario.governance.operators = (0..operators).map(operator).collect();
        let asked = &mut scenario.governance.rules;
        (asked.operators_min, asked.transparency_required) = (operators_min, transparency_required);
        let first = scenario.all_terms()[0].1.clone();
        let site = |&(operators_max, relay_only): &(Option<u32>, bool)| {
            SiteTerms { operators_max, relay_only, status: Status::Candidate, ..first.clone() }
        };
        let terms: Vec<SiteTerms> = bears.iter().map(site).collect();
        scenario.sites.inline.truncate(1);
        let one = scenario.sites.inline[0].clone();
        scenario.sites.inline = terms.iter().map(|terms| InlineSite { terms: terms.clone(), ..one.clone() }).collect();
        let open: Vec<bool> = (0..terms.len()).map(|at| choice >> at & 1 == 1).collect();
        let every: Vec<Feedable> = terms.iter().map(|terms| Feedable { terms, tiers: &TIERS }).collect();
        let rows = rules(&scenario, &every, &Fees::default());

        let competition = Competition::of(&scenario.governance);
        let serving = terms.iter().zip(&open).filter(|(terms, open)| **open && !terms.relay_only);
        let serving = serving.map(|(terms, _)| ServingSite { id: "s", operators_max: terms.operators_max });
        let serving: Vec<ServingSite> = serving.collect();
        let verdict = audit_competition(&competition, &serving);
        let few = serving.iter().filter(|site| competition.is_lock_in(site.operators_max)).count();
        if rows.is_empty() {
            prop_assert_eq!(few, 0);
        } else {
            let missed = missed_eur((rows, Vec::new()), &terms, &open, 1.0);
            prop_assert_eq!(missed, [few as f64]);
        }
        // Where too few are eligible everywhere, no choice of sites helps.
        prop_assert_eq!(verdict.holds, few == 0 && !competition.is_lock_in(None));
    }

    /// Whatever is built: the rows of the funds and their sum are kept exactly where the ledger's funds pay for everything, with no public
    /// money at private sites where guideline 2 is enforced.
    #[test]
    fn rows_of_funds_hold_where_the_funds_pay(
        kinds in prop::collection::vec((any::<bool>(), 0..3_u8), 1..6), choice in any::<u8>(),
        dear in prop::collection::vec(any::<bool>(), 6), apart in any::<bool>(),
        held in prop::collection::vec((any::<bool>(), 1_u8..8, 0_u32..40), 1..5),
    ) {
        let mut scenario = scenario();
        scenario.governance.enforce = if apart { vec![2] } else { Vec::new() };
        scenario.governance.funds = held.iter().enumerate().map(|(at, fund)| fund_of(at, *fund)).collect();
        let kinds: Vec<_> = kinds.iter().map(|&(is_private, status)| (is_private, status, 0)).collect();
        let terms = sites(&scenario, &kinds);
        let open: Vec<bool> =
            terms.iter().enumerate().map(|(at, terms)| is_fixed(terms) || choice >> at & 1 == 1).collect();
        let built: Vec<_> = terms.iter().zip(tiers(&scenario, &dear)).zip(&open)
            .filter(|(_, open)| **open).map(|(one, _)| one).collect();
        let feedable = |terms| Feedable { terms, tiers: &TIERS };
        let every: Vec<Feedable> = terms.iter().map(feedable).collect();
        let links: Vec<_> = built.iter().map(|&(terms, tier)| (feedable(terms), tier)).collect();
        let extra = extra_micro_eur(&scenario, &links, Risks::default);
        let missed = missed_eur((rules(&scenario, &every, &Fees::default()), extra), &terms, &open, 0.0);

        let funds: Vec<Amount> = scenario.governance.funds.iter().map(|fund| Amount {
            cents: cents(fund.capex_eur), is_public: fund.public, purposes: fund.purposes(),
        }).collect();
        let assets: Vec<Amount> = built.iter().flat_map(|(terms, tier)| {
            Purpose::ALL.map(|purpose| Amount {
                cents: cents(score::purpose_capex_eur(&scenario.costs, terms, *tier, |one| one == purpose)),
                is_public: !scenario.governance.is_private(&terms.owner),
                purposes: purpose.bit(),
            })
        }).collect();
        let shares = funding(&assets, &funds);
        let sum = |amounts: &[Amount]| amounts.iter().map(|amount| amount.cents).sum::<i64>();
        let paid: i64 = shares.iter().flatten().map(|share| share.cents).sum();
        let private = assets.iter().zip(&shares).filter(|(asset, _)| !asset.is_public);
        let leaks = private.flat_map(|(_, shares)| shares).any(|share| funds[share.fund].is_public);
        let pays = paid == sum(&assets) && !(apart && leaks);
        let is_within = sum(&assets) <= sum(&funds) && missed.iter().all(|eur| *eur < 0.02);
        prop_assert_eq!(is_within, pays, "missed {:?}, shares {:?}", missed, shares);
    }

    /// Whatever is built, fed and served: the rows, with what links take beyond them, say what the audits say, to a cent.
    #[test]
    fn rows_and_audits_agree(
        kinds in prop::collection::vec((any::<bool>(), 0..3_u8, 0..5_000_u32), 1..6),
        choice in any::<u8>(), households in 0.0..20_000.0_f64, private_eur in 0..300_000_u32,
        reserve_eur in -50_000..50_000_i32, dear in prop::collection::vec(any::<bool>(), 6),
        ramp in prop::collection::vec(0.0..0.5_f64, 0..4), ramp_up_years in 0..4_u32, worse in any::<bool>(),
        fees_eur in (0_u32..9_000, 0_u32..9_000), behind_ratio in 0.0..1.0_f64,
        terminal in prop::option::of((0_u32..600, 1_u32..12)), most_ratio in 0.8..2.0_f64,
    ) {
        let mut scenario = scenario();
        scenario.governance.rules.reserve_min_eur = reserve_eur.into();
        scenario.governance.rules.ramp_up_years = ramp_up_years;
        let wholesale = &mut scenario.governance.wholesale;
        wholesale.take_up_by_year =
            (1..).zip(ramp).map(|(year, ratio)| TakeUp { year: 2 * year, ratio }).collect();
        wholesale.hosting_eur_per_site_per_year = 700.0;
        buy_terminals(&mut scenario, terminal);
        for item in scenario.costs.items.values_mut() {
            item.energy_eur_per_year = item.opex_eur_per_year / 2.0;
        }
        let tower_loss = TowerLoss { outage_months: 5.0, uninsured_ratio: 0.3 };
        let stresses = Stresses {
            take_up_ratios: vec![0.8, 1.0, most_ratio],
            price_ratios: vec![1.0, 0.9],
            energy_ratios: vec![2.0],
            tower_loss: Some(tower_loss),
        };
        scenario.governance.stresses = worse.then_some(stresses);
        let [served_eur, unserved_eur] = [fees_eur.0, fees_eur.1].map(f64::from);
        let tower = Tower {
            households: behind_ratio * households,
            fees_eur_per_year: behind_ratio * served_eur,
            rebuild_eur: 3_000.0,
        };
        let risks = Risks {
            unserved_fees_eur_per_year: unserved_eur,
            households,
            towers: if worse { vec![Tower::default(), tower] } else { Vec::new() },
        };
        scenario.governance.funds[0].public = false;
        scenario.governance.funds[0].capex_eur = private_eur.into();
        let terms = sites(&scenario, &kinds);
        let open: Vec<bool> =
            terms.iter().enumerate().map(|(at, terms)| is_fixed(terms) || choice >> at & 1 == 1).collect();
        let fed: Vec<_> = terms.iter().zip(tiers(&scenario, &dear)).zip(&open).collect();
        let built: Vec<_> = fed.into_iter().filter(|(_, open)| **open).map(|(one, _)| one).collect();
        let feedable = |terms| Feedable { terms, tiers: &TIERS };
        let every: Vec<Feedable> = terms.iter().map(feedable).collect();
        let links: Vec<_> = built.iter().map(|&(terms, tier)| (feedable(terms), tier)).collect();
        let extra = extra_micro_eur(&scenario, &links, || risks);
        prop_assert!(extra.iter().all(|micro| *micro >= 0), "{extra:?}");

        // What the last site alone could earn is part of what is served if it is open, or is in no row.
        let last = terms.len() - 1;
        let of_last_eur = if open[last] && !is_fixed(&terms[last]) { served_eur / 3.0 } else { 0.0 };
        let mut fees = Fees {
            common_eur_per_year: served_eur + unserved_eur - of_last_eur,
            of_site_eur_per_year: vec![0.0; terms.len()],
        };
        fees.of_site_eur_per_year[last] = if open[last] { of_last_eur } else { 7_000.0 };
        let mut missed = missed_eur((rules(&scenario, &every, &fees), extra), &terms, &open, households);
        let private_missed = missed.remove(0);
        let loss = Loss {
            households_ratio: if households > 0.0 { behind_ratio } else { 0.0 },
            fees_eur_per_year: tower.fees_eur_per_year,
            rebuild_eur: tower.rebuild_eur,
            outage_months: 5.0,
        };
        let name = Said::from("tower");
        let lost = [(&name, loss)];
        let verdict = audit_balance(&Operation {
            years: &years(&scenario, &built, households, served_eur),
            covered_households: households,
            take_up_ratio: scenario.service.take_up_ratio,
            price_eur_per_month: scenario.governance.wholesale.price_eur_per_month,
            reserve_min_eur: scenario.governance.rules.reserve_min_eur,
            ramp_up_years,
            stress: corner(&scenario),
            crowded: super::stresses(&scenario).crowded_corner().filter(|_| terminal.is_some()),
            cpe: scenario.costs.network_cpe(),
            towers: if worse { &lost } else { &[] },
        });
        let worst = missed.into_iter().fold(0.0, f64::max);
        // A millionth of a euro for each of 20,000 households, and half a cent.
        prop_assert!((worst - (verdict.limit - verdict.value).max(0.0)).abs() < 0.026, "{worst} {verdict:?}");

        let private = built.iter().filter(|(terms, _)| terms.owner == "torri");
        let capex_eur = |(terms, tier): &(&SiteTerms, TierItems)| score::site_capex_eur(&scenario.costs, terms, *tier);
        let verdict = audit_public_money(&PublicMoney {
            private_sites_capex_eur: private.map(capex_eur).sum(),
            ..PublicMoney::without_sites(&scenario.governance, None)
        });
        if verdict.unit == "eur" {
            prop_assert!((private_missed - verdict.value).abs() < 0.02, "{private_missed} {verdict:?}");
        } else {
            prop_assert!(private_missed < 0.02);
        }
    }
}
