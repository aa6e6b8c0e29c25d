//! The examples of the SDK's guide: what its pages show is what stands here, and is tested here.
#![no_std]

/// The test of the testing page stands inside of the example of another, where it sees its structs.
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
