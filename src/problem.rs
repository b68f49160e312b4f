//! What can be wrong: problems of the input, all of them at once, and failures while running.

use std::fmt;
use std::path::{Path, PathBuf};

/// Where in the user's input a problem lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A value of the scenario, as a JSON pointer (RFC 6901), for example `/terrain/cell_m`.
    Pointer(String),
    /// An option of the command line, named without its dashes.
    Option(&'static str),
    /// A file as a whole.
    File(PathBuf),
    /// A row of a table: file, line from 1, and the column's name (empty for the whole row).
    Cell(PathBuf, u64, String),
    /// A feature of a GeoJSON file: file, index from 0, and the member in question.
    Feature(PathBuf, usize, String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pointer(pointer) if pointer.is_empty() => write!(f, "(whole document)"),
            Self::Pointer(pointer) => write!(f, "{pointer}"),
            Self::Option(name) => write!(f, "--{name}"),
            Self::File(file) => write!(f, "{}", file.display()),
            Self::Cell(file, line, column) if column.is_empty() => write!(f, "{}:{line}", file.display()),
            Self::Cell(file, line, column) => write!(f, "{}:{line}, column {column}", file.display()),
            Self::Feature(file, index, member) => write!(f, "{}, feature {index}, {member}", file.display()),
        }
    }
}

/// One thing that is wrong with the input: where, what was found, what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// A stable code, for example `unknown-key`.
    pub code: &'static str,
    /// Where it is.
    pub place: Place,
    /// What was found there, in words, with the value.
    pub found: String,
    /// What would be right, or what to do.
    pub remedy: String,
}

impl Problem {
    /// A problem at a JSON pointer of the scenario.
    pub fn at(
        code: &'static str,
        pointer: impl Into<String>,
        found: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self { code, place: Place::Pointer(pointer.into()), found: found.into(), remedy: remedy.into() }
    }

    /// A problem with a file as a whole.
    pub fn file(
        code: &'static str,
        file: &Path,
        found: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self { code, place: Place::File(file.to_path_buf()), found: found.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} [{}]\n    remedy: {}", self.place, self.found, self.code, self.remedy)
    }
}

/// Why a stage gave no result. The program's exit status follows from the variant.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input is wrong; every problem found is listed (exit status 2).
    #[error("{}", list(.0))]
    Input(Vec<Problem>),
    /// No plan satisfies the constraints; the text names which and by how much (exit status 3).
    #[error("no plan satisfies the constraints: {0}")]
    Infeasible(String),
    /// Of the plans that were tried none satisfies the constraints, and nothing proves that none does; the text names what the nearest
    /// misses (exit status 3).
    #[error("no plan was found: {0}")]
    Unfound(String),
    /// A file could not be written (exit status 1).
    #[error("cannot write {}: {reason}", path.display())]
    Output {
        /// The file or folder in question.
        path: PathBuf,
        /// What the system said, and what to do.
        reason: String,
    },
    /// A library failed in a way the input does not explain (exit status 1).
    #[error("{stage} failed: {reason}")]
    Failed {
        /// Which stage.
        stage: &'static str,
        /// What it said.
        reason: String,
    },
    /// The user asked to stop (exit status 130).
    #[error("stopped on request; nothing was written")]
    Interrupted,
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Input(vec![problem])
    }
}

fn list(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Collects problems, so that one run reports them all, and warnings, which travel with the result.
#[derive(Debug, Default)]
pub struct Findings {
    /// What makes the input unusable.
    pub problems: Vec<Problem>,
    /// What the user should know, though the work can go on.
    pub warnings: Vec<String>,
}

impl Findings {
    /// Notes a problem.
    pub fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Notes a warning.
    pub fn warn(&mut self, warning: impl Into<String>) {
        self.warnings.push(warning.into());
    }

    /// The error that holds all problems noted so far, if there is any.
    ///
    /// # Errors
    /// [`Error::Input`] when at least one problem was noted.
    pub fn settle(&mut self) -> Result<(), Error> {
        if self.problems.is_empty() { Ok(()) } else { Err(Error::Input(std::mem::take(&mut self.problems))) }
    }
}
