//! The code that is generated for an extension.

use heeus_abi::ExtensionKind;
use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};
use syn::Attribute;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};

use super::model::{Extension, Function, Output};
use crate::shared::attributes;
use crate::shared::path::{macro_span, private};
use crate::shared::span_range::{SpanRange, span_range};
use crate::shared::text::Text;

/// Emits the function, and its registration as an extension.
///
/// The registration is in a constant beside the function, so that it cannot clash with the user's
/// names. For a deprecated function the constant is inside its body: a call of a deprecated
/// function anywhere else is reported.
pub fn emit(extension: &Extension) -> TokenStream {
    let (function, name, sdk) = (&extension.function, &extension.name, &extension.sdk);
    let attributes = &function.attributes;
    let conditions = attributes::conditions(attributes);
    let (free, is_free) = free(function, &conditions);
    let registration = registration(extension);
    let registration = quote_spanned!(Span::mixed_site()=> #is_free #registration);
    if attributes::has(attributes, "deprecated") {
        let registration = sdk.anonymous_const(&TokenStream::new(), &registration);
        let (inner, body) = inner_attributes(function.body.stream());
        let body = quote_spanned!(Span::mixed_site()=> #inner #registration { #body });
        let (item, unique) = (item(function, body), unique(name, &conditions, &quote!(())));
        return quote!(#item #free #unique);
    }
    let around = [conditions, attributes::lints(attributes)];
    let unique = unique(
        name,
        &around.into_iter().collect(),
        &sdk.block(&registration),
    );
    let item = item(function, function.body.stream());
    quote!(#item #free #unique)
}

/// Emits a constant beside the function, and a use of it in the registration. In an `impl` or a
/// trait neither the function nor the constant can be named like that. The constant's name then
/// explains the mistake, since the compiler shows it, at the function's name.
fn free(function: &Function, conditions: &TokenStream) -> (TokenStream, TokenStream) {
    let (here, ident) = (Span::mixed_site(), &function.signature.ident);
    let name = format!(
        "__an_extension_is_a_free_function_so_move_{}_out_of_the_impl",
        ident.unraw()
    );
    let constant = Ident::new(&name, macro_span(ident.span()));
    let begin = quote_spanned!(macro_span(ident.span())=> const #constant: ());
    (
        quote_spanned!(here=> #conditions #begin = ();),
        quote_spanned!(here=> const _: () = #constant;),
    )
}

/// Emits the function with this body, and otherwise unchanged.
///
/// Its first and its last token are the macro's, because lints tell by them whose function it is:
/// the SDK chooses how the function takes its arguments.
fn item(function: &Function, body: TokenStream) -> TokenStream {
    let attributes = &function.attributes;
    let (visibility, signature) = (&function.visibility, &function.signature);
    let mut braces = Group::new(Delimiter::Brace, body);
    braces.set_span(macro_span(function.body.span()));
    let head = respan_first(quote_spanned!(Span::mixed_site()=> #visibility #signature));
    quote_spanned!(Span::mixed_site()=> #(#attributes)* #head #braces)
}

fn respan_first(tokens: TokenStream) -> TokenStream {
    let mut is_first = true;
    let each = |mut token: TokenTree| {
        let is_empty = matches!(&token, TokenTree::Group(group) if group.stream().is_empty());
        if core::mem::take(&mut is_first) {
            match &token {
                _ if is_empty => is_first = true,
                TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                    let inner = respan_first(group.stream());
                    token = Group::new(Delimiter::None, inner).into();
                }
                _ => token.set_span(macro_span(token.span())),
            }
        }
        token
    };
    tokens.into_iter().map(each).collect()
}

/// Splits a body into the attributes `#![..]` at its beginning and the rest.
fn inner_attributes(body: TokenStream) -> (TokenStream, TokenStream) {
    let split = |input: ParseStream<'_>| {
        let attributes = Attribute::parse_inner(input)?;
        let rest: TokenStream = input.parse()?;
        Ok((quote_spanned!(Span::mixed_site()=> #(#attributes)*), rest))
    };
    let parsed = split.parse2(body.clone());
    parsed.unwrap_or_else(|_| (TokenStream::new(), body))
}

/// Emits a constant whose name explains the mistake if there are two of it. The compiler shows it
/// at the extension's name.
fn unique(name: &Text, attributes: &TokenStream, value: &TokenStream) -> TokenStream {
    let constant = Ident::new(&item_name(&name.value), macro_span(name.span));
    let begin = quote_spanned!(macro_span(name.span)=> const #constant: ());
    let end = quote_spanned!(macro_span(name.span)=> ;);
    quote_spanned!(Span::mixed_site()=> #attributes #begin = #value #end)
}

/// Emits the function that the SDK calls, and its registration.
fn registration(extension: &Extension) -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    // Longer than the function's name, so it cannot hide the function.
    let run = format_ident!("__run_{}", extension.function.signature.ident, span = here);
    let (call, register) = (call(extension), register(extension, &run));
    let follows = follows(extension);
    quote_spanned! {here=>
        #follows
        fn #run<'run>(
            __state: #private::WasmState<'run>,
            __args: #private::WasmStateElement<'run>,
        ) -> #private::Returned {
            #call
        }
        #register
    }
}

/// Emits the check that a projector of an enum of events follows these. The compiler shows its
/// error at the user's type.
fn follows(extension: &Extension) -> Option<TokenStream> {
    let here = Span::mixed_site();
    let (ExtensionKind::Projector, Some(ty)) = (extension.kind, extension.arguments.get(1)) else {
        return None;
    };
    let at = span_range(ty).map_or(here, |range| macro_span(range.first));
    let private = private(at);
    let events = quote_spanned!(at=> <#ty as #private::projector::ArgsParam<'_>>::EVENTS);
    let after = &extension.after;
    Some(quote_spanned!(at=> const _: () = #private::follows(#events, &[#(#after),*]);))
}

/// Output an identifier for a name; different names have different ones.
fn item_name(name: &str) -> String {
    if name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    {
        return format!("__extension_named_{name}");
    }
    let letters = name.chars().map(|letter| {
        if letter.is_ascii_alphanumeric() {
            letter.to_string()
        } else {
            format!("_{:x}_", u32::from(letter))
        }
    });
    let letters: String = letters.collect();
    format!("__extension_with_special_name_{letters}")
}

/// Emits the call of the user's function. The compiler shows an error about a type at the user's
/// type.
fn call(extension: &Extension) -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    let kind = Ident::new(extension.kind.name(), here);
    let mut params = extension.arguments.iter();
    let context_param = params
        .next()
        .map(|ty| quote_spanned!(here=> <#ty as #private::#kind::ContextParam<'_, '_>>));
    let args_param = params
        .next()
        .map(|ty| quote_spanned!(here=> <#ty as #private::#kind::ArgsParam<'_>>));
    let (take, args) = match args_param {
        Some(args_param) => (
            quote_spanned! {here=>
                let __args = match #args_param::from_args(__ctx, __args) {
                    ::core::result::Result::Ok(__args) => __args,
                    ::core::result::Result::Err(__refused) => return __refused,
                };
            },
            quote_spanned!(here=> , __args),
        ),
        None => (quote_spanned!(here=> let _ = __args;), TokenStream::new()),
    };
    let arguments = quote_spanned!(here=> #context_param::from_context(__ctx) #args);
    let function = &extension.function.signature.ident;
    let called = quote_spanned!(here=> #function(#arguments));
    let method = |at, a_trait, name| at_type(extension, at, a_trait, name);
    let returned = match extension.output {
        Output::Any(at) => {
            let returned = method(at, "Output", "returned");
            quote_spanned! {here=>
                let __returned = #returned;
                __returned(#called, __ctx)
            }
        }
        Output::Result { success, error } => {
            let (done, failed) = (
                method(success, "Success", "done"),
                method(error, "Failure", "failed"),
            );
            quote_spanned! {here=>
                let (__done, __failed) = (#done, #failed);
                match #called {
                    ::core::result::Result::Ok(__success) => __done(__success, __ctx),
                    ::core::result::Result::Err(__error) => __failed(__error, __ctx),
                }
            }
        }
    };
    quote_spanned! {here=>
        let __ctx = &#private::#kind::context(__state);
        #take
        #returned
    }
}

/// A method of a trait, by a path that has both ends of the type in question: if that type is
/// wrong, the compiler joins the ends and shows the type.
fn at_type(extension: &Extension, at: SpanRange, a_trait: &str, name: &str) -> TokenStream {
    // Both ends resolve like the user's function; otherwise the compiler would not join them.
    let like_function = extension.function.signature.ident.span();
    let (first, last) = (
        like_function.located_at(at.first),
        like_function.located_at(at.last),
    );
    let private = private(first);
    let (kind, a_trait) = (
        Ident::new(extension.kind.name(), first),
        Ident::new(a_trait, first),
    );
    let name = Ident::new(name, last);
    quote_spanned!(first=> #private::#kind::#a_trait::#name)
}

fn register(extension: &Extension, run: &Ident) -> TokenStream {
    let private = private(Span::mixed_site());
    let export = Literal::string(&extension.name.value);
    let mut name = extension.name.value.clone().into_bytes();
    name.push(0);
    let name = Literal::byte_string(&name);
    let kind = kind_number(extension.kind);
    let manifest = Literal::byte_string(&extension.manifest);
    quote_spanned! {Span::mixed_site()=>
        #private::register! {
            export: #export, name: #name, kind: #kind, run: #run, manifest: #manifest
        }
    }
}

fn kind_number(kind: ExtensionKind) -> Literal {
    Literal::u32_unsuffixed(kind.number())
}
