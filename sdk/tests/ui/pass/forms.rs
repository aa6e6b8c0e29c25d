//! Forms that an extension may have.
#![forbid(unsafe_code)]
#![deny(warnings)]
#![expect(
    clippy::pedantic,
    reason = "what may be written is the point, not style"
)]

use core::fmt;

use heeus_sdk::{
    entity, extension,
    untyped::{StateError, Storage, WasmState, WasmStateElement},
    ExtensionError,
};

#[extension(kind = "command")]
fn returns_nothing(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

#[extension(kind = "query", name = "Named")]
fn returns_a_result(_: &WasmState<'_>, _: WasmStateElement<'_>) -> Result<(), &'static str> {
    Ok(())
}

#[extension(kind = "validator", name = "Mit Leerzeichen, ü")]
fn has_a_special_name(_: &WasmState<'_>, _: WasmStateElement<'_>) -> Result<(), fmt::Error> {
    Ok(())
}

#[extension(kind = "projector")]
fn returns_something_shown(
    _: &WasmState<'_>,
    _: WasmStateElement<'_>,
) -> Result<(), impl ExtensionError> {
    Err("a text")
}

#[extension(kind = "job")]
fn has_lifetimes<'s, 'run>(
    state: &'s WasmState<'run>,
    mut args: WasmStateElement<'run>,
) -> Result<(), StateError>
where
    'run: 's,
{
    let key = state.key_builder(Storage::Record, ARTICLE);
    while args.is_empty() {
        args = state.must_exist(&key)?;
    }
    Ok(())
}

type State<'run> = WasmState<'run>;

/// Types may be written in any way.
#[extension(kind = "command")]
pub(crate) fn has_aliases(state: &State<'_>, WasmStateElement { .. }: WasmStateElement<'_>) {
    let _ = state;
}

#[extension(kind = "command")]
fn r#type(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

#[extension(kind = "command")]
const fn constant(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

#[cfg(any())]
#[extension(kind = "command")]
fn not_there_before(_: Unknown) {}

#[extension(kind = "command")]
#[cfg(any())]
fn not_there_after(_: &WasmState<'_>, _: WasmStateElement<'_>) -> Unknown {}

macro_rules! extension_named {
    ($(#[$attribute:meta])* $function:ident, $name:expr, $state:ty) => {
        $(#[$attribute])*
        #[extension(kind = "command", name = $name)]
        fn $function(_: $state, _: WasmStateElement<'_>) {}
    };
}
extension_named! {
    /// An extension in the output of a macro.
    from_macro, "FromMacro", &WasmState<'_>
}

mod orders {
    use super::*;

    /// The same name as in the module above. Only a check of the whole module could find that.
    #[extension(kind = "command")]
    pub fn returns_nothing(_: &WasmState<'_>, _: WasmStateElement<'_>) {}
}

entity! {
    /// Totals by day.
    pub TOTALS = view "orders.reports.Totals" {
        partition { Year: i32, }
        clustering { Month: i32, Day: i32 }
        value { Amount: i64 }
    }
    pub(crate) ARTICLE = record "orders.Article" { value {
        /// The name.
        Name: string,
        "with spaces": f64,
        type: qname,
        Photo: bytes, Seller: id, Price: record, Tags: array, Active: bool, Weight: f32,
    } }
    CONFIG = singleton "orders.Config" { value { Currency: string } }
    #[cfg(any())]
    NOT_THERE = singleton "orders.NotThere" { value { Currency: string } }
}
entity! {}

/// Uses the items that the macros generate.
pub fn main() {
    assert_eq!(TOTALS, "orders.reports.Totals");
    assert_eq!(CONFIG, "orders.Config");
    // Extensions can be called like any other function.
    let _: fn(&WasmState<'_>, WasmStateElement<'_>) = returns_nothing;
    let _: fn(&WasmState<'_>, WasmStateElement<'_>) = orders::returns_nothing;

    #[extension(kind = "command")]
    fn inside(_: &WasmState<'_>, _: WasmStateElement<'_>) {}
}
