//! The code that is generated for a text.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::Expr;

use super::model::Built;
use crate::shared::braces::Part;
use crate::shared::path::{macro_span, private};

/// Emits an expression. The values are evaluated outside of the block that imports the traits of
/// parts, so that their methods mean what they mean there.
pub fn emit(built: &Built, errors: &TokenStream) -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    let binding = |index: usize| format_ident!("__value_{}", index, span = here);
    let parts = built.parts.iter().map(|part| match part {
        Part::Literal(literal) => quote_spanned!(here=> __text.push(#literal);),
        Part::Value(index) => {
            let span = built.values.get(*index).map_or(here, |value| value.span);
            let (value, write) = (binding(*index), Ident::new("write", macro_span(span)));
            quote_spanned!(here=> (&#private::TextPart(#value)).#write(&mut __text);)
        }
    });
    let has_values = !built.values.is_empty();
    let import = has_values
        .then(|| quote_spanned!(here=> use #private::{WriteDirect as _, WriteFormatted as _};));
    let block = built.sdk.block(&quote_spanned! {here=>
        #import
        #errors
        let mut __text = #private::Text::new();
        #(#parts)*
        __text
    });
    if !has_values {
        return block;
    }
    let values = built.values.iter().map(|value| whole(&value.expr));
    let bindings = (0..built.values.len()).map(binding);
    quote_spanned!(here=> match (#(&#values,)*) { (#(#bindings,)*) => #block })
}

/// Returns the expression, in parentheses if a `&` before it would take only a part of it.
fn whole(expr: &Expr) -> TokenStream {
    match expr {
        Expr::Binary(_) | Expr::Cast(_) | Expr::Range(_) | Expr::Assign(_) => {
            quote_spanned!(Span::mixed_site()=> (#expr))
        }
        _ => expr.to_token_stream(),
    }
}
