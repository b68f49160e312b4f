//! What has been found of some receivers, quantity by quantity, so that a loop over them becomes vector code.

use super::rays::{GROUP, Lanes};

/// Receivers whose losses are computed together.
pub(super) const LANES: usize = 16;

/// One number for each of them, and room for a whole group behind the last but one.
pub(super) type Column = [f64; LANES + GROUP];

/// Declares a structure of one row for each quantity and a receiver's own copy of them.
macro_rules! columns {
    ($(#[$about:meta])* $columns:ident of $one:ident { $(#[doc = $meaning:literal] $field:ident,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy)]
        pub(super) struct $columns { $(#[doc = $meaning] pub $field: Column,)+ }

        /// One receiver of them.
        #[derive(Debug, Clone, Copy, Default)]
        pub(super) struct $one { $(#[doc = $meaning] pub $field: f64,)+ }

        impl Default for $columns {
            fn default() -> Self {
                Self { $($field: [0.0; LANES + GROUP],)+ }
            }
        }

        impl $columns {
            /// Puts a receiver into a lane.
            #[inline]
            pub fn set(&mut self, lane: usize, one: &$one) {
                $(self.$field[lane] = one.$field;)+
            }

            /// The receiver of a lane.
            #[inline(always)]
            pub fn get(&self, lane: usize) -> $one {
                $one { $($field: self.$field[lane],)+ }
            }
        }
    };
}

/// Puts the numbers of a group into a column, from a lane on.
#[inline(always)]
pub(super) fn fill(column: &mut Column, lane: usize, numbers: Lanes) {
    if let Some(place) = column[lane..].first_chunk_mut() {
        *place = numbers;
    }
}

columns! {
    /// What is known of some receivers before their losses.
    Columns of Found {
        /// Distance, km
        d_km,
        /// Ground at the receiver, m above mean sea level
        rx_ground_m,
        /// Antenna of the receiver, m above mean sea level
        rx_antenna_m,
        /// First sample, km
        first_km,
        /// Last point before the receiver, the transmitter if need be, km
        last_km,
        /// Its ground, m above mean sea level
        last_ground_m,
        /// v1 up to it
        v1,
        /// v2 up to it
        v2,
        /// Edge over the first radius
        s_tim,
        /// Edge over the first radius
        s_rim,
        /// Edge over the first radius
        order,
        /// Edge over the second radius
        s_tim_2,
        /// Edge over the second radius
        s_rim_2,
        /// Edge over the second radius
        order_2,
        /// What the spherical Earth of the first radius costs more than its smooth profile, dB
        excess_db,
        /// The same of the second radius, dB
        excess_2_db,
        /// Slope up to the transmitter's horizon, m/km
        rise_t,
        /// Slope up to the receiver's horizon, m/km
        rise_r,
        /// Distance of the transmitter's horizon, km
        dlt_km,
        /// Distance of the receiver's horizon, km
        dlr_km,
        /// Roughness, m
        hm_m,
    }
}

columns! {
    /// What the zones of their paths come down to.
    ZoneColumns of FoundZones {
        /// Share of the sea
        sea_ratio,
        /// Longest stretch of land, km
        land_km,
        /// Longest stretch inland, km
        inland_km,
        /// Distance of the transmitter from the coast, km
        dct_km,
        /// Distance of the receiver from the coast, km
        dcr_km,
        /// 1 where the receiver lies at sea
        rx_at_sea,
    }
}

impl FoundZones {
    /// A path of this length (km) that lies inland: the coast is too far away to matter.
    #[inline(always)]
    pub fn inland(d_km: f64) -> Self {
        Self { land_km: d_km, inland_km: d_km, dct_km: d_km, dcr_km: d_km, ..Self::default() }
    }
}
