//! `plan.kml`: sites and links for surveyors, who carry them on a telephone.

use std::collections::BTreeMap;

use super::palette::{Colour, OWNERS, WHITE};
use super::xml::{Element, document, plain};
use crate::export::failed;
use crate::export::rows::{degrees, position_of};
use crate::export::stamp::Stamp;
use crate::problem::Error;
use crate::score::{LinkReport, Plan, SiteReport};

/// Sites by owner, then links.
pub(super) fn kml(plan: &Plan) -> Result<Vec<u8>, Error> {
    let styles = OWNERS.iter().enumerate().map(|(rank, (colour, _))| icon_style(rank, *colour));
    let line = Element::new("LineStyle")
        .holding(Element::text("color", abgr(WHITE)))
        .holding(Element::text("width", "3"));
    let folder = Element::new("Document")
        .holding(Element::text("name", plain(&plan.scenario.name)))
        .holding(Element::text("description", plain(&origin(plan))))
        .holding_all(styles)
        .holding(Element::new("Style").with("id", "link").holding(line))
        .holding_all(site_folders(plan))
        .holding(link_folder(plan)?);
    let root = Element::new("kml").with("xmlns", "http://www.opengis.net/kml/2.2").holding(folder);
    document(&root).map_err(|error| failed(format!("plan.kml cannot be written: {error}")))
}

/// Where the file comes from, a line for each.
fn origin(plan: &Plan) -> String {
    Stamp::of(plan).lines().map(|(key, value)| format!("{key}: {value}")).join("\n")
}

fn icon_style(rank: usize, colour: Colour) -> Element {
    let icon = Element::new("IconStyle").holding(Element::text("color", abgr(colour)));
    Element::new("Style").with("id", format!("owner{rank}")).holding(icon)
}

/// KML counts opacity first, then blue, green, red.
fn abgr([red, green, blue]: Colour) -> String {
    format!("ff{blue:02x}{green:02x}{red:02x}")
}

fn site_folders(plan: &Plan) -> Vec<Element> {
    let mut of_owner: BTreeMap<&str, Vec<&SiteReport>> = BTreeMap::new();
    for site in &plan.sites {
        of_owner.entry(&site.owner).or_default().push(site);
    }
    let mut ranked: Vec<_> = of_owner.into_iter().collect();
    ranked.sort_by_key(|(_, sites)| std::cmp::Reverse(sites.len()));
    let name = |owner: &str| {
        let known = plan.owners.iter().find(|known| known.id == owner);
        known.map_or(owner, |known| known.name.as_str()).to_owned()
    };
    let folder = |(rank, (owner, sites)): (usize, (&str, Vec<&SiteReport>))| {
        let placemarks = sites.into_iter().map(|site| site_placemark(site, rank.min(OWNERS.len() - 1)));
        Element::new("Folder")
            .holding(Element::text("name", plain(&format!("Sites of {}", name(owner)))))
            .holding_all(placemarks)
    };
    ranked.into_iter().enumerate().map(folder).collect()
}

fn site_placemark(site: &SiteReport, rank: usize) -> Element {
    let title = if site.name.is_empty() { site.id.clone() } else { format!("{} ({})", site.name, site.id) };
    let data = [
        ("id", site.id.clone()),
        ("status", site.status.clone()),
        ("structure", site.structure.clone()),
        ("ground_m", site.ground_m.to_string()),
        ("height_m", site.height_m.to_string()),
        ("households_served", site.households_served.to_string()),
        ("capex_eur", site.capex_eur.to_string()),
    ];
    let point = Element::new("Point").holding(Element::text("coordinates", at(site.lon, site.lat)));
    Element::new("Placemark")
        .holding(Element::text("name", plain(&title)))
        .holding(Element::text("styleUrl", format!("#owner{rank}")))
        .holding(extended(&data))
        .holding(point)
}

fn link_folder(plan: &Plan) -> Result<Element, Error> {
    let placemarks: Vec<Element> =
        plan.links.iter().map(|link| link_placemark(plan, link)).collect::<Result<_, _>>()?;
    Ok(Element::new("Folder").holding(Element::text("name", "Links")).holding_all(placemarks))
}

fn link_placemark(plan: &Plan, link: &LinkReport) -> Result<Element, Error> {
    let end = |id: &str| {
        let place = position_of(plan, id)
            .ok_or_else(|| failed(format!("a link ends at {id}, which the plan does not have")))?;
        Ok::<_, Error>(at(place.lon_deg, place.lat_deg))
    };
    let data = [
        ("band_ghz", link.band_ghz.to_string()),
        ("length_km", link.length_km.to_string()),
        ("margin_db", link.margin_db.to_string()),
        ("clearance_m", link.clearance_m.to_string()),
        ("capacity_mbps", link.capacity_mbps.to_string()),
    ];
    let path = Element::new("LineString")
        .holding(Element::text("tessellate", "1"))
        .holding(Element::text("coordinates", format!("{} {}", end(&link.from)?, end(&link.to)?)));
    Ok(Element::new("Placemark")
        .holding(Element::text("name", plain(&format!("{} to {}", link.from, link.to))))
        .holding(Element::text("styleUrl", "#link"))
        .holding(extended(&data))
        .holding(path))
}

fn extended(data: &[(&'static str, String)]) -> Element {
    let one = |(name, value): &(&'static str, String)| {
        Element::new("Data").with("name", name).holding(Element::text("value", plain(value)))
    };
    Element::new("ExtendedData").holding_all(data.iter().map(one))
}

fn at(lon_deg: f64, lat_deg: f64) -> String {
    format!("{},{}", degrees(lon_deg), degrees(lat_deg))
}
