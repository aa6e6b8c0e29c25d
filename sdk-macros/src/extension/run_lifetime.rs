//! Checks that a function names the lifetime of the run where that is necessary. The compiler's own
//! advice about it is misleading.

use heeus_abi::ExtensionKind;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::{FnArg, ReturnType, Signature, Type};

use super::model::Function;
use crate::shared::diag::Diag;
use crate::shared::lifetimes;

/// Reports data that is borrowed from the wrong thing, or under no named lifetime.
pub fn check(signature: &Signature, kind: Option<ExtensionKind>, diag: &mut Diag) {
    let context = match kind {
        Some(ExtensionKind::Command) => "CommandContext",
        Some(ExtensionKind::Query) | None => "QueryContext",
        Some(ExtensionKind::Validator) => "ValidatorContext",
        Some(ExtensionKind::Projector) => "ProjectorContext",
        Some(ExtensionKind::Job) => "JobContext",
    };
    if let Some(span) = of_the_reference(signature) {
        diag.at(
            span,
            format!(
                "data borrowed from the run lives longer than this reference to its context: write \
                 `&{context}<'run>`, without a lifetime after `&`"
            ),
        );
    }
    if let Some(span) = elided(signature) {
        diag.at(
            span,
            format!(
                "the result borrows from the run, so the lifetime of the run needs a name: `fn \
                 {}<'run>(ctx: &{context}<'run>, ..)`, and `'run` here",
                signature.ident
            ),
        );
    }
}

/// Output the lifetime of the reference to the context, if the context itself has the same.
fn of_the_reference(signature: &Signature) -> Option<Span> {
    let FnArg::Typed(first) = signature.inputs.first()? else {
        return None;
    };
    let Type::Reference(reference) = lifetimes::ungrouped(&first.ty) else {
        return None;
    };
    let own = reference.lifetime.as_ref()?;
    let Type::Path(context) = lifetimes::ungrouped(&reference.elem) else {
        return None;
    };
    let name = context.path.segments.last()?.ident.to_string();
    if own.ident == "static" || !(name.ends_with("Context") || name == "WasmState") {
        return None;
    }
    let is_own = |name: &Ident| *name == own.ident;
    let inside = reference.elem.to_token_stream();
    lifetimes::mentions(inside, &is_own).then(|| own.ident.span())
}

/// Output the place of a lifetime without a name in the return type: no rule of the compiler's
/// finds one for it.
fn elided(signature: &Signature) -> Option<Span> {
    let ReturnType::Type(_, ty) = &signature.output else {
        return None;
    };
    let ty = ty.to_token_stream();
    lifetimes::find(ty.clone(), &|name| name == "_").or_else(|| bare_reference(ty))
}

/// Output a `&` without a lifetime.
fn bare_reference(tokens: TokenStream) -> Option<Span> {
    let mut before = None;
    for token in tokens {
        let is_quote = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\'');
        if before.is_some() && !is_quote {
            return before;
        }
        before = match token {
            TokenTree::Punct(punct) if punct.as_char() == '&' => Some(punct.span()),
            TokenTree::Group(group) => {
                if let Some(found) = bare_reference(group.stream()) {
                    return Some(found);
                }
                None
            }
            _ => None,
        };
    }
    None
}

/// Output a stub in place of a function with such a type, so that the compiler does not report the
/// same mistake in other words.
pub fn stub(function: &Function) -> Option<TokenStream> {
    elided(&function.signature)?;
    let (attributes, visibility) = (&function.attributes, &function.visibility);
    let mut signature = function.signature.clone();
    signature.output = ReturnType::Default;
    Some(quote_spanned! {Span::mixed_site()=>
        #(#attributes)* #visibility #signature -> ! { loop {} }
    })
}
