//! Texts with fields in braces.

use super::model::{Part, WrittenField};
use crate::shared::diag::Diag;
use crate::shared::suggest;
use crate::shared::text::Text;

/// Splits a text into its parts, or reports what is wrong with it.
pub fn parts(text: &Text, fields: &[WrittenField], diag: &mut Diag) -> Vec<Part> {
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
        if let Some(index) = field(&rest[..end], text, fields, diag) {
            if !literal.is_empty() {
                parts.push(Part::Literal(std::mem::take(&mut literal)));
            }
            parts.push(Part::Field(index));
        }
        rest = &rest[end + 1..];
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        parts.push(Part::Literal(literal));
    }
    parts
}

/// Returns the index of the field between braces.
fn field(between: &str, text: &Text, fields: &[WrittenField], diag: &mut Diag) -> Option<usize> {
    let name = between.trim();
    if let Some((name, _)) = name.split_once(':') {
        let message = format!("a text has its fields as `{{{name}}}`, without a format");
        diag.at(text.span, message);
        return None;
    }
    let found = fields.iter().position(|field| field.name.value == name);
    if found.is_none() {
        let names: Vec<&str> = fields
            .iter()
            .map(|field| field.name.value.as_str())
            .collect();
        let message = match names.as_slice() {
            [] => format!("unknown field `{name}`; there are no fields"),
            names => suggest::unknown("field", name, names),
        };
        diag.at(text.span, message);
    }
    found
}
