//! What is said of many comparisons.

/// Shares of the cells at which the error is told.
pub const SHARES: [f64; 4] = [0.5, 0.9, 0.99, 0.999];

/// An error that a planner would notice, dB.
pub const LARGE_DB: f32 = 3.0;

/// An error that takes a cell in sight for one behind an edge, dB.
pub const OBSTRUCTED_DB: f32 = 10.0;

/// A quantity in one cell.
#[derive(Debug, Clone, Copy)]
pub struct Sighted {
    pub swept: f32,
    pub exact: f32,
    /// By the exact path.
    pub in_sight: bool,
    pub distance_km: f64,
}

/// Errors of path losses.
pub struct Losses {
    pub cells: usize,
    /// At [`SHARES`] of the cells, dB.
    pub quantiles_db: [f32; 4],
    /// Share of the cells that are off by more than [`LARGE_DB`].
    pub large_ratio: f64,
    /// Share of the cells in sight that are off by more than [`OBSTRUCTED_DB`].
    pub obstructed_ratio: f64,
}

impl Losses {
    /// From the losses of all cells, dB.
    pub fn of(cells: impl Iterator<Item = Sighted>) -> Self {
        let (mut apart_db, mut in_sight, mut obstructed) = (Vec::new(), 0, 0);
        for cell in cells {
            let cell_apart_db = (cell.swept - cell.exact).abs();
            apart_db.push(cell_apart_db);
            in_sight += usize::from(cell.in_sight);
            obstructed += usize::from(cell.in_sight && cell_apart_db > OBSTRUCTED_DB);
        }
        apart_db.sort_by(f32::total_cmp);
        let large = apart_db.iter().filter(|apart_db| **apart_db > LARGE_DB).count();
        Self {
            obstructed_ratio: obstructed as f64 / in_sight as f64,
            cells: apart_db.len(),
            quantiles_db: SHARES.map(|share| quantile(&apart_db, share)),
            large_ratio: large as f64 / apart_db.len() as f64,
        }
    }
}

/// Errors of lines of sight.
pub struct Sight {
    pub sites: usize,
    pub cells: usize,
    pub seen: usize,
    /// Seen by the sweep alone, and by the exact path alone.
    pub wrong: [usize; 2],
    /// Size of the exact clearance of the wrong ones, half of them and all, m.
    pub clearance_m: [f32; 2],
    /// How far from the site half of the wrong ones are, km.
    pub distance_km: f32,
}

impl Sight {
    /// From the clearances of all cells, m.
    pub fn of(cells: impl Iterator<Item = Sighted>, sites: usize) -> Self {
        let (mut all, mut in_sight, mut wrong) = (0, 0, Vec::new());
        for cell in cells {
            all += 1;
            in_sight += usize::from(cell.in_sight);
            wrong.extend((cell.in_sight != (cell.swept > 0.0)).then_some(cell));
        }
        let seen = wrong.iter().filter(|cell| cell.swept > 0.0).count();
        let sorted = |value: &dyn Fn(&Sighted) -> f32| {
            let mut values: Vec<f32> = wrong.iter().map(value).collect();
            values.sort_by(f32::total_cmp);
            values
        };
        let clearances_m = sorted(&|cell| cell.exact.abs());
        Self {
            sites,
            cells: all,
            seen: in_sight,
            wrong: [seen, wrong.len() - seen],
            clearance_m: [0.5, 1.0].map(|share| quantile(&clearances_m, share)),
            distance_km: quantile(&sorted(&|cell| cell.distance_km as f32), 0.5),
        }
    }

    pub fn wrong_ratio(&self) -> f64 {
        (self.wrong[0] + self.wrong[1]) as f64 / self.cells as f64
    }
}

/// The least of sorted numbers that so large a share of them does not exceed; NaN of none.
pub fn quantile(sorted: &[f32], share: f64) -> f32 {
    let rank = (sorted.len() as f64 * share).ceil().max(1.0) as usize;
    sorted.get(rank - 1).copied().unwrap_or(f32::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_one_of_the_numbers() {
        let numbers = [1.0, 2.0, 3.0, 4.0];
        assert_eq!(
            [0.0, 0.25, 0.5, 0.51, 1.0].map(|share| quantile(&numbers, share)),
            [1.0, 1.0, 2.0, 3.0, 4.0]
        );
        assert!(quantile(&[], 0.5).is_nan());
    }

    #[test]
    fn large_errors_are_counted() {
        let cell = |swept, in_sight| Sighted { swept, exact: 100.0, in_sight, distance_km: 2.0 };
        let losses = Losses::of(
            [cell(104.0, true), cell(100.0, true), cell(97.0, false), cell(101.0, false)].into_iter(),
        );
        assert_eq!((losses.cells, losses.large_ratio, losses.quantiles_db), (4, 0.25, [1.0, 4.0, 4.0, 4.0]));
    }

    #[test]
    fn cells_in_sight_as_if_behind_an_edge_are_counted() {
        let cell = |swept, in_sight| Sighted { swept, exact: 100.0, in_sight, distance_km: 2.0 };
        let cells =
            [cell(89.0, true), cell(104.0, true), cell(130.0, true), cell(100.0, true), cell(120.0, false)];
        assert_eq!(Losses::of(cells.into_iter()).obstructed_ratio, 0.5);
    }

    #[test]
    fn wrong_sight_is_told_by_its_kind() {
        let cell = |swept, exact| Sighted { swept, exact, in_sight: exact > 0.0, distance_km: 2.0 };
        let cells = [cell(1.0, 1.0), cell(0.1, -0.2), cell(-0.1, 0.3), cell(0.2, -0.1), cell(-5.0, -4.0)];
        let sight = Sight::of(cells.into_iter(), 1);
        assert_eq!((sight.cells, sight.seen, sight.wrong), (5, 2, [2, 1]));
        assert_eq!((sight.clearance_m, sight.distance_km, sight.wrong_ratio()), ([0.2, 0.3], 2.0, 0.6));
    }
}
