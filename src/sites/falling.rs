//! The cells of a height field from the highest down, in bands, so that never more than one band is sorted in memory.

use std::ops::RangeInclusive;

/// At most so many cells are in memory at once.
pub(super) const BAND_CELLS: usize = 1 << 24;

/// Calls for each cell that has a height, from the highest to the lowest, equals by rising index.
pub(super) fn for_each_falling(height_m: &[f32], band_cells: usize, mut call: impl FnMut(u32)) {
    let mut cells: Vec<u32> = Vec::new();
    for band in bands(height_m, band_cells) {
        let within = keys(height_m).filter(|(_, key)| band.contains(key)).map(|(cell, _)| cell);
        if band.start() == band.end() {
            // All of one height: they come as they lie, however many.
            within.for_each(&mut call);
            continue;
        }
        cells.clear();
        cells.extend(within);
        let key = |cell: &u32| height_m[*cell as usize];
        cells.sort_unstable_by(|a, b| key(b).total_cmp(&key(a)).then(a.cmp(b)));
        cells.iter().copied().for_each(&mut call);
    }
}

/// Cells that have a height, by rising index, each with a number that rises with its height.
fn keys(height_m: &[f32]) -> impl Iterator<Item = (u32, u32)> {
    let known = (0..).zip(height_m).filter(|(_, height_m)| !height_m.is_nan());
    known.map(|(cell, height_m)| (cell, key(*height_m)))
}

/// Orders as [`f32::total_cmp`] does.
fn key(height_m: f32) -> u32 {
    let bits = height_m.to_bits();
    if height_m.is_sign_negative() { !bits } else { bits | 1 << 31 }
}

/// Ranges of keys, falling, that hold at most so many cells each, or one key.
fn bands(height_m: &[f32], band_cells: usize) -> Vec<RangeInclusive<u32>> {
    let mut bands = Bands { band_cells, done: Vec::new(), cells: 0 };
    for (high, cells) in histogram(keys(height_m).map(|(_, key)| key >> 16)) {
        if cells <= band_cells {
            bands.add(high << 16..=high << 16 | 0xFFFF, cells);
            continue;
        }
        let fine = keys(height_m).filter(|(_, key)| key >> 16 == high);
        for (low, cells) in histogram(fine.map(|(_, key)| key & 0xFFFF)) {
            bands.add(high << 16 | low..=high << 16 | low, cells);
        }
    }
    bands.done
}

/// Half-keys that occur, falling, each with the number of its cells.
fn histogram(half_keys: impl Iterator<Item = u32>) -> Vec<(u32, usize)> {
    let mut cells = vec![0; 1 << 16];
    half_keys.for_each(|half_key| cells[half_key as usize] += 1);
    let falling = (0..1 << 16).rev().map(|half_key| (half_key, cells[half_key as usize]));
    falling.filter(|(_, cells)| *cells > 0).collect()
}

/// Bands in the making.
struct Bands {
    band_cells: usize,
    done: Vec<RangeInclusive<u32>>,
    /// In the last band.
    cells: usize,
}

impl Bands {
    /// Adds the next lower keys to the last band, or begins another.
    fn add(&mut self, keys: RangeInclusive<u32>, cells: usize) {
        self.cells += cells;
        match self.done.last_mut() {
            Some(last) if self.cells <= self.band_cells => *last = *keys.start()..=*last.end(),
            _ => {
                self.cells = cells;
                self.done.push(keys);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hills, a sea of one height larger than any band, a zero of either sign, depths, voids.
    fn field() -> Vec<f32> {
        let height_m = |cell: usize| match cell % 7 {
            0..=2 => 0.0,
            3 if cell.is_multiple_of(5) => f32::NAN,
            3 => -0.0,
            4 => -((cell * 7_919 % 101) as f32),
            _ => ((cell * 104_729) % 9_973) as f32 / 16.0,
        };
        (0..5_000).map(height_m).collect()
    }

    fn falling(band_cells: usize) -> Vec<u32> {
        let mut cells = Vec::new();
        for_each_falling(&field(), band_cells, |cell| cells.push(cell));
        cells
    }

    #[test]
    fn bands_give_the_order_of_one_sort() {
        let height_m = field();
        let mut sorted: Vec<u32> = (0..5_000).filter(|&cell| !height_m[cell as usize].is_nan()).collect();
        sorted.sort_by(|&a, &b| height_m[b as usize].total_cmp(&height_m[a as usize]).then(a.cmp(&b)));
        for band_cells in [1, 10, 300, 2_000, BAND_CELLS] {
            assert_eq!(falling(band_cells), sorted, "bands of {band_cells} cells");
        }
    }

    #[test]
    fn bands_are_no_larger_than_asked() {
        let height_m = field();
        assert_eq!(bands(&height_m, BAND_CELLS).len(), 1);
        let bands = bands(&height_m, 300);
        assert!(bands.len() > 5, "{}", bands.len());
        for band in bands {
            let cells = keys(&height_m).filter(|(_, key)| band.contains(key)).count();
            assert!(cells <= 300 || band.start() == band.end(), "{cells} cells");
        }
        assert!(super::bands(&[f32::NAN], 10).is_empty());
    }
}
