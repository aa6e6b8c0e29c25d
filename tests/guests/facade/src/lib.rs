//! A facade: it re-exports the SDK, with a macro that generates extensions for its users.

#![no_std]

pub use heeus_sdk;

/// Generates a query that returns a number, in a crate that does not know the SDK.
#[macro_export]
macro_rules! number {
    ($(#[$attribute:meta])* $name:ident = $number:expr, $call:literal) => {
        $(#[$attribute])*
        #[$crate::heeus_sdk::extension(kind = "query", name = $call, crate = $crate::heeus_sdk)]
        pub fn $name(_: &$crate::heeus_sdk::QueryContext<'_>) -> $crate::Number {
            $crate::Number { number: $number }
        }
    };
}

/// A number.
#[derive(heeus_sdk::Record)]
pub struct Number {
    /// The number.
    pub number: i64,
}
