//! Scale bar and north arrow, above the right end of the map, where they hide nothing.

use super::super::palette::{INK, OUTLINE, WHITE};
use super::super::picture::{Align, Picture};
use super::view::View;

const TEXT_SIZE_PX: f64 = 21.0;
/// Longest bar, px.
const BAR_MAX_PX: f64 = 240.0;

/// Draws both; the working projection's north is up.
pub(super) fn draw(picture: &mut Picture, view: &View) {
    let right_px = view.frame.left_px + view.frame.width_px;
    let y = view.frame.top_px - 28.0;
    north_arrow(picture, right_px - 12.0, y);
    bar(picture, view, (right_px - 60.0, y));
}

/// A bar of a round length that ends at `right_px`, its length before it.
fn bar(picture: &mut Picture, view: &View, (right_px, y): (f64, f64)) {
    let length_m = round_length_m(view.m_per_px() * BAR_MAX_PX);
    let left_px = right_px - length_m / view.m_per_px();
    picture.rect((left_px, y - 6.0), (right_px, y + 6.0), INK);
    picture.rect((f64::midpoint(left_px, right_px), y - 3.5), (right_px - 2.5, y + 3.5), WHITE);
    let length =
        if length_m >= 1_000.0 { format!("{} km", length_m / 1_000.0) } else { format!("{length_m} m") };
    picture.text(length, (left_px - 14.0, y), TEXT_SIZE_PX, Align::Right, INK);
}

/// The largest of 1, 2, 5 times a power of ten that is at most `length_m`, m.
fn round_length_m(length_m: f64) -> f64 {
    let power = 10_f64.powi(length_m.log10().floor() as i32);
    let factor = if length_m >= 5.0 * power {
        5.0
    } else if length_m >= 2.0 * power {
        2.0
    } else {
        1.0
    };
    factor * power
}

fn north_arrow(picture: &mut Picture, x: f64, y: f64) {
    let (tip, base, notch) = (y - 40.0, y + 2.0, y - 7.0);
    picture.polygon(vec![(x, tip), (x + 12.0, base), (x, notch)], INK);
    picture.polygon(vec![(x, tip), (x - 12.0, base), (x, notch)], OUTLINE.mixed(WHITE, 0.55));
    picture.text("N", (x, y + 13.0), TEXT_SIZE_PX, Align::Middle, INK);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scale_bars_are_round() {
        assert_eq!([1.0, 999.0, 2_000.0, 7_400.0].map(round_length_m), [1.0, 500.0, 2_000.0, 5_000.0]);
    }
}
