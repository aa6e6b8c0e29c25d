//! The examples of the SDK's guide, word for word as its pages show them, with their tests.
#![no_std]

/// The example of the page on commands, and the test of the page on testing, which uses its
/// structs.
mod commands {
    include!("commands.rs");

    #[cfg(test)]
    mod testing;
}
mod jobs;
mod projectors;
mod queries;
#[cfg(test)]
mod tests;
mod validators;
