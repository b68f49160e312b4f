//! Cells sorted into classes: what rate, from which server.

use std::collections::BTreeMap;

use ndarray::{Array2, Zip};

use crate::coverage::Rasters;

/// Label of a cell without service.
pub(super) const UNCOVERED: u32 = 0;

/// What the cells of one class have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Class {
    /// Net rate, Mbit/s.
    pub rate_mbps: f32,
    /// Index into the sites of the plan.
    pub server: usize,
}

/// A class for every cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Classes {
    /// For each cell [`UNCOVERED`], or 1 + an index into `list`.
    pub labels: Array2<u32>,
    /// The classes that occur, by rising rate, then by server.
    pub list: Vec<Class>,
}

/// Bits of a positive rate (which sort like the rate itself) and the server.
type Key = (u32, u32);

impl Classes {
    /// Sorts the cells by rate and best server. A cell that lacks either has no service.
    pub(super) fn of(rasters: &Rasters) -> Self {
        let keys = Zip::from(&rasters.rate_mbps).and(&rasters.best_server).map_collect(|r, s| key(*r, *s));
        let label_of = numbered(&keys);
        let mut last = (None, UNCOVERED);
        let labels = keys.mapv(|key| {
            if key != last.0 {
                last = (key, key.map_or(UNCOVERED, |key| label_of[&key]));
            }
            last.1
        });
        Self { labels, list: label_of.keys().map(|key| class(*key)).collect() }
    }
}

fn key(rate_mbps: f32, server: f32) -> Option<Key> {
    (rate_mbps > 0.0 && server >= 0.0).then_some((rate_mbps.to_bits(), server as u32))
}

fn class((rate_bits, server): Key) -> Class {
    Class { rate_mbps: f32::from_bits(rate_bits), server: server as usize }
}

/// Numbers the keys that occur from 1, in rising order.
fn numbered(keys: &Array2<Option<Key>>) -> BTreeMap<Key, u32> {
    let mut label_of = BTreeMap::new();
    let mut last = None;
    for key in keys.iter().copied().flatten() {
        if last.replace(key) != Some(key) {
            label_of.insert(key, UNCOVERED);
        }
    }
    for (label, number) in label_of.values_mut().zip(1..) {
        *label = number;
    }
    label_of
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn classes_rise_with_the_rate_and_then_with_the_server() {
        let nan = f32::NAN;
        let rate_mbps = array![[12.0, 4.5, 4.5], [nan, 12.0, 0.0]];
        let best_server = array![[0.0, 1.0, 0.0], [0.0, nan, 1.0]];
        let classes = Classes::of(&crate::export::sample::rasters(rate_mbps, best_server));
        assert_eq!(classes.labels, array![[3, 2, 1], [0, 0, 0]]);
        let list: Vec<_> = classes.list.iter().map(|class| (class.rate_mbps, class.server)).collect();
        assert_eq!(list, [(4.5, 0), (4.5, 1), (12.0, 0)]);
    }
}
