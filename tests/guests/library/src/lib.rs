//! A library with extensions of its own, and a function for other crates.
#![no_std]

use heeus_sdk::untyped::{Storage, WasmState, WasmStateElement};
use heeus_sdk::{Error, entity, extension};

/// A module without extensions, as in a library of some size.
pub mod money;

entity! {
    /// The debt of a customer.
    pub BALANCE = view "library.Balance" {
        partition { Customer: id }
        value { Cents: i64 }
    }
}

/// Returns the debt of a customer.
#[extension(kind = "query", name = "Balance")]
fn balance(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut key = state.key_builder(Storage::View, BALANCE);
    key.put("Customer", args.get::<heeus_sdk::RecordId>("Customer")?);
    let cents: i64 = state.must_exist(&key)?.get("Cents")?;
    let result = state.key_builder(Storage::Result, "");
    state.new_value(&result)?.put("Cents", cents);
    Ok(())
}

/// An extension in a module of the library.
pub mod inside {
    use super::{WasmState, WasmStateElement, extension};

    /// Does nothing.
    #[extension(kind = "job", name = "Inside")]
    fn inside(_: &WasmState<'_>, _: WasmStateElement<'_>) {}
}
