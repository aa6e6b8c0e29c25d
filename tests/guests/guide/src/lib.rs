//! The examples of the SDK's guide: what its pages show is what stands here, and is tested here.
#![no_std]

mod commands;
mod jobs;
mod projectors;
mod queries;
#[cfg(test)]
mod tests;
mod validators;
