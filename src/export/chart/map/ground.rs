//! The ground of the map, pixel by pixel: land by height, sea, best rate, all under one light.

use ndarray::Array2;
use rayon::prelude::*;

use super::super::canvas::Pixels;
use super::super::palette::{COAST, LAND, Rgb, SEA, VOID, WHITE};
use super::super::picture::At;
use super::rates::Classes;
use super::relief::Relief;
use super::view::View;
use super::{FINENESS, MapInput, inside};
use crate::terrain::Grid;
use crate::units::Projected;

/// How much of the ground outside the planned comuni is bleached.
const OUTSIDE_SHARE: f64 = 0.55;

/// Paints the map's frame.
pub(super) fn paint(pixels: &mut Pixels, input: &MapInput<'_>, view: &View) {
    let fine = FINENESS as f64;
    let left = (view.frame.left_px * fine) as usize;
    let top = (view.frame.top_px * fine) as usize;
    let (width, height) = ((view.frame.width_px * fine) as usize, (view.frame.height_px * fine) as usize);
    let relief = Relief::sampled(input.grid, input.height_m, view, (width, height, 1.0 / fine));
    let planned = planned(input, view, (width, height));
    let land = LandTint::of(&relief);
    let classes = Classes::of(input.rate_mbps);
    let (grid, sea, rate_mbps) = (input.grid, input.sea, input.rate_mbps);
    let seas: Vec<bool> = (0..width * height)
        .into_par_iter()
        .map(|index| sea_at(grid, sea, view.position(pixel_at(view, index / width, index % width))))
        .collect();
    let colour = |index: usize| {
        let (row, col) = (index / width, index % width);
        if seas[index] {
            return if on_coast(&seas, (row, col), (width, height)) { COAST } else { SEA };
        }
        let cell = grid.cell_of(view.position(pixel_at(view, row, col)));
        let rate = cell.and_then(|cell| classes.colour(rate_mbps[cell]));
        let bleach = if planned[index] { 0.0 } else { OUTSIDE_SHARE };
        land_colour(&relief, &land, (row, col), rate).mixed(WHITE, bleach)
    };
    let colours: Vec<Rgb> = (0..width * height).into_par_iter().map(colour).collect();
    for (index, colour) in colours.into_iter().enumerate() {
        pixels.set(top + index / width, left + index % width, colour);
    }
}

/// Centre of a fine pixel of the map, in the picture.
fn pixel_at(view: &View, row: usize, col: usize) -> At {
    let fine = FINENESS as f64;
    (view.frame.left_px + (col as f64 + 0.5) / fine, view.frame.top_px + (row as f64 + 0.5) / fine)
}

/// Which fine pixels lie in the planned comuni; all of them where no outline is known.
fn planned(input: &MapInput<'_>, view: &View, size: (usize, usize)) -> Vec<bool> {
    if input.comuni_outlines_projected.is_empty() {
        return vec![true; size.0 * size.1];
    }
    let fine = FINENESS as f64;
    let to_pixel = |(x, y): At| ((x - view.frame.left_px) * fine, (y - view.frame.top_px) * fine);
    let rings: Vec<Vec<At>> = input
        .comuni_outlines_projected
        .iter()
        .map(|ring| ring.iter().map(|position| to_pixel(view.at(*position))).collect())
        .collect();
    inside::mask(&rings, size)
}

/// Sea where most of the four nearest cells, weighted by nearness, are sea: a coast without steps.
fn sea_at(grid: &Grid, sea: &Array2<bool>, position: Projected) -> bool {
    let (row, col) = grid.fractional(position);
    let (upper, left) = (row.floor(), col.floor());
    let (down, right) = (row - upper, col - left);
    let share = |row: f64, col: f64, weight: f64| {
        let known = row >= 0.0 && col >= 0.0 && row < grid.rows as f64 && col < grid.cols as f64;
        if known && sea[[row as usize, col as usize]] { weight } else { 0.0 }
    };
    share(upper, left, (1.0 - down) * (1.0 - right))
        + share(upper, left + 1.0, (1.0 - down) * right)
        + share(upper + 1.0, left, down * (1.0 - right))
        + share(upper + 1.0, left + 1.0, down * right)
        > 0.5
}

/// Whether a pixel of the sea has land within two pixels.
fn on_coast(seas: &[bool], (row, col): (usize, usize), (width, height): (usize, usize)) -> bool {
    let cols = col.saturating_sub(2)..(col + 3).min(width);
    (row.saturating_sub(2)..(row + 3).min(height))
        .any(|row| seas[row * width + cols.start..row * width + cols.end].contains(&false))
}

fn land_colour(relief: &Relief, land: &LandTint, (row, col): (usize, usize), rate: Option<Rgb>) -> Rgb {
    let height_m = relief.height_m[row * relief.width + col];
    let ground = || if height_m.is_finite() { land.colour(f64::from(height_m)) } else { VOID };
    rate.unwrap_or_else(ground).lit(relief.light(row, col))
}

/// Colours of the land between the lowest and the highest height of the map.
struct LandTint {
    lowest_m: f64,
    span_m: f64,
}

impl LandTint {
    fn of(relief: &Relief) -> Self {
        let known = relief.height_m.iter().copied().filter(|height_m| height_m.is_finite());
        let (low, high) =
            known.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), h| (low.min(h), high.max(h)));
        let span_m = f64::from(high) - f64::from(low);
        Self { lowest_m: f64::from(low), span_m: if span_m > 0.0 { span_m } else { 1.0 } }
    }

    fn colour(&self, height_m: f64) -> Rgb {
        let steps = (LAND.len() - 1) as f64;
        let place = ((height_m - self.lowest_m) / self.span_m).clamp(0.0, 1.0) * steps;
        let lower = (place.floor() as usize).min(LAND.len() - 2);
        LAND[lower].mixed(LAND[lower + 1], place - lower as f64)
    }
}
