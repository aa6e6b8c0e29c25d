//! Lifetimes in the tokens of a type.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use syn::{Lifetime, Type};

use crate::shared::path::{shown, shown_at};

/// Whether the tokens have a lifetime that `is_wanted`.
pub fn mentions(tokens: TokenStream, is_wanted: &impl Fn(&Ident) -> bool) -> bool {
    find(tokens, is_wanted).is_some()
}

/// Where the tokens have a lifetime that `is_wanted`.
pub fn find(tokens: TokenStream, is_wanted: &impl Fn(&Ident) -> bool) -> Option<Span> {
    let mut after_quote = false;
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(name) => {
            let is_lifetime = core::mem::take(&mut after_quote);
            (is_lifetime && is_wanted(&name)).then(|| name.span())
        }
        TokenTree::Group(group) => {
            after_quote = false;
            find(group.stream(), is_wanted)
        }
        token => {
            after_quote = is_quote(&token);
            None
        }
    })
}

/// The tokens with `'_` in place of every lifetime that `is_own`, so that they can be named outside of where those are
/// declared.
pub fn anonymous(tokens: TokenStream, is_own: &impl Fn(&Ident) -> bool) -> TokenStream {
    changed(tokens, &|name, is_lifetime| {
        (is_lifetime && is_own(name)).then(|| Ident::new("_", name.span()))
    })
}

/// The tokens of a type in a struct, in which the struct's own name and lifetime are the macro's words: of how these are
/// written, lints have nothing to say in generated code.
pub fn of_struct(tokens: TokenStream, ident: &Ident, own: Option<&Lifetime>) -> TokenStream {
    changed(tokens, &|name, is_lifetime| {
        let is_own = match own {
            Some(own) if is_lifetime => own.ident == *name,
            _ => !is_lifetime && ident == name,
        };
        is_own.then(|| shown(name))
    })
}

/// The lifetime as a word of the macro's, shown where it stands.
pub fn own(lifetime: &Lifetime) -> Lifetime {
    Lifetime {
        apostrophe: shown_at(lifetime.apostrophe),
        ident: shown(&lifetime.ident),
    }
}

/// The type itself, where a macro of the user's put it there whole.
pub fn ungrouped(mut ty: &Type) -> &Type {
    loop {
        ty = match ty {
            Type::Group(group) => &group.elem,
            Type::Paren(paren) => &paren.elem,
            ty => return ty,
        };
    }
}

/// The tokens with other words: `change` is asked of each, and told whether it is a lifetime's.
fn changed(tokens: TokenStream, change: &impl Fn(&Ident, bool) -> Option<Ident>) -> TokenStream {
    let mut quote: Option<TokenTree> = None;
    let mut all = TokenStream::new();
    for token in tokens {
        let before = quote.take();
        match token {
            TokenTree::Ident(name) => {
                let other = change(&name, before.is_some());
                // The two tokens of a lifetime resolve alike.
                all.extend(before.map(|mut quote| {
                    if let Some(other) = &other {
                        quote.set_span(shown_at(quote.span()).resolved_at(other.span()));
                    }
                    quote
                }));
                all.extend([TokenTree::from(other.unwrap_or(name))]);
            }
            TokenTree::Group(group) => {
                let mut other = Group::new(group.delimiter(), changed(group.stream(), change));
                other.set_span(group.span());
                all.extend([TokenTree::from(other)]);
            }
            token if is_quote(&token) => quote = Some(token),
            token => all.extend([token]),
        }
    }
    all
}

fn is_quote(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '\'')
}
