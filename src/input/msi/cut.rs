//! One cut: its points as the file has them, and the losses at whole degrees that they make.

use super::Notes;

/// No antenna is measured to less than this below its gain, dB.
const LOSS_MAX_DB: f64 = 200.0;
/// Angles that can be meant, degrees.
const ANGLE_DEG: (f64, f64) = (-180.0, 360.0);
/// Points further apart than this do not say what lies between them, degrees.
const STEP_MAX_DEG: f64 = 2.0;
/// Two losses at one angle that are one, dB.
const SAME_DB: f64 = 0.05;
/// Two angles that are one, degrees.
const SAME_DEG: f64 = 1e-6;

/// A block of points.
pub(super) struct Cut {
    name: &'static str,
    line: u64,
    /// How many points the file says there are.
    declared_count: Option<usize>,
    points: Vec<Point>,
    /// Whether a point could not be read.
    is_broken: bool,
    has_comma: bool,
}

#[derive(Clone, Copy)]
struct Point {
    line: u64,
    angle_deg: f64,
    loss_db: f64,
}

impl Cut {
    pub(super) fn new(name: &'static str, line: u64, declared_count: Option<usize>) -> Self {
        Self { name, line, declared_count, points: vec![], is_broken: false, has_comma: false }
    }

    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Takes a line of numbers.
    pub(super) fn point(&mut self, line: u64, text: &str, notes: &mut Notes) {
        match parsed(text) {
            Ok((angle_deg, loss_db, has_comma)) => {
                if has_comma && !self.has_comma {
                    notes.warn(line, &format!("{} has decimal commas; read as points", self.name));
                }
                self.has_comma |= has_comma;
                self.points.push(Point { line, angle_deg, loss_db });
            }
            // one wrong line often means that all are: the first tells enough
            Err(_) if self.is_broken => {}
            Err((code, found)) => {
                let remedy = format!("write an angle from 0 to 359 and a loss up to {LOSS_MAX_DB} dB");
                notes.refuse(code, line, format!("{found} in {}", self.name), remedy);
                self.is_broken = true;
            }
        }
    }

    /// The losses at whole degrees, signs as in the file; `None`, with the problem noted, where the points do not give
    /// them.
    pub(super) fn losses_db(&self, notes: &mut Notes) -> Option<Vec<f64>> {
        if self.is_broken {
            return None;
        }
        let points = self.around(notes)?;
        self.check_gaps(&points, notes)?;
        self.say_count(points.len(), notes);
        let losses_db: Vec<_> = (0..360_u16).map(|degree| at_degree(&points, f64::from(degree))).collect();
        self.say_interpolated(&losses_db, notes);
        Some(losses_db.into_iter().map(|(loss_db, _)| loss_db).collect())
    }

    /// The points by rising angle from 0, each angle once.
    fn around(&self, notes: &mut Notes) -> Option<Vec<Point>> {
        let is_rising = self.points.is_sorted_by(|a, b| a.angle_deg <= b.angle_deg);
        if !is_rising {
            notes.warn(self.line, &format!("{} has its points out of order; sorted by angle", self.name));
        }
        let wrap = |point: &Point| Point { angle_deg: point.angle_deg.rem_euclid(360.0), ..*point };
        let mut points: Vec<Point> = self.points.iter().map(wrap).collect();
        points.sort_by(|a, b| a.angle_deg.total_cmp(&b.angle_deg));
        let is_twin = |a: &Point, b: &Point| b.angle_deg - a.angle_deg < SAME_DEG;
        let is_other = |a: &Point, b: &Point| (b.loss_db - a.loss_db).abs() > SAME_DB;
        let twins: Vec<[Point; 2]> = points
            .windows(2)
            .filter(|pair| is_twin(&pair[0], &pair[1]))
            .map(|pair| [pair[0], pair[1]])
            .collect();
        if let Some([first, second]) = twins.iter().find(|[a, b]| is_other(a, b)) {
            let found = format!(
                "{} has a loss of {} dB at {}°, and one of {} dB on line {}",
                self.name, second.loss_db, second.angle_deg, first.loss_db, first.line
            );
            notes.refuse("repeated-angle", second.line, found, "keep the right one");
            return None;
        }
        if let Some([_, second]) = twins.first() {
            let what = format!("{} has the angle {}° twice; read once", self.name, second.angle_deg);
            notes.warn(second.line, &what);
        }
        points.dedup_by(|b, a| is_twin(a, b));
        Some(points)
    }

    /// Refuses points that leave more than 2° open.
    fn check_gaps(&self, points: &[Point], notes: &mut Notes) -> Option<()> {
        let Some((first, last)) = points.first().zip(points.last()) else {
            let found = format!("{} has no points", self.name);
            notes.refuse("missing-points", self.line, found, "give 360 lines, each an angle and a loss");
            return None;
        };
        let round = [Point { angle_deg: first.angle_deg + 360.0, ..*first }];
        let next = points.iter().skip(1).chain(&round);
        let gap = points.iter().zip(next).find(|(a, b)| b.angle_deg - a.angle_deg > STEP_MAX_DEG + SAME_DEG);
        let Some((from, to)) = gap else { return Some(()) };
        let found = format!(
            "{} has {} points and none between {}° and {}°",
            self.name,
            points.len(),
            from.angle_deg,
            to.angle_deg
        );
        // past the last angle there is no line to point at
        let line = if from.line == last.line { self.line } else { from.line };
        notes.refuse("missing-points", line, found, "give the loss at every degree, all around");
        None
    }

    fn say_count(&self, count: usize, notes: &mut Notes) {
        let found = self.points.len();
        if self.declared_count.is_some_and(|declared| declared != found) && found != 361 {
            let what =
                format!("{} says {} points, there are {found}", self.name, self.declared_count.unwrap_or(0));
            notes.warn(self.line, &what);
        }
        if count > 360 {
            let what = format!("{} has {count} points; those at whole degrees are used", self.name);
            notes.warn(self.line, &what);
        }
    }

    fn say_interpolated(&self, losses_db: &[(f64, bool)], notes: &mut Notes) {
        let open: Vec<usize> = (0..losses_db.len()).filter(|degree| !losses_db[*degree].1).collect();
        if let Some(first) = open.first() {
            let what = format!(
                "{} gives no loss at {} of 360 degrees, the first at {first}°; taken from the neighbours",
                self.name,
                open.len()
            );
            notes.warn(self.line, &what);
        }
    }
}

/// The loss at a whole degree, and whether it stands in the file; the points go around, at most 2° apart.
fn at_degree(points: &[Point], degree: f64) -> (f64, bool) {
    let after = points.partition_point(|point| point.angle_deg < degree - SAME_DEG);
    let turned = |index: usize, turn_deg: f64| (points[index].angle_deg + turn_deg, points[index].loss_db);
    let (right_deg, right_db) = if after < points.len() { turned(after, 0.0) } else { turned(0, 360.0) };
    if right_deg - degree <= SAME_DEG {
        return (right_db, true);
    }
    let (left_deg, left_db) =
        if after > 0 { turned(after - 1, 0.0) } else { turned(points.len() - 1, -360.0) };
    let share = (degree - left_deg) / (right_deg - left_deg);
    (left_db + share * (right_db - left_db), false)
}

/// Angle, loss, and whether they have decimal commas; else a code and what was found.
fn parsed(text: &str) -> Result<(f64, f64, bool), (&'static str, String)> {
    let no_point = || ("bad-point", format!("found \"{}\", which is no angle and loss", shown(text)));
    let by_blanks: Vec<&str> = text
        .split_once('#')
        .map_or(text, |(point, _comment)| point)
        .split(|c: char| c.is_whitespace() || c == ';')
        .map(|word| word.trim_end_matches(','))
        .filter(|word| !word.is_empty())
        .collect();
    let words = match by_blanks.as_slice() {
        [one] => one.split(',').collect(),
        _ => by_blanks,
    };
    let [angle, loss] = words.as_slice() else { return Err(no_point()) };
    let has_comma = angle.contains(',') || loss.contains(',');
    let number = |word: &str| word.replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite());
    let (angle_deg, loss_db) = number(angle).zip(number(loss)).ok_or_else(no_point)?;
    if !(ANGLE_DEG.0..=ANGLE_DEG.1).contains(&angle_deg) {
        return Err(("out-of-range", format!("found an angle of {angle_deg}°")));
    }
    if loss_db.abs() > LOSS_MAX_DB {
        return Err(("out-of-range", format!("found a loss of {loss_db} dB")));
    }
    Ok((angle_deg, loss_db, has_comma))
}

/// The beginning of a text: what a message can show.
fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}
