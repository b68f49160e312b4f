//! Land cover: classes of a raster, as clutter heights on the grid.

use std::path::Path;

use super::clutter::HeightTable;
use super::load::{elsewhere, unusable};
use super::{Clutter, Ground, Terrain};
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
    let tally = Classes::of(cover).and_then(|classes| place(terrain, cover, classes, shows_ground, files));
    match tally {
        Ok(tally) => warn_unlisted(&cover.file, &tally.unlisted, findings),
        Err(problem) => findings.problem(problem),
    }
}

/// The classes that a scenario lists.
struct Classes {
    table: HeightTable,
    /// For each class number, the place of its height in the table; `None` where the class is not listed.
    place: [Option<u8>; 256],
}

impl Classes {
    fn of(cover: &LandCover) -> Result<Self, Problem> {
        let mut classes = Self { table: HeightTable::bare(), place: [None; 256] };
        for class in &cover.classes {
            let place = classes.table.place(class.clutter_height_m as f32).map_err(|error| {
                let remedy = "give some of the classes the same clutter_height_m";
                Problem::at("too-many-heights", "/terrain/land_cover/classes", error.to_string(), remedy)
            })?;
            classes.place[usize::from(class.value)] = Some(place);
        }
        Ok(classes)
    }
}

/// Cells met in the raster.
struct Tally {
    known: usize,
    /// Of each class that the scenario does not list.
    unlisted: [usize; 256],
}

/// Puts clutter on the grid.
fn place(
    terrain: &mut Terrain,
    cover: &LandCover,
    classes: Classes,
    shows_ground: &[bool],
    files: &mut Files,
) -> Result<Tally, Problem> {
    let file = files.find(&cover.file, POINTER)?;
    let target = terrain.target();
    let Classes { table, place } = classes;
    let mut clutter = Clutter::bare(terrain.ground.dim(), table);
    let mut tally = Tally { known: 0, unlisted: [0; 256] };
    let shows_ground = |ground: Ground| ground.layer().is_some_and(|layer| shows_ground[layer]);
    read_classes(&file, cover.crs.as_deref(), &target, |row, first_col, run| {
        let places = clutter.places_mut(row, first_col, run.len());
        for (col, (cell, class)) in (first_col..).zip(places.iter_mut().zip(run)) {
            let Some(class) = class.map(usize::from) else { continue };
            tally.known += 1;
            match place[class] {
                Some(place) if shows_ground(terrain.ground[[row, col]]) => *cell = place,
                Some(_) => {}
                None => tally.unlisted[class] += 1,
            }
        }
    })
    .map_err(|reason| unusable(POINTER, &cover.file, &reason))?;
    if tally.known == 0 {
        return Err(elsewhere(POINTER, &cover.file));
    }
    terrain.clutter = Some(clutter);
    Ok(tally)
}

fn warn_unlisted(file: &Path, unlisted: &[usize; 256], findings: &mut Findings) {
    for (class, &cells) in unlisted.iter().enumerate().filter(|(_, cells)| **cells > 0) {
        findings.warn(format!(
            "{}: class {class} is not listed in /terrain/land_cover; its {cells} cells count as bare",
            file.display()
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cover(classes: &[(u8, f64)]) -> LandCover {
        let class = |(value, height_m): &(u8, f64)| serde_json::json!({"value": value, "name": "", "clutter_height_m": height_m});
        let classes: Vec<_> = classes.iter().map(class).collect();
        serde_json::from_value(
            serde_json::json!({"file": "cover.tif", "clearing_m": 0.0, "classes": classes}),
        )
        .unwrap()
    }

    #[test]
    fn every_class_number_can_have_a_height_of_its_own_but_for_one() {
        let all: Vec<(u8, f64)> = (0..=255).map(|value| (value, f64::from(value) / 3.0)).collect();
        assert!(Classes::of(&cover(&all)).unwrap().place.iter().all(Option::is_some));
        let raised: Vec<(u8, f64)> = (0..=255).map(|value| (value, f64::from(value) / 3.0 + 1.0)).collect();
        let problem = Classes::of(&cover(&raised)).err().unwrap();
        assert_eq!(problem.code, "too-many-heights");
        assert!(Classes::of(&cover(&raised[1..])).is_ok());
    }
}
