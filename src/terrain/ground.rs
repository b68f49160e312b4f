//! What a cell is, in one byte: which elevation layer served it, and whether it is sea.

/// A terrain may have at most this many elevation layers, whose numbers must fit beside the mark of the sea.
pub const LAYERS_MAX: usize = 127;

const SEA: u8 = 0b1000_0000;
const LAYER: u8 = !SEA;

/// Where a cell's height comes from, and whether it is sea.
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sea_and_layer_do_not_disturb_each_other() {
        for number in 0..LAYERS_MAX {
            let mut ground = Ground::of_layer(number);
            ground.set_sea(true);
            assert_eq!((ground.layer(), ground.is_sea()), (Some(number), true));
            ground.set_sea(false);
            assert_eq!(ground, Ground::of_layer(number));
        }
        let mut lake = Ground::VOID;
        lake.set_sea(true);
        assert_eq!((lake.layer(), lake.is_sea(), Ground::VOID.is_sea()), (None, true, false));
    }
}
