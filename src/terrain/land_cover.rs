//! Land cover: classes of a raster, as clutter heights on the grid.

use std::path::Path;

use ndarray::{Array2, Zip};

use super::Terrain;
use super::load::{elsewhere, unusable};
use crate::problem::{Findings, Problem};
use crate::raster::read_classes;
use crate::scenario::{Files, LandCover};

const POINTER: &str = "/terrain/land_cover/file";

/// Adds the clutter of a land-cover raster. `shows_ground` says of each elevation layer whether its heights are those
/// of the ground: trees that the elevation shows already are not added again.
pub(super) fn add_clutter(
    terrain: &mut Terrain,
    cover: &LandCover,
    shows_ground: &[bool],
    files: &mut Files,
    findings: &mut Findings,
) {
    match read(terrain, cover, files) {
        Ok(classes) => {
            let unlisted = place(terrain, cover, shows_ground, &classes);
            warn_unlisted(&cover.file, &unlisted, findings);
        }
        Err(problem) => findings.problem(problem),
    }
}

fn read(terrain: &Terrain, cover: &LandCover, files: &mut Files) -> Result<Array2<Option<u8>>, Problem> {
    let file = files.find(&cover.file, POINTER)?;
    let raster = read_classes(&file, cover.crs.as_deref(), &terrain.target())
        .map_err(|reason| unusable(POINTER, &cover.file, &reason))?;
    if raster.class.iter().all(Option::is_none) {
        return Err(elsewhere(POINTER, &cover.file));
    }
    Ok(raster.class)
}

/// Puts clutter on the grid; returns how many cells of each class the scenario does not list.
fn place(
    terrain: &mut Terrain,
    cover: &LandCover,
    shows_ground: &[bool],
    classes: &Array2<Option<u8>>,
) -> [usize; 256] {
    let mut height_of_m = [None; 256];
    for class in &cover.classes {
        height_of_m[usize::from(class.value)] = Some(class.clutter_height_m as f32);
    }
    let mut unlisted = [0usize; 256];
    Zip::from(&mut terrain.clutter_m).and(&terrain.layer).and(classes).for_each(
        |clutter_m, &layer, &class| {
            let Some(class) = class.map(usize::from) else { return };
            match height_of_m[class] {
                Some(height_m) if shows_ground.get(usize::from(layer)) == Some(&true) => {
                    *clutter_m = height_m;
                }
                Some(_) => {}
                None => unlisted[class] += 1,
            }
        },
    );
    unlisted
}

fn warn_unlisted(file: &Path, unlisted: &[usize; 256], findings: &mut Findings) {
    for (class, &cells) in unlisted.iter().enumerate().filter(|(_, cells)| **cells > 0) {
        findings.warn(format!(
            "{}: class {class} is not listed in /terrain/land_cover; its {cells} cells count as bare",
            file.display()
        ));
    }
}
