//! What a run will hold in memory, counted before it begins: above the limit it is refused, with the numbers.
//!
//! The terrain stays from beginning to end; every stage holds something beside it and gives it back. What does not grow
//! with the grid (libraries, households, sites) is taken as a whole.

use super::Grid;
use crate::problem::Problem;

/// No run may hold more, bytes: 4 GB, the memory of an ordinary machine that does other things too.
pub const LIMIT_BYTES: u64 = 4_000_000_000;

/// The program, its libraries, GDAL's cache of blocks (64 MB), households, sites and links, bytes.
const PROGRAM_BYTES: u64 = 170_000_000;

/// What a stage holds beside the terrain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    /// What holds it, as the user is to read it, for example `the coverage map`.
    pub name: &'static str,
    /// For each cell of the grid.
    pub bytes_per_cell: u64,
    /// Whatever the grid.
    pub bytes: u64,
}

impl Stage {
    fn and_more(&self) -> String {
        let besides = gigabytes(self.bytes + PROGRAM_BYTES);
        match self.bytes_per_cell {
            0 => format!(" and {besides} for {}", self.name),
            per_cell => format!(", {per_cell} for {}, and {besides} besides", self.name),
        }
    }
}

/// Bytes of the terrain itself for each cell: height, ground, clutter.
#[must_use]
pub const fn terrain_bytes_per_cell(has_land_cover: bool) -> u64 {
    let (height, ground, clutter) = (size_of::<f32>(), size_of::<super::Ground>(), size_of::<u8>());
    (height + ground + if has_land_cover { clutter } else { 0 }) as u64
}

/// Refuses a grid on which some stage would hold more than the limit.
///
/// # Errors
/// A [`Problem`] at `/terrain/cell_m` that names the grid, what it takes, the limit, and the least cells that would do.
pub fn require(grid: &Grid, has_land_cover: bool, stages: &[Stage], limit_bytes: u64) -> Result<(), Problem> {
    let terrain = terrain_bytes_per_cell(has_land_cover);
    let held = |stage: &Stage, cells: usize| {
        (cells as u64).saturating_mul(terrain + stage.bytes_per_cell) + stage.bytes + PROGRAM_BYTES
    };
    let largest = |cells: usize| stages.iter().max_by_key(|stage| held(stage, cells));
    let Some(stage) = largest(grid.cells()) else { return Ok(()) };
    let bytes = held(stage, grid.cells());
    if bytes <= limit_bytes {
        return Ok(());
    }
    let fits =
        |grid: Grid| largest(grid.cells()).is_some_and(|stage| held(stage, grid.cells()) <= limit_bytes);
    let found = format!(
        "cells of {} m make {} x {} = {} cells; {terrain} bytes each for the terrain{} are {}, more than the {} that a run \
         may hold",
        grid.cell_m,
        grid.rows,
        grid.cols,
        grid.cells(),
        stage.and_more(),
        gigabytes(bytes),
        gigabytes(limit_bytes),
    );
    Err(Problem::at("too-many-cells", "/terrain/cell_m", found, remedy(grid, fits)))
}

fn remedy(grid: &Grid, fits: impl Fn(Grid) -> bool) -> String {
    let least_m = (grid.cell_m.floor() as u64 + 1..=1_000).find(|cell_m| fits(coarser(grid, *cell_m as f64)));
    let cells = least_m.map_or_else(String::new, |least_m| format!("take cells of {least_m} m or more, "));
    format!("{cells}make /area/margin_m smaller, or plan fewer comuni")
}

/// A grid of other cells over the same ground.
fn coarser(grid: &Grid, cell_m: f64) -> Grid {
    let (south_east, west_m, north_m) = (grid.corner(grid.rows, grid.cols), grid.west_m, grid.north_m);
    Grid::around(west_m, south_east.north_m, south_east.east_m, north_m, cell_m)
}

/// In GB of 10⁹ bytes, one decimal, the last digit rounded up: what is above the limit must not look like it.
fn gigabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000_000);
    format!("{}.{} GB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    const READING: Stage = Stage { name: "reading", bytes_per_cell: 0, bytes: 130_000_000 };
    const MAP: Stage = Stage { name: "the map", bytes_per_cell: 45, bytes: 0 };

    fn square(side: usize) -> Grid {
        Grid { west_m: 0.0, north_m: 5e6, cell_m: 5.0, rows: side, cols: side }
    }

    #[test]
    fn four_hundred_million_cells_may_be_read() {
        let asked = |land_cover| require(&square(20_000), land_cover, &[READING], LIMIT_BYTES);
        assert_eq!((asked(false), asked(true)), (Ok(()), Ok(())));
        assert_eq!(terrain_bytes_per_cell(true), 6);
    }

    #[test]
    fn a_refusal_names_the_numbers_of_the_largest_stage() {
        let problem = require(&square(20_000), false, &[MAP, READING], LIMIT_BYTES).unwrap_err();
        assert_eq!(
            problem.found,
            "cells of 5 m make 20000 x 20000 = 400000000 cells; 5 bytes each for the terrain, 45 for the map, and 0.2 GB \
             besides are 20.2 GB, more than the 4.0 GB that a run may hold"
        );
        assert_eq!(
            problem.remedy,
            "take cells of 12 m or more, make /area/margin_m smaller, or plan fewer comuni"
        );
    }

    #[test]
    fn the_cells_of_the_remedy_fit_and_smaller_ones_do_not() {
        let grid = square(20_000);
        let asked = |cell_m| require(&coarser(&grid, cell_m), false, &[MAP, READING], LIMIT_BYTES);
        assert!(asked(12.0).is_ok() && asked(11.0).is_err());
        let alone = require(&square(usize::MAX >> 33), false, &[MAP], 0).unwrap_err();
        assert!(alone.remedy.starts_with("make /area/margin_m smaller"), "{}", alone.remedy);
    }

    #[test]
    fn the_limit_itself_is_allowed() {
        let bytes = 100 * 100 * 50 + PROGRAM_BYTES;
        assert!(require(&square(100), false, &[MAP], bytes).is_ok());
        assert!(require(&square(100), false, &[MAP], bytes - 1).is_err());
        assert!(require(&square(100), false, &[], 0).is_ok());
    }

    #[test]
    fn gigabytes_are_rounded_up() {
        assert_eq!(
            [0, 1, 100_000_000, 3_950_000_001].map(gigabytes),
            ["0.0 GB", "0.1 GB", "0.1 GB", "4.0 GB"]
        );
    }
}
