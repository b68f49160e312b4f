//! The square lattice of cells on which the province is grown: row 0 in the north, column 0 in the west.

/// Side of the whole square, m.
pub const EXTENT_M: f64 = 28_800.0;
/// Western edge in EPSG:32632, m.
pub const WEST_M: f64 = 417_600.0;
/// Northern edge in EPSG:32632, m.
pub const NORTH_M: f64 = 4_887_000.0;

const SQRT_2: f64 = std::f64::consts::SQRT_2;

/// A square of `side` by `side` cells that always spans [`EXTENT_M`].
#[derive(Debug, Clone, Copy)]
pub struct Lattice {
    /// Cells along one edge.
    pub side: usize,
    /// Side of a cell, m.
    pub cell_m: f64,
}

impl Lattice {
    /// The lattice with so many cells along one edge.
    pub fn new(side: usize) -> Self {
        Self { side, cell_m: EXTENT_M / side as f64 }
    }

    /// Number of cells.
    pub fn cells(self) -> usize {
        self.side * self.side
    }

    /// Row and column of a cell.
    pub fn row_col(self, cell: usize) -> (usize, usize) {
        (cell / self.side, cell % self.side)
    }

    /// Metres east and north of the south-western corner, at a cell's centre.
    pub fn offset_m(self, cell: usize) -> (f64, f64) {
        let (row, col) = self.row_col(cell);
        ((col as f64 + 0.5) * self.cell_m, EXTENT_M - (row as f64 + 0.5) * self.cell_m)
    }

    /// Whether a cell lies on the northern, western or eastern edge; the southern edge is open sea.
    pub fn on_land_edge(self, cell: usize) -> bool {
        let (row, col) = self.row_col(cell);
        row == 0 || col == 0 || col + 1 == self.side
    }

    /// Least distance of a cell's centre from the northern, western and eastern edges, m.
    pub fn land_edge_distance_m(self, cell: usize) -> f64 {
        let (east_m, north_m) = self.offset_m(cell);
        east_m.min(EXTENT_M - east_m).min(EXTENT_M - north_m)
    }

    /// The cell one step (rows down, columns right) away, where the lattice has one.
    pub fn step(self, cell: usize, down: isize, right: isize) -> Option<usize> {
        let (row, col) = self.row_col(cell);
        let row = row.checked_add_signed(down).filter(|&row| row < self.side)?;
        let col = col.checked_add_signed(right).filter(|&col| col < self.side)?;
        Some(row * self.side + col)
    }

    /// The up to eight cells around one, with the distance to each, m.
    pub fn around(self, cell: usize) -> impl Iterator<Item = (usize, f64)> {
        const RING: [(isize, isize); 8] =
            [(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)];
        RING.into_iter().filter_map(move |(down, right)| {
            let length = if down == 0 || right == 0 { 1.0 } else { SQRT_2 };
            Some((self.step(cell, down, right)?, length * self.cell_m))
        })
    }

    /// The up to four cells that share an edge with one.
    pub fn beside(self, cell: usize) -> impl Iterator<Item = usize> {
        [(-1, 0), (0, -1), (0, 1), (1, 0)]
            .into_iter()
            .filter_map(move |(down, right)| self.step(cell, down, right))
    }

    /// The cells whose row and column differ from a cell's by at most `reach`.
    pub fn square(self, cell: usize, reach: usize) -> impl Iterator<Item = usize> {
        let (row, col) = self.row_col(cell);
        let last = self.side - 1;
        let cols = col.saturating_sub(reach)..=(col + reach).min(last);
        (row.saturating_sub(reach)..=(row + reach).min(last))
            .flat_map(move |row| cols.clone().map(move |col| row * self.side + col))
    }

    /// Straight distance between the centres of two cells, m.
    pub fn distance_m(self, from: usize, to: usize) -> f64 {
        let ((ax, ay), (bx, by)) = (self.offset_m(from), self.offset_m(to));
        ((ax - bx) * (ax - bx) + (ay - by) * (ay - by)).sqrt()
    }

    /// Slope of the ground at a cell, rise over run, by central differences.
    pub fn slope_ratio(self, height_m: &[f64], cell: usize) -> f64 {
        let (east, north) = self.gradient(height_m, cell);
        (east * east + north * north).sqrt()
    }

    /// Rise per metre towards the east and towards the north.
    pub fn gradient(self, height_m: &[f64], cell: usize) -> (f64, f64) {
        let at = |down, right| height_m[self.step(cell, down, right).unwrap_or(cell)];
        let run_m = 2.0 * self.cell_m;
        ((at(0, 1) - at(0, -1)) / run_m, (at(-1, 0) - at(1, 0)) / run_m)
    }

    /// The cells that hold and are joined, edge to edge, to one of the starts.
    pub fn joined(self, starts: impl IntoIterator<Item = usize>, holds: impl Fn(usize) -> bool) -> Vec<bool> {
        let mut reached = vec![false; self.cells()];
        let mut queue: Vec<usize> = starts.into_iter().filter(|&cell| holds(cell)).collect();
        for &cell in &queue {
            reached[cell] = true;
        }
        while let Some(cell) = queue.pop() {
            for next in self.beside(cell).filter(|&next| holds(next)) {
                if !std::mem::replace(&mut reached[next], true) {
                    queue.push(next);
                }
            }
        }
        reached
    }
}
