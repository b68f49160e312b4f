//! Running text for files that people read, broken between words.

/// The words of a text in lines of at most so many characters, with a line end after each; a longer word has a line of its own.
pub(super) fn wrapped(text: &str, line_chars: usize) -> String {
    let (mut lines, mut row_chars) = (String::new(), 0);
    for word in text.split_whitespace() {
        let word_chars = word.chars().count();
        if row_chars > 0 && row_chars + 1 + word_chars > line_chars {
            lines.push('\n');
            row_chars = 0;
        }
        if row_chars > 0 {
            lines.push(' ');
            row_chars += 1;
        }
        lines.push_str(word);
        row_chars += word_chars;
    }
    lines.push('\n');
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_text_is_broken_between_words() {
        let text = wrapped(&"mountain ".repeat(30), 100);
        assert_eq!(text.lines().map(str::len).collect::<Vec<_>>(), [98, 98, 71]);
        assert_eq!(wrapped("a longword b", 4), "a\nlongword\nb\n");
        assert_eq!(wrapped("", 4), "\n");
    }
}
