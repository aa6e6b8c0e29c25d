//! Lifetimes in the tokens of a type.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use syn::{Lifetime, Type};

use crate::shared::path::{macro_span, respan};

/// Returns whether the tokens have a lifetime that `is_wanted`.
pub fn mentions(tokens: TokenStream, is_wanted: &impl Fn(&Ident) -> bool) -> bool {
    find(tokens, is_wanted).is_some()
}

/// Returns the span of a lifetime that `is_wanted` in the tokens.
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

/// Returns the tokens with `'_` in place of every lifetime that `is_own`, so that they can be named
/// outside of the scope of those lifetimes.
pub fn anonymous(tokens: TokenStream, is_own: &impl Fn(&Ident) -> bool) -> TokenStream {
    changed(tokens, &|name, is_lifetime| {
        (is_lifetime && is_own(name)).then(|| Ident::new("_", name.span()))
    })
}

/// Returns the tokens of a field's type with the struct's own name and lifetime as names of the
/// macro's: then lints do not report their spelling in generated code.
pub fn of_struct(tokens: TokenStream, ident: &Ident, own: Option<&Lifetime>) -> TokenStream {
    changed(tokens, &|name, is_lifetime| {
        let is_own = match own {
            Some(own) if is_lifetime => own.ident == *name,
            _ => !is_lifetime && ident == name,
        };
        is_own.then(|| respan(name))
    })
}

/// Returns the lifetime as a name of the macro's, with the user's span.
pub fn own(lifetime: &Lifetime) -> Lifetime {
    Lifetime {
        apostrophe: macro_span(lifetime.apostrophe),
        ident: respan(&lifetime.ident),
    }
}

/// Returns the type itself, if a macro of the user's passed it on as a whole.
pub fn ungrouped(mut ty: &Type) -> &Type {
    loop {
        ty = match ty {
            Type::Group(group) => &group.elem,
            Type::Paren(paren) => &paren.elem,
            ty => return ty,
        };
    }
}

/// Returns the tokens with names replaced by those from `change`, which also gets whether a name is
/// a lifetime's.
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
                        quote.set_span(macro_span(quote.span()).resolved_at(other.span()));
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
