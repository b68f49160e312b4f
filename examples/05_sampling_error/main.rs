//! How far the swept raster is from exact paths: `./dev accuracy`, which writes `src/coverage/accuracy.md`.
//!
//! `cargo run --release --example 05_sampling_error -- DATA DATE FILE` takes the folder of public data, the date that is
//! to stand in the file, and the file. Where only the date would change, the file is left as it is.

#![expect(clippy::print_stderr, reason = "an example says what it is doing")]

mod compare;
mod document;
mod statistics;
mod worlds;

use std::error::Error;
use std::path::Path;

use divario::propagation::itm::{Itm, Service, VariabilityMode};
use divario::propagation::{EARTH_RADIUS_KM, Model, P526, P1812};

use compare::Comparison;

/// Effective radius of the Earth: 4/3 of the mean one, km.
const EFFECTIVE_EARTH_RADIUS_KM: f64 = 4.0 / 3.0 * EARTH_RADIUS_KM;

/// Medians over average ground, for a broadcast service.
const ITM: Itm = Itm {
    variability_mode: VariabilityMode {
        service: Service::Broadcast,
        without_location: true,
        without_situation: false,
    },
    ..Itm::CONTINENTAL_MEDIAN
};

/// The models compared, by the names that the table gives them.
fn models() -> [(&'static str, Model); 4] {
    let p1812 = |time_percent| Model::P1812(P1812 { time_percent, ..P1812::LIGURIA_MEDIAN });
    [
        ("P.526", Model::P526(P526 { effective_earth_radius_km: EFFECTIVE_EARTH_RADIUS_KM })),
        ("P.1812, 50 %", p1812(50.0)),
        ("P.1812, 10 %", p1812(10.0)),
        ("ITM", Model::Itm(ITM)),
    ]
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, day, file] = &arguments[..] else { return Err("usage: DATA DATE FILE".into()) };
    divario::raster::quiet();
    let (mut losses, mut sights) = (Vec::new(), Vec::new());
    for world in worlds::all(Path::new(data))? {
        eprintln!("{}, {} sites …", world.name, world.sites.len());
        let comparison = Comparison { world: &world, effective_earth_radius_km: EFFECTIVE_EARTH_RADIUS_KM };
        losses.extend(models().map(|(name, model)| (world.name, name, comparison.losses(model))));
        sights.push((world.name, comparison.sight()));
    }
    let found = document::text(day, &losses, &sights);
    let before = std::fs::read_to_string(file).unwrap_or_default();
    if document::undated(&before) == document::undated(&found) {
        eprintln!("{file} is current");
    } else {
        std::fs::write(file, found)?;
        eprintln!("{file} is written");
    }
    Ok(())
}
