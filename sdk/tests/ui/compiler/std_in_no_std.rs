#![no_std]

use heeus_sdk::prelude::*;
use std::collections::HashMap;

#[extension(kind = "command")]
fn f(_: &CommandContext<'_>) {
    let _ = std::time::SystemTime::now();
}

fn main() {}
