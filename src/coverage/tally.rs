//! What the sites heard so far do in every cell of a window: the memory does not grow with the number of sites.

use ndarray::{Array2, ArrayViewMut1};

use super::Window;

/// What one site does in one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Heard {
    /// Level of its best sector, dBm.
    pub rx_level_dbm: f32,
    /// Power of all its sectors together, mW.
    pub power_mw: f32,
    pub clearance_m: f32,
    pub fresnel_clearance_m: f32,
    /// Whether its signal alone leaves the asked service.
    pub serves: bool,
}

/// One array a quantity, NaN where no site has been heard: the power of all sites, then server and level by rank, then what
/// sight asks for.
const POWER: usize = 0;
const RANKED: usize = 1;
const SITES_IN_SIGHT: usize = 0;
const CLEARANCE: usize = 1;
const OF_SIGHT: usize = 3;

/// Arrays that a tally of so many strongest sites holds, with or without sight.
pub(super) const fn tally_arrays(strongest: usize, sight: bool) -> usize {
    RANKED + 2 * strongest + if sight { OF_SIGHT } else { 0 }
}

/// The arrays of a whole window.
pub(super) struct Tally {
    arrays: Vec<Array2<f32>>,
    strongest: usize,
}

/// One row of all arrays, for one worker.
pub(super) struct TallyRow<'a> {
    arrays: Vec<ArrayViewMut1<'a, f32>>,
    strongest: usize,
}

/// Server and level (dBm) of one rank.
pub(super) type Ranked = (Array2<f32>, Array2<f32>);

/// A finished tally.
pub(super) struct Tallied {
    /// Power of all sectors of all sites, mW.
    pub power_mw: Array2<f32>,
    /// By rank: the strongest first.
    pub ranks: Vec<Ranked>,
    /// Where it was asked for.
    pub sight: Option<TalliedSight>,
}

impl Tallied {
    /// Server and level of the best rank.
    pub fn best(self) -> Ranked {
        self.ranks.into_iter().next().expect("at least one rank is kept")
    }
}

/// What is in sight.
pub(super) struct TalliedSight {
    pub sites_in_sight: Array2<f32>,
    pub clearance_m: Array2<f32>,
    pub fresnel_clearance_m: Array2<f32>,
}

impl Tally {
    /// Nothing heard yet; `strongest` sites are kept for each cell.
    pub fn new(window: &Window, strongest: usize, sight: bool) -> Self {
        let shape = (window.grid.rows, window.grid.cols);
        let nothing = || Array2::from_elem(shape, f32::NAN);
        Self { arrays: (0..tally_arrays(strongest, sight)).map(|_| nothing()).collect(), strongest }
    }

    /// All rows, from the north, each to be filled by one worker.
    pub fn rows_mut(&mut self) -> Vec<TallyRow<'_>> {
        let (count, rows, strongest) = (self.arrays.len(), self.arrays[0].nrows(), self.strongest);
        let mut split: Vec<TallyRow> =
            (0..rows).map(|_| TallyRow { arrays: Vec::with_capacity(count), strongest }).collect();
        for array in &mut self.arrays {
            for (row, values) in split.iter_mut().zip(array.rows_mut()) {
                row.arrays.push(values);
            }
        }
        split
    }

    /// The arrays by their names.
    pub fn finish(self) -> Tallied {
        let mut arrays = self.arrays.into_iter();
        let mut next = || arrays.next().expect("a tally is made with all of its arrays");
        let power_mw = next();
        let ranks = (0..self.strongest).map(|_| (next(), next())).collect();
        let sight = match (arrays.next(), arrays.next(), arrays.next()) {
            (Some(sites_in_sight), Some(clearance_m), Some(fresnel_clearance_m)) => {
                Some(TalliedSight { sites_in_sight, clearance_m, fresnel_clearance_m })
            }
            _ => None,
        };
        Tallied { power_mw, ranks, sight }
    }
}

impl TallyRow<'_> {
    /// Takes in what a site does in a cell. Sites come in the caller's order, so that of equals the first stays ahead.
    pub fn hear(&mut self, col: usize, server: usize, heard: Heard) {
        let power_mw = &mut self.arrays[POWER][col];
        *power_mw = if power_mw.is_nan() { 0.0 } else { *power_mw } + heard.power_mw;
        self.rank(col, server as f32, heard.rx_level_dbm);
        let (_, sight) = self.arrays.split_at_mut(RANKED + 2 * self.strongest);
        if let [.., fresnel_m] = sight {
            raise(&mut fresnel_m[col], heard.fresnel_clearance_m);
            raise(&mut sight[CLEARANCE][col], heard.clearance_m);
            let count = &mut sight[SITES_IN_SIGHT][col];
            let in_sight = f32::from(u8::from(heard.clearance_m > 0.0));
            *count = if count.is_nan() { 0.0 } else { *count } + in_sight;
        }
    }

    /// Puts a site in its place by level; those behind it move down a rank, the last one out.
    fn rank(&mut self, col: usize, mut server: f32, mut level_dbm: f32) {
        let mut placed = false;
        for rank in self.arrays[RANKED..].chunks_exact_mut(2).take(self.strongest) {
            let [names, of_rank] = rank else { continue };
            placed |= of_rank[col].is_nan() || level_dbm > of_rank[col];
            if placed {
                std::mem::swap(&mut names[col], &mut server);
                std::mem::swap(&mut of_rank[col], &mut level_dbm);
                if level_dbm.is_nan() {
                    return;
                }
            }
        }
    }
}

fn raise(largest: &mut f32, value: f32) {
    // `max` takes the number where the other is none.
    *largest = largest.max(value);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::terrain::Grid;

    const ONE_CELL: Window = Window {
        first_row: 0,
        first_col: 0,
        grid: Grid { west_m: 0.0, north_m: 0.0, cell_m: 1.0, rows: 1, cols: 1 },
    };

    fn heard(rx_level_dbm: f32) -> Heard {
        let (clearance_m, fresnel_clearance_m) = (0.0, -1.0);
        Heard { rx_level_dbm, power_mw: 0.5, clearance_m, fresnel_clearance_m, serves: rx_level_dbm > 0.0 }
    }

    /// Server and level by rank after sites with these levels were heard in order.
    fn ranks(levels_dbm: &[f32], strongest: usize) -> Vec<(f32, f32)> {
        let mut tally = Tally::new(&ONE_CELL, strongest, false);
        for (server, &level_dbm) in levels_dbm.iter().enumerate() {
            tally.rows_mut()[0].hear(0, server, heard(level_dbm));
        }
        let Tallied { ranks, power_mw, sight } = tally.finish();
        assert!(sight.is_none());
        assert_eq!(power_mw[[0, 0]], 0.5 * levels_dbm.len() as f32);
        ranks.iter().map(|(server, level_dbm)| (server[[0, 0]], level_dbm[[0, 0]])).collect()
    }

    #[test]
    fn of_equals_the_first_stays_ahead() {
        assert_eq!(ranks(&[5.0, 5.0, 7.0, 5.0, 7.0], 3), [(2.0, 7.0), (4.0, 7.0), (0.0, 5.0)]);
    }

    #[test]
    fn what_nobody_was_heard_in_stays_without_value() {
        let tallied = Tally::new(&ONE_CELL, 2, true).finish();
        assert!(tallied.power_mw[[0, 0]].is_nan() && tallied.ranks[0].0[[0, 0]].is_nan());
        assert!(tallied.sight.unwrap().clearance_m[[0, 0]].is_nan());
        assert!(ranks(&[3.0], 2)[1].0.is_nan());
    }

    #[test]
    fn counts_start_at_nought_and_clearances_keep_the_largest() {
        let mut tally = Tally::new(&ONE_CELL, 1, true);
        for (server, clearance_m) in [-3.0, 4.0, 0.0].into_iter().enumerate() {
            let heard = Heard { clearance_m, fresnel_clearance_m: -clearance_m, ..heard(120.0) };
            tally.rows_mut()[0].hear(0, server, heard);
        }
        let sight = tally.finish().sight.unwrap();
        let at = |array: &Array2<f32>| array[[0, 0]];
        assert_eq!((at(&sight.sites_in_sight), at(&sight.clearance_m)), (1.0, 4.0));
        assert_eq!(at(&sight.fresnel_clearance_m), 3.0);
    }

    proptest! {
        #[test]
        fn the_strongest_are_those_of_a_stable_sort(
            levels in prop::collection::vec(0_u8..12, 1..30), strongest in 1_usize..=8,
        ) {
            let levels_dbm: Vec<f32> = levels.iter().map(|&level| f32::from(level)).collect();
            let mut sorted: Vec<(f32, f32)> = (0_u8..).map(f32::from).zip(levels_dbm.iter().copied()).collect();
            sorted.sort_by(|one, other| other.1.total_cmp(&one.1));
            sorted.truncate(strongest);
            prop_assert_eq!(&ranks(&levels_dbm, strongest)[..sorted.len()], &sorted[..]);
        }
    }
}
