//! What the sites heard so far do in every cell of a window: the memory does not grow with the number of sites.

use ndarray::{Array2, ArrayViewMut1};
use rayon::prelude::*;

use super::Window;
use crate::radio::milliwatts;

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

/// Words of 32 bits that a cell holds side by side: the power of the sites that are not kept, level and number of the best
/// server, then one for each further rank.
const OTHERS: usize = 0;
const BEST_LEVEL: usize = 1;
const BEST_SERVER: usize = 2;
const RANKS: usize = 3;

/// No site has been heard.
const NOBODY: u32 = f32::NAN.to_bits();

/// Arrays of what is in sight.
const OF_SIGHT: usize = 3;

/// Bytes of a cell of a tally of so many strongest sites, with or without sight.
pub(super) const fn tally_bytes(strongest: usize, sight: bool) -> usize {
    size_of::<u32>() * (RANKS + strongest.saturating_sub(1) + if sight { OF_SIGHT } else { 0 })
}

/// A site behind the best, in 32 bits that sort as levels do: its level in steps of 0.005 dB, and its number, the lower the
/// first among equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Follower(u32);

impl Follower {
    const NONE: Self = Self(0);
    const STEPS_PER_DB: f32 = 200.0;
    /// No level is lower, dBm.
    const FLOOR_DBM: f32 = -250.0;

    fn new(server: usize, level_dbm: f32) -> Self {
        let steps = ((level_dbm - Self::FLOOR_DBM) * Self::STEPS_PER_DB).round().clamp(1.0, 65_535.0);
        Self(((steps as u32) << 16) | (u32::from(u16::MAX) - server as u32 % (1 << 16)))
    }

    fn heard(self) -> Option<(usize, f32)> {
        let level_dbm = (self.0 >> 16) as f32 / Self::STEPS_PER_DB + Self::FLOOR_DBM;
        (self != Self::NONE).then_some(((u32::from(u16::MAX) - (self.0 & 0xffff)) as usize, level_dbm))
    }
}

/// What is kept of the sites in a whole window.
pub(super) struct Tally {
    shape: (usize, usize),
    words: usize,
    cells: Vec<u32>,
    sight: Vec<Array2<f32>>,
}

/// One row, for one worker.
pub(super) struct TallyRow<'a> {
    words: usize,
    cells: &'a mut [u32],
    sight: Vec<ArrayViewMut1<'a, f32>>,
}

/// A finished tally.
pub(super) struct Tallied {
    shape: (usize, usize),
    words: usize,
    cells: Vec<u32>,
    /// Where it was asked for.
    pub sight: Option<TalliedSight>,
}

/// What is in sight.
pub(super) struct TalliedSight {
    pub sites_in_sight: Array2<f32>,
    pub clearance_m: Array2<f32>,
    pub fresnel_clearance_m: Array2<f32>,
}

/// The sites of a cell, the strongest first: number and level of the best sector (dBm).
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranks<'a>(&'a [u32]);

impl<'a> Ranks<'a> {
    /// Power of all sites that are not kept, mW. One that was kept for a while counts with its best sector.
    pub fn others_mw(self) -> f32 {
        f32::from_bits(self.0[OTHERS])
    }

    /// The best server and its level, dBm.
    pub fn best(self) -> Option<(usize, f32)> {
        let level_dbm = f32::from_bits(self.0[BEST_LEVEL]);
        (!level_dbm.is_nan()).then_some((self.0[BEST_SERVER] as usize, level_dbm))
    }

    /// All that are kept, the best among them.
    pub fn iter(self) -> impl Iterator<Item = (usize, f32)> + 'a {
        let followers = self.0[RANKS..].iter().map_while(|word| Follower(*word).heard());
        self.best().into_iter().chain(followers)
    }
}

impl Tally {
    /// Nothing heard yet; `strongest` sites are kept for each cell.
    pub fn new(window: &Window, strongest: usize, sight: bool) -> Self {
        let shape = (window.grid.rows, window.grid.cols);
        let words = RANKS + strongest.saturating_sub(1);
        let mut cells = vec![Follower::NONE.0; window.grid.cells() * words];
        cells.par_chunks_mut(words).for_each(|cell| cell[BEST_LEVEL..RANKS].fill(NOBODY));
        let arrays = if sight { OF_SIGHT } else { 0 };
        let sight = (0..arrays).map(|_| Array2::from_elem(shape, f32::NAN)).collect();
        Self { shape, words, cells, sight }
    }

    /// All rows, from the north, each to be filled by one worker.
    pub fn rows_mut(&mut self) -> Vec<TallyRow<'_>> {
        let row_words = self.shape.1 * self.words;
        let row = |cells| TallyRow { words: self.words, cells, sight: Vec::with_capacity(OF_SIGHT) };
        let mut rows: Vec<TallyRow> = self.cells.chunks_exact_mut(row_words).map(row).collect();
        for array in &mut self.sight {
            for (row, values) in rows.iter_mut().zip(array.rows_mut()) {
                row.sight.push(values);
            }
        }
        rows
    }

    /// What was kept, by name.
    pub fn finish(self) -> Tallied {
        let mut arrays = self.sight.into_iter();
        let sight = match (arrays.next(), arrays.next(), arrays.next()) {
            (Some(sites_in_sight), Some(clearance_m), Some(fresnel_clearance_m)) => {
                Some(TalliedSight { sites_in_sight, clearance_m, fresnel_clearance_m })
            }
            _ => None,
        };
        Tallied { shape: self.shape, words: self.words, cells: self.cells, sight }
    }
}

impl Tallied {
    /// The sites of a cell.
    pub fn ranks(&self, row: usize, col: usize) -> Ranks<'_> {
        Ranks(&self.cells[(row * self.shape.1 + col) * self.words..][..self.words])
    }

    /// Server and level (dBm) of a rank, from 0, as arrays; no numbers where fewer are heard.
    pub fn rank(&self, rank: usize) -> (Array2<f32>, Array2<f32>) {
        let at = |(row, col)| self.ranks(row, col).iter().nth(rank);
        let server = |at: Option<(usize, f32)>| at.map_or(f32::NAN, |(server, _)| server as f32);
        let level_dbm = |at: Option<(usize, f32)>| at.map_or(f32::NAN, |(_, level_dbm)| level_dbm);
        (
            Array2::from_shape_fn(self.shape, |cell| server(at(cell))),
            Array2::from_shape_fn(self.shape, |cell| level_dbm(at(cell))),
        )
    }
}

impl TallyRow<'_> {
    /// Takes in what a site does in a cell. Sites come in the caller's order, so that of equals the first stays ahead.
    pub fn hear(&mut self, col: usize, server: usize, heard: Heard) {
        rank(&mut self.cells[col * self.words..][..self.words], server, heard);
        if let [sites_in_sight, clearance_m, fresnel_clearance_m] = &mut self.sight[..] {
            let count = &mut sites_in_sight[col];
            let in_sight = f32::from(u8::from(heard.clearance_m > 0.0));
            *count = if count.is_nan() { 0.0 } else { *count } + in_sight;
            raise(&mut clearance_m[col], heard.clearance_m);
            raise(&mut fresnel_clearance_m[col], heard.fresnel_clearance_m);
        }
    }
}

/// Puts a site in its place by level; those behind it move down a rank, the last one out.
fn rank(cell: &mut [u32], server: usize, heard: Heard) {
    let best_dbm = f32::from_bits(cell[BEST_LEVEL]);
    let follower = if best_dbm.is_nan() || heard.rx_level_dbm > best_dbm {
        let former = (!best_dbm.is_nan()).then(|| Follower::new(cell[BEST_SERVER] as usize, best_dbm));
        (cell[BEST_LEVEL], cell[BEST_SERVER]) = (heard.rx_level_dbm.to_bits(), server as u32);
        former
    } else {
        Some(Follower::new(server, heard.rx_level_dbm))
    };
    let Some(out) = follower.and_then(|follower| follow(&mut cell[RANKS..], follower)) else { return };
    let others_mw = match out.heard() {
        Some((number, _)) if number == server => heard.power_mw,
        Some((_, level_dbm)) => milliwatts(f64::from(level_dbm)) as f32,
        None => return,
    };
    cell[OTHERS] = (f32::from_bits(cell[OTHERS]) + others_mw).to_bits();
}

/// Puts a follower in its place; returns who found none, be it the newcomer.
fn follow(ranks: &mut [u32], follower: Follower) -> Option<Follower> {
    let Some(last) = ranks.len().checked_sub(1).filter(|last| ranks[*last] < follower.0) else {
        return Some(follower);
    };
    let out = Follower(ranks[last]);
    let mut place = last;
    while place > 0 && ranks[place - 1] < follower.0 {
        ranks[place] = ranks[place - 1];
        place -= 1;
    }
    ranks[place] = follower.0;
    (out != Follower::NONE).then_some(out)
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
        let power_mw = milliwatts(f64::from(rx_level_dbm)) as f32;
        Heard { rx_level_dbm, power_mw, clearance_m, fresnel_clearance_m, serves: rx_level_dbm > 0.0 }
    }

    /// Server and level by rank after sites with these levels were heard in order.
    fn ranks(levels_dbm: &[f32], strongest: usize) -> Vec<(usize, f32)> {
        let mut tally = Tally::new(&ONE_CELL, strongest, false);
        for (server, &level_dbm) in levels_dbm.iter().enumerate() {
            tally.rows_mut()[0].hear(0, server, heard(level_dbm));
        }
        let tallied = tally.finish();
        assert!(tallied.sight.is_none());
        let ranks = tallied.ranks(0, 0);
        let kept: Vec<(usize, f32)> = ranks.iter().collect();
        let is_kept = |server: usize| kept.iter().any(|(number, _)| *number == server);
        let others_mw: f64 = (0..levels_dbm.len())
            .filter(|server| !is_kept(*server))
            .map(|server| milliwatts(f64::from(levels_dbm[server])))
            .sum();
        let difference_mw = (f64::from(ranks.others_mw()) - others_mw).abs();
        assert!(difference_mw <= 1e-5 * others_mw, "nothing at all where all are kept");
        kept
    }

    #[test]
    fn of_equals_the_first_stays_ahead() {
        assert_eq!(ranks(&[5.0, 5.0, 7.0, 5.0, 7.0], 3), [(2, 7.0), (4, 7.0), (0, 5.0)]);
    }

    #[test]
    fn what_nobody_was_heard_in_stays_without_value() {
        let tallied = Tally::new(&ONE_CELL, 2, true).finish();
        assert!(tallied.ranks(0, 0).others_mw() == 0.0 && tallied.rank(0).0[[0, 0]].is_nan());
        assert!(tallied.sight.unwrap().clearance_m[[0, 0]].is_nan());
        assert_eq!(ranks(&[3.0], 2), [(0, 3.0)]);
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

    #[test]
    fn a_follower_keeps_its_level_to_half_a_hundredth() {
        for level_dbm in [-249.99, -173.217, -101.003, -60.0, 41.5, 77.0] {
            let (server, kept_dbm) = Follower::new(1_234, level_dbm).heard().unwrap();
            assert_eq!(server, 1_234);
            assert!((kept_dbm - level_dbm).abs() < 0.002_6, "{level_dbm}: {kept_dbm}");
        }
        assert!(Follower::new(0, -400.0).heard().is_some(), "however weak, it is one");
    }

    proptest! {
        #[test]
        fn the_strongest_are_those_of_a_stable_sort(
            levels in prop::collection::vec(0_u8..12, 1..30), strongest in 1_usize..=24,
        ) {
            let levels_dbm: Vec<f32> = levels.iter().map(|&level| f32::from(level)).collect();
            let mut sorted: Vec<(usize, f32)> = levels_dbm.iter().copied().enumerate().collect();
            sorted.sort_by(|one, other| other.1.total_cmp(&one.1));
            sorted.truncate(strongest);
            prop_assert_eq!(ranks(&levels_dbm, strongest), sorted);
        }
    }
}
