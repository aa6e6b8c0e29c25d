use heeus_sdk::prelude::*;

#[extension(command)]
fn word(_: &CommandContext<'_>) {}

#[extension(kind("command"))]
fn parentheses(_: &CommandContext<'_>) {}

#[extension(kind: "command")]
fn colon(_: &CommandContext<'_>) {}

#[extension(Kind::Command, name = "Path")]
fn path(_: &CommandContext<'_>) {}

#[extension(kind = Kind::Command)]
fn value(_: &CommandContext<'_>) {}

#[extension(type = "command")]
fn key(_: &CommandContext<'_>) {}

#[extension(kind = "Command")]
fn upper_case(_: &CommandContext<'_>) {}

fn main() {}
