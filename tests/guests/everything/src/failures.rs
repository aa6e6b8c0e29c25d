//! Panics and errors of every sort. Tests find the number of a line by the mark at its end.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};

use heeus_sdk::untyped::{Storage, WasmState, WasmStateElement};
use heeus_sdk::{Error, ExtensionError, LogLevel, extension};

use crate::entities::DAYS;

/// Panics in the way of the argument `How`. `N` is 7 and `Text` is "hé", which the compiler cannot
/// know.
#[extension(kind = "projector", name = "Panic")]
fn panic_as(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let n: i32 = args.get("N")?;
    let text: &str = args.get("Text")?;

    let key = state.key_builder(Storage::Result, "");
    state.new_value(&key)?.put("N", n);
    state.log(LogLevel::Info, "about to panic");
    let place = usize::try_from(n).unwrap_or_default();
    let result = match args.get::<&str>("How")? {
        "unwrap" => none(n).unwrap(),                                // unwrap
        "expect" => text.parse::<i32>().expect("a number"),          // expect
        "index" => [1, 2, 3][place],                                 // index
        "slice" => length(&text[..2]),                               // slice
        "divide" => 1 / (n - 7),                                     // divide
        "overflow" => n.checked_mul(i32::MAX).expect("no overflow"), // overflow
        "copy" => copied(&[0; 4][..place - 4]),                      // copy
        "remainder" => 1 % (n - 7),                                  // rest
        "borrow" => borrowed_twice(&RefCell::new(n)),                // borrow
        "borrow-mut" => lent_twice(&RefCell::new(n)),                // borrow-mut
        "capacity" => room(usize::MAX - place),
        "assert" => asserted(n),
        "explicit" => panic!("{text} is {n}"), // explicit
        "unreachable" => unreachable!("{n} is never seven"), // unreachable
        "long" => panic!("{}", "l\u{f6}ng ".repeat(2000)), // long
        "in-display" => length(&PanicsWhenFormatted(n).to_string()),
        "in-read" => in_read(state, n)?,
        _ => return Err("no such way".into()),
    };
    state.log(LogLevel::Info, &result.to_string());
    Ok(())
}

/// Calculates beyond the range of an i32, in the way of the argument `How`. `N` is 7.
#[extension(kind = "command", name = "Calculate")]
fn calculate(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let n: i32 = args.get("N")?;
    let result = match args.get::<&str>("How")? {
        "add" => n + i32::MAX,             // add
        "subtract" => i32::MIN - n,        // subtract
        "multiply" => n * i32::MAX,        // multiply
        "negate" => -(n - 7 + i32::MIN),   // negate
        "shift" => 1 << (n + 26),          // shift
        "divide" => i32::MIN / (n - 8),    // quotient
        "remainder" => i32::MIN % (n - 8), // remainder
        "sum" => [n, i32::MAX].iter().sum(),
        _ => return Err("no such way".into()),
    };
    let key = state.key_builder(Storage::Result, "");
    state.new_value(&key)?.put("N", result);
    Ok(())
}

fn none(n: i32) -> Option<i32> {
    (n != 7).then_some(n)
}

fn length(text: &str) -> i32 {
    i32::try_from(text.len()).unwrap_or_default()
}

fn copied(from: &[u8]) -> i32 {
    let mut to = [0; 2];
    to.copy_from_slice(from); // copied
    i32::from(to[0])
}

fn borrowed_twice(cell: &RefCell<i32>) -> i32 {
    let mut first = cell.borrow_mut();
    *first += 1;
    *cell.borrow() // borrowed
}

fn lent_twice(cell: &RefCell<i32>) -> i32 {
    let first = cell.borrow();
    *cell.borrow_mut() += 1; // lent
    *first
}

fn room(bytes: usize) -> i32 {
    let room: Vec<u8> = Vec::with_capacity(bytes);
    i32::try_from(room.capacity()).unwrap_or_default()
}

fn asserted(n: i32) -> i32 {
    assert_eq!(n, 8, "of two numbers"); // asserted
    n
}

/// Panics while it is formatted.
struct PanicsWhenFormatted(i32);

impl core::fmt::Display for PanicsWhenFormatted {
    fn fmt(&self, _: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        panic!("shown {}", self.0) // shown
    }
}

impl ExtensionError for PanicsWhenFormatted {}

fn in_read(state: &WasmState<'_>, n: i32) -> Result<i32, Error> {
    let mut key = state.key_builder(Storage::View, DAYS);
    key.put("Year", 2026);
    let mut days: Vec<String> = Vec::new();
    state.read(&key, |_, element| {
        days.push(element.get::<&str>("Note").unwrap_or("no note").to_string());
        assert!(days.len() < 2, "{n} at the second day"); // in-read
    })?;
    Ok(0)
}

/// Returns an error whose text contains numbers.
#[extension(kind = "command", name = "Fail")]
fn fail(_: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Shown> {
    Err(Shown(args.get("N").unwrap_or_default()))
}

/// An error of the extension's own.
struct Shown(i32);

impl core::fmt::Display for Shown {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "number {:05} is refused: \u{fc}\n\"twice\"", self.0)
    }
}

impl ExtensionError for Shown {}

/// Returns an error that panics while it is formatted.
#[extension(kind = "command", name = "FailRudely")]
fn fail_rudely(_: &WasmState<'_>, _: WasmStateElement<'_>) -> Result<(), PanicsWhenFormatted> {
    Err(PanicsWhenFormatted(1))
}

/// Returns an error whose text is shorter each time it is formatted.
#[extension(kind = "command", name = "FailFickly")]
fn fail_fickly(_: &WasmState<'_>, _: WasmStateElement<'_>) -> Result<(), ShrinksWhenFormatted> {
    Err(ShrinksWhenFormatted(Cell::new(100)))
}

/// Formats itself as fewer words each time, and allocates memory for each word.
struct ShrinksWhenFormatted(Cell<usize>);

impl core::fmt::Display for ShrinksWhenFormatted {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let length = self.0.replace(self.0.get() / 10);
        (0..length).try_for_each(|word| f.write_str(&alloc::format!("fickle {word} ")))
    }
}

impl ExtensionError for ShrinksWhenFormatted {}

/// Never ends.
#[extension(kind = "command", name = "Spin")]
fn spin(state: &WasmState<'_>, _: WasmStateElement<'_>) {
    state.log(LogLevel::Info, "spinning");
    loop {
        core::hint::spin_loop();
    }
}
