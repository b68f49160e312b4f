//! Vector code and its scalar twin, set side by side.
//!
//! What is compiled for several vector units is a function under `#[multiversion]` that does nothing but call its twin, of the
//! same name and `_scalar`. The twin is `#[inline(always)]`: it dissolves in every version and is compiled with what that
//! version may use. Called from anywhere else, as by tests, it is what the common processor runs.
//!
//! A loop is better than a closure in a twin: all versions share the closure, and it is apt to stay a call. Three bodies
//! (`profile::first_of`, `last_of` and `spread::split`) came out slower by themselves; they stay in the one function and have no
//! twin.
//!
//! Both must say the same to the last bit, as a result may not depend on the machine. That holds because no multiplication is
//! fused with an addition, no sum is taken in another order, and `elementary` calls no library. A test sees the version for the
//! processor that it runs on, and no other.

use std::fmt::Debug;

/// Both found the same, to the last bit and the sign of zeros. One NaN is as good as another.
#[track_caller]
pub(crate) fn assert_twins<T: Debug>(vector: T, scalar: T) {
    // a number is printed with as many digits as tell it from all others
    assert_eq!(format!("{vector:?}"), format!("{scalar:?}"));
}

/// Numbers of which some are the same as others: comparisons have to decide ties too.
pub(crate) fn with_ties(size: std::ops::Range<f64>) -> impl proptest::strategy::Strategy<Value = f64> {
    use proptest::prelude::*;
    prop_oneof![3 => size.clone(), 1 => size.prop_map(|number| (number / 50.0).round() * 50.0)]
}
