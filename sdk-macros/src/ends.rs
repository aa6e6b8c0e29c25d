//! Where a run of tokens begins and ends: the compiler joins the two, which spans on stable cannot do by themselves.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

/// The spans of the first and the last token.
#[derive(Clone, Copy)]
pub struct Ends {
    /// Of the first.
    pub first: Span,
    /// Of the last.
    pub last: Span,
}

/// The ends of `tokens`, nothing where there are none.
pub fn ends(tokens: &TokenStream) -> Option<Ends> {
    let mut tokens = tokens.clone().into_iter();
    let first = tokens.next()?;
    let last = tokens.last().unwrap_or_else(|| first.clone());
    let last = match &last {
        TokenTree::Group(group) if group.delimiter() != Delimiter::None => group.span_close(),
        token => token.span(),
    };
    let first = match &first {
        TokenTree::Group(group) if group.delimiter() != Delimiter::None => group.span_open(),
        token => token.span(),
    };
    Some(Ends { first, last })
}

/// The ends of a single token.
pub fn alone(span: Span) -> Ends {
    Ends {
        first: span,
        last: span,
    }
}
