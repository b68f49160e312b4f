//! The path between two antennas: heights along the way, and what stands at its ends.

use multiversion::multiversion;

/// Mean radius of the Earth, km; times the refraction factor k it gives the effective radius (4/3 in the median).
pub const EARTH_RADIUS_KM: f64 = 6371.0;

/// Speed of light in vacuum, m/s, exact by the definition of the metre.
pub const SPEED_OF_LIGHT_M_PER_S: f64 = 299_792_458.0;

/// Width of the blocks in which the kernels walk a profile, so that the compiler can keep one maximum per lane.
const LANES: usize = 8;

/// Heights along a path, borrowed from the caller's buffers; the three slices have one length, at least two.
///
/// Point 0 is the transmitter, the last point the receiver. Distances start at 0 and rise strictly; the spacing is
/// free. Heights are numbers: the caller leaves out paths over cells without elevation. Where any of them is NaN, so is
/// the loss.
#[derive(Debug, Clone, Copy)]
pub struct Profile<'a> {
    /// Distance from the transmitter along the ground, km.
    pub distance_km: &'a [f64],
    /// Height of the ground above mean sea level, m.
    pub ground_m: &'a [f64],
    /// Height of what stands on the ground, m. It counts between the ends, not at the ends.
    pub clutter_m: &'a [f64],
    /// Radio-climatic zone of each point; an empty slice means that all are inland. P.1812 and P.526 ask for it.
    pub zone: &'a [Zone],
}

/// Radio-climatic zone of a point, ITU-R P.1812 table 2 (number *unverified*).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// A2: land away from the sea.
    Inland,
    /// A1: land up to 100 m high within 50 km of the sea.
    CoastalLand,
    /// B: sea and other large bodies of water.
    Sea,
}

/// Plane of the electric field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Polarisation {
    /// Level with the ground.
    Horizontal,
    /// Upright.
    Vertical,
}

/// What stands at the two ends of a path, and the wave between them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Terminals {
    /// Height of the transmitting antenna above ground, m.
    pub tx_height_m: f64,
    /// Height of the receiving antenna above ground, m.
    pub rx_height_m: f64,
    /// Carrier frequency, MHz.
    pub frequency_mhz: f64,
    /// Polarisation of the wave.
    pub polarisation: Polarisation,
}

impl Terminals {
    /// Wavelength in vacuum, m.
    #[must_use]
    pub fn wavelength_m(&self) -> f64 {
        SPEED_OF_LIGHT_M_PER_S / (self.frequency_mhz * 1e6)
    }

    /// The same wave the other way round.
    #[must_use]
    pub fn swapped(self) -> Self {
        Self { tx_height_m: self.rx_height_m, rx_height_m: self.tx_height_m, ..self }
    }
}

/// The straight ray over a profile, in the numbers that every kernel needs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ray {
    /// Length of the path along the ground, km.
    pub length_km: f64,
    /// Height of the transmitting antenna above mean sea level, m.
    pub tx_m: f64,
    /// Height of the receiving antenna above mean sea level, m.
    pub rx_m: f64,
    /// Earth bulge, m per km²: 500 / effective radius in km.
    pub bulge_m_per_km2: f64,
}

impl Ray {
    /// Slope of the ray, m/km.
    #[inline(always)]
    pub fn slope_m_per_km(&self) -> f64 {
        (self.rx_m - self.tx_m) / self.length_km
    }

    /// Height of the Earth's bulge at a distance from the transmitter, m.
    #[inline(always)]
    pub fn bulge_m(&self, distance_km: f64) -> f64 {
        self.bulge_m_per_km2 * distance_km * (self.length_km - distance_km)
    }

    /// What orders the points below the ray as their diffraction parameter ν = h √(0.002 d / (λ d1 d2)) does.
    ///
    /// Below the ray h is negative, so ν is largest where h² / (d1 d2) is least: a division in place of a square root.
    #[inline(always)]
    pub fn nu_order(&self, distance_km: f64, height_m: f64) -> f64 {
        let ray_m = self.tx_m + self.slope_m_per_km() * distance_km;
        let above_m = height_m + self.bulge_m(distance_km) - ray_m;
        -(above_m * above_m) / (distance_km * (self.length_km - distance_km))
    }
}

impl Profile<'_> {
    /// Length of the path along the ground, km.
    ///
    /// # Panics
    /// When the profile has no point.
    #[must_use]
    pub fn length_km(&self) -> f64 {
        self.distance_km[self.distance_km.len() - 1]
    }

    /// Distances of the first and the last point between the ends, km.
    ///
    /// # Panics
    /// When there is none.
    pub(super) fn between_km(&self) -> [f64; 2] {
        [self.distance_km[1], self.distance_km[self.distance_km.len() - 2]]
    }

    /// Whether every number of the path is one. Maxima, comparisons and the logarithms of [`elementary`](super::elementary)
    /// pass over a NaN: behind them there is a loss, and nobody sees that it stands for nothing.
    pub(super) fn is_known(&self, terminals: &Terminals) -> bool {
        let Terminals { tx_height_m, rx_height_m, frequency_mhz, .. } = *terminals;
        let profile = sum([self.distance_km, self.ground_m, self.clutter_m]);
        !(profile + tx_height_m + rx_height_m + frequency_mhz).is_nan()
    }

    /// Straight distance between the two antennas, km.
    #[must_use]
    pub fn slant_km(&self, terminals: &Terminals) -> f64 {
        let [tx_m, rx_m] = self.antennas_m(terminals);
        self.length_km().hypot((rx_m - tx_m) / 1000.0)
    }

    /// Heights of the two antennas above mean sea level, m.
    pub(super) fn antennas_m(&self, terminals: &Terminals) -> [f64; 2] {
        let [tx_ground_m, rx_ground_m] = self.ends_m();
        [tx_ground_m + terminals.tx_height_m, rx_ground_m + terminals.rx_height_m]
    }

    /// Heights of the ground at the two ends, m above mean sea level.
    pub(super) fn ends_m(&self) -> [f64; 2] {
        [self.ground_m[0], self.ground_m[self.ground_m.len() - 1]]
    }

    /// The ray between the two antennas, straight over an Earth of this effective radius (km).
    pub(super) fn ray(&self, terminals: &Terminals, effective_earth_radius_km: f64) -> Ray {
        let [tx_m, rx_m] = self.antennas_m(terminals);
        Ray { length_km: self.length_km(), tx_m, rx_m, bulge_m_per_km2: 500.0 / effective_earth_radius_km }
    }

    /// The largest value of a function of distance (km) and clutter-topped height (m) over the points between the
    /// ends; minus infinity where there are none.
    pub(super) fn largest_between(&self, value: impl Fn(f64, f64) -> f64) -> f64 {
        self.largest_over(topped, value)
    }

    /// The same over any surface that ground and clutter make: [`topped`], [`bare`] or [`level`].
    pub(super) fn largest_over(
        &self,
        surface: impl Fn(f64, f64) -> f64,
        value: impl Fn(f64, f64) -> f64,
    ) -> f64 {
        let [largest] = self.largest_of_each(surface, |distance_km, height_m| [value(distance_km, height_m)]);
        largest
    }

    /// The largest of each of several values, in one walk.
    pub(super) fn largest_of_each<const N: usize>(
        &self,
        surface: impl Fn(f64, f64) -> f64,
        values: impl Fn(f64, f64) -> [f64; N],
    ) -> [f64; N] {
        largest_of_each(self.columns_between(), surface, values)
    }

    /// Index of the first point between the ends whose value, by distance (km) and bare height (m), is the one wanted.
    pub(super) fn first_between(&self, wanted: f64, value: impl Fn(f64, f64) -> f64) -> Option<usize> {
        let [distance_km, ground_m, _] = self.columns_between();
        first_of([distance_km, ground_m], wanted, value).map(|index| index + 1)
    }

    /// Index of the last such point.
    pub(super) fn last_between(&self, wanted: f64, value: impl Fn(f64, f64) -> f64) -> Option<usize> {
        let [distance_km, ground_m, _] = self.columns_between();
        last_of([distance_km, ground_m], wanted, value).map(|index| index + 1)
    }

    /// Distance, ground and clutter of all points but the two ends.
    fn columns_between(&self) -> [&[f64]; 3] {
        [between(self.distance_km), between(self.ground_m), between(self.clutter_m)]
    }
}

/// The sum of all values of some columns of one length.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn sum(columns: [&[f64]; 3]) -> f64 {
    sum_scalar(columns)
}

#[inline(always)]
fn sum_scalar(columns: [&[f64]; 3]) -> f64 {
    let [(a, a_rest), (b, b_rest), (c, c_rest)] = columns.map(<[f64]>::as_chunks::<LANES>);
    let mut sums = [0.0; LANES];
    for ((a, b), c) in a.iter().zip(b).zip(c) {
        for lane in 0..LANES {
            sums[lane] += a[lane] + b[lane] + c[lane];
        }
    }
    for (sum, ((a, b), c)) in sums.iter_mut().zip(a_rest.iter().zip(b_rest).zip(c_rest)) {
        *sum += a + b + c;
    }
    sums.iter().sum()
}

/// The largest of each of several values over points with distance (km), ground and clutter (m).
///
/// A maximum does not depend on the order in which it is taken, so the lanes change no digit.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn largest_of_each<const N: usize>(
    columns: [&[f64]; 3],
    surface: impl Fn(f64, f64) -> f64,
    values: impl Fn(f64, f64) -> [f64; N],
) -> [f64; N] {
    largest_of_each_scalar(columns, surface, values)
}

#[inline(always)]
fn largest_of_each_scalar<const N: usize>(
    [distance_km, ground_m, clutter_m]: [&[f64]; 3],
    surface: impl Fn(f64, f64) -> f64,
    values: impl Fn(f64, f64) -> [f64; N],
) -> [f64; N] {
    let (distance_blocks, distance_rest) = distance_km.as_chunks::<LANES>();
    let (ground_blocks, ground_rest) = ground_m.as_chunks::<LANES>();
    let (clutter_blocks, clutter_rest) = clutter_m.as_chunks::<LANES>();
    let mut largest = [[f64::NEG_INFINITY; LANES]; N];
    for ((distance, ground), clutter) in distance_blocks.iter().zip(ground_blocks).zip(clutter_blocks) {
        for lane in 0..LANES {
            let candidates = values(distance[lane], surface(ground[lane], clutter[lane]));
            for (largest, candidate) in largest.iter_mut().zip(candidates) {
                largest[lane] = if candidate > largest[lane] { candidate } else { largest[lane] };
            }
        }
    }
    let rest = distance_rest.iter().zip(ground_rest).zip(clutter_rest);
    let largest = largest.map(|lanes| lanes.into_iter().fold(f64::NEG_INFINITY, f64::max));
    rest.map(|((&distance, &ground), &clutter)| values(distance, surface(ground, clutter)))
        .fold(largest, |largest, candidates| std::array::from_fn(|n| largest[n].max(candidates[n])))
}

/// The first of some points whose value is the one wanted: its block is found first, then its place in it.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn first_of(
    [distance_km, ground_m]: [&[f64]; 2],
    wanted: f64,
    value: impl Fn(f64, f64) -> f64,
) -> Option<usize> {
    let (distance_blocks, _) = distance_km.as_chunks::<LANES>();
    let (ground_blocks, _) = ground_m.as_chunks::<LANES>();
    let holds = |(distance, ground): (&[f64; LANES], &[f64; LANES])| {
        (0..LANES).fold(false, |holds, lane| holds | (value(distance[lane], ground[lane]) == wanted))
    };
    let block = distance_blocks.iter().zip(ground_blocks).position(holds);
    let start = LANES * block.unwrap_or(distance_blocks.len());
    (start..distance_km.len()).find(|&index| value(distance_km[index], ground_m[index]) == wanted)
}

/// The last such point.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn last_of(
    [distance_km, ground_m]: [&[f64]; 2],
    wanted: f64,
    value: impl Fn(f64, f64) -> f64,
) -> Option<usize> {
    let (distance_rest, distance_blocks) = distance_km.as_rchunks::<LANES>();
    let (_, ground_blocks) = ground_m.as_rchunks::<LANES>();
    let holds = |(distance, ground): (&[f64; LANES], &[f64; LANES])| {
        (0..LANES).fold(false, |holds, lane| holds | (value(distance[lane], ground[lane]) == wanted))
    };
    let block = distance_blocks.iter().zip(ground_blocks).rposition(holds);
    let end = distance_rest.len() + block.map_or(0, |block| LANES * (block + 1));
    (0..end).rfind(|&index| value(distance_km[index], ground_m[index]) == wanted)
}

/// The surface of what stands on the ground.
pub(super) fn topped(ground_m: f64, clutter_m: f64) -> f64 {
    ground_m + clutter_m
}

/// The surface of the ground itself.
pub(super) fn bare(ground_m: f64, _clutter_m: f64) -> f64 {
    ground_m
}

/// A surface without any height, from which antennas are then measured.
pub(super) fn level(_ground_m: f64, _clutter_m: f64) -> f64 {
    0.0
}

/// All points but the two ends.
fn between(points: &[f64]) -> &[f64] {
    points.get(1..points.len().saturating_sub(1)).unwrap_or_default()
}

#[cfg(test)]
pub(super) mod tests;
