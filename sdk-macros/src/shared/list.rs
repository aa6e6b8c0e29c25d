//! Lists in which one bad item does not hide the mistakes in the next.

use proc_macro2::TokenTree;
use syn::Token;
use syn::parse::ParseStream;

use crate::shared::diag::Diag;

/// Parses items with commas between them, to the end of `input`.
pub fn separated<T>(
    input: ParseStream<'_>,
    diag: &mut Diag,
    mut item: impl FnMut(ParseStream<'_>) -> syn::Result<T>,
) -> Vec<T> {
    let mut items = Vec::new();
    while !input.is_empty() {
        let parsed = item(input);
        let comma = match &parsed {
            Ok(_) if input.is_empty() => Ok(()),
            Ok(_) => input.parse::<Token![,]>().map(drop),
            Err(_) => {
                skip_past(
                    input,
                    |token| matches!(token, TokenTree::Punct(p) if p.as_char() == ','),
                );
                Ok(())
            }
        };
        items.extend(diag.take(parsed));
        if diag.take(comma).is_none() {
            skip_past(
                input,
                |token| matches!(token, TokenTree::Punct(p) if p.as_char() == ','),
            );
        }
    }
    items
}

/// Drops tokens up to and including the first that is an end.
pub fn skip_past(input: ParseStream<'_>, is_end: impl Fn(&TokenTree) -> bool) {
    while let Ok(token) = input.parse::<TokenTree>() {
        if is_end(&token) {
            return;
        }
    }
}
