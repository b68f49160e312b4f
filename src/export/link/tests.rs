//! Files of a path: what is written is what the dictionary says.

use std::collections::BTreeMap;
use std::fs;

use super::*;
use crate::progress::Silent;
use crate::score::path_samples;

fn written(report: &PathReport) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let home = tempfile::tempdir().unwrap();
    let mut folder = OutputFolder::open(home.path())?;
    let charts = [("link.svg".to_owned(), b"<svg/>".to_vec()), ("link.png".to_owned(), b"png".to_vec())];
    write_path(&PathResults { report, charts: &charts }, &mut folder, &Silent)?;
    folder.commit()?;
    let entries = fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().path());
    Ok(entries
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap()))
        .collect())
}

#[test]
fn every_file_of_the_dictionary_is_written_and_explained() {
    for (name, report) in path_samples() {
        let files = written(&report).unwrap();
        assert_eq!(
            files.keys().collect::<Vec<_>>(),
            ["README.txt", "link.json", "link.png", "link.svg"],
            "{name}"
        );
        let readme = String::from_utf8(files["README.txt"].clone()).unwrap();
        for file in dictionary::files() {
            assert_eq!(readme.matches(&format!("\n{}: ", file.name)).count(), 1, "{}", file.name);
        }
        assert!(readme.contains(report.scenario.name.replace(char::is_control, " ").trim_end()));
        let read: PathReport = serde_json::from_slice(&files["link.json"]).unwrap();
        assert_eq!(read, report);
    }
}

#[test]
fn every_key_of_the_document_is_explained() {
    let (_, report) = path_samples().swap_remove(0);
    let document = serde_json::to_value(&report).unwrap();
    let explained: Vec<&str> =
        dictionary::files()[2].fields.iter().flat_map(|field| field.name.split(", ")).collect();
    for key in document.as_object().unwrap().keys() {
        let of_every_document = ["scenario", "warnings", "provenance"].contains(&key.as_str());
        assert_eq!(explained.contains(&key.as_str()), !of_every_document, "{key}");
    }
}

#[test]
fn the_document_keeps_its_schema() {
    let validator = jsonschema::validator_for(link_schema().as_value()).unwrap();
    for (name, report) in path_samples() {
        let document = serde_json::to_value(&report).unwrap();
        let errors: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
    }
}

#[test]
fn a_figure_that_is_no_number_is_refused() {
    let (_, mut report) = path_samples().swap_remove(0);
    report.geometry.clearance_m = f64::NAN;
    let refused = written(&report).unwrap_err().to_string();
    assert!(refused.contains("not a finite number"), "{refused}");
}
