//! Gathers sites from files, from the scenario and from the terrain into one list of unique ids.

use std::path::Path;

use super::hilltops::find_hilltops;
use super::{Own, SeaOrVoid, SectorMaker, Site, ground_at};
use crate::demand::PointIndex;
use crate::governance::thousands;
use crate::input::{PointColumns, PointRow, PointTable, read_points};
use crate::problem::{Findings, Problem};
use crate::scenario::{self, Alternative, Files, SiteFile, TerrainMaxima};
use crate::terrain::{Projection, Terrain};
use crate::units::{LonLat, Projected};

/// All sites of the scenario that lie on the terrain grid, by rising id.
pub fn gather(
    spec: &scenario::Sites,
    mut place: Place,
    demand: &PointIndex,
    files: &mut Files,
    findings: &mut Findings,
) -> Vec<Site> {
    let mut sites = inline(spec, &mut place, findings);
    for (index, file) in spec.files.iter().enumerate() {
        match files.find(&file.file, &format!("/sites/files/{index}/file")) {
            Ok(path) => sites.extend(from_file(&path, file, &mut place, findings)),
            Err(problem) => findings.problem(problem),
        }
    }
    if let Some(maxima) = &spec.terrain_maxima {
        sites.extend(hilltops(maxima, &mut place, demand));
    }
    sites.sort_by(|a, b| a.id.cmp(&b.id));
    for pair in sites.windows(2).filter(|pair| pair[0].id == pair[1].id) {
        let found = format!("two sites have the id \"{}\"", pair[0].id);
        findings.problem(Problem::at("repeated-id", "/sites", found, "choose another id_prefix or id"));
    }
    if sites.is_empty() && findings.problems.is_empty() {
        let remedy = "give sites in or near the planned comuni, or ask for terrain_maxima";
        findings.problem(Problem::at("no-sites", "/sites", "no site lies in the planning area", remedy));
    }
    sites
}

/// Where sites are put, and what they are equipped with.
pub struct Place<'a, 'b> {
    /// The terrain.
    pub terrain: &'a Terrain,
    /// Its projection.
    pub projection: &'a Projection,
    /// What makes their sectors.
    pub sectors: &'a mut SectorMaker<'b>,
}

impl Place<'_, '_> {
    /// The site in each of its ways, or why it cannot stand there; `None` off the grid.
    fn site(
        &mut self,
        id: &str,
        name: &str,
        lon_lat: LonLat,
        terms: &scenario::SiteTerms,
    ) -> Option<Result<Vec<Site>, SeaOrVoid>> {
        let (position, ground_m) = self.ground_at(lon_lat)?;
        Some(ground_m.map(|ground_m| self.ways(id, name, lon_lat, (position, ground_m), terms)))
    }

    fn ground_at(&self, lon_lat: LonLat) -> Option<(Projected, Result<f64, SeaOrVoid>)> {
        ground_at(self.terrain, &|lon_lat| self.projection.to_metric(lon_lat), lon_lat)
    }

    /// All ways to build a site, its own first.
    fn ways(
        &mut self,
        place: &str,
        name: &str,
        lon_lat: LonLat,
        (position, ground_m): (Projected, f64),
        terms: &scenario::SiteTerms,
    ) -> Vec<Site> {
        let mut ways = vec![(place.to_owned(), terms.built(&Alternative::default()))];
        ways.extend(terms.alternatives.iter().map(|way| (format!("{place}/{}", way.name), terms.built(way))));
        let equipped = |(id, terms)| {
            let (place, name) = (place.to_owned(), name.to_owned());
            self.equipped(Site {
                id,
                place,
                name,
                lon_lat,
                position,
                ground_m,
                terms,
                true_north_deg: 0.0,
                sectors: Vec::new(),
                towards_demand: false,
            })
        };
        ways.into_iter().map(equipped).collect()
    }

    fn equipped(&mut self, site: Site) -> Site {
        let true_north_deg = self.projection.true_north_deg(site.lon_lat).unwrap_or(0.0);
        let own = Own { layout: site.terms.layout.as_ref(), antenna: site.terms.antenna.as_ref() };
        let sectors = self.sectors.sectors(own, true_north_deg);
        let towards_demand = self.sectors.looks_towards_demand(own);
        Site { true_north_deg, sectors, towards_demand, ..site }
    }
}

fn inline(spec: &scenario::Sites, place: &mut Place, findings: &mut Findings) -> Vec<Site> {
    let mut sites = Vec::new();
    for (index, one) in spec.inline.iter().enumerate() {
        let lon_lat = LonLat { lon_deg: one.lon_deg, lat_deg: one.lat_deg };
        let found = match place.site(&one.id, &one.name, lon_lat, &one.terms) {
            Some(Ok(ways)) => {
                sites.extend(ways);
                continue;
            }
            Some(Err(SeaOrVoid::Sea)) => "stands in the sea",
            Some(Err(SeaOrVoid::Void)) => "stands where no elevation layer has data",
            None => "lies outside the planning area and its margin",
        };
        let found = format!("site \"{}\" at {}, {} {found}", one.id, one.lon_deg, one.lat_deg);
        let remedy = if place.ground_at(lon_lat.turned()).is_some() {
            "this looks like the latitude first: exchange lon_deg and lat_deg"
        } else {
            "correct lon_deg and lat_deg (longitude first), widen /area/margin_m, or take the site out"
        };
        findings.problem(Problem::at("misplaced-site", format!("/sites/inline/{index}"), found, remedy));
    }
    sites
}

fn from_file(path: &Path, spec: &SiteFile, place: &mut Place, findings: &mut Findings) -> Vec<Site> {
    let Some(table) = read_points(path, &columns(spec), findings) else { return Vec::new() };
    let mut tally = Tally::default();
    let mut sites: Vec<Site> = Vec::new();
    for (order, row) in (1..).zip(&table.rows).filter(|(_, row)| keeps(&table, row, spec)) {
        tally.rows += 1;
        let own = spec.id_column.as_deref().and_then(|column| table.text(row, column));
        let id = format!("{}{}", spec.id_prefix, own.map_or_else(|| order.to_string(), str::to_owned));
        let name = table.text(row, &spec.name_column).unwrap_or(&id);
        match place.site(&id, name, row.shape, &spec.terms) {
            None => {}
            Some(Err(_)) => tally.unfit += 1,
            Some(Ok(ways)) if crowded(&ways[0], &sites, spec.spacing_m) => tally.crowded += 1,
            Some(Ok(ways)) => sites.extend(ways),
        }
    }
    tally.report(path, sites.len(), findings);
    sites
}

fn columns(spec: &SiteFile) -> PointColumns<'_> {
    let id = spec.id_column.as_deref();
    let keep = spec.keep.as_ref().map(|keep| keep.column.as_str());
    let required = id.into_iter().chain(keep).collect();
    PointColumns { lon: &spec.lon_column, lat: &spec.lat_column, required, optional: vec![&spec.name_column] }
}

fn keeps(table: &PointTable, row: &PointRow, spec: &SiteFile) -> bool {
    let Some(keep) = &spec.keep else { return true };
    table.text(row, &keep.column).is_some_and(|value| keep.values.iter().any(|kept| kept == value))
}

fn crowded(site: &Site, kept: &[Site], spacing_m: f64) -> bool {
    spacing_m > 0.0 && kept.iter().any(|other| other.position.distance_m(site.position) < spacing_m)
}

/// What became of the rows of a site file.
#[derive(Default)]
struct Tally {
    rows: usize,
    unfit: usize,
    crowded: usize,
}

impl Tally {
    fn report(&self, path: &Path, kept: usize, findings: &mut Findings) {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        if self.unfit > 0 {
            findings.warn(format!(
                "{name}: {} at sea or where there is no elevation; left out",
                if self.unfit == 1 {
                    "1 site stands".into()
                } else {
                    format!("{} sites stand", thousands(self.unfit as f64))
                }
            ));
        }
        if kept == 0 {
            findings.warn(format!(
                "{name}: none of the {} sites asked for lies in the planning area (or spacing_m dropped them: {})",
                self.rows, self.crowded
            ));
        }
    }
}

/// Ids carry the position, so that a hilltop keeps its id when others come or go.
fn hilltops(spec: &TerrainMaxima, place: &mut Place, demand: &PointIndex) -> Vec<Site> {
    let tops = find_hilltops(place.terrain, spec, demand);
    let mut site = |top: &super::hilltops::Hilltop| {
        let position = place.terrain.grid.center(top.row, top.col);
        let lon_lat = place.projection.to_lon_lat(position)?;
        let id = format!("top-{:.0}-{:.0}", position.east_m, position.north_m);
        let name = format!("Hilltop {:.0} m", top.height_m);
        let ground_m = f64::from(top.height_m);
        Some(place.ways(&id, &name, lon_lat, (position, ground_m), &spec.terms))
    };
    tops.iter().filter_map(&mut site).flatten().collect()
}
