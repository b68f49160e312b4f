//! Anchor institutions: read, placed in their comuni.

use std::path::Path;

use super::{Anchor, ComuneFinder, ComuniMap};
use crate::input::{PointColumns, read_points};
use crate::problem::Findings;
use crate::scenario::AnchorFile;
use crate::terrain::Projection;

/// Reads a file of anchor institutions and keeps those in the planned comuni, in file order.
pub fn read_anchors(
    file: &Path,
    spec: &AnchorFile,
    map: &ComuniMap,
    projection: &Projection,
    findings: &mut Findings,
) -> Vec<Anchor> {
    let optional = vec![spec.name_field.as_str()];
    let columns = PointColumns { lon: "lon", lat: "lat", required: Vec::new(), optional };
    let Some(table) = read_points(file, &columns, findings) else { return Vec::new() };
    let finder = ComuneFinder::new(&map.territories_m);
    let anchor = |row: &crate::input::PointRow| {
        let position = projection.to_metric(row.shape)?;
        let comune = finder.find(position)?;
        let name = table.text(row, &spec.name_field).unwrap_or(&spec.kind).to_owned();
        let (kind, committed_mbps) = (spec.kind.clone(), spec.committed_mbps);
        let dual_path = spec.dual_path;
        Some(Anchor { kind, name, comune, lon_lat: row.shape, position, committed_mbps, dual_path })
    };
    table.rows.iter().filter_map(anchor).collect()
}
