//! Plans that several tests look at.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::world::{Run, World, divario, files_in, text};

/// Cells of the demo province in tests, m: its own cells would take a minute, and show nothing more.
const DEMO_CELL_M: f64 = 120.0;

/// A scenario in a folder of its own, and the folder of its results.
pub struct Planned {
    pub home: TempDir,
    pub scenario: PathBuf,
    pub out: PathBuf,
}

pub fn scenarios() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

/// A JSON file.
pub fn json_file(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

impl Planned {
    /// The invented small world.
    pub fn world() -> Self {
        Self::of(World::new())
    }

    /// A small world, changed.
    pub fn of(world: World) -> Self {
        let (scenario, out) = (world.save(), world.out());
        Self { home: world.folder, scenario, out }
    }

    /// The smallest scenario of the repository.
    pub fn minimal() -> Self {
        Self::changed("minimal.json", |_| ())
    }

    /// The demo province, on coarse cells.
    pub fn demo() -> Self {
        Self::changed("demo.json", |scenario| scenario["terrain"]["cell_m"] = DEMO_CELL_M.into())
    }

    /// A scenario of the repository with some values changed.
    pub fn changed(name: &str, change: impl FnOnce(&mut Value)) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut scenario = json_file(&scenarios().join(name));
        change(&mut scenario);
        let file = home.path().join("scenario.json");
        fs::write(&file, scenario.to_string()).unwrap();
        let out = home.path().join("out");
        Self { home, scenario: file, out }
    }

    /// Asserts that what a command writes, with this document in it, takes neither the place of its inputs nor that of a plan, and
    /// that a plan does not take its.
    pub fn assert_folders_stay_apart(&self, command: &str, document: &str) {
        let home = text(self.home.path());
        let own = divario(&[command, text(&self.scenario), "--data", text(&scenarios()), "--out", home]);
        assert_eq!(own.status, 2);
        assert!(own.stderr.contains("output-over-input"), "{}", own.stderr);
        for (document, command) in [("plan.json", command), (document, "plan")] {
            let out = self.home.path().join(command);
            fs::create_dir(&out).unwrap();
            fs::write(out.join(document), "{}").unwrap();
            let run = divario(&[command, text(&self.scenario), "--out", text(&out)]);
            assert_eq!(run.status, 2);
            assert!(run.stderr.contains("folder-of-another-command"), "{}", run.stderr);
            assert_eq!(files_in(&out).len(), 1);
        }
    }

    /// Plans it into a folder, with more options.
    pub fn plan_into(&self, out: &Path, options: &[&str]) -> Run {
        let scenarios = scenarios();
        let usual = ["plan", text(&self.scenario), "--data", text(&scenarios), "--out", text(out)];
        let run = divario(&[&usual, options].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        run
    }

    /// Plans it, and returns itself.
    pub fn done(self) -> Self {
        self.plan_into(&self.out, &["--quiet"]);
        self
    }

    /// `plan.json`.
    pub fn plan(&self) -> Value {
        json_file(&self.out.join("plan.json"))
    }
}

/// Runs `divario plan` on a world; the run, and the folder that it was to write.
pub fn plan(world: &World) -> (Run, PathBuf) {
    let out = world.out();
    (divario(&["plan", text(&world.save()), "--out", text(&out)]), out)
}

/// The plan of a world, verified, and what the verifier said.
pub fn verified(world: &World) -> (Value, String) {
    let (run, out) = plan(world);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let verdict = divario(&["verify", text(&out)]);
    assert_eq!(verdict.status, 0, "{}", verdict.stderr);
    (json_file(&out.join("plan.json")), verdict.stdout)
}
