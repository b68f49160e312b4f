//! How much memory a coverage map takes, told before it is begun.

use ndarray::Array2;

use crate::coverage::{Asked, Window};
use crate::problem::Problem;
use crate::terrain::Terrain;

/// A map that needs more is refused, bytes: what an ordinary machine has to spare.
const BYTES_MAX: u64 = 4_000_000_000;

/// Arrays of a map that shows the best server alone; each rank after it adds two.
const BANDS_OF_ALL: u64 = 10;

/// What the file costs while it is made, in sizes of its bare values: the values, the finished file, which rough
/// terrain hardly compresses, and the overviews, of a third, on their way from the one to the other.
const FILE_TIMES: f64 = 2.4;

/// Bytes that the terrain holds.
fn terrain_bytes(terrain: &Terrain) -> u64 {
    0
}

fn bytes<T>(array: &Array2<T>) -> u64 {
    (array.len() * size_of::<T>()) as u64
}

/// What a map needs, bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Need {
    terrain: u64,
    arrays: u64,
    file: u64,
}

impl Need {
    fn of(terrain: u64, window: &Window, asked: Asked) -> Self {
        let cells = window.grid.cells() as u64;
        let values = cells * (BANDS_OF_ALL + 2 * (asked.strongest as u64 - 1)) * size_of::<f32>() as u64;
        Self { terrain, arrays: cells * asked.bytes_per_cell(), file: (values as f64 * FILE_TIMES) as u64 }
    }

    fn total(self) -> u64 {
        self.terrain + self.arrays + self.file
    }
}

/// Whether a map of the window fits the memory that may be used.
///
/// # Errors
/// A [`Problem`] that names the numbers.
pub(super) fn require_memory(terrain: &Terrain, window: &Window, asked: Asked) -> Result<(), Problem> {
    require(Need::of(terrain_bytes(terrain), window, asked), window)
}

fn require(need: Need, window: &Window) -> Result<(), Problem> {
    if need.total() <= BYTES_MAX {
        return Ok(());
    }
    let grid = &window.grid;
    let found = format!(
        "a map of {} x {} cells of {} m needs {} of memory (terrain {}, arrays {}, file {}); {} may be used",
        grid.rows,
        grid.cols,
        grid.cell_m,
        gigabytes(need.total()),
        gigabytes(need.terrain),
        gigabytes(need.arrays),
        gigabytes(need.file),
        gigabytes(BYTES_MAX),
    );
    let wider_m = (grid.cell_m * (need.total() as f64 / BYTES_MAX as f64).sqrt()).ceil();
    let remedy = format!(
        "name sites nearer to each other with --site, shorten /radio/propagation/range_max_km, keep fewer with \
         --strongest, or take cells of {wider_m} m or more"
    );
    Err(Problem::at("too-much-memory", "/terrain/cell_m", found, remedy))
}

fn gigabytes(bytes: u64) -> String {
    format!("{:.1} GB", bytes as f64 / 1e9)
}
