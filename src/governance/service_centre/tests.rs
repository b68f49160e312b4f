//! Books by hand, and the laws that all books keep.

use proptest::prelude::*;

use super::*;

fn member(istat: &str, residents: u32, lines: u32) -> Member {
    Member { istat: istat.into(), residents, lines, is_served: true }
}

const CLASSES: [SizeClass; 3] = [
    SizeClass { from_residents: 5_000, weight_micro: 3_000_000 },
    SizeClass { from_residents: 0, weight_micro: 1_000_000 },
    SizeClass { from_residents: 2_000, weight_micro: 2_000_000 },
];

fn terms(cap_cents: u64, tariff_share_micro: u64) -> FeeTerms<'static> {
    FeeTerms { classes: &CLASSES, capped_below_residents: 5_000, cap_cents, tariff_share_micro }
}

fn year(cost_cents: u64, other_revenue_cents: u64) -> ServiceYear {
    ServiceYear { cost_cents, other_revenue_cents }
}

fn fees(books: &ServiceFees) -> Vec<u64> {
    books.members.iter().map(|one| one.fee_cents).collect()
}

fn tariffs(books: &ServiceFees) -> Vec<u64> {
    books.members.iter().map(|one| one.tariff_cents).collect()
}

/// 100.00 euro by weights 1, 2 and 3 and nothing by lines: 16.67, 33.33 and 50.00.
#[test]
fn three_members_to_the_cent() {
    let members = [member("008001", 1, 0), member("008002", 2_000, 0), member("008003", 9_000, 0)];
    let books = service_fees(&members, &terms(1_000_000, 0), &[year(10_000, 0)]);
    assert_eq!(fees(&books), [1_667, 3_333, 5_000]);
    assert_eq!((books.fees_cents(), books.tariffs_cents(), books.shortfall_cents), (10_000, 0, 0));
    assert!((books.level_cents - 1_666.5).abs() < 1e-9, "the level at which the last cent fell due");
    assert!(books.members.iter().all(|one| !one.is_capped));
}

#[test]
fn the_worst_year_sets_the_fees_and_the_others_are_left_with_more() {
    let members = [member("008001", 9_000, 2), member("008002", 9_000, 1)];
    // Needs of 70, 90 and −10 euro.
    let years = [year(10_000, 3_000), year(12_000, 3_000), year(2_000, 3_000)];
    let books = service_fees(&members, &terms(0, 300_000), &years);
    assert_eq!(books.need_cents, 9_000);
    assert_eq!((tariffs(&books), fees(&books)), (vec![1_800, 900], vec![3_150, 3_150]));
    assert_eq!(books.tariff_cents_per_line, 900.0);
    assert_eq!(books.balance_cents, [2_000, 0, 10_000]);
}

#[test]
fn exactly_5_000_residents_are_not_capped() {
    let members = [member("008001", 4_999, 0), member("008002", 5_000, 0)];
    let books = service_fees(&members, &terms(100, 0), &[year(1_000, 0)]);
    assert_eq!(fees(&books), [100, 900]);
    assert_eq!(books.members.iter().map(|one| one.is_capped).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn where_all_are_capped_the_shortfall_is_told() {
    let members = [member("008001", 800, 1), member("008002", 3_000, 0)];
    let books = service_fees(&members, &terms(100, 100_000), &[year(1_000, 0)]);
    assert_eq!((tariffs(&books), fees(&books)), (vec![100, 0], vec![100, 100]));
    assert_eq!((books.shortfall_cents, books.balance_cents), (700, vec![-700]));
}

#[test]
fn without_lines_fees_bear_all_and_without_members_nobody_does() {
    let books = service_fees(&[member("008001", 9_000, 0)], &terms(0, 1_000_000), &[year(1_000, 1)]);
    assert_eq!((fees(&books), tariffs(&books), books.tariff_cents_per_line), (vec![999], vec![0], 0.0));
    let nobody = service_fees(&[], &terms(0, 500_000), &[year(1_000, 0)]);
    assert_eq!((nobody.shortfall_cents, nobody.balance_cents), (1_000, vec![-1_000]));
    assert_eq!(service_fees(&[], &terms(0, 0), &[]).need_cents, 0);
}

#[test]
fn where_others_pay_for_all_members_pay_nothing() {
    let members = [member("008001", 9_000, 4)];
    let books = service_fees(&members, &terms(0, 500_000), &[year(1_000, 1_200)]);
    assert_eq!((fees(&books), tariffs(&books), books.level_cents), (vec![0], vec![0], 0.0));
    assert_eq!((books.need_cents, books.shortfall_cents, books.balance_cents), (0, 0, vec![200]));
}

#[test]
fn classes_go_by_residents_on_both_sides_of_their_steps() {
    let weights = [0, 1_999, 2_000, 4_999, 5_000, u32::MAX].map(|size| terms(0, 0).weight_micro(size));
    assert_eq!(weights, [1, 1, 2, 2, 3, 3].map(|weight| weight * 1_000_000));
    let none = FeeTerms { classes: &[], ..terms(0, 0) };
    assert_eq!(none.weight_micro(7), 0);
    let high = FeeTerms { classes: &CLASSES[..1], ..terms(0, 0) };
    assert_eq!(high.weight_micro(7), 3_000_000, "the lowest class takes whoever is smaller");
}

fn any_members() -> impl Strategy<Value = Vec<Member>> {
    let residents = prop_oneof![0_u32..8_000, Just(4_999), Just(5_000)];
    let one = (residents, 0_u32..20);
    prop::collection::vec(one, 1..15).prop_map(|all| {
        let named = all.into_iter().enumerate();
        named.map(|(index, (residents, lines))| member(&format!("{index:06}"), residents, lines)).collect()
    })
}

fn any_years() -> impl Strategy<Value = Vec<ServiceYear>> {
    let one = (0_u64..50_000_000, 0_u64..20_000_000);
    prop::collection::vec(one.prop_map(|(cost, revenue)| year(cost, revenue)), 1..5)
}

proptest! {
    #[test]
    fn the_books_of_the_worst_year_balance_to_the_cent(
        members in any_members(), years in any_years(), cap in 0_u64..3_000_000, share in 0_u64..=1_000_000,
    ) {
        let books = service_fees(&members, &terms(cap, share), &years);
        let paid = books.fees_cents() + books.tariffs_cents();
        prop_assert_eq!(paid + books.shortfall_cents, books.need_cents);
        let lowest = *books.balance_cents.iter().min().unwrap();
        if books.need_cents > 0 {
            prop_assert_eq!(lowest, -i128::from(books.shortfall_cents));
        } else {
            prop_assert!(lowest >= 0 && paid == 0);
        }
        for (year, balance) in years.iter().zip(&books.balance_cents) {
            let left = i128::from(paid) + i128::from(year.other_revenue_cents) - i128::from(year.cost_cents);
            prop_assert_eq!(left, *balance);
        }
    }

    #[test]
    fn nobody_small_pays_more_than_the_cap_and_only_then_does_it_fall_short(
        members in any_members(), years in any_years(), cap in 0_u64..3_000_000, share in 0_u64..=1_000_000,
    ) {
        let books = service_fees(&members, &terms(cap, share), &years);
        for one in &books.members {
            prop_assert!(one.member.residents >= 5_000 || one.fee_cents <= cap);
            prop_assert_eq!(one.is_capped, one.member.residents < 5_000 && one.fee_cents == cap);
        }
        prop_assert!(books.shortfall_cents == 0 || books.members.iter().all(|one| one.is_capped));
    }

    #[test]
    fn a_dearer_year_lowers_nobodys_fee_or_tariff(
        members in any_members(), years in any_years(), which in 0_usize..5, more in 1_u64..10_000,
        cap in 0_u64..3_000_000, share in 0_u64..=1_000_000,
    ) {
        let before = service_fees(&members, &terms(cap, share), &years);
        let mut dearer = years.clone();
        dearer[which % years.len()].cost_cents += more;
        let after = service_fees(&members, &terms(cap, share), &dearer);
        for (before, after) in before.members.iter().zip(&after.members) {
            prop_assert!(before.fee_cents <= after.fee_cents);
            prop_assert!(before.tariff_cents <= after.tariff_cents);
        }
        prop_assert!(before.shortfall_cents <= after.shortfall_cents);
    }

    #[test]
    fn the_order_of_members_changes_nothing(
        members in any_members(), years in any_years(), turn in 0_usize..15, cap in 0_u64..3_000_000,
    ) {
        let mut turned = members.clone();
        turned.reverse();
        turned.rotate_left(turn % members.len());
        let terms = terms(cap, 333_333);
        prop_assert_eq!(service_fees(&turned, &terms, &years), service_fees(&members, &terms, &years));
    }

    /// Members of one class without a cap differ by a cent at most, and the first codes pay it.
    #[test]
    fn equals_pay_alike(count in 1_usize..40, need in 0_u64..1_000_000) {
        let members: Vec<Member> = (0..count).map(|index| member(&format!("{index:06}"), 7_000, 0)).collect();
        let fees = fees(&service_fees(&members, &terms(0, 0), &[year(need, 0)]));
        prop_assert!(fees.is_sorted_by(|first, later| first >= later));
        prop_assert!(fees[0] - fees[count - 1] <= 1);
    }
}
