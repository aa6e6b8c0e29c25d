//! Texts with fields in braces.

use super::model::WrittenField;
use crate::shared::braces::{self, Part};
use crate::shared::diag::Diag;
use crate::shared::suggest;
use crate::shared::text::Text;

/// Splits a text into its parts, or reports what is wrong with it.
pub fn parts(text: &Text, fields: &[WrittenField], diag: &mut Diag) -> Vec<Part> {
    braces::parts(text, diag, "fields", |name, diag| {
        field(name, text, fields, diag)
    })
}

/// Returns the index of the field of this name.
fn field(name: &str, text: &Text, fields: &[WrittenField], diag: &mut Diag) -> Option<usize> {
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
