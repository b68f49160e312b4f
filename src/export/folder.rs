//! The output folder: files appear in it whole, and all together, or not at all.
//!
//! ```text
//! OUT/.divario-partial-PID-N/new/…      files of this run, until all are whole
//! OUT/.divario-partial-PID-N/former/…   files of an earlier run, while they are being replaced
//! ```

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use crate::problem::{Error, Problem};

/// A folder that receives results: proven to be writable before anything is computed, changed only at the very end.
///
/// Dropped without [`commit`](Self::commit) (an error, an interruption), it leaves the folder as it was.
/// Files that this run does not write are never touched.
#[derive(Debug)]
pub struct OutputFolder {
    target: PathBuf,
    partial: PathBuf,
    staged: Vec<String>,
    retired: Vec<String>,
    made: Vec<PathBuf>,
    keep_partial: bool,
    spares_others: bool,
}

impl OutputFolder {
    /// Creates the folder where it is missing and proves that it can be written.
    ///
    /// # Errors
    /// [`Error::Output`] when the path is a file, or the folder cannot be made or written; the text says what to do.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let made = Self::missing(path);
        if path.exists() && !path.is_dir() {
            let reason =
                "it is a file, not a folder; name another output folder, or move the file away".into();
            return Err(Error::Output { path: path.to_path_buf(), reason });
        }
        fs::create_dir_all(path).map_err(|error| output_error(path, &error))?;
        let partial = make_partial(path).map_err(|error| output_error(path, &error))?;
        let target = path.to_path_buf();
        let folder = Self {
            target,
            partial,
            staged: Vec::new(),
            retired: Vec::new(),
            made,
            keep_partial: false,
            spares_others: false,
        };
        folder.probe().map_err(|error| output_error(path, &error))?;
        Ok(folder)
    }

    /// The same for a folder that divario did not make: what lies in it is somebody else's, and is not replaced.
    ///
    /// # Errors
    /// [`Error::Input`] where one of these names is taken, which are relative to the folder.
    pub fn sparing_others(mut self, names: &[&str]) -> Result<Self, Error> {
        self.spares_others = true;
        self.refuse_taken(names.iter().copied())?;
        Ok(self)
    }

    fn refuse_taken<'a>(&self, mut names: impl Iterator<Item = &'a str>) -> Result<(), Error> {
        let taken = names.find(|name| self.target.join(name).symlink_metadata().is_ok());
        taken.map_or(Ok(()), |name| {
            let found = "is not divario's: its folder holds no results of this command, and a result of that name would replace it";
            let remedy = "choose another folder with --out, or move the file away";
            Err(Problem::file("file-of-others", &self.target.join(name), found, remedy).into())
        })
    }

    /// Removes what this process has written aside in a folder, for a program that must end at once.
    pub fn discard_leftovers(target: &Path) {
        for entry in fs::read_dir(target).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(&partial_prefix()) {
                // The program ends in any case; a later run is not disturbed by a hidden folder.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }

    /// The folder and those above it that do not exist yet, deepest first: those that [`open`](Self::open) makes.
    #[must_use]
    pub fn missing(target: &Path) -> Vec<PathBuf> {
        let parts = target.ancestors().take_while(|part| !part.as_os_str().is_empty() && !part.exists());
        parts.map(Path::to_path_buf).collect()
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.target
    }

    /// Names of the files written so far, in the order of writing.
    #[must_use]
    pub fn staged(&self) -> &[String] {
        &self.staged
    }

    /// Writes a file aside; `name` is relative to the folder, with `/` between its parts (`charts/cost.svg`).
    ///
    /// # Errors
    /// [`Error::Output`] when the name leads out of the folder or the file cannot be written (disk full, no permission).
    pub fn stage(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let shown = self.target.join(name);
        self.stage_by(name, |file| fs::write(file, bytes).map_err(|error| output_error(&shown, &error)))
    }

    /// The same for a file that `write` makes where it is told, for whoever has no need of all its bytes at once.
    ///
    /// # Errors
    /// As [`Self::stage`], and what `write` says.
    pub fn stage_by(
        &mut self,
        name: &str,
        write: impl FnOnce(&Path) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let shown = self.target.join(name);
        if name.is_empty() || Path::new(name).components().any(|part| !matches!(part, Component::Normal(_))) {
            return Err(Error::Output {
                path: shown,
                reason: "the name leads out of the output folder".into(),
            });
        }
        let file = self.aside(name);
        make_parent(&file).map_err(|error| output_error(&shown, &error))?;
        write(&file)?;
        push_out(&file).map_err(|error| output_error(&shown, &error))?;
        if !self.staged.iter().any(|other| other == name) {
            self.staged.push(name.to_owned());
        }
        Ok(())
    }

    /// Fills a folder inside this one with what `write` puts into it; it appears with all the rest, or not at all.
    ///
    /// # Errors
    /// As [`Self::stage`], and what `write` says.
    pub fn stage_folder(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut Self) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut inner = Self::open(&self.aside(name))?;
        write(&mut inner)?;
        let names: Vec<String> = inner.staged.iter().map(|file| format!("{name}/{file}")).collect();
        inner.commit()?;
        self.staged.extend(names);
        Ok(())
    }

    /// The bytes of a file that was written aside.
    ///
    /// # Errors
    /// [`Error::Output`] where they cannot be read again.
    pub fn read_staged(&self, name: &str) -> Result<Vec<u8>, Error> {
        fs::read(self.aside(name)).map_err(|error| output_error(&self.target.join(name), &error))
    }

    /// Has a file of an earlier run, which this one has no such file for, go when the new ones come. In a folder of others there is no
    /// earlier run.
    pub fn retire(&mut self, name: &str) {
        if !self.spares_others {
            self.retired.push(name.to_owned());
        }
    }

    /// Moves all files into place, in the order of writing. When one cannot be moved, those before it are taken back.
    ///
    /// # Errors
    /// [`Error::Output`] naming the file that could not be put in place, [`Error::Input`] naming one that is spared; the folder is
    /// then as it was.
    pub fn commit(mut self) -> Result<(), Error> {
        if self.spares_others {
            self.refuse_taken(self.staged.iter().map(String::as_str))?;
        }
        // What lies in a folder of others is none of an earlier run's.
        for name in self.retired.iter().filter(|_| !self.spares_others) {
            if let Err(error) = self.set_aside(name) {
                let failed = output_error(&self.target.join(name), &error);
                return Err(self.roll_back(0, failed));
            }
        }
        for index in 0..self.staged.len() {
            if let Err(error) = self.publish(&self.staged[index].clone()) {
                let failed = output_error(&self.target.join(&self.staged[index]), &error);
                return Err(self.roll_back(index + 1, failed));
            }
        }
        self.made.clear();
        Ok(())
    }

    /// Where a file lies until it is moved into place.
    pub(super) fn aside(&self, name: &str) -> PathBuf {
        self.partial.join("new").join(name)
    }

    fn former(&self, name: &str) -> PathBuf {
        self.partial.join("former").join(name)
    }

    fn probe(&self) -> io::Result<()> {
        let probe = self.aside("probe");
        make_parent(&probe)?;
        fs::write(&probe, b"can this folder be written?\n")?;
        push_out(&probe)?;
        fs::remove_file(probe)
    }

    fn publish(&mut self, name: &str) -> io::Result<()> {
        let place = self.target.join(name);
        if place.is_dir() {
            return Err(io::Error::new(ErrorKind::IsADirectory, "a folder of that name is in the way"));
        }
        self.made.splice(..0, place.parent().map(Self::missing).unwrap_or_default());
        make_parent(&place)?;
        self.set_aside(name)?;
        fs::rename(self.aside(name), place)
    }

    /// Moves the file of an earlier run out of the way, where there is one.
    fn set_aside(&self, name: &str) -> io::Result<()> {
        let place = self.target.join(name);
        if place.is_dir() || place.symlink_metadata().is_err() {
            return Ok(());
        }
        make_parent(&self.former(name))?;
        fs::rename(&place, self.former(name))
    }

    /// Undoes the first `count` publications, the last of which may be half done; gives `failed` back, or says what could not be undone.
    fn roll_back(&mut self, count: usize, failed: Error) -> Error {
        let set_aside = self.retired.iter().filter(|name| self.former(name).symlink_metadata().is_ok());
        for name in self.staged[..count].iter().rev().chain(set_aside) {
            if let Err(error) = self.withdraw(name) {
                self.keep_partial = true;
                let reason =
                    format!("{failed}; the earlier file is kept in {} ({error})", self.partial.display());
                return Error::Output { path: self.target.join(name), reason };
            }
        }
        failed
    }

    fn withdraw(&self, name: &str) -> io::Result<()> {
        let (place, former) = (self.target.join(name), self.former(name));
        if former.symlink_metadata().is_ok() {
            return fs::rename(former, place);
        }
        // Still aside: it was never published, and whatever stands in its place is not ours.
        if self.aside(name).exists() {
            return Ok(());
        }
        fs::remove_file(place)
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        if !self.keep_partial {
            // Nothing more can be done about a folder that vanished or that the system holds back.
            let _ = fs::remove_dir_all(&self.partial);
        }
        for folder in &self.made {
            // Fails, as it should, where somebody else has put something into it.
            let _ = fs::remove_dir(folder);
        }
    }
}

fn partial_prefix() -> String {
    format!(".divario-partial-{}-", std::process::id())
}

/// A hidden folder of our own, on the same file system as the target, so that a rename moves no bytes.
fn make_partial(target: &Path) -> io::Result<PathBuf> {
    for number in 0_u32.. {
        let partial = target.join(format!("{}{number}", partial_prefix()));
        match fs::create_dir(&partial) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            other => return other.map(|()| partial),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

fn make_parent(file: &Path) -> io::Result<()> {
    file.parent().map_or(Ok(()), fs::create_dir_all)
}

/// Some file systems report a full disk only once the bytes are pushed out.
fn push_out(file: &Path) -> io::Result<()> {
    File::options().write(true).open(file)?.sync_all()
}

fn output_error(path: &Path, error: &io::Error) -> Error {
    Error::Output { path: path.to_path_buf(), reason: format!("{error}; {}", remedy(error.kind())) }
}

fn remedy(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "the disk is full: free some space or name a folder on another disk; earlier results are untouched"
        }
        ErrorKind::PermissionDenied => "name a folder in which you may write, or change its permissions",
        ErrorKind::ReadOnlyFilesystem => "this disk is read-only; name a folder on another one",
        ErrorKind::NotADirectory => "a part of the path is a file; name another folder",
        ErrorKind::IsADirectory => "move that folder away, or name another output folder",
        _ => "name another output folder, or mend the cause and run again",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Every path below a folder, with the content of the files.
    fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(contents(&path));
            }
            found.insert(path.clone(), fs::read(&path).unwrap_or_default());
        }
        found
    }

    fn text(outcome: Result<impl Sized, Error>) -> String {
        let Err(error) = outcome else { panic!("must fail") };
        assert!(matches!(error, Error::Output { .. }), "{error}");
        error.to_string()
    }

    #[test]
    fn files_appear_together_and_foreign_ones_stay() {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("a/b");
        fs::create_dir_all(&out).unwrap();
        fs::write(out.join("notes.txt"), "mine").unwrap();
        fs::write(out.join("plan.json"), "old").unwrap();
        let mut folder = OutputFolder::open(&out).unwrap();
        folder.stage("plan.json", b"new").unwrap();
        folder.stage("charts/cost.svg", b"<svg/>").unwrap();
        assert_eq!(fs::read(out.join("plan.json")).unwrap(), b"old");
        assert!(!out.join("charts").exists());
        assert_eq!(folder.staged(), ["plan.json", "charts/cost.svg"]);
        folder.commit().unwrap();
        let names = contents(&out).into_keys().collect::<Vec<_>>();
        let expected = ["charts", "charts/cost.svg", "notes.txt", "plan.json"].map(|name| out.join(name));
        assert_eq!(names, expected);
        assert_eq!(fs::read(out.join("plan.json")).unwrap(), b"new");
        assert_eq!(fs::read(out.join("notes.txt")).unwrap(), b"mine");
    }

    #[test]
    fn files_of_others_are_spared_where_that_is_asked() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("sites.csv"), "mine").unwrap();
        let before = contents(home.path());
        let open = |names: &[&str]| OutputFolder::open(home.path()).and_then(|one| one.sparing_others(names));
        let said = open(&["README.txt", "sites.csv"]).unwrap_err().to_string();
        assert!(
            said.contains("sites.csv: is not divario's") && said.contains("choose another folder"),
            "{said}"
        );
        let mut folder = open(&["README.txt"]).unwrap();
        folder.stage("README.txt", b"new").unwrap();
        folder.stage("sites.csv", b"new").unwrap();
        assert!(matches!(folder.commit(), Err(Error::Input(_))));
        assert_eq!(contents(home.path()), before);
    }

    #[test]
    fn a_dropped_folder_leaves_everything_as_it_was() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("plan.json"), "old").unwrap();
        let before = contents(home.path());
        let mut folder = OutputFolder::open(home.path()).unwrap();
        folder.stage("plan.json", b"new").unwrap();
        drop(folder);
        drop(OutputFolder::open(&home.path().join("x/y/z")).unwrap());
        assert_eq!(contents(home.path()), before);
    }

    #[test]
    fn two_runs_into_one_folder_do_not_mix() {
        let home = tempfile::tempdir().unwrap();
        let mut first = OutputFolder::open(home.path()).unwrap();
        let mut second = OutputFolder::open(home.path()).unwrap();
        first.stage("plan.json", b"first").unwrap();
        second.stage("plan.json", b"second").unwrap();
        first.commit().unwrap();
        second.commit().unwrap();
        assert_eq!(contents(home.path()).len(), 1);
        assert_eq!(fs::read(home.path().join("plan.json")).unwrap(), b"second");
    }

    #[test]
    fn a_file_in_place_of_the_folder_is_refused() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("results");
        fs::write(&file, "mine").unwrap();
        assert!(text(OutputFolder::open(&file)).contains("name another output folder"));
        assert!(text(OutputFolder::open(&file.join("deeper"))).contains("a part of the path is a file"));
        assert_eq!(fs::read(&file).unwrap(), b"mine");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_that_cannot_be_written_is_found_at_once() {
        let error = text(OutputFolder::open(Path::new("/proc/divario-results")));
        assert!(error.starts_with("cannot write /proc/divario-results: "), "{error}");
        assert!(error.contains("; name "), "{error}");
    }

    #[test]
    fn names_cannot_lead_out_of_the_folder() {
        let home = tempfile::tempdir().unwrap();
        let mut folder = OutputFolder::open(home.path()).unwrap();
        for name in ["", "../plan.json", "/plan.json", "charts/../../plan.json"] {
            assert!(text(folder.stage(name, b"")).contains("leads out"), "{name}");
        }
    }

    /// `/dev/full` answers every write with "no space left on device".
    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_named_and_leaves_the_earlier_results() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("plan.json"), "old").unwrap();
        let before = contents(home.path());
        let mut folder = OutputFolder::open(home.path()).unwrap();
        std::os::unix::fs::symlink("/dev/full", folder.aside("plan.json")).unwrap();
        let error = text(folder.stage("plan.json", b"new"));
        assert!(
            error.contains(&format!("cannot write {}", home.path().join("plan.json").display())),
            "{error}"
        );
        assert!(error.contains("the disk is full: free some space"), "{error}");
        drop(folder);
        assert_eq!(contents(home.path()), before);
    }

    #[test]
    fn when_one_file_cannot_be_put_in_place_the_others_are_taken_back() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("plan.json"), "old").unwrap();
        fs::create_dir(home.path().join("sites.csv")).unwrap();
        let before = contents(home.path());
        let mut folder = OutputFolder::open(home.path()).unwrap();
        for name in ["plan.json", "charts/cost.svg", "sites.csv", "README.txt"] {
            folder.stage(name, b"new").unwrap();
        }
        let error = text(folder.commit());
        assert!(
            error.contains("sites.csv: a folder of that name is in the way; move that folder away"),
            "{error}"
        );
        assert_eq!(contents(home.path()), before);
    }
}
