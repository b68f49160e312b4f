//! Numbers that look random and are the same on every machine: splitmix64 (constants *unverified* against its paper).

pub struct Random(u64);

impl Random {
    /// Other seeds give other numbers.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From 0 up to, not including, a limit.
    pub fn below(&mut self, limit: f64) -> f64 {
        const SCALE: f64 = 1.0 / 9_007_199_254_740_992.0;
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let value = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        limit * ((value ^ (value >> 31)) >> 11) as f64 * SCALE
    }

    /// One of so many.
    pub fn index(&mut self, count: usize) -> usize {
        self.below(count as f64) as usize
    }
}
