//! What an extension becomes.

use heeus_abi::Kind;
use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};
use syn::Attribute;
use syn::parse::{ParseStream, Parser};

use super::model::{Extension, Function, Returns};
use crate::shared::attributes;
use crate::shared::path::{private, shown_at};
use crate::shared::span_range::Ends;
use crate::shared::text::Text;

/// The function, and what makes it an extension.
///
/// This stands in a constant beside the function, so that nothing in it meets the user's names. Where the function is
/// deprecated the constant stands in its body: what calls a deprecated function is told so anywhere else.
pub fn emit(extension: &Extension) -> TokenStream {
    let (function, name, sdk) = (&extension.function, &extension.name, &extension.sdk);
    let attributes = &function.attributes;
    let conditions = attributes::conditions(attributes);
    let registration = registration(extension);
    if attributes::has(attributes, "deprecated") {
        let registration = sdk.room(&TokenStream::new(), &registration);
        let (inner, body) = inner_attributes(function.body.stream());
        let body = quote_spanned!(Span::mixed_site()=> #inner #registration { #body });
        let (item, unique) = (item(function, body), unique(name, &conditions, &quote!(())));
        return quote!(#item #unique);
    }
    let around = [conditions, attributes::lints(attributes)];
    let unique = unique(
        name,
        &around.into_iter().collect(),
        &sdk.block(&registration),
    );
    let item = item(function, function.body.stream());
    quote!(#item #unique)
}

/// The function with this body, and otherwise as the user wrote it.
///
/// Its first and its last token are the macro's, since lints tell by them whose function it is: how it takes its arguments
/// is the SDK's choice.
fn item(function: &Function, body: TokenStream) -> TokenStream {
    let attributes = &function.attributes;
    let (visibility, signature) = (&function.visibility, &function.signature);
    let mut braces = Group::new(Delimiter::Brace, body);
    braces.set_span(shown_at(function.body.span()));
    let head = first_shown(quote_spanned!(Span::mixed_site()=> #visibility #signature));
    quote_spanned!(Span::mixed_site()=> #(#attributes)* #head #braces)
}

fn first_shown(tokens: TokenStream) -> TokenStream {
    let mut is_first = true;
    let each = |mut token: TokenTree| {
        let is_empty = matches!(&token, TokenTree::Group(group) if group.stream().is_empty());
        if core::mem::take(&mut is_first) {
            match &token {
                _ if is_empty => is_first = true,
                TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                    let inner = first_shown(group.stream());
                    token = Group::new(Delimiter::None, inner).into();
                }
                _ => token.set_span(shown_at(token.span())),
            }
        }
        token
    };
    tokens.into_iter().map(each).collect()
}

/// The attributes `#![..]` that a body begins with, and the rest of it.
fn inner_attributes(body: TokenStream) -> (TokenStream, TokenStream) {
    let split = |input: ParseStream<'_>| {
        let attributes = Attribute::parse_inner(input)?;
        let rest: TokenStream = input.parse()?;
        Ok((quote_spanned!(Span::mixed_site()=> #(#attributes)*), rest))
    };
    let parsed = split.parse2(body.clone());
    parsed.unwrap_or_else(|_| (TokenStream::new(), body))
}

/// A constant whose name tells what is wrong where there are two of it. It is shown where the extension's name stands.
fn unique(name: &Text, attributes: &TokenStream, value: &TokenStream) -> TokenStream {
    let constant = Ident::new(&item_name(&name.value), shown_at(name.span));
    let begin = quote_spanned!(shown_at(name.span)=> const #constant: ());
    let end = quote_spanned!(shown_at(name.span)=> ;);
    quote_spanned!(Span::mixed_site()=> #attributes #begin = #value #end)
}

/// The function that the SDK calls, and what makes it known.
fn registration(extension: &Extension) -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    // Longer than the function's name, so it cannot hide the function.
    let run = format_ident!("__run_{}", extension.function.signature.ident, span = here);
    let (call, register) = (call(extension), register(extension, &run));
    quote_spanned! {here=>
        fn #run<'run>(
            __state: #private::WasmState<'run>,
            __args: #private::WasmStateElement<'run>,
        ) -> #private::Returned {
            #call
        }
        #register
    }
}

/// An identifier for a name, another one for each other name.
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

/// The call of the user's function. What the compiler has to say of a type, it shows where the user wrote it.
fn call(extension: &Extension) -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    let kind = Ident::new(extension.kind.name(), here);
    let first = extension.arguments.first();
    let second = extension.arguments.get(1);
    let (take, args) = match second {
        Some(second) => (
            quote_spanned! {here=>
                let __args = match <#second as #private::#kind::Second<'_>>::second(__ctx, __args) {
                    ::core::result::Result::Ok(__args) => __args,
                    ::core::result::Result::Err(__refused) => return __refused,
                };
            },
            quote_spanned!(here=> , __args),
        ),
        None => (quote_spanned!(here=> let _ = __args;), TokenStream::new()),
    };
    let arguments =
        quote_spanned!(here=> <#first as #private::#kind::First<'_, '_>>::first(__ctx) #args);
    let function = &extension.function.signature.ident;
    let called = quote_spanned!(here=> #function(#arguments));
    let method = |at, a_trait, name| at_type(extension, at, a_trait, name);
    let returned = match extension.returns {
        Returns::Any(at) => {
            let returned = method(at, "Returns", "returned");
            quote_spanned! {here=>
                let __returned = #returned;
                __returned(#called, __ctx)
            }
        }
        Returns::Result { answer, error } => {
            let (done, failed) = (
                method(answer, "Answer", "done"),
                method(error, "Fails", "failed"),
            );
            quote_spanned! {here=>
                let (__done, __failed) = (#done, #failed);
                match #called {
                    ::core::result::Result::Ok(__answer) => __done(__answer, __ctx),
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

/// A method of a trait, whose path has both ends of the type that it is about: where that type is wrong, the compiler joins
/// them and shows it.
fn at_type(extension: &Extension, at: Ends, a_trait: &str, name: &str) -> TokenStream {
    // Both ends resolve like the user's function, else the compiler would not join them.
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
    let mut name = extension.name.value.clone().into_bytes();
    name.push(0);
    let name = Literal::byte_string(&name);
    let kind = kind_number(extension.kind);
    let manifest = Literal::byte_string(&extension.manifest);
    quote_spanned! {Span::mixed_site()=>
        #private::register! { name: #name, kind: #kind, run: #run, manifest: #manifest }
    }
}

fn kind_number(kind: Kind) -> Literal {
    Literal::u32_unsuffixed(kind.number())
}
