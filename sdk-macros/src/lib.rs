//! The macros of `heeus-sdk`: the attribute `#[extension]` and the declaration `entity!`.
//!
//! Use them through `heeus_sdk`, whose documentation shows them at work. This crate only turns tokens into tokens:
//! what is written is parsed (`parse`), judged (`check`) into a model, and the model is written out (`emit`).
//! Generated code names nothing but `::core` and `::heeus_sdk::__private`.

#![forbid(unsafe_code)]

mod attributes;
mod choice;
mod diag;
mod ends;
mod entity;
mod extension;
mod list;
mod path;
#[cfg(test)]
mod testing;
mod text;

use proc_macro::TokenStream;

/// Makes a function an extension: a host can run it by its name and kind.
///
/// ```text
/// /// Takes an order.
/// #[extension(kind = "command", name = "NewOrder")]
/// fn new_order(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> { .. }
/// ```
///
/// - `kind`: what the extension is for, one of `heeus_sdk::Kind`; it must be given.
/// - `name`: what the host calls it; the function's name if it is not given. 1 to 255 bytes without NUL that do not
///   begin with `Wasm`, unique in the module.
///
/// The function takes `&WasmState<'_>` and `WasmStateElement<'_>` and returns nothing or `Result<(), E>` with
/// `E: Display`. It stays a plain function that can be called. The first line of its doc comment is shown to humans by
/// tools that list what a module has.
#[proc_macro_attribute]
pub fn extension(attribute: TokenStream, item: TokenStream) -> TokenStream {
    extension::expand(attribute.into(), &item.into()).into()
}

/// Declares entities, so that hosts and tools know their keys and values without running anything.
///
/// ```text
/// entity! {
///     /// Totals of ordered items by day.
///     pub ORDERED_ITEMS = view "orders.OrderedItems" {
///         partition { Year: i32 }
///         clustering { Month: i32, Day: i32 }
///         value { Amount: i64 }
///     }
///     pub ARTICLE = record "orders.Article" { value { Name: string } }
///     pub CONFIG = singleton "orders.Config" { value { Currency: string } }
/// }
/// ```
///
/// Each declaration makes a constant that holds the qualified name, with the visibility and the attributes that it is
/// given. A view has a key of partition fields and, if there are any, clustering fields, in this order; a record has
/// the key `ID`; a singleton has no key. Types are those of `heeus_sdk::FieldType`, with `id` for a record id; key fields
/// are neither records nor arrays. A field name that is not an identifier is written as a string literal.
#[proc_macro]
pub fn entity(input: TokenStream) -> TokenStream {
    entity::expand(input.into()).into()
}
