//! What an extension becomes.

use heeus_abi::Kind;
use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote_spanned};

use super::model::Extension;
use crate::ends::Ends;
use crate::path::{private, shown_at};

/// What stands beside the function: one constant, so that nothing in it meets the user's names.
///
/// Its own name tells what is wrong where there are two of it. It is shown where the extension's name stands.
pub fn emit(extension: &Extension) -> TokenStream {
    let here = Span::mixed_site();
    let conditions = &extension.conditions;
    let name = &extension.name;
    let constant = Ident::new(&item_name(&name.value), shown_at(name.span));
    let begin = quote_spanned!(shown_at(name.span)=> const #constant: ());
    let end = quote_spanned!(shown_at(name.span)=> ;);
    let private = private(here);
    // Longer than the function's name, so it cannot hide the function.
    let run = format_ident!("__run_{}", extension.function, span = here);
    let call = call(extension);
    let register = register(extension, &run);
    quote_spanned! {here=>
        #conditions
        #begin = {
            fn #run<'run>(
                state: #private::WasmState<'run>,
                args: #private::WasmStateElement<'run>,
            ) -> #private::Returned {
                #call
            }
            #register
        } #end
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

/// The call of the user's function. An argument compiles only where its type is right; if it is not, the one error is shown
/// under it. What the compiler has to say of what is returned, it shows where the user wrote its type.
fn call(extension: &Extension) -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    let kind = Ident::new(extension.kind.name(), here);
    let Ends {
        first: begin,
        last: end,
    } = extension.returns;
    // Both ends of the call resolve like the user's function, else the compiler would not join them.
    let like_function = extension.function.span();
    let mut function = extension.function.clone();
    function.set_span(like_function.located_at(begin));
    let first = extension.arguments.first();
    let second = extension.arguments.get(1);
    let take = second.map(|second| {
        quote_spanned! {here=>
            let args = match #private::#kind::second::<#second>(ctx, args) {
                ::core::result::Result::Ok(args) => args,
                ::core::result::Result::Err(refused) => return refused,
            };
        }
    });
    let args = match second {
        Some(_) => quote_spanned!(here=> , args),
        None => TokenStream::new(),
    };
    let arguments = quote_spanned!(here=> #private::#kind::first::<#first>(ctx) #args);
    let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
    arguments.set_span(like_function.located_at(end));
    let unused = second
        .is_none()
        .then(|| quote_spanned!(here=> let _ = args;));
    quote_spanned! {here=>
        let ctx = &#private::#kind::context(state);
        #take
        #unused
        #private::#kind::Returns::returned(#function #arguments, ctx)
    }
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
