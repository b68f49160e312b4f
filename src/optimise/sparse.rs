//! Lists of indices in one piece of memory: who covers whom, in both directions.

/// For each row, its indices in rising order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rows {
    start: Vec<usize>,
    index: Vec<u32>,
}

impl Rows {
    /// Packs lists.
    pub(super) fn pack<'a>(lists: impl Iterator<Item = &'a [u32]>) -> Self {
        let mut rows = Self { start: vec![0], index: Vec::new() };
        for list in lists {
            rows.index.extend_from_slice(list);
            rows.start.push(rows.index.len());
        }
        rows
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.start.len() - 1
    }

    /// The indices of a row.
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = usize> + '_ {
        self.index[self.start[row]..self.start[row + 1]].iter().map(|&index| index as usize)
    }

    /// The same pairs seen from the other side; `columns` is the number of distinct indices.
    pub(super) fn transpose(&self, columns: usize) -> Self {
        let mut lists = vec![Vec::new(); columns];
        for row in 0..self.len() {
            self.row(row).for_each(|index| lists[index].push(row as u32));
        }
        Self::pack(lists.iter().map(Vec::as_slice))
    }
}
