//! From a picture to SVG text or pixels: the only file that knows plotters.

use std::fmt::Display;
use std::sync::OnceLock;

use plotters::coord::Shift;
use plotters::prelude::{
    BitMapBackend, Circle, DrawingArea, DrawingBackend, FontDesc, FontFamily, FontStyle, IntoDrawingArea,
    PathElement, Polygon, RGBColor, Rectangle, SVGBackend, ShapeStyle, TextStyle,
};
use plotters::style::register_font;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::label::clean;
use super::palette::Rgb;
use super::picture::{Align, Mark, Picture, Text};
use crate::problem::Error;

/// Families named in the SVG, the embedded one first; Verdana has nearly the same widths where DejaVu is missing.
const FAMILY: &str = "DejaVu Sans, Verdana, sans-serif";
static FONT: &[u8] = include_bytes!("../../../data/fonts/DejaVuSans.ttf");
/// Ascent plus descent of the embedded font over its letter square (its `hhea` table: 1901 + 483 over 2048 units).
const LINE_RATIO: f64 = 2384.0 / 2048.0;
/// Plotters divides the size by this before it writes it into an SVG (plotters-svg 0.3.7, `draw_text`).
const SVG_SIZE_RATIO: f64 = 1.24;
/// By how much of the letter square plotters sets text too high in a bitmap, as seen with the embedded font.
const BITMAP_DROP_RATIO: f64 = 0.25;

/// Interleaved RGB pixels, row by row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pixels {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) rgb: Vec<u8>,
}

/// What differs between the two kinds of output.
#[derive(Debug, Clone, Copy)]
struct Medium {
    units_per_px: f64,
    /// Plotters' size for a letter square of one unit.
    font_ratio: f64,
    drop_ratio: f64,
}

/// An SVG document; bytes depend on the picture alone.
pub(super) fn svg(picture: &Picture) -> Result<String, Error> {
    let size = (picture.width_px as u32, picture.height_px as u32);
    let mut document = String::new();
    let medium = Medium { units_per_px: 1.0, font_ratio: SVG_SIZE_RATIO, drop_ratio: 0.0 };
    paint(&SVGBackend::with_string(&mut document, size).into_drawing_area(), picture, medium)?;
    let body = document.split_once('\n').map_or("", |(_, body)| body);
    Ok(format!("{}{body}", svg_head(&picture.title, size)))
}

/// Opens the document as plotters would, and names it for screen readers.
fn svg_head(title: &str, (width, height): (u32, u32)) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\">\n<title>{}</title>\n",
        escaped(&clean(title)),
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Draws a picture over pixels, `scale` of them to a pixel of the picture.
pub(super) fn paint_over(pixels: &mut Pixels, scale: f64, picture: &Picture) -> Result<(), Error> {
    let size = (pixels.width as u32, pixels.height as u32);
    let medium = Medium { units_per_px: scale, font_ratio: LINE_RATIO, drop_ratio: BITMAP_DROP_RATIO };
    let area = BitMapBackend::with_buffer(&mut pixels.rgb, size).into_drawing_area();
    paint(&area, picture, medium)
}

/// Width of a line of text at a letter square of one pixel, px.
pub(super) fn text_width_ratio(text: &str) -> f64 {
    const MEASURED_AT_PX: f64 = 100.0;
    let width = font(MEASURED_AT_PX * LINE_RATIO).layout_box(text).map_or(0, |(_, (right, _))| right);
    f64::from(width) / MEASURED_AT_PX
}

fn font(size: f64) -> FontDesc<'static> {
    static REGISTERED: OnceLock<bool> = OnceLock::new();
    let registered = *REGISTERED.get_or_init(|| register_font(FAMILY, FontStyle::Normal, FONT).is_ok());
    debug_assert!(registered, "the embedded font is whole");
    FontDesc::new(FontFamily::Name(FAMILY), size, FontStyle::Normal)
}

fn paint<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>,
    picture: &Picture,
    medium: Medium,
) -> Result<(), Error> {
    for mark in &picture.marks {
        paint_mark(area, mark, medium)?;
    }
    area.present().map_err(failed)
}

fn paint_mark<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>,
    mark: &Mark,
    medium: Medium,
) -> Result<(), Error> {
    let length = |px: f64| (px * medium.units_per_px).round() as i32;
    let at = |(x_px, y_px): (f64, f64)| (length(x_px), length(y_px));
    match mark {
        Mark::Rect { corner, opposite, fill } => {
            area.draw(&Rectangle::new([at(*corner), at(*opposite)], filled(*fill)))
        }
        Mark::Path { points, width_px, colour } => {
            let width = length(*width_px).max(1) as u32;
            let points: Vec<_> = points.iter().map(|point| at(*point)).collect();
            area.draw(&PathElement::new(points, filled(*colour).stroke_width(width)))
        }
        Mark::Polygon { points, fill } => {
            let points: Vec<_> = points.iter().map(|point| at(*point)).collect();
            area.draw(&Polygon::new(points, filled(*fill)))
        }
        Mark::Circle { center, radius_px, fill } => {
            area.draw(&Circle::new(at(*center), length(*radius_px), filled(*fill)))
        }
        Mark::Text(text) => return paint_text(area, text, medium),
    }
    .map_err(failed)
}

fn paint_text<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>,
    text: &Text,
    medium: Medium,
) -> Result<(), Error> {
    let anchor = match text.align {
        Align::Left => HPos::Left,
        Align::Middle => HPos::Center,
        Align::Right => HPos::Right,
    };
    let size = text.size_px * medium.units_per_px;
    let colour = rgb(text.colour);
    let style =
        TextStyle::from(font(size * medium.font_ratio)).color(&colour).pos(Pos::new(anchor, VPos::Center));
    let x = text.at.0 * medium.units_per_px;
    let y = text.at.1 * medium.units_per_px + size * medium.drop_ratio;
    area.draw_text(&clean(&text.words), &style, (x.round() as i32, y.round() as i32)).map_err(failed)
}

fn rgb(colour: Rgb) -> RGBColor {
    RGBColor(colour.0, colour.1, colour.2)
}

fn filled(colour: Rgb) -> ShapeStyle {
    ShapeStyle::from(&rgb(colour)).filled()
}

fn failed(reason: impl Display) -> Error {
    Error::Failed { stage: "drawing a chart", reason: reason.to_string() }
}

impl Pixels {
    /// A white sheet.
    pub(super) fn white(width: usize, height: usize) -> Self {
        Self { width, height, rgb: vec![u8::MAX; width * height * 3] }
    }

    /// Sets one pixel.
    pub(super) fn set(&mut self, row: usize, col: usize, colour: Rgb) {
        let start = (row * self.width + col) * 3;
        self.rgb[start..start + 3].copy_from_slice(&[colour.0, colour.1, colour.2]);
    }

    /// One pixel for each `factor` × `factor` block, its mean: smooth edges.
    pub(super) fn reduced(&self, factor: usize) -> Self {
        let mut small = Self::white(self.width / factor, self.height / factor);
        for row in 0..small.height {
            for col in 0..small.width {
                small.set(row, col, self.block_mean(row * factor, col * factor, factor));
            }
        }
        small
    }

    fn block_mean(&self, top: usize, left: usize, side: usize) -> Rgb {
        let mut sums = [0_u32; 3];
        for row in top..top + side {
            let start = (row * self.width + left) * 3;
            for pixel in self.rgb[start..start + side * 3].chunks_exact(3) {
                for (sum, value) in sums.iter_mut().zip(pixel) {
                    *sum += u32::from(*value);
                }
            }
        }
        let cells = (side * side) as u32;
        let mean = |sum: u32| ((sum + cells / 2) / cells) as u8;
        Rgb(mean(sums[0]), mean(sums[1]), mean(sums[2]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_follow_the_letters() {
        assert!(text_width_ratio("W") > text_width_ratio("i"));
        let twice = text_width_ratio("nnnn") / text_width_ratio("nn");
        assert!((twice - 2.0).abs() < 0.03, "{twice}");
    }

    #[test]
    fn reduction_takes_the_mean_of_a_block() {
        let mut pixels = Pixels::white(4, 2);
        pixels.set(0, 0, Rgb(0, 0, 0));
        pixels.set(1, 1, Rgb(55, 155, 255));
        let small = pixels.reduced(2);
        assert_eq!(small.rgb, vec![141, 166, 191, 255, 255, 255]);
    }
}
