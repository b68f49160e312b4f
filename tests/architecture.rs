//! The house rules that a compiler does not check: one-way modules, one room for each foreign library.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say so at once")]

use std::fs;
use std::path::{Path, PathBuf};

/// Modules of the library in dependency order: each may use only those before it.
const ORDER: &[&str] = &[
    "problem",
    "progress",
    "units",
    "certificate",
    "chains",
    "propagation",
    "radio",
    "economics",
    "governance",
    "scenario",
    "participation",
    "raster",
    "input",
    "terrain",
    "demand",
    "sites",
    "coverage",
    "backhaul",
    "optimise",
    "score",
    "export",
    "inputs",
    "pipeline",
];

/// All modules that the proof may use, and all foreign crates: whoever doubts it reads no more than this.
const CERTIFICATE_MAY_USE: [&[&str]; 2] = [
    &["problem", "progress", "units", "certificate"],
    &["base64", "schemars", "serde", "serde_json", "sha2"],
];

/// Foreign crates and the only room that may name each.
const ROOMS: &[(&str, &str)] = &[
    ("base64", "src/certificate/packed.rs"),
    ("gdal", "src/raster/"),
    ("proj", "src/terrain/crs.rs"),
    ("rstar", "src/demand/"),
    ("highs", "src/optimise/highs.rs"),
    ("plotters", "src/export/chart/"),
    ("quick_xml", "src/export/gis/xml.rs"),
    ("clap", "src/cli/"),
    ("indicatif", "src/cli/progress.rs"),
    ("signal_hook", "src/cli/stop.rs"),
];

struct Source {
    path: PathBuf,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    collect(&root.join("src"), &mut found);
    found.sort();
    assert!(found.len() > 50, "the sources were not found");
    let read = |path: PathBuf| Source {
        text: fs::read_to_string(&path).unwrap(),
        path: path.strip_prefix(root).unwrap().to_path_buf(),
    };
    found.into_iter().map(read).collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The module of the library that a file belongs to; `None` for the crate root and the program.
fn module(path: &Path) -> Option<String> {
    let inner = path.strip_prefix("src").unwrap();
    let first = inner.iter().next().unwrap().to_str().unwrap();
    let name = first.strip_suffix(".rs").unwrap_or(first);
    (!["lib", "main", "cli"].contains(&name)).then(|| name.to_owned())
}

fn rank(module: &str) -> usize {
    ORDER.iter().position(|name| *name == module).unwrap_or_else(|| panic!("{module} has no place in ORDER"))
}

/// Lines of code: comments and what they quote left out.
fn code_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.starts_with("//"))
}

/// Modules that a line names as `crate::module`.
fn named_modules(line: &str) -> Vec<&str> {
    line.match_indices("crate::")
        .filter_map(|(at, _)| {
            let rest = &line[at + "crate::".len()..];
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            ORDER.iter().find(|name| **name == &rest[..end]).copied()
        })
        .collect()
}

#[test]
fn modules_depend_one_way() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(own) = module(&source.path) else { continue };
        for line in code_lines(&source.text) {
            for other in named_modules(line) {
                if rank(other) > rank(&own) {
                    wrong.push(format!("{}: {line}", source.path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "modules used before their turn:\n{}", wrong.join("\n"));
}

/// Foreign crates that a program may name.
fn dependencies() -> Vec<String> {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let listed = manifest.lines().skip_while(|line| *line != "[dependencies]").skip(1);
    let listed = listed.take_while(|line| !line.starts_with('['));
    listed.filter_map(|line| Some(line.split_once(" = ")?.0.replace('-', "_"))).collect()
}

#[test]
fn the_certificate_depends_on_nothing_that_could_be_doubted() {
    let [modules, crates] = CERTIFICATE_MAY_USE;
    let dependencies = dependencies();
    let doubtful = |name: &&String| !crates.contains(&name.as_str());
    assert!(dependencies.iter().filter(doubtful).count() > 10, "the dependencies were not found");
    let sources = sources();
    let own: Vec<&Source> = sources.iter().filter(|one| one.path.starts_with("src/certificate")).collect();
    assert!(own.len() > 10, "the certificate was not found");
    for (source, line) in own.iter().flat_map(|one| code_lines(&one.text).map(|line| (*one, line))) {
        let path = source.path.display();
        assert!(named_modules(line).iter().all(|name| modules.contains(name)), "{path}: {line}");
        let mut doubtful = dependencies.iter().filter(doubtful);
        assert!(doubtful.all(|name| !format!(" {line}").contains(&format!(" {name}::"))), "{path}: {line}");
    }
}

#[test]
fn each_foreign_library_has_one_room() {
    let mut wrong = Vec::new();
    for source in sources() {
        let path = source.path.to_str().unwrap();
        for (library, room) in ROOMS {
            // A module of ours may bear a library's name.
            let ours = code_lines(&source.text)
                .any(|line| line.starts_with("use super::") && line.contains(library));
            let uses = |line: &str| {
                let before = ["use ", " ", "(", "<", "&", "!"];
                !ours
                    && before
                        .iter()
                        .any(|before| format!(" {line}").contains(&format!("{before}{library}::")))
            };
            if !path.starts_with(room) && code_lines(&source.text).any(uses) {
                wrong.push(format!("{path} uses {library}, whose room is {room}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_library_neither_prints_nor_exits_nor_reads_the_environment() {
    let forbidden = ["println!", "eprintln!", "print!(", "process::exit", "env::var", "env::args"];
    for source in sources() {
        let is_test = source.path.iter().any(|part| part == "tests");
        if module(&source.path).is_none() || is_test {
            continue;
        }
        for line in code_lines(&source.text) {
            for word in forbidden {
                assert!(!line.contains(word), "{}: {line}", source.path.display());
            }
        }
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    for source in sources() {
        let documented = source.text.starts_with("//!") || source.text.starts_with("#![doc");
        assert!(documented, "{} has no module documentation", source.path.display());
    }
}
