//! The examples of the SDK's guide, word for word as its pages show them, with their tests.
#![no_std]

/// The example of the page on commands, and the test of the page on testing, which uses its
/// structs.
mod commands {
    include!("commands.rs");

    #[cfg(test)]
    mod testing;
}
/// The example of the page on jobs, and the scenario of the page on testing, which uses its struct.
mod jobs {
    include!("jobs.rs");

    #[cfg(test)]
    mod days;
}
mod join;
mod projectors;
mod queries;
#[cfg(test)]
mod tests;
mod validators;
