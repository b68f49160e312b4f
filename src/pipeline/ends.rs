//! The ends of a path that the user asks for: the id of a site, a point of presence or a household point, or a position.

use super::asked::{first, nearest, quoted};
use crate::inputs::Inputs;
use crate::problem::{Findings, Place, Problem};
use crate::scenario::Pop;
use crate::score::EndKind;
use crate::sites::{SeaOrVoid, Site, ground_at};
use crate::terrain::height_at;
use crate::units::{LonLat, Projected};

/// An end on the terrain.
#[derive(Debug, Clone, Copy)]
pub(super) struct End<'i> {
    pub kind: EndKind,
    pub id: Option<&'i str>,
    pub name: Option<&'i str>,
    pub lon_lat: LonLat,
    pub position: Projected,
    pub ground_m: f64,
    /// Height above ground of the antenna that the scenario gives it, m.
    pub own_height_m: Option<f64>,
    pub site: Option<&'i Site>,
}

/// Words that tell an id of one kind from the same id of another.
const KINDS: [(&str, EndKind); 3] =
    [("site:", EndKind::Site), ("pop:", EndKind::Pop), ("household:", EndKind::Household)];

impl EndKind {
    /// The kind in words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Pop => "point of presence",
            Self::Household => "household point",
            Self::Position => "position",
        }
    }
}

/// Reads one of the two options.
pub(super) struct Finder<'i, 'f> {
    pub inputs: &'i Inputs,
    /// Name of the option.
    pub option: &'static str,
    pub findings: &'f mut Findings,
}

impl<'i> Finder<'i, '_> {
    /// The end that a text names; `None` with the problem noted.
    pub fn find(&mut self, text: &str) -> Option<End<'i>> {
        match self.known(text).as_slice() {
            [end] => self.on_ground(*end),
            [] => self.of_kind_or_position(text),
            several => {
                self.note_ambiguous(text, several);
                None
            }
        }
    }

    /// All that bear an id.
    fn known(&self, id: &str) -> Vec<End<'i>> {
        let inputs = self.inputs;
        let sites = inputs.sites.iter().filter(|site| site.id == id).map(of_site);
        let pops = inputs.scenario.backhaul.pops.iter().zip(&inputs.pops);
        let pops = pops.filter(|(pop, _)| pop.id == id).map(|(pop, place)| of_pop(pop, place.position));
        let points = inputs.demand.points.iter().filter(|point| point.id == id).map(|point| End {
            kind: EndKind::Household,
            id: Some(&point.id),
            name: Some(&inputs.demand.comuni[point.comune].name),
            lon_lat: point.lon_lat,
            position: point.position,
            ground_m: f64::NAN,
            own_height_m: Some(inputs.scenario.radio.cpe.antenna_height_m),
            site: None,
        });
        sites.chain(pops).chain(points).collect()
    }

    fn of_kind_or_position(&mut self, text: &str) -> Option<End<'i>> {
        for (prefix, kind) in KINDS {
            let known = text.strip_prefix(prefix).map(|id| self.known(id)).unwrap_or_default();
            if let Some(end) = known.into_iter().find(|end| end.kind == kind) {
                return self.on_ground(end);
            }
        }
        if looks_like_position(text) {
            return self.position(text);
        }
        self.note_unknown(text);
        None
    }

    /// What stands where the scenario puts it; it may stand at the water's edge, where a cell counts as sea.
    fn on_ground(&mut self, end: End<'i>) -> Option<End<'i>> {
        let ground_m = height_at(&self.inputs.terrain, end.position);
        if ground_m.is_nan() {
            let found = format!(
                "{} {} lies where no elevation layer has data",
                end.kind.words(),
                end.id.unwrap_or("")
            );
            self.note("misplaced-end", found, "choose another end, or add an elevation layer that covers it");
            return None;
        }
        Some(End { ground_m, ..end })
    }

    fn position(&mut self, text: &str) -> Option<End<'i>> {
        let Some(lon_lat) = parsed(text) else {
            let found = format!("\"{text}\" is neither the id of an end nor a position of two numbers");
            self.note(
                "malformed-position",
                found,
                "give longitude and latitude in degrees, as 8.1655,43.9171",
            );
            return None;
        };
        if !is_on_earth(lon_lat) {
            let found = format!("\"{text}\" is no position on the Earth");
            let remedy = "give the longitude, -180 to 180, then the latitude, -90 to 90";
            self.note("malformed-position", found, remedy);
            return None;
        }
        match self.place(lon_lat) {
            Some((position, Ok(ground_m))) => Some(bare(lon_lat, position, ground_m)),
            Some((_, Err(SeaOrVoid::Sea))) => self.misplaced(text, "lies in the sea"),
            Some((_, Err(SeaOrVoid::Void))) => self.misplaced(text, "lies where no elevation layer has data"),
            None => self.outside(text, lon_lat),
        }
    }

    fn place(&self, lon_lat: LonLat) -> Option<(Projected, Result<f64, SeaOrVoid>)> {
        ground_at(&self.inputs.terrain, &|lon_lat| self.inputs.projection.to_metric(lon_lat), lon_lat)
    }

    fn misplaced(&mut self, text: &str, why: &str) -> Option<End<'i>> {
        self.note("misplaced-end", format!("the position {text} {why}"), "choose a position on known land");
        None
    }

    fn outside(&mut self, text: &str, lon_lat: LonLat) -> Option<End<'i>> {
        let (LonLat { lon_deg, lat_deg }, turned) = (lon_lat, lon_lat.turned());
        let remedy = if is_on_earth(turned) && self.place(turned).is_some() {
            format!("this looks like the latitude first: give {lat_deg},{lon_deg}")
        } else {
            "choose a position in the planning area, or widen /area/margin_m".to_owned()
        };
        let found = format!("the position {text} lies outside the planning area and its margin");
        self.note("misplaced-end", found, remedy);
        None
    }

    fn note_ambiguous(&mut self, text: &str, ends: &[End]) {
        let words =
            ends.iter().map(|end| format!("a {}", end.kind.words())).collect::<Vec<_>>().join(" and ");
        let of_kind = |end: &End| {
            let word = KINDS.iter().find(|(_, kind)| *kind == end.kind).map_or("", |(word, _)| *word);
            format!("\"{word}{text}\"")
        };
        let remedy = format!("give {}", ends.iter().map(of_kind).collect::<Vec<_>>().join(" or "));
        self.note("ambiguous-end", format!("\"{text}\" is the id of {words}"), remedy);
    }

    fn note_unknown(&mut self, text: &str) {
        let pops = self.inputs.scenario.backhaul.pops.iter().map(|pop| pop.id.as_str());
        let sites = self.inputs.sites.iter().map(|site| site.id.as_str());
        let points = self.inputs.demand.points.iter().map(|point| point.id.as_str());
        let remedy = match nearest(text, sites.clone().chain(pops).chain(points)).as_slice() {
            [] => format!(
                "give the id of a site, for example {}, of a point of presence or of a household point, or a position as \
                 8.1655,43.9171",
                quoted(&first(sites))
            ),
            guesses => format!("did you mean {}?", quoted(guesses)),
        };
        let found = format!("no site, point of presence or household point has the id \"{text}\"");
        self.note("unknown-end", found, remedy);
    }

    fn note(&mut self, code: &'static str, found: String, remedy: impl Into<String>) {
        let place = Place::Option(self.option);
        self.findings.problem(Problem { code, place, found, remedy: remedy.into() });
    }
}

fn of_site(site: &Site) -> End<'_> {
    End {
        kind: EndKind::Site,
        id: Some(&site.id),
        name: Some(&site.name),
        lon_lat: site.lon_lat,
        position: site.position,
        ground_m: f64::NAN,
        own_height_m: Some(site.terms.antenna_height_m),
        site: Some(site),
    }
}

fn of_pop(pop: &Pop, position: Projected) -> End<'_> {
    End {
        kind: EndKind::Pop,
        id: Some(&pop.id),
        name: Some(&pop.name),
        lon_lat: LonLat { lon_deg: pop.lon_deg, lat_deg: pop.lat_deg },
        position,
        ground_m: f64::NAN,
        own_height_m: Some(pop.antenna_height_m),
        site: None,
    }
}

fn bare<'i>(lon_lat: LonLat, position: Projected, ground_m: f64) -> End<'i> {
    let kind = EndKind::Position;
    End { kind, id: None, name: None, lon_lat, position, ground_m, own_height_m: None, site: None }
}

/// Whether a text was meant as two numbers.
fn looks_like_position(text: &str) -> bool {
    let is_of_number = |c: char| c.is_ascii_digit() || " .,;+-".contains(c);
    let half = text.contains('.') && text.parse::<f64>().is_ok();
    half || text.contains(',') || (text.contains([' ', ';']) && text.chars().all(is_of_number))
}

fn parsed(text: &str) -> Option<LonLat> {
    let (lon, lat) = text.split_once(',')?;
    let number = |part: &str| part.trim().parse::<f64>().ok().filter(|value| value.is_finite());
    Some(LonLat { lon_deg: number(lon)?, lat_deg: number(lat)? })
}

fn is_on_earth(at: LonLat) -> bool {
    (-180.0..=180.0).contains(&at.lon_deg) && (-90.0..=90.0).contains(&at.lat_deg)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_numbers_are_a_position_and_an_id_is_none() {
        for text in ["8.1,44", "8.1;44.0", "8.1 44.0", "8,1,44,0", "a,b"] {
            assert!(looks_like_position(text), "{text}");
        }
        for text in ["12345", "m-public-01", "ridge east", "h 12"] {
            assert!(!looks_like_position(text), "{text}");
        }
    }

    #[test]
    fn positions_are_longitude_then_latitude_with_decimal_points() {
        assert_eq!(parsed("-8.25, 44.5"), Some(LonLat { lon_deg: -8.25, lat_deg: 44.5 }));
        for text in ["8,1,44,0", "8.1;44", "8.1,", "nan,44", "inf,44"] {
            assert_eq!(parsed(text), None, "{text}");
        }
        assert!(!is_on_earth(LonLat { lon_deg: 8.0, lat_deg: 91.0 }));
    }
}
