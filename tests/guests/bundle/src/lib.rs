//! A module of two crates with extensions: this one and `guest-library`.
#![no_std]

use guest_library::BALANCE;
use guest_library::money::cents;
use heeus_sdk::untyped::{Storage, WasmState, WasmStateElement};
use heeus_sdk::{Error, RecordId, extension};

/// Sets the debt of a customer.
#[extension(kind = "projector", name = "Owe")]
fn owe(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut key = state.key_builder(Storage::View, BALANCE);
    key.put("Customer", args.get::<RecordId>("Customer")?);
    let cents = cents(args.get("Euros")?, args.get("Cents")?).ok_or("too much")?;
    state.new_value(&key)?.put("Cents", cents);
    Ok(())
}
