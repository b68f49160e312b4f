//! A picture as a list of shapes and texts, in pixels from the upper left corner.

use super::palette::Rgb;

/// A point: right, down, px.
pub(super) type At = (f64, f64);

/// On which side of its anchor a text lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    /// Starts there.
    Left,
    /// Centred there.
    Middle,
    /// Ends there.
    Right,
}

/// A line of text, vertically centred on its anchor.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Text {
    pub(super) words: String,
    pub(super) at: At,
    /// Size of the letter square, px.
    pub(super) size_px: f64,
    pub(super) align: Align,
    pub(super) colour: Rgb,
}

/// One thing to draw.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    Rect { corner: At, opposite: At, fill: Rgb },
    Path { points: Vec<At>, width_px: f64, colour: Rgb },
    Polygon { points: Vec<At>, fill: Rgb },
    Circle { center: At, radius_px: f64, fill: Rgb },
    Text(Text),
}

/// A picture: drawn in the order of its marks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Picture {
    pub(super) width_px: f64,
    pub(super) height_px: f64,
    /// Read out by screen readers; not drawn.
    pub(super) title: String,
    pub(super) marks: Vec<Mark>,
}

impl Picture {
    /// An empty picture.
    pub(super) fn new(width_px: f64, height_px: f64, title: impl Into<String>) -> Self {
        Self { width_px, height_px, title: title.into(), marks: Vec::new() }
    }

    /// A filled rectangle between two opposite corners.
    pub(super) fn rect(&mut self, corner: At, opposite: At, fill: Rgb) {
        self.marks.push(Mark::Rect { corner, opposite, fill });
    }

    /// An open line through points.
    pub(super) fn path(&mut self, points: Vec<At>, width_px: f64, colour: Rgb) {
        if points.len() > 1 {
            self.marks.push(Mark::Path { points, width_px, colour });
        }
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: At, to: At, width_px: f64, colour: Rgb) {
        self.path(vec![from, to], width_px, colour);
    }

    /// A filled polygon.
    pub(super) fn polygon(&mut self, points: Vec<At>, fill: Rgb) {
        self.marks.push(Mark::Polygon { points, fill });
    }

    /// A filled circle.
    pub(super) fn circle(&mut self, center: At, radius_px: f64, fill: Rgb) {
        self.marks.push(Mark::Circle { center, radius_px, fill });
    }

    /// A line of text.
    pub(super) fn text(&mut self, text: impl Into<String>, at: At, size_px: f64, align: Align, colour: Rgb) {
        let words = text.into();
        if !words.is_empty() {
            self.marks.push(Mark::Text(Text { words, at, size_px, align, colour }));
        }
    }

    /// Text with a rim, so that it is read on any ground.
    pub(super) fn haloed(
        &mut self,
        text: &str,
        at: At,
        size_px: f64,
        align: Align,
        (colour, rim): (Rgb, Rgb),
    ) {
        let reach_px = size_px * 0.12;
        for step in 0..12 {
            let angle_rad = f64::from(step) * std::f64::consts::TAU / 12.0;
            let around = (at.0 + reach_px * angle_rad.cos(), at.1 + reach_px * angle_rad.sin());
            self.text(text, around, size_px, align, rim);
        }
        self.text(text, at, size_px, align, colour);
    }
}
