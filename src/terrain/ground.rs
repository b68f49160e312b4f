//! What a cell is, in one byte: which elevation layer served it, and its radio-climatic zone.

use crate::propagation::Zone;

/// A terrain may have at most this many elevation layers, whose numbers must fit beside the marks of sea and coast.
pub const LAYERS_MAX: usize = 63;

const SEA: u8 = 0b1000_0000;
const COAST: u8 = 0b0100_0000;
const LAYER: u8 = !(SEA | COAST);

/// Where a cell's height comes from, and whether it is sea, coastal land or inland.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ground(u8);

impl Ground {
    /// A cell that no layer served.
    pub const VOID: Self = Self(LAYER);

    /// Land that a layer served, by its number from 0.
    ///
    /// # Panics
    /// Where the number is not below [`LAYERS_MAX`].
    #[must_use]
    pub fn of_layer(number: usize) -> Self {
        assert!(number < LAYERS_MAX, "the scenario's schema allows fewer layers");
        Self(number as u8)
    }

    /// Number of the layer that served the cell, from 0 (finest); `None` where none did.
    #[must_use]
    pub fn layer(self) -> Option<usize> {
        let number = self.0 & LAYER;
        (number != LAYER).then_some(usize::from(number))
    }

    /// Whether it is sea.
    #[must_use]
    pub fn is_sea(self) -> bool {
        self.0 & SEA != 0
    }

    /// Turns it to sea, or back to land.
    pub fn set_sea(&mut self, is_sea: bool) {
        self.0 = (self.0 & LAYER) | if is_sea { SEA } else { 0 };
    }

    /// Its zone.
    #[inline(always)]
    #[must_use]
    pub fn zone(self) -> Zone {
        match self.0 & (SEA | COAST) {
            0 => Zone::Inland,
            COAST => Zone::CoastalLand,
            _ => Zone::Sea,
        }
    }

    /// Makes land coastal, or not.
    pub(super) fn set_coast(&mut self, is_coast: bool) {
        if !self.is_sea() {
            self.0 = (self.0 & LAYER) | if is_coast { COAST } else { 0 };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zone_and_layer_do_not_disturb_each_other() {
        for number in 0..LAYERS_MAX {
            let mut ground = Ground::of_layer(number);
            ground.set_sea(true);
            assert_eq!((ground.layer(), ground.is_sea()), (Some(number), true));
            ground.set_sea(false);
            assert_eq!(ground, Ground::of_layer(number));
            ground.set_coast(true);
            assert_eq!((ground.layer(), ground.zone()), (Some(number), Zone::CoastalLand));
            ground.set_coast(false);
            assert_eq!((ground, ground.zone()), (Ground::of_layer(number), Zone::Inland));
        }
        let mut lake = Ground::VOID;
        lake.set_sea(true);
        lake.set_coast(true);
        assert_eq!((lake.layer(), lake.zone(), Ground::VOID.is_sea()), (None, Zone::Sea, false));
    }
}
