//! Texts that grow.

use alloc::string::String;
use alloc::vec::Vec;

use heeus_sdk::untyped::{WasmState, WasmStateElement};
use heeus_sdk::values::json::{self, JsonMembers};
use heeus_sdk::values::{Money, Text, text};
use heeus_sdk::{Error, LogLevel, extension};

/// Logs a text of `Parts` parts. Between two of them `Between` bytes are allocated, and kept until
/// the end.
#[extension(kind = "command", name = "LogParts")]
fn log_parts(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let parts: i32 = args.get("Parts")?;
    let between = usize::try_from(args.get::<i32>("Between")?).map_err(|_| "below 0")?;
    let mut kept: Vec<Vec<u8>> = Vec::new();
    let mut text = Text::new();
    for part in 0..parts {
        text.put(part).put(";");
        if between > 0 {
            kept.push(Vec::with_capacity(between));
        }
    }
    core::hint::black_box(&kept);
    state.log(LogLevel::Info, &text);
    // As a `String` it grows on.
    let mut text = String::from(text);
    text.push_str("end");
    state.log(LogLevel::Info, &text);
    Ok(())
}

/// Builds `Times` texts, one after the other.
#[extension(kind = "command", name = "BuildTexts")]
fn build_texts(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let times: i32 = args.get("Times")?;
    let mut letters = 0;
    for time in 0..times {
        letters += text!("text {time} of {times}").len();
    }
    let letters = text!("{letters} letters");
    state.log(LogLevel::Info, &letters);
    Ok(())
}

/// Reads a text as JSON and writes it anew: an array of names and texts of an object.
#[extension(kind = "command", name = "ReadJson")]
fn read_json(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let members: JsonMembers<'_> = json::read(args.get::<&[u8]>("Body")?)?.value()?;
    let written = json::try_array(|array| {
        for (name, value) in members {
            array.put(name);
            array.put(value.find::<String>("text")?);
            array.put(value.get::<Money>(("sums", 0))?);
        }
        Ok::<_, Error>(())
    })?;
    state.log(LogLevel::Info, &written);
    Ok(())
}
