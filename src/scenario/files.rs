//! Finds the files that a scenario names, and keeps the checksum of each one read.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::problem::{Place, Problem};

/// The folders in which a scenario's relative paths are looked for, and what has been read from them.
#[derive(Debug, Clone)]
pub struct Files {
    folders: Vec<PathBuf>,
    /// By the path that the scenario names; each file is read for its checksum once.
    found: BTreeMap<PathBuf, Found>,
}

/// Where a file lies, and what was in it.
#[derive(Debug, Clone)]
struct Found {
    path: PathBuf,
    sha256: String,
}

impl Files {
    /// Looks beside the scenario file first, then in the data folder if one is given.
    #[must_use]
    pub fn beside(scenario: &Path, data: Option<&Path>) -> Self {
        let beside = scenario.parent().map_or_else(PathBuf::new, Path::to_path_buf);
        let folders = std::iter::once(beside).chain(data.map(Path::to_path_buf)).collect();
        Self { folders, found: BTreeMap::new() }
    }

    /// The path of a file that the scenario names at `pointer`, its checksum noted.
    ///
    /// # Errors
    /// A [`Problem`] when the file is in none of the folders or cannot be read.
    pub fn find(&mut self, named: &Path, pointer: &str) -> Result<PathBuf, Problem> {
        if let Some(found) = self.found.get(named) {
            return Ok(found.path.clone());
        }
        let path = self
            .folders
            .iter()
            .map(|folder| folder.join(named))
            .find(|path| path.is_file())
            .ok_or_else(|| self.missing(named, pointer))?;
        let sha256 = sha256_of_file(&path).map_err(|error| Problem {
            code: "unreadable-file",
            place: Place::Pointer(pointer.into()),
            found: format!("{} cannot be read: {error}", path.display()),
            remedy: "check the file and its permissions".into(),
        })?;
        self.found.insert(named.to_path_buf(), Found { path: path.clone(), sha256 });
        Ok(path)
    }

    fn missing(&self, named: &Path, pointer: &str) -> Problem {
        let looked: Vec<String> = self.folders.iter().map(|folder| show_folder(folder)).collect();
        let remedy =
            format!("looked in {}; correct the path or name the folder with --data", looked.join(", "));
        let is_folder = self.folders.iter().any(|folder| folder.join(named).is_dir());
        let found = match (named.as_os_str().is_empty(), is_folder) {
            (true, _) => "the path is empty".to_owned(),
            (false, true) => format!("{} is a folder, not a file", named.display()),
            (false, false) => format!("there is no file {}", named.display()),
        };
        Problem::at("missing-file", pointer, found, remedy)
    }

    /// Every file found so far.
    pub fn paths(&self) -> impl Iterator<Item = PathBuf> {
        self.found.values().map(|found| found.path.clone())
    }

    /// Path as named and SHA-256 of every file found so far, by path.
    pub fn checksums(&self) -> impl Iterator<Item = (String, String)> {
        let by_name: BTreeMap<String, String> = self
            .found
            .iter()
            .map(|(named, found)| (named.display().to_string(), found.sha256.clone()))
            .collect();
        by_name.into_iter()
    }
}

fn show_folder(folder: &Path) -> String {
    if folder.as_os_str().is_empty() { "the current folder".into() } else { folder.display().to_string() }
}

/// SHA-256 of some bytes, hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn sha256_of_file(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(hexadecimal(&hasher.finalize()));
        }
        hasher.update(&buffer[..read]);
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksum_of_nothing_is_the_published_one() {
        assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    #[test]
    fn a_missing_file_names_the_folders_looked_in() {
        let mut files = Files::beside(Path::new("a/b.json"), Some(Path::new("c")));
        let problem = files.find(Path::new("x.tif"), "/terrain/layers/0/file").unwrap_err();
        assert!(problem.remedy.contains("a, c"), "{problem}");
    }
}
