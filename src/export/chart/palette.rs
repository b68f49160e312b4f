//! Every colour of the charts and the map.
//!
//! The hues are those of Okabe and Ito's colour-blind-safe set and of ColorBrewer's YlGnBu (both widely published; values
//! *unverified* against the originals). Neighbours in one chart differ by at least 0.1 in relative luminance or in shape,
//! so that a grey print still tells them apart; a test checks that.

/// An opaque colour, red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rgb(pub(super) u8, pub(super) u8, pub(super) u8);

pub(super) const WHITE: Rgb = Rgb(255, 255, 255);
/// Text and the strongest lines.
pub(super) const INK: Rgb = Rgb(33, 37, 41);
/// Secondary text: units, notes, the source line.
pub(super) const QUIET: Rgb = Rgb(95, 101, 107);
/// Grid lines.
pub(super) const GRID: Rgb = Rgb(222, 226, 230);
/// Empty bars: what a full bar would fill.
pub(super) const TROUGH: Rgb = Rgb(241, 243, 245);

/// The state before the plan.
pub(super) const BEFORE: Rgb = Rgb(173, 181, 189);
/// Covered by the plan; small comuni where they are told apart.
pub(super) const AFTER: Rgb = Rgb(0, 114, 178);
/// Covered by the plan, in comuni that are not small.
pub(super) const AFTER_LARGE: Rgb = Rgb(86, 180, 233);

/// Capital cost.
pub(super) const CAPEX: Rgb = Rgb(0, 114, 178);
/// Renewals.
pub(super) const RENEWAL: Rgb = Rgb(179, 221, 245);
/// Running cost.
pub(super) const OPEX: Rgb = Rgb(230, 159, 0);
/// Revenue: Okabe and Ito's green, lighter, so that in grey it lies between building and running cost.
pub(super) const REVENUE: Rgb = Rgb(20, 175, 130);

/// Best rate, from the lowest class to the highest (five of ColorBrewer's YlGnBu with seven classes).
pub(super) const RATE: [Rgb; 5] =
    [Rgb(199, 233, 180), Rgb(127, 205, 187), Rgb(65, 182, 196), Rgb(29, 145, 192), Rgb(34, 94, 168)];

/// Household points that the plan covers.
pub(super) const POINT_COVERED: Rgb = Rgb(20, 40, 30);
/// Household points that no site reaches.
pub(super) const POINT_NO_SITE: Rgb = Rgb(213, 94, 0);
/// Household points whose site cannot be fed.
pub(super) const POINT_NO_BACKHAUL: Rgb = Rgb(204, 121, 167);
/// Household points left out for want of money.
pub(super) const POINT_OVER_BUDGET: Rgb = Rgb(230, 159, 0);

/// Household points that only sites reach which their owner rules out.
pub(super) const POINT_RULED_OUT: Rgb = Rgb(0, 114, 178);
/// Household points that would not earn what their site costs to run.
pub(super) const POINT_RUNNING_COSTS: Rgb = Rgb(90, 90, 20);
/// Household points that money is left for, and that the plan covers more without.
pub(super) const POINT_OUTWEIGHED: Rgb = Rgb(240, 228, 66);
/// Household points that their neighbours' sectors disturb too much.
pub(super) const POINT_INTERFERENCE: Rgb = Rgb(148, 82, 200);
/// Household points for which no sector has time.
pub(super) const POINT_NO_CAPACITY: Rgb = Rgb(180, 20, 60);

/// Owners of sites, by falling number of sites; the last stands for all others.
pub(super) const OWNER: [Rgb; 6] = [
    Rgb(180, 30, 40),
    Rgb(33, 37, 41),
    Rgb(120, 60, 150),
    Rgb(240, 228, 66),
    Rgb(255, 255, 255),
    Rgb(140, 140, 140),
];

/// Land by height, from the lowest in the picture to the highest.
pub(super) const LAND: [Rgb; 4] =
    [Rgb(226, 228, 221), Rgb(238, 236, 229), Rgb(230, 226, 218), Rgb(250, 250, 249)];
/// Sea.
pub(super) const SEA: Rgb = Rgb(207, 222, 233);
/// Coast line.
pub(super) const COAST: Rgb = Rgb(120, 150, 172);
/// Cells of unknown height.
pub(super) const VOID: Rgb = Rgb(205, 205, 205);
/// Ground cut along a path.
pub(super) const EARTH: Rgb = Rgb(122, 108, 94);
/// Woods and roofs on it.
pub(super) const CLUTTER: Rgb = Rgb(152, 178, 122);
/// Sea cut along a path.
pub(super) const WATER: Rgb = Rgb(132, 164, 192);
/// First Fresnel zone on white paper, and 0.6 of it.
pub(super) const ZONE: Rgb = Rgb(224, 235, 246);
pub(super) const ZONE_06: Rgb = Rgb(180, 210, 236);
/// Rim of a Fresnel zone.
pub(super) const ZONE_RIM: Rgb = Rgb(86, 140, 184);
/// What stands in the way.
pub(super) const OBSTACLE: Rgb = Rgb(213, 94, 0);

/// Outlines of comuni.
pub(super) const OUTLINE: Rgb = Rgb(84, 88, 92);

impl Rgb {
    /// `self` with `share` (0 to 1) of `other` mixed in.
    pub(super) fn mixed(self, other: Self, share: f64) -> Self {
        let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    /// Brightness multiplied by `factor`, at most white.
    pub(super) fn lit(self, factor: f64) -> Self {
        let lit = |channel: u8| (f64::from(channel) * factor).round().clamp(0.0, 255.0) as u8;
        Self(lit(self.0), lit(self.1), lit(self.2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Grey as a printer makes it: the weights of ITU-R BT.601 (*unverified*), 0 to 1.
    fn grey(colour: Rgb) -> f64 {
        (0.299 * f64::from(colour.0) + 0.587 * f64::from(colour.1) + 0.114 * f64::from(colour.2)) / 255.0
    }

    #[test]
    fn neighbours_stay_apart_in_grey() {
        let pairs = [
            (BEFORE, AFTER),
            (AFTER, AFTER_LARGE),
            (CAPEX, RENEWAL),
            (RENEWAL, OPEX),
            (CAPEX, OPEX),
            (REVENUE, CAPEX),
            (REVENUE, RENEWAL),
            (REVENUE, OPEX),
            (TROUGH, AFTER_LARGE),
            (EARTH, CLUTTER),
            (EARTH, WATER),
            (CLUTTER, ZONE_06),
            (ZONE, ZONE_06),
            (INK, EARTH),
            (INK, ZONE_06),
            (OBSTACLE, ZONE_06),
            (INK, OBSTACLE),
            (QUIET, ZONE_06),
        ];
        for (a, b) in pairs {
            assert!((grey(a) - grey(b)).abs() >= 0.1, "{a:?} and {b:?} look alike in grey");
        }
    }

    #[test]
    fn rate_classes_darken_step_by_step() {
        assert!(RATE.windows(2).all(|pair| grey(pair[0]) - grey(pair[1]) >= 0.1));
    }

    #[test]
    fn mixing_and_lighting_stay_in_range() {
        assert_eq!(Rgb(0, 100, 255).mixed(WHITE, 0.5), Rgb(128, 178, 255));
        assert_eq!(Rgb(0, 100, 200).lit(2.0), Rgb(0, 200, 255));
    }
}
