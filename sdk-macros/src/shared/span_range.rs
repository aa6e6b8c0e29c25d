//! The first and the last span of some tokens: the compiler joins the two, because spans on stable
//! cannot do that by themselves.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

/// The spans of the first and the last token.
#[derive(Clone, Copy)]
pub struct Ends {
    /// The span of the first token.
    pub first: Span,
    /// The span of the last token.
    pub last: Span,
}

/// Returns the ends of `tokens`, or nothing if there are no tokens.
pub fn ends(tokens: &TokenStream) -> Option<Ends> {
    let mut tokens = tokens.clone().into_iter();
    let first = tokens.next()?;
    let last = tokens.last().unwrap_or_else(|| first.clone());
    Some(Ends {
        first: edges(&first).first,
        last: edges(&last).last,
    })
}

/// Returns the ends of one token. If a macro of the user's passed it on as a whole, these are the
/// ends of its content.
fn edges(token: &TokenTree) -> Ends {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            ends(&group.stream()).unwrap_or_else(|| alone(group.span()))
        }
        TokenTree::Group(group) => Ends {
            first: group.span_open(),
            last: group.span_close(),
        },
        token => alone(token.span()),
    }
}

/// Returns the ends of a single token.
pub fn alone(span: Span) -> Ends {
    Ends {
        first: span,
        last: span,
    }
}
