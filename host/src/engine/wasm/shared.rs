//! Machines that all modules of a process share, and the clock of all of them.

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use wasmtime::{Config, Engine, Inlining, OptLevel, RegallocAlgorithm, Result};

/// The step in which the clock counts run times.
const TICK: Duration = Duration::from_millis(5);

/// The settings in which machines differ.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Traits {
    /// Bytes of stack that a guest may use.
    pub(super) max_stack: usize,
    /// Inlines calls within a guest: that makes a guest a tenth faster, and the backtrace of a trap
    /// leaves inlined functions out.
    pub(super) inlining: bool,
}

/// One machine for each combination of traits.
static ENGINES: OnceLock<Mutex<Vec<(Traits, Engine)>>> = OnceLock::new();

/// Returns the machine with these traits.
///
/// # Errors
/// If the machine or the clock's thread cannot be created.
pub(super) fn engine(traits: Traits) -> Result<Engine> {
    let mut engines = engines();
    if let Some((_, engine)) = engines.iter().find(|(known, _)| *known == traits) {
        return Ok(engine.clone());
    }
    let engine = Engine::new(&config(traits))?;
    if engines.is_empty() {
        std::thread::Builder::new()
            .name("heeus-clock".into())
            .spawn(tick)?;
    }
    engines.push((traits, engine.clone()));
    Ok(engine)
}

fn engines() -> MutexGuard<'static, Vec<(Traits, Engine)>> {
    let engines = ENGINES.get_or_init(Mutex::default);
    engines.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the number of clock steps after which `time` has certainly passed.
pub(super) fn ticks(time: Duration) -> u64 {
    let ticks = time.as_nanos().div_ceil(TICK.as_nanos()).saturating_add(1);
    // This is far below the wrap of the epoch, which counts from 0.
    u64::try_from(ticks).unwrap_or(u64::MAX).min(u64::MAX >> 1)
}

/// Runs the clock as long as the process lives.
fn tick() {
    loop {
        std::thread::park_timeout(TICK);
        for (_, engine) in engines().iter() {
            engine.increment_epoch();
        }
    }
}

fn config(traits: Traits) -> Config {
    let inlining = if traits.inlining {
        Inlining::Yes
    } else {
        Inlining::No
    };
    let mut config = Config::new();
    config
        .consume_fuel(true)
        .epoch_interruption(true)
        .max_wasm_stack(traits.max_stack)
        // Guard pages check the bounds: a call is a sixth faster than with checks in code, a trap
        // costs 8 us instead of 1, and each memory takes 4 GiB of address space, of which only the
        // used part is memory.
        .signals_based_traps(true)
        .compiler_inlining(inlining)
        // Data segments far apart do not become one image with all bytes between them.
        .memory_guaranteed_dense_image_size(1 << 20)
        .cranelift_opt_level(OptLevel::Speed)
        .cranelift_regalloc_algorithm(RegallocAlgorithm::Backtracking)
        // The same run gives the same bytes on every machine: the bits of a computed NaN do not
        // depend on the processor.
        .cranelift_nan_canonicalization(true)
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
