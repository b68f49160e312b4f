//! An invented mountain province, grown from a seed.
//!
//! Relief first, then what follows from it: rivers, towns, borders, households, woods, masts. Every decision is
//! made on whole numbers or on sums, products and square roots, so that every machine grows the same province.

mod ballots;
mod borders;
mod comuni;
mod drainage;
mod globe;
mod households;
mod land_cover;
mod lattice;
mod noise;
mod readme;
mod relief;
mod settlements;
mod sites;
mod survey;
mod travel;
mod write;

use std::error::Error;
use std::path::{Path, PathBuf};

use geo::{Contains, Point as Place, Polygon};

use comuni::Comuni;
use globe::Globe;
use households::Point;
use relief::Relief;
use sites::Structure;
use survey::Survey;

/// A grown province.
pub struct Province {
    survey: Survey,
    comuni: Comuni,
    borders: Vec<Polygon<f64>>,
    points: Vec<Point>,
    cover: Vec<u8>,
    structures: Vec<Structure>,
    globe: Globe,
}

impl Province {
    /// Grows it.
    ///
    /// # Errors
    /// If PROJ does not find its database.
    pub fn grow() -> Result<Self, Box<dyn Error>> {
        let globe = Globe::new()?;
        let survey = Survey::of(&Relief::grow());
        let comuni = Comuni::found(&survey);
        let rings = borders::rings(survey.lattice, &comuni.of, comuni.list.len());
        let borders: Vec<_> = rings.iter().map(|ring| globe.polygon(ring)).collect::<Result<_, _>>()?;
        let fits = |point: &Point| {
            globe
                .near(survey.lattice, point.cell, point.east_m, point.north_m)
                .is_ok_and(|place| borders[point.comune].contains(&Place(place)))
        };
        let points = households::settle(&survey, &comuni, fits);
        let cover = land_cover::cover(&survey, &comuni, &points);
        let structures = sites::structures(&survey, &comuni);
        Ok(Self { survey, comuni, borders, points, cover, structures, globe })
    }

    /// Writes all files into an existing folder and names them.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn write(&self, folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
        write::all(self, folder)
    }

    /// For each cell of the rasters, row by row, whether it belongs to a comune.
    pub fn inside(&self) -> Vec<bool> {
        self.comuni.of.iter().map(Option::is_some).collect()
    }
}
