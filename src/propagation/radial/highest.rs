//! The highest point of a stretch of ground above a line.

/// Points whose greatest height is kept together.
const BLOCK: usize = 16;

/// Heights so far, at distances that the caller keeps.
#[derive(Debug, Clone, Default)]
pub(super) struct Heights {
    heights_m: Vec<f64>,
    block_m: Vec<f64>,
}

impl Heights {
    pub fn clear(&mut self) {
        self.heights_m.clear();
        self.block_m.clear();
    }

    #[inline]
    pub fn push(&mut self, height_m: f64) {
        if self.heights_m.len().is_multiple_of(BLOCK) {
            self.block_m.push(height_m);
        } else if let Some(greatest) = self.block_m.last_mut() {
            *greatest = if height_m > *greatest { height_m } else { *greatest };
        }
        self.heights_m.push(height_m);
    }

    pub fn as_slice(&self) -> &[f64] {
        &self.heights_m
    }

    /// How far the points `first` to `last` rise above a line at most, m: the line's height at distance 0 (m) and its
    /// slope (m/km).
    ///
    /// A block's greatest height over the lower end of the line under it bounds its points from above.
    pub fn most_above(&self, x_km: &[f64], [first, last]: [usize; 2], line_m: f64, slope: f64) -> f64 {
        let above = |point: usize| self.heights_m[point] - (line_m + slope * x_km[point]);
        let mut most = above(first).max(above(last));
        for block in first / BLOCK..=last / BLOCK {
            let (from, to) = ((block * BLOCK).max(first), (block * BLOCK + BLOCK - 1).min(last));
            let lower_end = line_m + if slope > 0.0 { slope * x_km[from] } else { slope * x_km[to] };
            if self.block_m[block] - lower_end > most {
                most = (from..=to).map(above).fold(most, f64::max);
            }
        }
        most
    }
}
