//! The guest that the benchmarks run.
#![no_std]

extern crate alloc;

mod typed;

use heeus_sdk::untyped::{Storage, WasmState, WasmStateElement};
use heeus_sdk::{Error, entity, extension};

entity! {
    /// Stock by day.
    pub STOCK = view "bench.Stock" {
        partition { Year: i32 }
        clustering { Day: i32 }
        value { Amount: i64, Price: i64?, Quantity: i32 }
    }
}

/// Gets an element of three fields and makes an intent with two.
#[extension(kind = "projector", name = "Add")]
fn add(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut key = state.key_builder(Storage::View, STOCK);
    key.put("Year", args.get::<i32>("Year")?)
        .put("Day", args.get::<i32>("Day")?);
    let stock = state.must_exist(&key)?;
    let amount: i64 = stock.get("Amount")?;
    let price: i64 = stock.get("Price")?;
    let quantity: i32 = stock.get("Quantity")?;
    state
        .new_value(&key)?
        .put("Amount", amount.wrapping_add(price))
        .put("Quantity", quantity.wrapping_add(1));
    Ok(())
}

/// Reads all days of a year; the result is the sum of their amounts.
#[extension(kind = "query", name = "Sum")]
fn sum(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut year = state.key_builder(Storage::View, STOCK);
    year.put("Year", args.get::<i32>("Year")?);
    let mut sum = 0_i64;
    state.try_read(&year, |_, stock| {
        sum = sum.wrapping_add(stock.get("Amount")?);
        Ok::<(), Error>(())
    })?;
    let result = state.key_builder(Storage::Result, "");
    state.new_value(&result)?.put("Sum", sum);
    Ok(())
}

/// Reads all days of a year; the result is the sum of all fields of their keys and values.
#[extension(kind = "query", name = "SumAll")]
fn sum_all(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut year = state.key_builder(Storage::View, STOCK);
    year.put("Year", args.get::<i32>("Year")?);
    let mut sum = 0_i64;
    state.try_read(&year, |key, stock| {
        let year: i32 = key.get("Year")?;
        let day: i32 = key.get("Day")?;
        let quantity: i32 = stock.get("Quantity")?;
        let amount: i64 = stock.get("Amount")?;
        let price: Option<i64> = stock.find("Price")?;
        let numbers = [year, day, quantity].map(i64::from);
        let numbers = numbers.into_iter().fold(amount, i64::wrapping_add);
        sum = sum
            .wrapping_add(numbers)
            .wrapping_add(price.unwrap_or_default());
        Ok::<(), Error>(())
    })?;
    let result = state.key_builder(Storage::Result, "");
    state.new_value(&result)?.put("Sum", sum);
    Ok(())
}

/// Counts all days of a year, without reading their fields.
#[extension(kind = "query", name = "Count")]
fn count(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut year = state.key_builder(Storage::View, STOCK);
    year.put("Year", args.get::<i32>("Year")?);
    let mut count = 0_i32;
    state.read(&year, |_, _| count += 1)?;
    let result = state.key_builder(Storage::Result, "");
    state.new_value(&result)?.put("Count", count);
    Ok(())
}

/// Allocates as many bytes as its argument says, and writes to all of them.
#[extension(kind = "job", name = "Dirty")]
fn dirty(_: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let bytes = usize::try_from(args.get::<i32>("Bytes")?).unwrap_or(0);
    core::hint::black_box(alloc::vec![1_u8; bytes]);
    Ok(())
}
