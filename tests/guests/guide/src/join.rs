//! The command that the validator of the page on validators checks. No page shows it.

use heeus_sdk::prelude::*;

/// Lets a reader join.
#[extension(kind = "command", name = "Join")]
fn join(_: &CommandContext<'_>) {}
