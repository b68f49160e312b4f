//! Tests of the certificate: a small world, every leaf of its file changed, and what is hostile on purpose.

mod changes;
mod hostile;
mod leaves;
mod pole;
mod world;

use super::verify;
use world::World;

#[test]
fn a_certificate_made_by_hand_verifies() {
    let world = World::new();
    let proven = verify(&world.certificate(), &world.plan_file()).unwrap();
    assert_eq!((proven.value_micro, proven.bound_micro), (11_000_000, 14_000_000));
    assert_eq!((proven.spent_cents, proven.budget_cents), (950, 1_000));
    assert_eq!((proven.sites, proven.open_sites), (4, 3));
    assert_eq!((proven.places, proven.served_places, proven.uncounted_places), (5, 3, 1));
    assert_eq!((proven.pairs, proven.rows, proven.cases), (8, 14, 3));
    assert_eq!(
        (proven.kept_micro, proven.kept_bound_micro, proven.promised_micro),
        (6_000_000, 9_000_000, 10_000_000)
    );
    assert_eq!((proven.households_served, proven.households), (13.0, 21.0));
}

/// 0.5 for a household to spare, and 3.75 of b, 2 of c's time, 2.5 of d.
#[test]
fn a_row_with_prices_of_captives_is_worked_out() {
    let (instance, row) = (world::instance(), world::with_captives());
    let linear = row.linear(&super::Ground::of(&instance)).unwrap();
    assert_eq!(linear.constant, 500_000);
    assert_eq!(linear.sites, [(1, 3_750_000), (2, 2_000_000), (3, 2_500_000)]);
    assert_eq!((linear.groups, linear.households), (vec![1], vec![]));
}

#[test]
fn equal_evidence_gives_equal_bytes_that_read_back() {
    let world = World::new();
    let bytes = world.certificate().bytes();
    assert_eq!(bytes, world.certificate().bytes());
    assert_eq!(super::Certificate::read(&bytes).unwrap(), world.certificate());
}
