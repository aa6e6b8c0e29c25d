//! The paths and names in generated code.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::parse::Parser;
use syn::{Expr, Path};

use crate::shared::diag::Diag;
use crate::shared::text::{self, Text};

/// The key of an attribute for the path of the SDK.
pub const CRATE: &str = "crate";

/// The path of the SDK in the user's crate.
#[derive(Clone)]
pub struct Sdk(TokenStream);

impl Default for Sdk {
    fn default() -> Self {
        Self(quote_spanned!(Span::mixed_site()=> ::heeus_sdk))
    }
}

impl Sdk {
    /// Reads the path after `crate =`: a text, or a path that a macro of the user's passes on.
    pub fn given(value: &Expr, diag: &mut Diag) -> Self {
        let mut inner = value;
        while let Expr::Group(group) = inner {
            inner = &group.expr;
        }
        let path = match (text::of(inner), inner) {
            (Some(text), _) => named(&text),
            (None, Expr::Path(path)) => Some(path.path.to_token_stream()),
            (None, _) => None,
        };
        path.map_or_else(
            || {
                diag.on(
                    value,
                    "`crate` is the path of the SDK, as a text: `crate = \"facade::heeus_sdk\"`",
                );
                Self::default()
            },
            Self,
        )
    }

    /// Returns a constant without a name around `items`. Inside, the SDK's module for generated
    /// code has the name that [`private`] returns.
    pub fn anonymous_const(&self, attributes: &TokenStream, items: &TokenStream) -> TokenStream {
        let constant = self.block(items);
        quote_spanned!(Span::mixed_site()=> #attributes const _: () = #constant;)
    }

    /// Returns the same as a block.
    pub fn block(&self, items: &TokenStream) -> TokenStream {
        let here = Span::mixed_site();
        let (path, private) = (&self.0, private(here));
        quote_spanned!(here=> { use #path::__private_1 as #private; #items })
    }
}

fn named(text: &Text) -> Option<TokenStream> {
    let path = Path::parse_mod_style.parse_str(&text.value).ok()?;
    let tokens = path.to_token_stream().into_iter();
    let located = tokens.map(|mut token| {
        token.set_span(text.span);
        token
    });
    Some(located.collect())
}

/// The name of the SDK's module for generated code, inside of [`Sdk::anonymous_const`].
pub fn private(span: Span) -> Ident {
    Ident::new("__heeus_sdk", span)
}

/// Returns a span that is shown as `span`, but resolves as the macro's own.
pub fn macro_span(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}

/// Returns a name of the user's with its span, for use in the macro's code: lints do not report it
/// as the user's.
pub fn respan(name: &Ident) -> Ident {
    let mut name = name.clone();
    // The span of `$crate` decides which crate it is.
    if name != "crate" && name != "$crate" {
        name.set_span(macro_span(name.span()));
    }
    name
}

/// Does the same for all tokens.
pub fn respan_all(tokens: TokenStream) -> TokenStream {
    let each = |token| match token {
        TokenTree::Ident(name) => respan(&name).into(),
        TokenTree::Group(group) => {
            let mut changed = Group::new(group.delimiter(), respan_all(group.stream()));
            changed.set_span(macro_span(group.span()));
            changed.into()
        }
        mut token => {
            token.set_span(macro_span(token.span()));
            token
        }
    };
    tokens.into_iter().map(each).collect()
}
