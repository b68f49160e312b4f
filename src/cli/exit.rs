//! How the program ended, for the shell.

use std::process::{ExitCode, Termination};

use divario::problem::Error;

/// Exit statuses, as documented for scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitStatus {
    /// 0: done.
    Done,
    /// 1: failed while running.
    Failed,
    /// 2: bad input or usage.
    BadInput,
    /// 3: no plan satisfies the constraints, or none was found that does.
    Infeasible,
    /// 130: interrupted.
    Interrupted,
}

impl ExitStatus {
    /// The number that the shell sees.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::BadInput => 2,
            Self::Infeasible => 3,
            Self::Interrupted => 130,
        }
    }
}

impl From<&Error> for ExitStatus {
    fn from(error: &Error) -> Self {
        match error {
            Error::Input(_) => Self::BadInput,
            Error::Infeasible(_) | Error::Unfound(_) => Self::Infeasible,
            Error::Output { .. } | Error::Failed { .. } => Self::Failed,
            Error::Interrupted => Self::Interrupted,
        }
    }
}

impl Termination for ExitStatus {
    fn report(self) -> ExitCode {
        ExitCode::from(self.code())
    }
}

/// Help and version are answers; anything else that clap reports is wrong usage.
pub fn from_usage(usage: &clap::Error) -> ExitStatus {
    // Where not even this can be printed, nothing more can be said.
    let _ = usage.print();
    if usage.use_stderr() { ExitStatus::BadInput } else { ExitStatus::Done }
}
