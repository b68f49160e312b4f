//! ITM on invented terrain, against NTIA's program: all columns of `tests/golden/itm-1.4_frac.csv`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(
    dead_code,
    reason = "what reads and compares tables is shared with the validation tests, which use all of it"
)]

#[path = "validation/itm_cases.rs"]
mod cases;
#[path = "validation/deviations.rs"]
mod deviations;
#[path = "validation/table.rs"]
mod table;

use std::path::Path;

use table::Table;

#[test]
fn every_case_of_the_golden_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let profiles = cases::profiles(&folder.join("frac_profiles.csv"));
    let names = ["ITM golden frac, A", "ITM golden frac, all columns", "ITM golden frac, warnings and rc"];
    cases::compare(&Table::read(&folder.join("itm-1.4_frac.csv")), &profiles, names);
}
