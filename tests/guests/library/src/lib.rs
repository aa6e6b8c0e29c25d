//! A library with extensions of its own, and with something that other crates call.
#![no_std]

use heeus_sdk::{Error, Storage, WasmState, WasmStateElement, entity, extension};

/// Far from the extension, as in a library of some size.
pub mod money;

entity! {
    /// What a customer owes.
    pub BALANCE = view "library.Balance" {
        partition { Customer: id }
        value { Cents: i64 }
    }
}

/// Answers with what a customer owes.
#[extension(kind = "query", name = "Balance")]
fn balance(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut key = state.key_builder(Storage::View, BALANCE);
    key.put("Customer", args.get::<heeus_sdk::RecordId>("Customer")?);
    let cents: i64 = state.must_exist(&key)?.get("Cents")?;
    let result = state.key_builder(Storage::Result, "");
    state.new_value(&result)?.put("Cents", cents);
    Ok(())
}

/// In a module of the library.
pub mod inside {
    use super::{WasmState, WasmStateElement, extension};

    /// Does nothing.
    #[extension(kind = "job", name = "Inside")]
    fn inside(_: &WasmState<'_>, _: WasmStateElement<'_>) {}
}
