//! Finds the text of a snapshot in a source, and writes another one.

use std::fmt::{self, Display, Formatter};
use std::ops::Range;

use heeus_host::shown::{Quoted, hides};

/// The place of a snapshot's macro in a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    #[doc(hidden)]
    pub file: &'static str,
    #[doc(hidden)]
    pub line: u32,
    #[doc(hidden)]
    pub column: u32,
}

impl Display for Place {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// Finds the argument of the macro at this place if its text is this one, and returns its range and
/// the indentation of its line.
pub(super) fn find(source: &str, place: Place, text: &str) -> Option<(Range<usize>, usize)> {
    let line = usize::try_from(place.line).ok()?.checked_sub(1)?;
    let column = usize::try_from(place.column).ok()?.checked_sub(1)?;
    let (start, line) = lines(source).nth(line)?;
    let (at, _) = line.char_indices().nth(column)?;
    let argument = start + at + opened(&source[start + at..])?;
    let (length, found) = read_argument(&source[argument..])?;
    let indent = line.len() - line.trim_start_matches(' ').len();
    let same = found.replace("\r\n", "\n") == text;
    same.then_some((argument..argument + length, indent))
}

/// The lines of a text, each with the offset where it begins.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

/// The length of a macro's name, its `!`, and the bracket that opens its argument.
fn opened(source: &str) -> Option<usize> {
    let name = source.find('!')?;
    let path = |c: char| c == '_' || c == ':' || c == '$' || c.is_alphanumeric();
    if name == 0 || !source[..name].trim_end().chars().all(path) {
        return None;
    }
    let rest = source[name + 1..].trim_start();
    let inside = rest.strip_prefix(['[', '(', '{'])?.trim_start();
    Some(source.len() - inside.len())
}

/// The length of an argument, and its text: a literal, a literal in brackets, or nothing.
fn read_argument(source: &str) -> Option<(usize, String)> {
    if source.starts_with([']', ')', '}']) {
        return Some((0, String::new()));
    }
    let Some(inside) = source.strip_prefix('[') else {
        return read_literal(source);
    };
    let start = source.len() - inside.trim_start().len();
    let (length, text) = if source[start..].starts_with(']') {
        (0, String::new())
    } else {
        read_literal(&source[start..])?
    };
    let rest = source[start + length..].trim_start();
    let after = rest.strip_prefix(']')?;
    Some((source.len() - after.len(), text))
}

/// The length of a literal, and its text.
fn read_literal(source: &str) -> Option<(usize, String)> {
    if let Some(raw) = source.strip_prefix('r') {
        let inside = raw.trim_start_matches('#');
        let end = format!("\"{}", "#".repeat(raw.len() - inside.len()));
        let text = inside.strip_prefix('"')?;
        let (text, rest) = text.split_once(&end)?;
        return Some((source.len() - rest.len(), text.to_owned()));
    }
    let mut text = String::new();
    let mut rest = source.strip_prefix('"')?;
    loop {
        let next = rest.chars().next()?;
        rest = &rest[next.len_utf8()..];
        match next {
            '"' => return Some((source.len() - rest.len(), text)),
            '\\' => rest = unescape(rest, &mut text)?,
            other => text.push(other),
        }
    }
}

/// Reads the escape behind a backslash, and returns the rest.
fn unescape<'a>(source: &'a str, text: &mut String) -> Option<&'a str> {
    let kind = source.chars().next()?;
    let rest = &source[kind.len_utf8()..];
    let plain = match kind {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '0' => '\0',
        '\\' | '"' | '\'' => kind,
        'x' => {
            let code = u8::from_str_radix(rest.get(..2)?, 16).ok()?;
            text.push(char::from(code));
            return rest.get(2..);
        }
        'u' => {
            let (code, rest) = rest.strip_prefix('{')?.split_once('}')?;
            let code = u32::from_str_radix(&code.replace('_', ""), 16).ok()?;
            text.push(char::from_u32(code)?);
            return Some(rest);
        }
        '\n' => return Some(rest.trim_start()),
        '\r' => return Some(rest.strip_prefix('\n')?.trim_start()),
        _ => return None,
    };
    text.push(plain);
    Some(rest)
}

/// An argument whose text [is](text_of) this one, for a macro on a line with this indentation.
pub(super) fn write(text: &str, indent: usize) -> String {
    let block = block(text, indent);
    match block {
        Some(block) if read_argument(&block).is_some_and(|(_, read)| text_of(&read) == text) => {
            block
        }
        // A text that begins with a new line is written as a block, with an indentation of one
        // space.
        _ if text.starts_with('\n') => {
            let lines = text.split_inclusive('\n').map(|line| format!(" {line}"));
            Quoted(&format!("\n{}", lines.collect::<String>())).to_string()
        }
        _ => Quoted(text).to_string(),
    }
}

/// The text as a raw literal, its lines below the macro; `None` if it must be escaped.
fn block(text: &str, indent: usize) -> Option<String> {
    if text.chars().any(|letter| letter != '\n' && hides(letter)) {
        return None;
    }
    if !text.contains(['\n', '"', '\\']) {
        return Some(format!("\"{text}\""));
    }
    let hashes = text.split('"').skip(1).map(|rest| {
        let other = rest.trim_start_matches('#');
        rest.len() - other.len()
    });
    let hashes = "#".repeat(1 + hashes.max().unwrap_or(0));
    if !text.contains('\n') {
        return Some(format!("[r{hashes}\"{text}\"{hashes}]"));
    }
    let (outer, inner) = (" ".repeat(indent), " ".repeat(indent + 4));
    let mut body = String::from("\n");
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            body.push_str(&inner);
        }
        body.push_str(line);
    }
    if text.ends_with('\n') {
        body.push_str(&outer);
    }
    Some(format!("[r{hashes}\"{body}\"{hashes}]"))
}

/// The text that a literal stands for. A literal that begins with a new line is a block: its text
/// lacks that line and the indentation that all lines share. A first line of spaces alone is the
/// indentation.
pub(in crate::expect) fn text_of(literal: &str) -> String {
    let Some(block) = literal.strip_prefix('\n') else {
        return literal.to_owned();
    };
    let first = block.lines().next().unwrap_or_default();
    if !first.is_empty() && first.trim_start_matches(' ').is_empty() {
        let lines = block.split_inclusive('\n');
        return lines
            .map(|line| line.get(first.len()..).unwrap_or("\n"))
            .collect();
    }
    let full = block.lines().filter(|line| !line.trim().is_empty());
    let indents = full.map(|line| line.len() - line.trim_start_matches(' ').len());
    let least = indents.min().unwrap_or(0);
    let lines = block.split_inclusive('\n').map(|line| {
        if line.trim().is_empty() {
            line.trim_start_matches(' ')
        } else {
            line.get(least..).unwrap_or_default()
        }
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 17] = [
        "",
        "one",
        "two\nlines\n",
        "two\nlines",
        "\n",
        "\n\nlate",
        "  all\n  indented\n",
        "a \"quote\" and a \"# hash\n",
        "back\\slash",
        "tab\t and \u{200b}\nnothing\n",
        "ends in spaces  \nmore\n",
        "\n  a block\n",
        "\n  \n    deep",
        " \nfirst of spaces\n",
        "\n\n  \n",
        "r#\"raw\"#\n",
        "\r\n",
    ];

    #[test]
    fn a_text_that_is_written_is_read_again() {
        for indent in [0, 8] {
            for text in TEXTS {
                let written = write(text, indent);
                let (length, read) = read_argument(&format!("{written}]")).expect(&written);
                assert_eq!(length, written.len(), "{written}");
                assert_eq!(text_of(&read), text, "{written}");
            }
        }
    }

    #[test]
    fn a_macro_is_found_where_its_text_is_the_one_that_was_compiled() {
        let source =
            "fn f() {\n    x(); kit::expect! [[ r#\"a\"b\"# ]].y(\"c\");\n    expect![]\n}\n";
        let place = |line, column| Place {
            file: "src/lib.rs",
            line,
            column,
        };
        let found = |place, text| {
            let (range, indent) = find(source, place, text)?;
            Some((&source[range], indent))
        };
        assert_eq!(found(place(2, 10), "a\"b"), Some(("[ r#\"a\"b\"# ]", 4)));
        assert_eq!(found(place(3, 5), ""), Some(("", 4)));
        for (place, text) in [
            (place(2, 10), "a"),
            (place(2, 5), "a\"b"),
            (place(1, 1), ""),
            (place(9, 1), ""),
            (place(3, 90), ""),
        ] {
            assert_eq!(found(place, text), None, "{place}");
        }
    }
}
