//! Settings in the attributes of a derive macro, with commas between them.

use syn::parse::ParseStream;
use syn::{Attribute, Meta};

use crate::shared::diag::Diag;
use crate::shared::list::separated;

/// Reads the settings of all attributes with this name, each by `setting`; `form` is what an
/// attribute should be. Returns whether something was reported.
pub fn read(
    attributes: &[Attribute],
    (name, form): (&str, &str),
    diag: &mut Diag,
    mut setting: impl FnMut(ParseStream<'_>, &mut Diag) -> syn::Result<()>,
) -> bool {
    let mut has_unread = false;
    for attribute in attributes {
        if !attribute.path().is_ident(name) {
            continue;
        }
        let Meta::List(list) = &attribute.meta else {
            diag.on(&attribute.meta, format!("expected {form}"));
            has_unread = true;
            continue;
        };
        let (mut unread, mut wrong) = (Diag::default(), Diag::default());
        let parsed = list.parse_args_with(|input: ParseStream<'_>| {
            separated(input, &mut unread, |input| setting(input, &mut wrong));
            Ok(())
        });
        unread.take(parsed);
        unread.append(wrong);
        has_unread |= !unread.is_empty();
        diag.append(unread);
    }
    has_unread
}
