//! Which pixels lie inside the planned comuni.

use super::super::picture::At;

/// One flag for each pixel of `width` × `height`: inside an odd number of rings, so that holes count as outside.
///
/// Edges shared by two rings cancel exactly, for their crossings are computed from the same end.
pub(super) fn mask(rings: &[Vec<At>], (width, height): (usize, usize)) -> Vec<bool> {
    let mut crossings: Vec<Vec<f64>> = vec![Vec::new(); height];
    for ring in rings {
        let next = ring.iter().cycle().skip(1);
        for (from, to) in ring.iter().zip(next) {
            add_crossings(&mut crossings, *from, *to);
        }
    }
    let mut inside = vec![false; width * height];
    for (row, xs) in crossings.iter_mut().enumerate() {
        xs.sort_by(f64::total_cmp);
        for pair in xs.chunks_exact(2) {
            let col = |x: f64| (x - 0.5).ceil().clamp(0.0, width as f64) as usize;
            inside[row * width + col(pair[0])..row * width + col(pair[1])].fill(true);
        }
    }
    inside
}

/// Notes where an edge crosses the middle of each row of pixels.
fn add_crossings(crossings: &mut [Vec<f64>], a: At, b: At) {
    let (upper, lower) = if (a.1, a.0) <= (b.1, b.0) { (a, b) } else { (b, a) };
    let finite = [upper.0, upper.1, lower.0, lower.1].iter().all(|value| value.is_finite());
    if !finite || upper.1 == lower.1 {
        return;
    }
    let first = (upper.1 - 0.5).ceil().max(0.0) as usize;
    let beyond = (lower.1 - 0.5).ceil().clamp(0.0, crossings.len() as f64) as usize;
    for (row, xs) in crossings.iter_mut().enumerate().take(beyond).skip(first) {
        let share = (row as f64 + 0.5 - upper.1) / (lower.1 - upper.1);
        xs.push(upper.0 + share * (lower.0 - upper.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(rings: &[Vec<At>]) -> Vec<String> {
        let flags = mask(rings, (6, 4));
        flags
            .chunks(6)
            .map(|row| row.iter().map(|inside| if *inside { '#' } else { '.' }).collect())
            .collect()
    }

    #[test]
    fn a_square_with_a_hole() {
        let outer = vec![(1.0, 0.0), (6.0, 0.0), (6.0, 4.0), (1.0, 4.0)];
        let hole = vec![(3.0, 1.0), (3.0, 3.0), (5.0, 3.0), (5.0, 1.0)];
        assert_eq!(drawn(&[outer, hole]), [".#####", ".##..#", ".##..#", ".#####"]);
    }

    #[test]
    fn neighbours_leave_no_gap_along_a_slanted_border() {
        let west = vec![(0.0, 0.0), (2.3, 0.0), (3.7, 4.0), (0.0, 4.0)];
        let east = vec![(6.0, 0.0), (2.3, 0.0), (3.7, 4.0), (6.0, 4.0)];
        assert_eq!(drawn(&[west, east]), ["######"; 4]);
    }

    #[test]
    fn broken_rings_are_survived() {
        let broken = vec![vec![], vec![(1.0, 1.0)], vec![(f64::NAN, 0.0), (2.0, 9.0), (3.0, -7.0)]];
        assert_eq!(mask(&broken, (6, 4)).len(), 24);
    }
}
