//! How much memory a coverage map takes, told before it is begun.

use crate::coverage::{Asked, Window};
use crate::export::survey_band_count;
use crate::problem::Problem;
use crate::terrain::Terrain;
use crate::terrain::memory::{LIMIT_BYTES, terrain_bytes_per_cell};

/// What the program holds beside all that is counted here, bytes.
const PROGRAM_BYTES: u64 = 100_000_000;

/// GDAL's cache of blocks, bytes. The file itself grows on disk.
const CACHE_BYTES: u64 = 64_000_000;

/// Tiles of all bands that are under way at once, and the cells of one. Measured with two threads.
const TILES: u64 = 8;
const TILE_CELLS: u64 = 512 * 512;

/// Bytes that the terrain holds.
fn terrain_bytes(terrain: &Terrain) -> u64 {
    terrain.grid.cells() as u64 * terrain_bytes_per_cell(terrain.clutter.is_some())
}

/// What a map needs, bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Need {
    /// Whatever the size of the map.
    fixed: u64,
    terrain: u64,
    arrays: u64,
}

impl Need {
    fn of(terrain: u64, window: &Window, (asked, sites): (Asked, usize)) -> Self {
        let cells = window.grid.cells() as u64;
        let cell_bytes = (survey_band_count(asked.strongest) * size_of::<f32>()) as u64;
        Self {
            fixed: PROGRAM_BYTES + CACHE_BYTES + cell_bytes * TILES * TILE_CELLS,
            terrain,
            arrays: cells * asked.bytes_per_cell(sites),
        }
    }

    fn by_cells(self) -> u64 {
        self.terrain + self.arrays
    }

    fn total(self) -> u64 {
        self.fixed + self.by_cells()
    }

    /// How many times wider cells must be for the map to fit.
    fn times_wider(self) -> f64 {
        (self.by_cells() as f64 / (LIMIT_BYTES - self.fixed) as f64).sqrt()
    }
}

/// Whether a map of the window fits the memory that may be used.
///
/// # Errors
/// A [`Problem`] that names the numbers.
pub(super) fn require_memory(
    terrain: &Terrain,
    window: &Window,
    asked: (Asked, usize),
) -> Result<(), Problem> {
    require(Need::of(terrain_bytes(terrain), window, asked), window)
}

fn require(need: Need, window: &Window) -> Result<(), Problem> {
    if need.total() <= LIMIT_BYTES {
        return Ok(());
    }
    let grid = &window.grid;
    let found = format!(
        "a map of {} x {} cells of {} m needs {} of memory (terrain {}, arrays {}); {} may be used",
        grid.rows,
        grid.cols,
        grid.cell_m,
        gigabytes(need.total()),
        gigabytes(need.terrain),
        gigabytes(need.arrays),
        gigabytes(LIMIT_BYTES),
    );
    let wider_m = (grid.cell_m * need.times_wider()).ceil();
    let remedy = format!(
        "name sites nearer to each other with --site, shorten /radio/propagation/range_max_km, keep fewer with \
         --strongest, or take cells of {wider_m} m or more"
    );
    Err(Problem::at("too-much-memory", "/terrain/cell_m", found, remedy))
}

fn gigabytes(bytes: u64) -> String {
    format!("{:.1} GB", bytes as f64 / 1e9)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terrain::Grid;

    /// A window of a square of cells of 30 m, on a terrain no larger than itself.
    fn need(side: usize, strongest: usize, sites: usize) -> (Need, Window) {
        let grid = Grid { west_m: 0.0, north_m: 0.0, cell_m: 30.0, rows: side, cols: side };
        let window = Window::whole(&grid);
        (Need::of(6 * grid.cells() as u64, &window, (Asked { strongest }, sites)), window)
    }

    /// Resident memory at its largest, of maps of the demo in cells of 30 and 10 m, on two threads, 2026-11-26: cells,
    /// cells of the terrain, strongest sites kept, sites, bytes.
    const MEASURED: [(usize, u64, usize, usize, f64); 5] = [
        (749 * 842, 819_540, 1, 1, 310.9e6),
        (870 * 942, 819_540, 3, 4, 394.0e6),
        (870 * 942, 819_540, 3, 149, 428.7e6),
        (2_244 * 2_523, 7_354_132, 1, 1, 719.6e6),
        (2_606 * 2_822, 7_354_132, 3, 4, 993.4e6),
    ];

    #[test]
    fn the_estimate_is_what_was_measured_or_somewhat_more() {
        for (cells, terrain_cells, strongest, sites, measured) in MEASURED {
            let grid = Grid { west_m: 0.0, north_m: 0.0, cell_m: 30.0, rows: 1, cols: cells };
            let need = Need::of(6 * terrain_cells, &Window::whole(&grid), (Asked { strongest }, sites));
            let over = need.total() as f64 / measured;
            assert!((0.99..1.3).contains(&over), "{cells} cells: {over} times what was measured");
        }
    }

    #[test]
    fn the_limit_parts_what_fits_from_what_does_not() {
        let fits = |side, strongest, sites| {
            let (need, window) = need(side, strongest, sites);
            assert_eq!(need.total() <= LIMIT_BYTES, require(need, &window).is_ok());
            require(need, &window).is_ok()
        };
        assert!(fits(6_600, 1, 1) && !fits(6_800, 1, 1));
        assert!(fits(4_500, 3, 149) && !fits(4_700, 3, 149));
        assert!(fits(6_200, 3, 4) && !fits(6_300, 3, 4));
    }

    #[test]
    fn a_refusal_names_the_numbers_and_a_cell_that_fits() {
        let (need, window) = need(14_000, 3, 149);
        let problem = require(need, &window).unwrap_err();
        assert_eq!(problem.code, "too-much-memory");
        assert!(problem.found.contains("14000 x 14000 cells of 30 m"), "{problem}");
        assert!(
            problem.found.contains("34.4 GB") && problem.found.contains("4.0 GB may be used"),
            "{problem}"
        );
        assert!(problem.remedy.contains("cells of 92 m or more"), "{problem}");
        let side = 14_000 * 30 / 92;
        assert!(require(self::need(side, 3, 149).0, &window).is_ok());
    }

    #[test]
    fn the_terrain_is_counted_as_it_lies_in_memory() {
        let grid = Grid { west_m: 0.0, north_m: 0.0, cell_m: 30.0, rows: 20, cols: 30 };
        let bare = Terrain::bare(grid, "EPSG:32632", ndarray::Array2::zeros((20, 30)));
        assert_eq!(terrain_bytes(&bare), 600 * 5);
        let terrain = bare.with_clutter(&ndarray::Array2::zeros((20, 30)), 0.0).expect("one height");
        assert_eq!(terrain_bytes(&terrain), 600 * 6);
        let window = Window::whole(&terrain.grid);
        assert!(require_memory(&terrain, &window, (Asked { strongest: 1 }, 1)).is_ok());
    }
}
