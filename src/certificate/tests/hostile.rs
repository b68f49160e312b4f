//! Certificates by somebody who knows how the hashes are made: what proves nothing is refused all the same.

use super::super::{
    Certificate, Packed, Refusal, WrittenCaptives, WrittenCase, WrittenCounted, WrittenQuestion, WrittenRow,
    compare, verify,
};
use super::world::{World, instance};

/// Changes a certificate, has its hashes fit again, and asks for a verdict.
fn refusal(change: impl FnOnce(&mut Certificate)) -> String {
    let world = World::new();
    let mut certificate = world.certificate();
    change(&mut certificate);
    certificate.question_sha256 = certificate.question.hash();
    certificate.proof_sha256 = certificate.hash_of_proof();
    verify(&certificate, &world.plan_file()).map_err(|refusal| refusal.to_string()).unwrap_err()
}

fn assert_refused(change: impl FnOnce(&mut Certificate), said: &str) {
    let refusal = refusal(change);
    assert!(refusal.contains(said), "{refusal}");
}

#[test]
fn a_better_claim_than_is_proven() {
    assert_refused(|one| one.claim.bound_micro -= 1, "claim.bound_micro: found 13999999; expected 14000000");
    assert_refused(|one| one.claim.value_micro += 1, "claim.value_micro: found 11000001; expected 11000000");
    assert_refused(|one| one.claim.spent_cents -= 1, "claim.spent_cents: found 949; expected 950");
    assert_refused(|one| one.claim.kept_micro += 1, "claim.kept_micro: found 6000001; expected 6000000");
    assert_refused(
        |one| one.claim.kept_bound_micro -= 1,
        "kept_bound_micro: found 8999999; expected 9000000",
    );
}

#[test]
fn plans_that_break_a_rule() {
    let served = |numbers: [u64; 5]| move |one: &mut Certificate| one.answer.served_by = Packed::of(numbers);
    assert_refused(served([4, 2, 0, 4, 0]), "C1: sector 3 cannot serve place \"h1\"");
    assert_refused(served([1, 2, 0, 5, 0]), "C1: place \"h4\" is served by sector 4, whose site is not fed");
    assert_refused(|one| one.answer.open = vec![0, 1], "C2: site \"c\" stands already");
    assert_refused(|one| one.question.budget_cents = 949, "C3: 950 cents are spent of 949");
    assert_refused(|one| one.answer.open = vec![1, 2], "C4: site \"b\" is open, and no chain");
    assert_refused(served([1, 1, 0, 4, 0]), "C5: sector 0 gives [1200, 200]");
    assert_refused(
        |one| one.question.rules[0].constant_micro_eur = -1_300_001,
        "C7: rule \"running costs\" is missed by 1 millionths of a euro",
    );
    assert_refused(
        |one| one.question.alternatives = vec![vec![0, 1]],
        "C8: \"a\" and \"b\" are ways to build one place",
    );
    assert_refused(|one| one.question.alternatives = vec![vec![2, 3]], "site \"c\" is in every plan");
    assert_refused(
        |one| one.question.captors[0].spare_micro -= 1,
        "C9: of 2000000 millionths of a household served in group \"south\", 2000000 are captive of \"towers\", 1 more than may be",
    );
    assert_refused(|one| one.answer.open = vec![0, 2, 1], "not known ones in rising order");
    assert_refused(|one| one.answer.served_by = Packed::of([1]), "1 places are spoken of, there are 5");
}

#[test]
fn rows_that_need_not_hold() {
    let row = |at: usize, row: WrittenRow| move |one: &mut Certificate| one.rows[at] = row;
    let value = |prices: &[u64], times: &[u64]| WrittenRow::Value {
        groups: vec![1],
        counted: WrittenCounted::Weight {},
        prices: Packed::of(prices.iter().copied()),
        times: Packed::of(times.iter().copied()),
        separators: None,
        captives: Vec::new(),
    };
    let feeding = |site, separator: &[u32]| WrittenRow::Feeding { site, separator: separator.to_vec() };
    assert_refused(
        row(6, value(&[3_000_001, 0, 0], &[])),
        "rows[6]: found the price 3000001 of place \"h3\"",
    );
    assert_refused(row(6, value(&[3, 2], &[])), "there are fewer prices than places");
    assert_refused(row(6, value(&[3, 2, 2, 2], &[])), "there are more prices than places");
    assert_refused(row(6, value(&[3, 2, 2], &[3, 1])), "2 numbers, no multiple of 3");
    assert_refused(row(6, value(&[3, 2, 2], &[5, 1, 1])), "sectors with a price are not known");
    assert_refused(row(6, value(&[3, 2, 2], &[3, u64::MAX, 1])), "out of range");
    let promises = |groups: &[u32]| WrittenRow::Promises { groups: groups.to_vec() };
    assert_refused(row(7, promises(&[2])), "rows[7]: found the groups are not ones with a promise");
    assert_refused(row(8, WrittenRow::Rule(1)), "rows[8]: found there is no rule 1");
    assert_refused(row(13, WrittenRow::Alternatives(1)), "rows[13]: found there is no set 1 of alternatives");
    assert_refused(row(2, feeding(2, &[1])), "a chain feeds site \"c\" past the separator");
    assert_refused(row(2, feeding(4, &[1])), "there is no site 4");
}

#[test]
fn prices_of_captives_that_prove_nothing() {
    let captives = |change: fn(&mut WrittenCaptives)| {
        move |one: &mut Certificate| {
            let WrittenRow::Value { captives, .. } = &mut one.rows[12] else { panic!("row 12 has none") };
            change(&mut captives[0]);
        }
    };
    assert_refused(
        captives(|one| one.discounts = Packed::of([0, 1_000_001, 0])),
        "rows[12]: found the discount 1000001 of place \"h4\" is not from 0 to 1000000",
    );
    assert_refused(captives(|one| one.discounts = Packed::of([0, 0])), "there are 2 discounts for 3 places");
    assert_refused(captives(|one| one.price_micro = 499_999), "is not from 0 to");
    assert_refused(captives(|one| one.price_micro = -1), "the price -1 of captives is out of range");
    assert_refused(captives(|one| one.captor = 1), "there is no owner 1");
    assert_refused(captives(|one| one.group = 0), "not priced ones in rising order");
    let twice = |one: &mut Certificate| {
        let WrittenRow::Value { captives, .. } = &mut one.rows[12] else { panic!("row 12 has none") };
        captives.push(captives[0].clone());
    };
    assert_refused(twice, "not priced ones in rising order");
    assert_refused(|one| one.question.captors.clear(), "there is no owner 0");
}

#[test]
fn cases_that_prove_nothing() {
    let sum = |numbers: &[u64]| WrittenCase::Sum(Packed::of(numbers.iter().copied()));
    let last = |case: WrittenCase| move |one: &mut Certificate| one.cases[2] = case;
    assert_refused(last(sum(&[6, 1_000_000_000])), "cases[2]: found the sum counts group 0 less than once");
    assert_refused(last(sum(&[14, 1_000_000_000])), "row 14 is not there");
    assert_refused(last(sum(&[6, u64::MAX / 2])), "is out of range");
    assert_refused(last(WrittenCase::Split(0)), "cases[2]: found a split by site 0");
    let kept = |case: WrittenCase| move |one: &mut Certificate| one.kept_cases = vec![case];
    assert_refused(
        kept(sum(&[10, 1_000_000_000])),
        "kept_cases[0]: found the sum counts what is kept of the promises less",
    );
    assert_refused(
        kept(sum(&[7, 1_000_000_000])),
        "the sum counts the households of group 1 less than never",
    );
    assert_refused(|one| one.kept_cases.clear(), "fewer cases than the splits make");
    let unpromised = |one: &mut Certificate| {
        one.question.promised_micro.clear();
        one.claim.kept_micro = 0;
    };
    assert_refused(unpromised, "not ones with a promise");
    assert_refused(|one| one.cases.truncate(2), "fewer cases than the splits make");
    assert_refused(|one| one.cases.insert(0, WrittenCase::Split(3)), "fewer cases than the splits make");
    assert_refused(|one| one.cases = vec![WrittenCase::Split(0); 1_000_000], "split already");
}

#[test]
fn questions_that_make_no_sense_or_fill_the_memory() {
    assert_refused(
        |one| one.question.sites[0].neighbours.clear(),
        "site \"b\" has neighbour \"a\", but not the reverse",
    );
    assert_refused(|one| one.question.budget_cents = i64::MIN, "the budget is");
    assert_refused(|one| one.question.promised_micro[1] = -1, "are promised, or less than none");
    assert_refused(|one| one.question.promised_micro.truncate(1), "1 promises are made to 2 groups");
    assert_refused(|one| one.question.rules[0].household_micro_eur = -1, "has amounts out of range");
    assert_refused(|one| one.question.rules[0].sites_micro_eur = vec![(2, 0)], "decides on site \"c\"");
    assert_refused(
        |one| one.question.captors[0].sites = vec![4],
        "the sites of owner \"towers\" are not known",
    );
    assert_refused(
        |one| one.question.captors[0].fed_by_others = vec![1],
        "owner \"towers\" leaves site \"b\" a link to the fibre that it has not",
    );
    assert_refused(
        |one| one.question.captors[0].max_ratio_micro = 1_000_001,
        "owner \"towers\" may have captives out of range",
    );
    assert_refused(|one| one.question.sites[3].sectors = u32::MAX, "at most 16777216");
    assert_refused(|one| one.question.places.groups = Packed::of([0, 0, 1, 1, 2]), "is in group 2, of 2");
    assert_refused(
        |one| one.question.places.offer_counts = Packed::of([2, 2, 1, 2, u64::MAX]),
        "question.places.offers",
    );
    assert_refused(|one| one.question.places.ids.truncate(4), "5 numbers; expected 4, for 4 places");
}

#[test]
fn a_cheaper_question_is_not_that_of_the_plan() {
    assert_refused(|one| one.question.sites[1].capex_cents = 0, "claim.spent_cents: found 950; expected 650");
    let cheaper = |one: &mut Certificate| {
        one.question.sites[1].capex_cents = 0;
        one.claim.spent_cents = 650;
    };
    assert_refused(cheaper, "answer.links_extra_cents: found 50; expected 350");
}

#[test]
fn links_that_cost_something_else_than_the_plan_says() {
    let extra = |cents: i64| {
        move |one: &mut Certificate| {
            one.answer.links_extra_cents = cents;
            one.claim.spent_cents = 900 + cents;
        }
    };
    assert_refused(extra(0), "answer.links_extra_cents: found 0; expected 50");
    assert_refused(extra(51), "answer.links_extra_cents: found 51; expected 50");
    assert_refused(extra(101), "C3: 1001 cents are spent of 1000");
    assert_refused(extra(-1), "C3: links cost -1 cents beyond");
    let much = |one: &mut Certificate| one.answer.links_extra_cents = i64::MAX;
    assert_refused(much, "C3: 9223372036854775807 cents are spent of 1000");
}

#[test]
fn links_that_take_more_of_a_rule_than_is_left() {
    let extra = |micro_eur: &'static [i64]| {
        move |one: &mut Certificate| one.answer.rules_extra_micro_eur = micro_eur.to_vec()
    };
    assert_refused(extra(&[400_001]), "C7: rule \"running costs\" is missed by 1 millionths of a euro");
    assert_refused(extra(&[i64::MAX]), "C7: rule \"running costs\" is missed by");
    assert_refused(extra(&[-1]), "C7: links take [-1] millionths of a euro from 1 rules");
    assert_refused(extra(&[0, 0]), "C7: links take [0, 0] millionths of a euro from 1 rules");
}

#[test]
fn plans_whose_links_cannot_be() {
    let refusal = |change: fn(&mut serde_json::Value)| {
        let mut world = World::new();
        let certificate = world.certificate();
        change(&mut world.plan);
        verify(&certificate, &world.plan_file()).unwrap_err().to_string()
    };
    let said = refusal(|plan| plan["links"][1]["load_mbps"] = 10.5.into());
    assert_eq!(
        said,
        "plan.json, link to \"b\", load_mbps: found 10.5; expected 0 to its capacity of 10 Mbit/s"
    );
    let said = refusal(|plan| plan["links"][1]["capex_eur"] = 3.51.into());
    let most = "expected 0 to 350, what the site that it feeds costs with it";
    assert_eq!(said, format!("plan.json, link to \"b\", capex_eur, in cents: found 351; {most}"));
    let said = refusal(|plan| plan["links"][1]["to"] = "c".into());
    assert_eq!(
        said,
        "plan.json, capex_eur of site \"b\", in cents: found 350; expected 300, or more with a link"
    );
}

#[test]
fn another_format_is_named() {
    let text = String::from_utf8(World::new().certificate().bytes()).unwrap();
    let other = text.replace("certificate 3\",", "certificate 2\",\"more\": 1,");
    let refusal = Certificate::read(other.as_bytes()).unwrap_err().to_string();
    assert_eq!(
        refusal,
        "certificate.json, format: found divario certificate 2; expected divario certificate 3"
    );
}

#[test]
fn a_question_computed_again_differs_by_name() {
    let certified = WrittenQuestion::of(&instance()).instance().unwrap();
    assert_eq!(certified, instance());
    let difference = |change: fn(&mut super::super::Instance)| {
        let mut again = instance();
        change(&mut again);
        compare(&certified, &again).map_err(|refusal: Refusal| refusal.to_string()).unwrap_err()
    };
    let place = "certificate.json, question, ";
    assert_eq!(compare(&certified, &instance()), Ok(()));
    assert_eq!(
        difference(|again| again.sites[1].neighbours = vec![0]),
        format!("{place}site \"b\", neighbours: found a, d; expected a")
    );
    assert_eq!(
        difference(|again| again.demand[1].offers[1].airtime_us[0] = 905),
        format!(
            "{place}place \"h2\", offer 1: found sector 2 of site \"a\" for 900 and 10 µs of each second; expected sector 2 of \
             site \"a\" for 905 and 10 µs of each second"
        )
    );
    let sets = "certificate.json, question.alternatives: found [[1, 3]]; expected []";
    assert_eq!(difference(|again| again.alternatives.clear()), sets);
    assert!(difference(|again| again.captors[0].sites = vec![1]).contains("owner \"towers\": found"));
    assert!(difference(|again| _ = again.demand[0].offers.pop()).ends_with("expected no more offers"));
    assert_eq!(
        difference(|again| _ = again.demand.remove(2)),
        format!("{place}place 2: found \"h3\"; expected \"h4\"")
    );
    assert_eq!(
        difference(|again| _ = again.sites.pop()),
        format!("{place}site 3: found \"d\"; expected none")
    );
}
