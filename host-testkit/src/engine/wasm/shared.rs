//! Machines that all modules of a process share, and the one clock that they run by.

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use wasmtime::{Config, Engine, OptLevel, RegallocAlgorithm, Result};

/// Steps of the clock that run times are counted in.
const TICK: Duration = Duration::from_millis(5);

/// One machine for each stack limit.
static ENGINES: OnceLock<Mutex<Vec<(usize, Engine)>>> = OnceLock::new();

/// The machine for guests with this stack limit.
///
/// # Errors
/// Where the machine or the clock's thread cannot be made.
pub(super) fn engine(max_stack: usize) -> Result<Engine> {
    let mut engines = engines();
    if let Some((_, engine)) = engines.iter().find(|(stack, _)| *stack == max_stack) {
        return Ok(engine.clone());
    }
    let engine = Engine::new(&config(max_stack))?;
    if engines.is_empty() {
        std::thread::Builder::new()
            .name("heeus-clock".into())
            .spawn(tick)?;
    }
    engines.push((max_stack, engine.clone()));
    Ok(engine)
}

fn engines() -> MutexGuard<'static, Vec<(usize, Engine)>> {
    let engines = ENGINES.get_or_init(Mutex::default);
    engines.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Steps of the clock after which `time` has passed for certain.
pub(super) fn ticks(time: Duration) -> u64 {
    let ticks = time.as_nanos().div_ceil(TICK.as_nanos()).saturating_add(1);
    // Far below the wrap of the epoch, which counts from 0.
    u64::try_from(ticks).unwrap_or(u64::MAX).min(u64::MAX >> 1)
}

/// The clock: runs as long as the process.
fn tick() {
    loop {
        std::thread::park_timeout(TICK);
        for (_, engine) in engines().iter() {
            engine.increment_epoch();
        }
    }
}

fn config(max_stack: usize) -> Config {
    let mut config = Config::new();
    config
        .consume_fuel(true)
        .epoch_interruption(true)
        .max_wasm_stack(max_stack)
        // Bounds checked by guard pages: a call is a sixth faster than with checks in code, a trap costs 8 us instead of
        // 1, and each memory takes 4 GiB of address space, of which only what is used is memory.
        .signals_based_traps(true)
        .cranelift_opt_level(OptLevel::Speed)
        .cranelift_regalloc_algorithm(RegallocAlgorithm::Backtracking)
        .wasm_simd(false)
        .wasm_relaxed_simd(false)
        .wasm_tail_call(false)
        .wasm_multi_memory(false)
        .wasm_memory64(false)
        .wasm_extended_const(false)
        .wasm_wide_arithmetic(false)
        .wasm_custom_page_sizes(false);
    config
}
