//! One site and every cell around it: what is seen, or what is lost, and what it costs to know.
//!
//! `cargo run --release --example 04_one_site -- terrain.tif --row 400 --col 300 --work exact-p526 --out loss.tif`
//!
//! The terrain is any GeoTIFF in a metric projection with square cells; the site stands on the centre of a cell. With
//! `--azimuth-deg 90 --width-deg 120` it looks east, and cells outside of that sector are left out; azimuths count from the north of the
//! raster. Read `ground.rs` (a raster becomes a [`Terrain`](divario::terrain::Terrain)), `works.rs` (what can be computed),
//! `exact.rs` (path by path, row by row in parallel), `sweep.rs` (radial by radial), `output.rs` (the raster that comes out), then
//! `meter.rs`. One line of JSON tells cells, seconds and memory: `benches/peers/run` sets it beside other tools.

mod exact;
mod ground;
mod meter;
mod output;
mod sweep;
mod works;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use clap::builder::RangedU64ValueParser;
use divario::coverage::AzimuthRange;
use divario::propagation::{Polarisation, Terminals};
use divario::raster::{Band, Image};
use divario::terrain::Terrain;
use divario::units::Projected;
use meter::{Meter, Spent};
use output::Output;
use works::{Found, Work};

/// Computes one site on one terrain and says what that cost.
#[derive(Debug, Parser)]
struct Arguments {
    /// Elevation raster in a metric projection, square cells, north up
    terrain: PathBuf,
    /// Row of the site's cell, 0 in the north
    #[arg(long)]
    row: usize,
    /// Column of the site's cell, 0 in the west
    #[arg(long)]
    col: usize,
    /// What is computed
    #[arg(long)]
    work: Work,
    /// Height of the site's antenna above ground, m, 0.5 to 3000
    #[arg(long, default_value_t = 30.0, value_parser = within(0.5, 3_000.0))]
    antenna_height_m: f64,
    /// Height of the receivers above ground, m, 0.5 to 3000
    #[arg(long, default_value_t = 5.0, value_parser = within(0.5, 3_000.0))]
    receiver_height_m: f64,
    /// Carrier frequency, MHz, 30 to 6000
    #[arg(long, default_value_t = 3_500.0, value_parser = within(30.0, 6_000.0))]
    frequency_mhz: f64,
    /// Cells farther away than this are left out, km, 0.001 to 1000000
    #[arg(long, default_value_t = 30.0, value_parser = within(0.001, 1e6))]
    range_km: f64,
    /// Azimuth of the middle of a sector, degrees clockwise from the raster's north, 0 to 360; all around without
    #[arg(long, requires = "width_deg", value_parser = within(0.0, 360.0))]
    azimuth_deg: Option<f64>,
    /// Width of the sector, degrees, 0.001 to 360
    #[arg(long, requires = "azimuth_deg", value_parser = within(0.001, 360.0))]
    width_deg: Option<f64>,
    /// Share of the year for which the loss of P.1812 is not exceeded, %, 1 to 50; others take no notice
    #[arg(long, default_value_t = 50.0, value_parser = within(1.0, 50.0))]
    time_percent: f64,
    /// Threads, 1 to 1024
    #[arg(long, default_value_t = 1, value_parser = RangedU64ValueParser::<usize>::new().range(1..=1_024))]
    threads: usize,
    /// Only every so many-th row and column, 1 to 10000: exact paths are slow
    #[arg(long, default_value_t = 1, value_parser = RangedU64ValueParser::<usize>::new().range(1..=10_000))]
    every: usize,
    /// Where the raster goes, a GeoTIFF; none is written without. A file of that name is replaced when the work is done
    #[arg(long)]
    out: Option<PathBuf>,
}

impl Arguments {
    fn sector(&self) -> Option<AzimuthRange> {
        self.azimuth_deg
            .zip(self.width_deg)
            .map(|(azimuth_deg, width_deg)| AzimuthRange { azimuth_deg, width_deg })
    }
}

/// A parser of numbers in a range.
fn within(least: f64, most: f64) -> impl Fn(&str) -> Result<f64, String> + Clone {
    move |text| match text.parse() {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        _ => Err(format!("give a number from {least} to {most}")),
    }
}

/// Everything that is known before the computing begins.
struct Scene {
    terrain: Terrain,
    site: Projected,
    terminals: Terminals,
    range_m: f64,
    sector: Option<AzimuthRange>,
    time_percent: f64,
    every: usize,
}

#[expect(clippy::print_stderr, reason = "a program says why it failed")]
fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("04_one_site: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    divario::raster::quiet();
    let output = arguments.out.as_deref().map(Output::probed).transpose()?;
    let scene = scene(arguments)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(arguments.threads).build()?;
    let meter = Meter::start();
    let found = pool.install(|| arguments.work.compute(&scene));
    let spent = meter.spent();
    print_line(arguments, &found, spent);
    output.map_or(Ok(()), |output| write(&scene.terrain, &found, &output))
}

fn scene(arguments: &Arguments) -> Result<Scene, Box<dyn Error>> {
    let terrain = ground::read(&arguments.terrain)?;
    let (rows, cols) = (terrain.grid.rows, terrain.grid.cols);
    if arguments.row >= rows || arguments.col >= cols {
        return Err(format!("the site must stand on one of {rows} rows and {cols} columns").into());
    }
    if terrain.height_m[[arguments.row, arguments.col]].is_nan() {
        return Err("the site stands on a cell without elevation".into());
    }
    Ok(Scene {
        site: terrain.grid.center(arguments.row, arguments.col),
        terrain,
        terminals: Terminals {
            tx_height_m: arguments.antenna_height_m,
            rx_height_m: arguments.receiver_height_m,
            frequency_mhz: arguments.frequency_mhz,
            polarisation: Polarisation::Vertical,
        },
        range_m: 1_000.0 * arguments.range_km,
        sector: arguments.sector(),
        time_percent: arguments.time_percent,
        every: arguments.every.max(1),
    })
}

#[expect(clippy::print_stdout, reason = "an example says what it found")]
fn print_line(arguments: &Arguments, found: &Found, spent: Spent) {
    let cells = found.cells();
    let line = serde_json::json!({
        "work": arguments.work.to_string(),
        "threads": arguments.threads,
        "cells": cells,
        "cpu_s": spent.cpu_s,
        "wall_s": spent.wall_s,
        "cpu_ns_per_cell": spent.cpu_s.map(|cpu_s| 1e9 * cpu_s / cells as f64),
        "peak_memory_mib": meter::peak_memory_mib(),
    });
    println!("{line}");
}

fn write(terrain: &Terrain, found: &Found, output: &Output) -> Result<(), Box<dyn Error>> {
    let band = Band { name: found.name, unit: found.unit, meaning: found.meaning, values: &found.values };
    let image = Image {
        crs: &terrain.crs,
        geo_transform: terrain.grid.geo_transform(),
        metadata: &[],
        bands: &[band],
    };
    output.write(&image)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(options: &[&str]) -> Result<Arguments, clap::Error> {
        let always = ["04_one_site", "terrain.tif", "--row", "1", "--col", "2", "--work", "sight"];
        Arguments::try_parse_from(always.iter().chain(options))
    }

    #[test]
    fn a_sector_has_azimuth_and_width_or_neither() {
        assert_eq!(parsed(&[]).unwrap().sector(), None);
        let east = parsed(&["--azimuth-deg", "90", "--width-deg", "120"]).unwrap().sector();
        assert_eq!(east, Some(AzimuthRange { azimuth_deg: 90.0, width_deg: 120.0 }));
        let alone = [["--azimuth-deg", "90"], ["--width-deg", "120"]];
        assert!(alone.iter().all(|options| parsed(options).is_err()));
    }

    #[test]
    fn no_sector_is_out_of_range() {
        for (azimuth, width) in
            [("-1", "60"), ("361", "60"), ("90", "0"), ("90", "361"), ("NaN", "60"), ("90", "NaN")]
        {
            let (azimuth, width) = (format!("--azimuth-deg={azimuth}"), format!("--width-deg={width}"));
            assert!(parsed(&[&azimuth, &width]).is_err(), "{azimuth} {width}");
        }
        assert!(parsed(&["--azimuth-deg", "360", "--width-deg", "360"]).is_ok());
    }

    #[test]
    fn what_is_wrong_with_a_raster_is_told_in_words() {
        let mut arguments = parsed(&[]).unwrap();
        arguments.terrain = "no/such/terrain.tif".into();
        let told = run(&arguments).unwrap_err().to_string();
        assert!(told.starts_with("no/such/terrain.tif: ") && !told.contains("NullPointer"), "{told}");
    }
}
