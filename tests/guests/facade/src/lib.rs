//! Hands the SDK on, with a macro that makes extensions for whoever uses it.

#![no_std]

pub use heeus_sdk;

/// Makes a query that returns a number, in a crate that knows nothing of the SDK.
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
