//! Fuzzing: targets that take any bytes, and what keeps them honest.
//!
//! A target is a function of bytes that panics where something is wrong. `make fuzz` lists them, `make fuzz T=blocks S=60`
//! runs one for a minute with libFuzzer, which mutates inputs by the code that they reach. What is worth keeping lies in
//! `corpus/<target>/` and is run by `cargo test -p heeus-fuzz`, without libFuzzer: old findings too.
//!
//! | target | holds |
//! |---|---|
//! | `blocks` | every decoder of `heeus-abi` against an independent one |
//! | `writers` | every encoder: what it writes is accepted by checker and model, and is the same content |
//! | `modules` | the gate, and what it lets through: compiled, instantiated and run under limits |
//! | `sections` | the gate on sections of all kinds: what it lets through compiles, links and is instantiated |
//! | `state` | `HostState` against maps |
//! | `log` | the durable storage, its files cut and damaged, against what was synced |
//! | `lua_values` | a script's values as records, and records as its values |
//! | `lua_patterns` | the string functions of a script against those of plain Lua |

pub mod corpus;
mod give;
mod model;
mod targets;

pub use targets::{TARGETS, Target, sections_pass};
