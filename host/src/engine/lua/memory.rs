//! The memory that a script may have.

use crate::engine::EngineConfig;

/// The bytes with which the longest instruction takes less than a second: 0.4 s as measured.
///
/// A table that grows moves all of its keys in one instruction. If the keys collide there, Lua
/// compares each with all earlier ones, so the time is quadratic in the memory.
const A_SECOND: f64 = (9_u32 << 18) as f64;
/// The least bytes that a script gets, unless its limit is lower.
const LEAST: usize = 1 << 20;

/// Returns the memory that a script may have: its limit, or as much as an instruction reads within
/// the run time.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number that is not negative, and one that is too large becomes the largest"
)]
pub(super) fn memory(config: &EngineConfig) -> usize {
    let in_time = A_SECOND * config.run_time.as_secs_f64().sqrt();
    config.mem_limit.min(LEAST.max(in_time as usize))
}
