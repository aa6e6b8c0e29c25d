//! A reset after a run that wrote to much memory, and after one that wrote to little.

use std::hint::black_box;
use std::time::{Duration, Instant};

use heeus_abi::{Kind, RecordBuf, Value, export};
use wasmtime::{Linker, Memory, Module, Store, TypedFunc};

use super::quotient;
use crate::figure::{Amount, Figure};
use crate::rounds::{Contender, Plan, Series, interleave};
use crate::{Error, rig, typed_call};

const LITTLE: i32 = 1 << 10;
const MUCH: i32 = 1 << 20;
/// What the extension is called.
const NAME: &[u8] = b"Dirty\0";

/// Bytes that are walked through before a reset: more than the caches of a core hold.
const CACHES: usize = 4 << 20;

/// `WasmReset` alone, both sorts of runs in turns; what timing costs is taken off. A run that writes to 1 MB leaves the
/// caches to its own bytes, so both resets begin with cold caches: the figure is about what a reset does.
pub fn figure(plan: Plan) -> Result<Figure, Error> {
    let plan = Plan {
        rounds: plan.rounds / 2,
        ..plan
    };
    let [much, little] = resets(plan, true)?;
    let (ratio, mut notes) = quotient(&much, &little);
    let [much, little] = resets(plan, false)?;
    notes.push(format!(
        "with caches as the run leaves them: {:.1} and {:.1} ns",
        much.median(),
        little.median()
    ));
    Ok(Figure {
        name: "reset_dirty_ratio",
        value: Amount::Ratio(ratio),
        bar: Amount::Ratio(1.2),
        notes,
    })
}

/// What resets cost after runs that wrote to much and to little.
fn resets(plan: Plan, cold: bool) -> Result<[Series; 2], Error> {
    let (mut little, mut much) = (Guest::new(LITTLE, cold)?, Guest::new(MUCH, cold)?);
    let nothing = Contender::timing_itself("nothing", |times| {
        (0..times).map(|_| Instant::now().elapsed()).sum()
    });
    let [much, little, nothing] = interleave(
        plan,
        [
            Contender::timing_itself("reset after 1 MB", |times| much.resets(times)),
            Contender::timing_itself("reset after 1 KB", |times| little.resets(times)),
            nothing,
        ],
    );
    Ok([much, little].map(|series| series.less(nothing.median())))
}

/// A guest without an engine around it, so that its reset can be timed by itself.
struct Guest {
    store: Store<()>,
    memory: Memory,
    run: TypedFunc<(u32, u32, u32), u32>,
    reset: TypedFunc<(), ()>,
    /// Where the extension's name stands.
    name: u32,
    /// Where the arguments stand.
    args: u32,
    /// What is walked through before a reset, where it is not empty.
    caches: Vec<u8>,
}

impl Guest {
    /// A guest whose runs write to `bytes` bytes.
    fn new(bytes: i32, cold: bool) -> Result<Self, Error> {
        let machine = typed_call::machine()?;
        let wasm = rig::figures_guest().wasm()?;
        let module = Module::from_binary(&machine, wasm.bytes())?;
        let mut linker = Linker::new(&machine);
        linker.define_unknown_imports_as_traps(&module)?;
        let mut store = typed_call::store(&machine)?;
        let instance = linker.instantiate(&mut store, &module)?;
        let memory = instance.get_memory(&mut store, "memory");
        let init = instance.get_typed_func::<(), ()>(&mut store, export::INIT.name)?;
        init.call(&mut store, ())?;
        let malloc = instance.get_typed_func::<u32, u32>(&mut store, export::MALLOC.name)?;
        let mut guest = Self {
            memory: memory.ok_or("the guest has no memory")?,
            run: instance.get_typed_func(&mut store, export::RUN.name)?,
            reset: instance.get_typed_func(&mut store, export::RESET.name)?,
            name: 0,
            args: 0,
            caches: vec![1; if cold { CACHES } else { 0 }],
            store,
        };
        let args: RecordBuf = rig::record(&[("Bytes", Value::I32(bytes))])?;
        guest.name = guest.keep(&malloc, NAME)?;
        guest.args = guest.keep(&malloc, args.as_ref().as_bytes())?;
        Ok(guest)
    }

    /// Puts bytes where they stay.
    fn keep(&mut self, malloc: &TypedFunc<u32, u32>, bytes: &[u8]) -> Result<u32, Error> {
        let address = malloc.call(&mut self.store, u32::try_from(bytes.len())?)?;
        self.memory
            .write(&mut self.store, address as usize, bytes)?;
        Ok(address)
    }

    /// So many runs and resets; returns the time of the resets.
    fn resets(&mut self, times: u32) -> Duration {
        (0..times).map(|_| self.dirty_and_reset()).sum()
    }

    fn dirty_and_reset(&mut self) -> Duration {
        let arguments = (self.name, Kind::Job.number(), self.args);
        let result = self.run.call(&mut self.store, arguments);
        assert!(matches!(result, Ok(0)), "the run failed: {result:?}");
        black_box(self.caches.iter().fold(0, |all, byte| all ^ byte));
        let start = Instant::now();
        let reset = self.reset.call(&mut self.store, ());
        let took = start.elapsed();
        assert!(black_box(reset).is_ok(), "the reset failed");
        took
    }
}
