//! The layout in which divario writes JSON: a line for each value, two spaces for each level, `\n` at the end of each line.

/// The same document in that layout; what is no document comes out as nobody wrote it.
pub(super) fn as_written(bytes: &[u8]) -> Vec<u8> {
    let mut layout = Layout::default();
    let mut bytes = bytes.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte == b'"' {
            layout.push(byte);
            copy_string(&mut bytes, &mut layout.text);
        } else if !byte.is_ascii_whitespace() {
            layout.token(byte);
        }
    }
    layout.text.push(b'\n');
    layout.text
}

/// Copies what follows the quotation mark of a string, the closing one among it.
fn copy_string(bytes: &mut impl Iterator<Item = u8>, text: &mut Vec<u8>) {
    let mut is_escaped = false;
    for byte in bytes {
        text.push(byte);
        if byte == b'"' && !is_escaped {
            return;
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
}

#[derive(Default)]
struct Layout {
    text: Vec<u8>,
    depth: usize,
    /// A list or an object was opened, and holds nothing yet.
    is_empty: bool,
}

impl Layout {
    fn token(&mut self, byte: u8) {
        match byte {
            b'{' | b'[' => {
                self.push(byte);
                (self.depth, self.is_empty) = (self.depth + 1, true);
            }
            b'}' | b']' => self.close(byte),
            b',' => {
                self.text.push(byte);
                self.line();
            }
            b':' => self.text.extend(b": "),
            _ => self.push(byte),
        }
    }

    fn push(&mut self, byte: u8) {
        if self.is_empty {
            self.line();
        }
        self.is_empty = false;
        self.text.push(byte);
    }

    fn close(&mut self, byte: u8) {
        self.depth = self.depth.saturating_sub(1);
        if !self.is_empty {
            self.line();
        }
        self.is_empty = false;
        self.text.push(byte);
    }

    fn line(&mut self) {
        self.text.push(b'\n');
        self.text.extend(std::iter::repeat_n(b' ', 2 * self.depth));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn whatever_the_layout_it_becomes_that_of_a_writer() {
        let document =
            json!({"a": [], "b": {}, "c": [1, -2.5e3, "x, \\\" {y}:\n", null, [true, {"d": [[]]}]]});
        let written = format!("{document:#}\n");
        let compact = document.to_string();
        for text in [&written, &compact, &written.replace('\n', "\r\n"), &written.replace("  ", "\t")] {
            assert_eq!(String::from_utf8(as_written(text.as_bytes())).unwrap(), written);
        }
    }
}
