//! What the sites heard so far do in every cell of a window: the memory does not grow with the number of sites.

use ndarray::{Array2, ArrayViewMut1};

use super::Window;

/// What one site does in one cell, as far as the terrain decides it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Heard {
    pub path_loss_db: f32,
    pub clearance_m: f32,
    pub fresnel_clearance_m: f32,
    /// Whether the loss leaves the asked service.
    pub serves: bool,
}

/// One array a quantity, NaN where no site has been heard: the four below, then server and path loss by rank.
const SERVER_COUNT: usize = 0;
const SITES_IN_SIGHT: usize = 1;
const CLEARANCE: usize = 2;
const FRESNEL_CLEARANCE: usize = 3;
const RANKED: usize = 4;

/// Arrays that a tally of so many strongest sites holds.
pub(super) const fn tally_arrays(strongest: usize) -> usize {
    RANKED + 2 * strongest
}

/// The arrays of a whole window.
pub(super) struct Tally {
    arrays: Vec<Array2<f32>>,
}

/// One row of all arrays, for one worker.
pub(super) struct TallyRow<'a> {
    arrays: Vec<ArrayViewMut1<'a, f32>>,
}

/// Server and path loss (dB) of one rank.
pub(super) type Ranked = (Array2<f32>, Array2<f32>);

/// A finished tally.
pub(super) struct Tallied {
    pub server_count: Array2<f32>,
    pub sites_in_sight: Array2<f32>,
    pub clearance_m: Array2<f32>,
    pub fresnel_clearance_m: Array2<f32>,
    pub best: Ranked,
    /// By rank after the best.
    pub others: Vec<Ranked>,
}

impl Tally {
    /// Nothing heard yet; `strongest` sites are kept for each cell.
    pub fn new(window: &Window, strongest: usize) -> Self {
        let shape = (window.grid.rows, window.grid.cols);
        let nothing = || Array2::from_elem(shape, f32::NAN);
        Self { arrays: (0..tally_arrays(strongest)).map(|_| nothing()).collect() }
    }

    /// All rows, from the north, each to be filled by one worker.
    pub fn rows_mut(&mut self) -> Vec<TallyRow<'_>> {
        let (count, rows) = (self.arrays.len(), self.arrays[0].nrows());
        let mut split: Vec<TallyRow> =
            (0..rows).map(|_| TallyRow { arrays: Vec::with_capacity(count) }).collect();
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
        let [server_count, sites_in_sight, clearance_m, fresnel_clearance_m] =
            [next(), next(), next(), next()];
        let best = (next(), next());
        let mut others = Vec::new();
        while let (Some(server), Some(path_loss_db)) = (arrays.next(), arrays.next()) {
            others.push((server, path_loss_db));
        }
        Tallied { server_count, sites_in_sight, clearance_m, fresnel_clearance_m, best, others }
    }
}

impl TallyRow<'_> {
    /// Takes in what a site does in a cell. Sites come in the caller's order, so that of equals the first stays ahead.
    pub fn hear(&mut self, col: usize, server: usize, heard: Heard) {
        self.count(SERVER_COUNT, col, heard.serves);
        self.count(SITES_IN_SIGHT, col, heard.clearance_m > 0.0);
        self.raise(CLEARANCE, col, heard.clearance_m);
        self.raise(FRESNEL_CLEARANCE, col, heard.fresnel_clearance_m);
        self.rank(col, server as f32, heard.path_loss_db);
    }

    fn count(&mut self, array: usize, col: usize, one: bool) {
        let count = &mut self.arrays[array][col];
        *count = if count.is_nan() { 0.0 } else { *count } + f32::from(u8::from(one));
    }

    fn raise(&mut self, array: usize, col: usize, value: f32) {
        let largest = &mut self.arrays[array][col];
        // `max` takes the number where the other is none.
        *largest = largest.max(value);
    }

    /// Puts a site in its place by path loss; those behind it move down a rank, the last one out.
    fn rank(&mut self, col: usize, mut server: f32, mut path_loss_db: f32) {
        let mut placed = false;
        for rank in self.arrays[RANKED..].chunks_exact_mut(2) {
            let [servers, losses_db] = rank else { continue };
            placed |= losses_db[col].is_nan() || path_loss_db < losses_db[col];
            if placed {
                std::mem::swap(&mut servers[col], &mut server);
                std::mem::swap(&mut losses_db[col], &mut path_loss_db);
            }
        }
    }
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

    fn heard(path_loss_db: f32) -> Heard {
        Heard { path_loss_db, clearance_m: 0.0, fresnel_clearance_m: -1.0, serves: path_loss_db < 100.0 }
    }

    /// Server and loss by rank after sites with these losses were heard in order.
    fn ranks(losses_db: &[f32], strongest: usize) -> Vec<(f32, f32)> {
        let mut tally = Tally::new(&ONE_CELL, strongest);
        for (server, &loss_db) in losses_db.iter().enumerate() {
            tally.rows_mut()[0].hear(0, server, heard(loss_db));
        }
        let Tallied { best, others, .. } = tally.finish();
        std::iter::once(&best)
            .chain(&others)
            .map(|(server, loss_db)| (server[[0, 0]], loss_db[[0, 0]]))
            .collect()
    }

    #[test]
    fn of_equals_the_first_stays_ahead() {
        assert_eq!(ranks(&[7.0, 7.0, 5.0, 7.0, 5.0], 3), [(2.0, 5.0), (4.0, 5.0), (0.0, 7.0)]);
    }

    #[test]
    fn what_nobody_was_heard_in_stays_without_value() {
        let tallied = Tally::new(&ONE_CELL, 2).finish();
        assert!(tallied.server_count[[0, 0]].is_nan() && tallied.clearance_m[[0, 0]].is_nan());
        assert!(ranks(&[3.0], 2)[1].0.is_nan());
    }

    #[test]
    fn counts_start_at_nought_and_clearances_keep_the_largest() {
        let mut tally = Tally::new(&ONE_CELL, 1);
        for (server, clearance_m) in [-3.0, 4.0, 0.0].into_iter().enumerate() {
            let fresnel_clearance_m = -clearance_m;
            let heard = Heard { path_loss_db: 120.0, clearance_m, fresnel_clearance_m, serves: false };
            tally.rows_mut()[0].hear(0, server, heard);
        }
        let tallied = tally.finish();
        let at = |array: &Array2<f32>| array[[0, 0]];
        assert_eq!((at(&tallied.server_count), at(&tallied.sites_in_sight)), (0.0, 1.0));
        assert_eq!((at(&tallied.clearance_m), at(&tallied.fresnel_clearance_m)), (4.0, 3.0));
    }

    proptest! {
        #[test]
        fn the_strongest_are_those_of_a_stable_sort(
            losses in prop::collection::vec(0_u8..12, 1..30), strongest in 1_usize..=8,
        ) {
            let losses_db: Vec<f32> = losses.iter().map(|&loss| f32::from(loss)).collect();
            let mut sorted: Vec<(f32, f32)> = (0_u8..).map(f32::from).zip(losses_db.iter().copied()).collect();
            sorted.sort_by(|one, other| one.1.total_cmp(&other.1));
            sorted.truncate(strongest);
            prop_assert_eq!(&ranks(&losses_db, strongest)[..sorted.len()], &sorted[..]);
        }
    }
}
