//! Clutter in one byte a cell: the place of its height in a table.

use ndarray::Array2;

/// Different heights that a table holds.
const HEIGHTS_MAX: usize = 1 << u8::BITS;

/// Clutter on the grid. Land cover has few classes, so few heights.
#[derive(Debug, Clone)]
pub struct Clutter {
    /// For each cell, the place of its height in the table.
    index: Array2<u8>,
    table: HeightTable,
}

/// Clutter of more different heights than one byte a cell can tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "clutter has more than {HEIGHTS_MAX} different heights; a cell has one byte for its height: round them"
)]
pub struct TooManyHeights;

/// Heights that cells refer to, m; the first is 0.
#[derive(Debug, Clone)]
pub(super) struct HeightTable {
    /// A whole byte's worth, so that a look-up needs no check; 0 where no height was put.
    height_m: Box<[f64; HEIGHTS_MAX]>,
    used: usize,
}

impl HeightTable {
    /// Of bare ground alone.
    pub fn bare() -> Self {
        Self { height_m: Box::new([0.0; HEIGHTS_MAX]), used: 1 }
    }

    /// The place of a height, which is put into the table where it is new.
    pub fn place(&mut self, height_m: f32) -> Result<u8, TooManyHeights> {
        let wanted = f64::from(height_m);
        let known = self.height_m[..self.used].iter().position(|known| known.to_bits() == wanted.to_bits());
        if let Some(place) = known {
            return Ok(place as u8);
        }
        let place = u8::try_from(self.used).map_err(|_| TooManyHeights)?;
        self.height_m[usize::from(place)] = wanted;
        self.used += 1;
        Ok(place)
    }
}

impl Clutter {
    /// Bare ground, whose cells are to be given heights of a table.
    #[cfg(feature = "gdal")]
    pub(super) fn bare(shape: (usize, usize), table: HeightTable) -> Self {
        Self { index: Array2::zeros(shape), table }
    }

    /// From the height of every cell, m.
    ///
    /// # Errors
    /// [`TooManyHeights`] where more than 256 heights differ, 0 always among them.
    pub fn of_heights(height_m: &Array2<f32>) -> Result<Self, TooManyHeights> {
        let mut table = HeightTable::bare();
        let mut index = Array2::zeros(height_m.dim());
        for (place, &height_m) in index.iter_mut().zip(height_m) {
            *place = table.place(height_m)?;
        }
        Ok(Self { index, table })
    }

    /// Height of a cell's clutter, m.
    #[must_use]
    pub fn height_m(&self, cell: (usize, usize)) -> f32 {
        self.table.height_m[usize::from(self.index[cell])] as f32
    }

    /// Places of some cells of a row in the table, to be changed.
    #[cfg(feature = "gdal")]
    pub(super) fn places_mut(&mut self, row: usize, first_col: usize, count: usize) -> &mut [u8] {
        let first = row * self.index.ncols() + first_col;
        let places = self.index.as_slice_mut().expect("made in row-major order and never permuted");
        &mut places[first..first + count]
    }

    /// Every cell's place in the table, row by row, and the table, m.
    pub(super) fn flat(&self) -> (&[u8], &[f64; HEIGHTS_MAX]) {
        let places = self.index.as_slice().expect("made in row-major order and never permuted");
        (places, &self.table.height_m)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn staircase(steps: usize) -> Array2<f32> {
        Array2::from_shape_fn((30, 30), |(row, col)| ((row * 30 + col) % steps) as f32 / 7.0)
    }

    #[test]
    fn heights_are_kept_to_the_last_bit() {
        let height_m = staircase(256);
        let clutter = Clutter::of_heights(&height_m).unwrap();
        for (cell, height_m) in height_m.indexed_iter() {
            assert_eq!(clutter.height_m(cell).to_bits(), height_m.to_bits());
        }
    }

    #[test]
    fn more_heights_than_a_byte_tells_apart_are_refused() {
        let refused = Clutter::of_heights(&staircase(257)).unwrap_err();
        assert!(refused.to_string().contains("more than 256 different heights"), "{refused}");
    }
}
