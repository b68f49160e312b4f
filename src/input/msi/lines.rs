//! From bytes to text: whatever encoding and line ends antenna makers' programs wrote.

use std::fs::File;
use std::io::Read;

use super::Notes;

/// Pattern files have some 10 KiB; more than this is none, and is not read to its end.
const BYTES_MAX: u64 = 1 << 20;

/// The text of the file; `None`, with the problem noted, where there is none.
pub(super) fn read_text(notes: &mut Notes) -> Option<String> {
    let mut bytes = vec![];
    let read = File::open(notes.file).and_then(|file| file.take(BYTES_MAX + 1).read_to_end(&mut bytes));
    if let Err(error) = read {
        let found = format!("cannot be read: {error}");
        notes.refuse_file("unreadable-file", found, "check the file and its permissions");
        return None;
    }
    text_of(bytes, notes)
}

/// The text in bytes; `None`, with the problem noted, where they are no text.
pub(super) fn text_of(bytes: Vec<u8>, notes: &mut Notes) -> Option<String> {
    let remedy = "give an MSI Planet file: a header, then HORIZONTAL and VERTICAL with 360 points each";
    if bytes.iter().all(u8::is_ascii_whitespace) {
        notes.refuse_file("empty-file", "is empty", remedy);
        return None;
    }
    if bytes.len() as u64 > BYTES_MAX {
        notes.refuse_file("not-a-pattern", "has more than 1 MiB, far more than two cuts take", remedy);
        return None;
    }
    let text = decoded(bytes, notes);
    if text.contains('\0') {
        notes.refuse_file("not-a-pattern", "is no text file", remedy);
        return None;
    }
    Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn decoded(bytes: Vec<u8>, notes: &mut Notes) -> String {
    let unit: Option<fn([u8; 2]) -> u16> = match bytes.get(..2) {
        Some([0xff, 0xfe]) => Some(u16::from_le_bytes),
        Some([0xfe, 0xff]) => Some(u16::from_be_bytes),
        _ => None,
    };
    if let Some(unit) = unit {
        notes.warn_file("is UTF-16 text; read as such");
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        return String::from_utf16_lossy(&units);
    }
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let valid = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        let line = String::from_utf8_lossy(&bytes[..valid]);
        notes.warn(numbered(&line).count().max(1) as u64, "is not UTF-8 text; read as Latin-1");
        bytes.into_iter().map(char::from).collect()
    })
}

/// The lines of a text with their numbers from 1; they end as on Unix, on Windows or on an old Mac.
pub(super) fn numbered(text: &str) -> impl Iterator<Item = (u64, &str)> {
    let unix = text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'));
    (1..).zip(unix)
}
