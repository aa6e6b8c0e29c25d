//! Uses of deprecated items, expected at their places. Generated code adds no warnings.

#![deny(deprecated)]

use heeus_sdk::prelude::*;

/// A deprecated record.
#[derive(Record)]
#[deprecated(note = "it is old")]
pub struct Old {
    /// A number.
    pub number: i32,
}

/// A use that is expected at the field.
#[derive(Record)]
pub struct AtTheField {
    /// A deprecated type.
    #[expect(deprecated, reason = "the point")]
    pub old: Old,
}

/// A use that is allowed at the struct.
#[derive(Record)]
#[allow(deprecated, reason = "the point")]
pub struct AtTheStruct {
    /// A deprecated type.
    pub old: Option<Old>,
}

/// A deprecated default.
#[derive(Record)]
#[allow(deprecated, reason = "the point")]
pub struct OldDefault {
    /// A number.
    #[record(default = old_default())]
    pub number: i32,
}

/// A deprecated function.
#[deprecated]
pub const fn old_default() -> i32 {
    1
}

/// Takes and returns a deprecated type.
#[extension(kind = "command")]
#[expect(deprecated, reason = "the point")]
pub fn uses_old(_: &CommandContext<'_>, args: Old) -> Result<Old, Error> {
    Ok(args)
}

/// Takes and returns a deprecated type, and is deprecated itself.
#[extension(kind = "command")]
#[expect(deprecated, reason = "the point")]
#[deprecated]
pub fn is_old(_: &CommandContext<'_>, args: Old) -> Old {
    args
}
