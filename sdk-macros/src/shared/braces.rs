//! Texts with values in braces.

use crate::shared::diag::Diag;
use crate::shared::text::Text;

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub enum Part {
    Literal(String),
    /// The index of a value.
    Value(usize),
}

/// Splits a text into its parts, or reports what is wrong with it. `value` returns the index of the
/// value between two braces, or reports that there is none; `values` names them all.
pub fn parts(
    text: &Text,
    diag: &mut Diag,
    values: &str,
    mut value: impl FnMut(&str, &mut Diag) -> Option<usize>,
) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut rest = text.value.as_str();
    while let Some(at) = rest.find(['{', '}']) {
        literal.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            literal.push_str(brace);
            rest = after;
            continue;
        }
        let end = rest.find('}').filter(|_| brace == "{");
        let Some(end) = end else {
            let message = format!("a `{brace}` alone: a brace of the text is written twice");
            diag.at(text.span, format!("{message}, `{brace}{brace}`"));
            return parts;
        };
        let name = rest[..end].trim();
        let found = if let Some((name, _)) = name.split_once(':') {
            let message = format!("a text has its {values} as `{{{name}}}`, without a format");
            diag.at(text.span, message);
            None
        } else {
            value(name, diag)
        };
        if let Some(index) = found {
            if !literal.is_empty() {
                parts.push(Part::Literal(std::mem::take(&mut literal)));
            }
            parts.push(Part::Value(index));
        }
        rest = &rest[end + 1..];
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        parts.push(Part::Literal(literal));
    }
    parts
}
