//! The reference attenuation: which mechanism carries the wave over a link of this length, and what it loses.

use super::diffraction::Diffraction;
use super::line_of_sight::SightCurve;
use super::link::Link;
use super::troposcatter::Scatter;

/// Diffraction, drawn as a straight line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct DiffractionLine {
    /// Slope m_d, dB/m.
    pub slope_db_per_m: f64,
    /// Intercept A_d0, dB.
    pub intercept_db: f64,
}

/// The two distances through which that line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct DiffractionSupports {
    /// Nearer distance d_3, m.
    pub d_3_m: f64,
    /// Loss A_3 there, dB.
    pub a_3_db: f64,
    /// Farther distance d_4, m.
    pub d_4_m: f64,
    /// Loss A_4 there, dB.
    pub a_4_db: f64,
    /// Least normalised distance of the smooth-Earth method at the two, km.
    pub x_0_km: f64,
}

impl DiffractionSupports {
    #[inline(always)]
    pub fn of(link: &Link) -> Self {
        let scale_m = link.diffraction_scale_m;
        let d_3_m = link.d_sml_m.max(link.d_ml_m + 5.0 * scale_m);
        let d_4_m = d_3_m + 10.0 * scale_m;
        let diffraction = Diffraction::of(link);
        let ((a_3_db, x_3_km), (a_4_db, x_4_km)) = (diffraction.at(d_3_m), diffraction.at(d_4_m));
        Self { d_3_m, a_3_db, d_4_m, a_4_db, x_0_km: x_3_km.min(x_4_km) }
    }

    /// The line through them.
    #[inline(always)]
    pub fn line(&self) -> DiffractionLine {
        let slope_db_per_m = (self.a_4_db - self.a_3_db) / (self.d_4_m - self.d_3_m);
        DiffractionLine { slope_db_per_m, intercept_db: self.a_3_db - slope_db_per_m * self.d_3_m }
    }
}

impl DiffractionLine {
    /// The line at a distance, dB.
    #[inline(always)]
    pub fn at_db(&self, d_m: f64) -> f64 {
        self.intercept_db + self.slope_db_per_m * d_m
    }
}

/// Where diffraction hands over to scatter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Transition {
    /// The losses by scatter; none where scatter carries nothing.
    pub scatter: Option<Scatter>,
    /// Distance d_x from which scatter loses less, m.
    pub d_x_m: f64,
    /// Intercept A_s0 of the scatter line, dB; its slope is that of `scatter`.
    pub intercept_db: f64,
}

impl Transition {
    /// Distance of the transition where there is no scatter: beyond all paths, m.
    const NEVER_M: f64 = 10e6;

    #[inline(always)]
    pub fn of(link: &Link, line: &DiffractionLine) -> Self {
        let scatter = Some(Scatter::of(link)).filter(|scatter| scatter.a_5_db < 1000.0);
        let Some(found) = scatter else {
            return Self { scatter, d_x_m: Self::NEVER_M, intercept_db: f64::NAN };
        };
        let steeper_db_per_m = line.slope_db_per_m - found.slope_db_per_m;
        let crossing_m =
            (found.a_5_db - line.intercept_db - found.slope_db_per_m * found.d_5_m) / steeper_db_per_m;
        let least_m = link.d_ml_m + 1.088 * link.diffraction_scale_m * link.carrier.ln_f;
        let d_x_m = link.d_sml_m.max(least_m).max(crossing_m);
        Self { scatter, d_x_m, intercept_db: steeper_db_per_m * d_x_m + line.intercept_db }
    }

    /// Loss at a distance, dB: that of scatter beyond the transition.
    #[inline(always)]
    pub fn at_db(&self, line: &DiffractionLine, d_m: f64) -> f64 {
        let slope_db_per_m = self.scatter.map_or(f64::NAN, |scatter| scatter.slope_db_per_m);
        if d_m > self.d_x_m { self.intercept_db + slope_db_per_m * d_m } else { line.at_db(d_m) }
    }

    /// The region of a path that is not in sight.
    fn region(self, link: &Link) -> Region {
        if link.geometry.d_m > self.d_x_m { Region::Troposcatter(self) } else { Region::Diffraction(self) }
    }
}

/// The mechanism, and the line or curve that it lies on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Region {
    /// Nearer than the smooth-Earth horizons of the effective heights.
    LineOfSight(SightCurve),
    /// Beyond them.
    Diffraction(Transition),
    /// Beyond the transition too.
    Troposcatter(Transition),
}

impl Region {
    /// NTIA's number of the mode of propagation, as the terms carry it.
    pub fn number(&self) -> f64 {
        match self {
            Self::LineOfSight(_) => 1.0,
            Self::Diffraction(_) => 2.0,
            Self::Troposcatter(_) => 3.0,
        }
    }

    /// The curve within line of sight.
    pub fn sight(&self) -> Option<&SightCurve> {
        if let Self::LineOfSight(curve) = self { Some(curve) } else { None }
    }

    /// The transition beyond it.
    pub fn transition(&self) -> Option<&Transition> {
        match self {
            Self::LineOfSight(_) => None,
            Self::Diffraction(transition) | Self::Troposcatter(transition) => Some(transition),
        }
    }
}

/// The reference attenuation and how it came about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Reference {
    /// Where diffraction was computed.
    pub supports: DiffractionSupports,
    /// Diffraction as a straight line, which all regions need.
    pub line: DiffractionLine,
    /// The region that the path lies in.
    pub region: Region,
    /// Reference attenuation A_ref over free space, dB.
    pub a_ref_db: f64,
}

impl Reference {
    pub fn of(link: &Link) -> Self {
        let supports = DiffractionSupports::of(link);
        let line = supports.line();
        let (region, a_db) = if is_in_sight(link) {
            let curve = SightCurve::of(link, &line);
            (Region::LineOfSight(curve), curve.at_db(link, link.geometry.d_m))
        } else {
            let transition = Transition::of(link, &line);
            (transition.region(link), transition.at_db(&line, link.geometry.d_m))
        };
        Self { supports, line, region, a_ref_db: without_gain_db(a_db) }
    }
}

/// Whether a path is nearer than the smooth-Earth horizons of the effective heights.
#[inline(always)]
pub(super) fn is_in_sight(link: &Link) -> bool {
    link.geometry.d_m < link.d_sml_m
}

/// The reference attenuation promises no gain over free space.
#[inline(always)]
pub(super) fn without_gain_db(a_db: f64) -> f64 {
    a_db.max(0.0)
}
