//! What the terrain under the plan is made of.

use super::{LayerReport, TerrainReport};
use crate::terrain::Terrain;

/// Geometry of the grid, sea, voids, and what each elevation layer gave.
pub(super) fn report(terrain: &Terrain) -> TerrainReport {
    let layers = terrain
        .sources
        .iter()
        .map(|source| LayerReport { file: source.file.display().to_string(), cells: source.cells as u64 });
    TerrainReport {
        crs: terrain.crs.clone(),
        cell_m: terrain.grid.cell_m,
        rows: terrain.grid.rows as u32,
        cols: terrain.grid.cols as u32,
        sea_cells: terrain.sea_cells() as u64,
        void_cells: terrain.void_cells() as u64,
        layers: layers.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::world::World;

    #[test]
    fn cells_are_counted() {
        let mut world = World::three_sites();
        world.terrain.set_sea((0, 1), true);
        world.terrain.set_void((1, 0));
        let report = world.plan().terrain;
        assert_eq!((report.rows, report.cols, report.cell_m), (2, 2, 100.0));
        assert_eq!((report.sea_cells, report.void_cells), (1, 1));
        assert_eq!(report.layers, [LayerReport { file: "dem.tif".into(), cells: 3 }]);
    }
}
