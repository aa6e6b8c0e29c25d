//! The first and the last span of some tokens: the compiler joins the two, because spans on stable
//! cannot do that by themselves.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

/// The spans of the first and the last token.
#[derive(Clone, Copy)]
pub struct SpanRange {
    /// The span of the first token.
    pub first: Span,
    /// The span of the last token.
    pub last: Span,
}

/// Output the range of `tokens`, or nothing if there are no tokens.
pub fn span_range(tokens: &TokenStream) -> Option<SpanRange> {
    let mut tokens = tokens.clone().into_iter();
    let first = tokens.next()?;
    let last = tokens.last().unwrap_or_else(|| first.clone());
    Some(SpanRange {
        first: of_token(&first).first,
        last: of_token(&last).last,
    })
}

/// Output the range of one token. If a macro of the user's passed it on as a whole, it is the
/// range of its content.
fn of_token(token: &TokenTree) -> SpanRange {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            span_range(&group.stream()).unwrap_or_else(|| single(group.span()))
        }
        TokenTree::Group(group) => SpanRange {
            first: group.span_open(),
            last: group.span_close(),
        },
        token => single(token.span()),
    }
}

/// Output the range of a single span.
pub fn single(span: Span) -> SpanRange {
    SpanRange {
        first: span,
        last: span,
    }
}
