//! Reads rasters of classes, such as land cover, by nearest cell.

use std::path::Path;

use gdal::Dataset;
use gdal::raster::RasterBand;
use gdal::spatial_ref::CoordTransform;

use super::Target;
use super::read::{Placed, gis_order, reference, say};
use super::tiles::Tile;

/// Side of the parts that are read one after the other, cells of the working grid: small, as the raster may have many
/// cells for each.
const TILE_SIDE: usize = 256;

/// A cell (row, column) of a raster, or beside it.
type Cell = (isize, isize);

/// Takes the class of the cell in which each cell centre of the target grid lies, and hands classes over in runs: row,
/// first column, classes; `None` where the raster has no data or does not reach.
///
/// # Errors
/// A sentence saying why GDAL cannot open, place or read the file.
pub fn read_classes(
    file: &Path,
    crs: Option<&str>,
    target: &Target,
    take: impl FnMut(usize, usize, &[Option<u8>]),
) -> Result<(), String> {
    read_classes_by(TILE_SIDE, file, crs, target, take)
}

fn read_classes_by(
    side: usize,
    file: &Path,
    crs: Option<&str>,
    target: &Target,
    mut take: impl FnMut(usize, usize, &[Option<u8>]),
) -> Result<(), String> {
    let placed = Placed::open(file, crs)?;
    let source = &placed.dataset;
    let band = source.rasterband(1).map_err(say)?;
    let reader = Reader { size: source.raster_size(), nodata: band.no_data_value(), band };
    let locator = Locator::new(source, target)?;
    for tile in target.tiles(side) {
        let classes = reader.classes(&locator.cells(tile)?)?;
        for (row, classes) in (tile.row..).zip(classes.chunks_exact(tile.cols)) {
            take(row, tile.col, classes);
        }
    }
    Ok(())
}

/// From cells of the target to those of the source.
struct Locator {
    to_source: CoordTransform,
    source: [f64; 6],
    target: [f64; 6],
}

impl Locator {
    fn new(source: &Dataset, target: &Target) -> Result<Self, String> {
        let from = reference(&target.crs)?;
        let to_source = CoordTransform::new(&from, &gis_order(source.spatial_ref())?).map_err(say)?;
        let source = source.geo_transform().map_err(say)?;
        Ok(Self { to_source, source, target: target.geo_transform })
    }

    /// For each cell of a tile, row by row, the cell of the source in which its centre lies.
    fn cells(&self, tile: Tile) -> Result<Vec<Cell>, String> {
        let [west, width, _, north, _, height] = self.target;
        let mut cells = Vec::with_capacity(tile.rows * tile.cols);
        for row in tile.row..tile.row + tile.rows {
            let cols = tile.col..tile.col + tile.cols;
            let mut x: Vec<f64> = cols.map(|col| west + (col as f64 + 0.5) * width).collect();
            let mut y = vec![north + (row as f64 + 0.5) * height; tile.cols];
            self.to_source.transform_coords(&mut x, &mut y, &mut []).map_err(say)?;
            cells.extend(x.into_iter().zip(y).map(|at| self.cell(at)));
        }
        Ok(cells)
    }

    fn cell(&self, (x, y): (f64, f64)) -> Cell {
        let [west, width, _, north, _, height] = self.source;
        (((y - north) / height).floor() as isize, ((x - west) / width).floor() as isize)
    }
}

/// A band of classes.
struct Reader<'d> {
    band: RasterBand<'d>,
    /// Columns and rows.
    size: (usize, usize),
    nodata: Option<f64>,
}

impl Reader<'_> {
    /// The classes of cells; `None` off the raster and where it has no data.
    fn classes(&self, cells: &[Cell]) -> Result<Vec<Option<u8>>, String> {
        let inside = cells.iter().filter(|cell| self.holds(**cell));
        let Some(window) = Window::of(inside) else { return Ok(vec![None; cells.len()]) };
        let (origin, size) = ((window.col, window.row), (window.cols, window.rows));
        let values = self.band.read_as::<u8>(origin, size, size, None).map_err(say)?;
        let pick = |cell: Cell| {
            let value = values.data()[window.offset(cell)];
            (self.nodata != Some(f64::from(value))).then_some(value)
        };
        Ok(cells.iter().map(|&cell| self.holds(cell).then(|| pick(cell)).flatten()).collect())
    }

    fn holds(&self, (row, col): Cell) -> bool {
        let (cols, rows) = self.size;
        row >= 0 && col >= 0 && row < rows.cast_signed() && col < cols.cast_signed()
    }
}

/// A part of a raster, in its own rows and columns.
struct Window {
    row: isize,
    col: isize,
    rows: usize,
    cols: usize,
}

impl Window {
    fn of<'c>(cells: impl Iterator<Item = &'c Cell>) -> Option<Self> {
        let mut edges: Option<(isize, isize, isize, isize)> = None;
        for &(row, col) in cells {
            let (top, left, bottom, right) = edges.unwrap_or((row, col, row, col));
            edges = Some((top.min(row), left.min(col), bottom.max(row), right.max(col)));
        }
        edges.map(|(top, left, bottom, right)| Self {
            row: top,
            col: left,
            rows: (bottom - top + 1) as usize,
            cols: (right - left + 1) as usize,
        })
    }

    fn offset(&self, (row, col): Cell) -> usize {
        (row - self.row) as usize * self.cols + (col - self.col) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{GeographicTile, UTM_32};
    use super::*;

    fn classes_by(side: usize, file: &Path) -> Vec<Option<u8>> {
        let mut classes = vec![None; UTM_32.0 * UTM_32.1];
        let place = |row: usize, col: usize, run: &[Option<u8>]| {
            classes[row * UTM_32.1 + col..][..run.len()].copy_from_slice(run);
        };
        read_classes_by(side, file, None, &super::super::fixture::target(100.0), place).unwrap();
        classes
    }

    #[test]
    fn tiles_give_the_classes_of_the_whole() {
        let file = GeographicTile::of_classes();
        let whole = classes_by(usize::MAX, file.path());
        assert!(whole.contains(&None) && whole.contains(&Some(3)) && !whole.contains(&Some(7)));
        for side in [1_000, 64, 37] {
            assert!(classes_by(side, file.path()) == whole, "tiles of {side}");
        }
    }
}
