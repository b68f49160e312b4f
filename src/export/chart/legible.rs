//! What the texts of every picture keep: they stay on the paper and off each other.

use super::label::width_px;
use super::picture::{Align, Mark, Picture, Text};

/// All texts of a picture.
pub(super) fn texts(picture: &Picture) -> Vec<&Text> {
    let marks = picture.marks.iter();
    marks.filter_map(|mark| if let Mark::Text(text) = mark { Some(text) } else { None }).collect()
}

/// Left, top, right, bottom of the letters, px.
fn extent(text: &Text) -> [f64; 4] {
    let width_px = width_px(&text.words, text.size_px);
    let left_px = match text.align {
        Align::Left => text.at.0,
        Align::Middle => text.at.0 - width_px / 2.0,
        Align::Right => text.at.0 - width_px,
    };
    let half_px = text.size_px * 0.45;
    [left_px, text.at.1 - half_px, left_px + width_px, text.at.1 + half_px]
}

/// Asserts that each of these texts lies on the paper, and none on another.
pub(super) fn assert_legible(name: &str, picture: &Picture, texts: &[&Text]) {
    for (index, text) in texts.iter().enumerate() {
        let [left, top, right, bottom] = extent(text);
        let inside = left >= 0.0 && top >= 0.0 && right <= picture.width_px && bottom <= picture.height_px;
        assert!(inside, "{name}: {text:?} leaves the paper");
        for other in &texts[index + 1..] {
            let [l, t, r, b] = extent(other);
            let apart = right <= l || r <= left || bottom <= t || b <= top;
            assert!(apart, "{name}: {text:?} touches {other:?}");
        }
    }
}
