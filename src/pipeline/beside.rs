//! A file that may lie beside a plan, or not.

use std::io::ErrorKind;
use std::path::Path;

use crate::problem::{Error, Problem};

/// Its bytes; none where it is not there.
///
/// # Errors
/// [`Error::Input`] where it is there and cannot be read.
pub(super) fn read(folder: &Path, name: &str) -> Result<Option<Vec<u8>>, Error> {
    let file = folder.join(name);
    match std::fs::read(&file) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => {
            let found = format!("cannot be read: {error}");
            Err(Problem::file("unreadable-file", &file, found, "make it readable, or take it away").into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_left_out_or_refused() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("there"), "x").unwrap();
        std::fs::create_dir(folder.path().join("folder")).unwrap();
        assert_eq!(read(folder.path(), "there").unwrap(), Some(b"x".to_vec()));
        assert_eq!(read(folder.path(), "elsewhere").unwrap(), None);
        assert!(read(folder.path(), "folder").unwrap_err().to_string().contains("unreadable-file"));
    }
}
