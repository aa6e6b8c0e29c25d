//! Fuzzing: targets that take any bytes, and the model that they are compared with.
//!
//! A target is a function of bytes that panics if something is wrong. `make fuzz` lists the
//! targets, `make fuzz T=blocks S=60` runs one for a minute with libFuzzer, which mutates inputs by
//! the code that they reach. Inputs that are worth keeping, old findings among them, are in
//! `corpus/<target>/`, and `cargo test -p heeus-fuzz` runs them without libFuzzer.
//!
//! | target | holds |
//! | target | tests |
//! | `blocks` | every decoder of `heeus-abi` against an independent one |
//! | `writers` | every encoder: checker and model accept the bytes, and read the same content |
//! | `modules` | the gate, and the modules that it accepts: compiled, instantiated and run under limits |
//! | `sections` | the gate on sections of all kinds: a module that it accepts compiles, links and is instantiated |
//! | `state` | `HostState` against maps |
//! | `log` | the durable storage, its files cut and damaged, against the synced content |
//! | `lua_values` | a script's values as records, and records as its values |
//! | `lua_patterns` | the string functions of a script against those of plain Lua |
//! | `json` | the SDK's reader and writer of JSON against `serde_json` |

pub mod corpus;
mod generate;
mod model;
mod targets;

pub use targets::{TARGETS, Target, sections_pass};
