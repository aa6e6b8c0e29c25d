//! Lifetimes in the tokens of a type.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};

/// Whether the tokens have a lifetime that `is_wanted`.
pub fn mentions(tokens: TokenStream, is_wanted: &impl Fn(&Ident) -> bool) -> bool {
    let mut after_quote = false;
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => core::mem::take(&mut after_quote) && is_wanted(&name),
        TokenTree::Group(group) => {
            after_quote = false;
            mentions(group.stream(), is_wanted)
        }
        token => {
            after_quote = is_quote(&token);
            false
        }
    })
}

/// The tokens with `'_` in place of every lifetime that `is_own`, so that they can be named outside of where those are
/// declared.
pub fn anonymous(tokens: TokenStream, is_own: &impl Fn(&Ident) -> bool) -> TokenStream {
    let mut after_quote = false;
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Ident(name) if core::mem::take(&mut after_quote) && is_own(&name) => {
                Ident::new("_", name.span()).into()
            }
            TokenTree::Group(group) => {
                after_quote = false;
                let stream = anonymous(group.stream(), is_own);
                let mut changed = Group::new(group.delimiter(), stream);
                changed.set_span(group.span());
                changed.into()
            }
            token => {
                after_quote = is_quote(&token);
                token
            }
        })
        .collect()
}

fn is_quote(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '\'')
}
