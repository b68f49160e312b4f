//! How far the models are from what was published: the worst case of each comparison, printed as a row of a table.

/// The deviations of one quantity over all cases of one source.
pub struct Deviations {
    subject: &'static str,
    tolerance: f64,
    unit: &'static str,
    cases: usize,
    worst: f64,
    worst_case: String,
}

impl Deviations {
    /// A comparison: "P.1812 generated_lig, Lb", its tolerance and unit.
    pub fn new(subject: &'static str, tolerance: f64, unit: &'static str) -> Self {
        Self { subject, tolerance, unit, cases: 0, worst: 0.0, worst_case: String::new() }
    }

    /// Notes a case by its absolute deviation.
    pub fn note(&mut self, case: &str, found: f64, wanted: f64) {
        self.take(case, found, wanted, 1.0);
    }

    /// Notes a case by its relative deviation; around 0, where there is none, by the absolute one.
    pub fn note_relative(&mut self, case: &str, found: f64, wanted: f64) {
        self.take(case, found, wanted, wanted.abs().max(1.0));
    }

    fn take(&mut self, case: &str, found: f64, wanted: f64, scale: f64) {
        let off = (found - wanted).abs() / scale;
        self.cases += 1;
        // A NaN is further off than anything.
        if off.is_nan() || off > self.worst {
            self.worst = if off.is_nan() { f64::INFINITY } else { off };
            self.worst_case = format!("{case}: {found} for {wanted}");
        }
    }

    /// Prints the row, and fails where a case is further off than it may be, or where there is none.
    #[expect(clippy::print_stdout, reason = "the table is what the user asked for")]
    pub fn settle(self) {
        let Self { subject, tolerance, unit, cases, worst, worst_case } = self;
        println!("| {subject} | {cases} | {worst:.1e} {unit} | {tolerance:.0e} {unit} |");
        assert!(cases > 0, "{subject}: no case was found");
        assert!(worst <= tolerance, "{subject}: {worst} {unit} off, {worst_case}");
    }
}
