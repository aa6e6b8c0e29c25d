//! An order's way through a partition, as wasm.
#![no_std]

pub mod extensions;
