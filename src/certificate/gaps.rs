//! Rising indices as differences, which are small and pack well.

/// The index before the next one.
#[derive(Debug, Default)]
pub(super) struct Gaps(u32);

impl Gaps {
    /// How far the next index is from the one before it. Indices that fall have no difference: they come from a mistake that
    /// reading the document back would show.
    pub fn gap(&mut self, index: u32) -> u64 {
        u64::from(index.saturating_sub(std::mem::replace(&mut self.0, index)))
    }

    /// The index that lies so far from the one before it.
    pub fn index(&mut self, gap: u64) -> Result<u32, String> {
        let index = u32::try_from(u64::from(self.0).saturating_add(gap));
        self.0 = index.map_err(|_| format!("an index {gap} after {}, beyond all counting", self.0))?;
        Ok(self.0)
    }
}

/// A number that is counted, not measured, within what one machine holds.
pub(super) fn narrow<T: TryFrom<u64>>(number: u64) -> Result<T, String> {
    T::try_from(number).map_err(|_| format!("the number {number}, which is out of range"))
}

/// A number that was checked not to be negative; one that is comes from a mistake that reading the document back would show.
pub(super) fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
