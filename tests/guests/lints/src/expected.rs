//! What is deprecated is used, and that is expected where it is written. Generated code adds nothing to it.

#![deny(deprecated)]

use heeus_sdk::prelude::*;

/// Is old.
#[derive(Record)]
#[deprecated(note = "it is old")]
pub struct Old {
    /// A number.
    pub number: i32,
}

/// Uses it, and says so at the field.
#[derive(Record)]
pub struct AtTheField {
    /// What is old.
    #[expect(deprecated, reason = "the point")]
    pub old: Old,
}

/// Uses it, and says so at the struct.
#[derive(Record)]
#[allow(deprecated, reason = "the point")]
pub struct AtTheStruct {
    /// What is old.
    pub old: Option<Old>,
}

/// Has a default that is old.
#[derive(Record)]
#[allow(deprecated, reason = "the point")]
pub struct OldDefault {
    /// A number.
    #[record(default = old_default())]
    pub number: i32,
}

/// Is old.
#[deprecated]
pub const fn old_default() -> i32 {
    1
}

/// Takes and returns what is old.
#[extension(kind = "command")]
#[expect(deprecated, reason = "the point")]
pub fn uses_old(_: &CommandContext<'_>, args: Old) -> Result<Old, Error> {
    Ok(args)
}

/// Does so in a function that is old itself.
#[extension(kind = "command")]
#[expect(deprecated, reason = "the point")]
#[deprecated]
pub fn is_old(_: &CommandContext<'_>, args: Old) -> Old {
    args
}
