//! Data that lies beside the repository, not in it: published examples and public geodata, too large or not ours to copy.

use std::path::{Path, PathBuf};

/// A folder of `$DIVARIO_SHARED`, or of `../shared` beside the repository.
///
/// Where it must be there (the variable is set, or `CI` is) and is not, the test fails; elsewhere it says what is left
/// out, and none is returned.
#[expect(clippy::print_stderr, reason = "a test left out must say so")]
pub fn folder(name: &str, what: &str) -> Option<PathBuf> {
    let named = std::env::var_os("DIVARIO_SHARED");
    let required = named.is_some() || std::env::var_os("CI").is_some();
    let shared = named.map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let folder = shared.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(!required, "{what}: the data is missing, {}", folder.display());
    eprintln!("LEFT OUT: {what}; {} does not exist", folder.display());
    None
}
