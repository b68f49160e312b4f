//! Parts of the working grid, one after the other, so that no raster is ever in memory as a whole.
//!
//! Squares rather than strips of rows: where map north is not grid north, a thin strip of the grid would ask for a much
//! wider strip of the source, which costs memory and makes GDAL believe that the source is finer than it is.

use super::Target;

/// A rectangle of cells of the working grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tile {
    pub row: usize,
    pub col: usize,
    pub rows: usize,
    pub cols: usize,
}

impl Target {
    /// The grid in tiles of at most `side` × `side` cells, from north to south and west to east.
    pub(super) fn tiles(&self, side: usize) -> impl Iterator<Item = Tile> + use<> {
        let (rows, cols) = (self.rows, self.cols);
        let starts = move |count: usize| (0..count).step_by(side);
        starts(rows).flat_map(move |row| {
            starts(cols).map(move |col| Tile {
                row,
                col,
                rows: side.min(rows - row),
                cols: side.min(cols - col),
            })
        })
    }

    /// A tile as a grid of its own.
    pub(super) fn part(&self, tile: Tile) -> Self {
        let [west, width, _, north, _, height] = self.geo_transform;
        let (west, north) = (west + tile.col as f64 * width, north + tile.row as f64 * height);
        let geo_transform = [west, width, 0.0, north, 0.0, height];
        Self { crs: self.crs.clone(), rows: tile.rows, cols: tile.cols, geo_transform }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_cover_every_cell_once() {
        let geo_transform = [400_000.0, 30.0, 0.0, 4_900_000.0, 0.0, -30.0];
        let target = Target { crs: String::new(), rows: 7, cols: 11, geo_transform };
        let mut seen = [[0; 11]; 7];
        for tile in target.tiles(4) {
            let cols = tile.col..tile.col + tile.cols;
            seen[tile.row..tile.row + tile.rows].iter_mut().for_each(|row| {
                row[cols.clone()].iter_mut().for_each(|cell| *cell += 1);
            });
        }
        assert_eq!(seen, [[1; 11]; 7]);
        let last = target.tiles(4).last().unwrap();
        assert_eq!(last, Tile { row: 4, col: 8, rows: 3, cols: 3 });
        let part = target.part(last);
        assert_eq!(part.geo_transform, [400_240.0, 30.0, 0.0, 4_899_880.0, 0.0, -30.0]);
        assert_eq!((part.rows, part.cols), (3, 3));
        assert_eq!(target.tiles(4096).count(), 1);
    }
}
