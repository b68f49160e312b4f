//! The demo province, read as a plan would read it.

use std::path::{Path, PathBuf};

use divario::Inputs;
use divario::coverage::Access;
use divario::progress::Silent;

/// The demo scenario with every file it names, its terrain at a cell size of choice.
pub fn inputs(cell_m: f64) -> Inputs {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let text = std::fs::read_to_string(folder.join("demo.json")).expect("the demo is part of the repository");
    let mut scenario: serde_json::Value = serde_json::from_str(&text).expect("the demo is JSON");
    scenario["terrain"]["cell_m"] = cell_m.into();
    let copy: PathBuf = std::env::temp_dir().join(format!("divario-bench-{}.json", std::process::id()));
    std::fs::write(&copy, scenario.to_string()).expect("the folder for temporary files can be written");
    let inputs = Inputs::read(&copy, Some(&folder), &Silent);
    std::fs::remove_file(&copy).expect("a file that was just written can be removed");
    inputs.expect("the demo scenario is sound")
}

/// The access network of the demo.
pub fn access(inputs: &Inputs) -> Access {
    Access::new(&inputs.scenario.radio, &inputs.scenario.service, &inputs.antennas)
        .expect("the demo's radio is sound")
}
