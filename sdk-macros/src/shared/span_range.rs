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
    Some(Ends {
        first: edges(&first).first,
        last: edges(&last).last,
    })
}

/// The ends of one token: those of what is inside where a macro of the user's put it there whole.
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

/// The ends of a single token.
pub fn alone(span: Span) -> Ends {
    Ends {
        first: span,
        last: span,
    }
}
