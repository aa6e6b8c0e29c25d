//! A guest without an engine around it, so that its reset can be timed alone.

use std::hint::black_box;
use std::time::{Duration, Instant};

use heeus_abi::{ExtensionKind, MEMORY, RecordBuf, export};
use wasmtime::{Linker, Memory, Module, Store, TypedFunc};

use crate::{Error, setup, typed_call};

/// A job in the guest of the benchmarks, in an instance of its own.
pub struct RawInstance {
    store: Store<()>,
    memory: Memory,
    run: TypedFunc<(u32, u32, u32), u32>,
    reset: TypedFunc<(), ()>,
    /// The address of the job's name.
    name: u32,
    /// The address of the arguments.
    args: u32,
}

impl RawInstance {
    /// Creates the instance. All arguments must have the length of these.
    ///
    /// # Errors
    /// If the guest cannot be built or does not start.
    pub fn new(job: &str, args: &RecordBuf) -> Result<Self, Error> {
        let machine = typed_call::machine()?;
        let module = Module::from_binary(&machine, setup::figures_guest().wasm()?.bytes())?;
        let mut store = typed_call::store(&machine)?;
        let mut linker = Linker::new(&machine);
        linker.define_unknown_imports_as_traps(&module)?;
        let instance = linker.instantiate(&mut store, &module)?;
        let init = instance.get_typed_func::<(), ()>(&mut store, export::INIT.name)?;
        init.call(&mut store, ())?;
        let malloc = instance.get_typed_func::<u32, u32>(&mut store, export::MALLOC.name)?;
        let memory = instance.get_memory(&mut store, MEMORY);
        let memory = memory.ok_or("the guest has no memory")?;
        // Blocks that are written before the first run are kept.
        let mut keep = |bytes: &[u8]| -> Result<u32, Error> {
            let address = malloc.call(&mut store, u32::try_from(bytes.len())?)?;
            memory.write(&mut store, address as usize, bytes)?;
            Ok(address)
        };
        let name = keep(&[job.as_bytes(), &[0]].concat())?;
        let room = keep(args.as_ref().as_bytes())?;
        Ok(Self {
            memory,
            run: instance.get_typed_func(&mut store, export::RUN.name)?,
            reset: instance.get_typed_func(&mut store, export::RESET.name)?,
            name,
            args: room,
            store,
        })
    }

    /// Runs the job.
    pub fn run(&mut self, args: &RecordBuf) {
        let (memory, at) = (self.memory, self.args as usize);
        let written = memory.write(&mut self.store, at, args.as_ref().as_bytes());
        assert!(written.is_ok(), "{written:?}");
        let arguments = (self.name, ExtensionKind::Job.number(), self.args);
        let result = self.run.call(&mut self.store, arguments);
        assert!(matches!(result, Ok(0)), "the run failed: {result:?}");
    }

    /// Resets the guest; returns the time that it took.
    pub fn reset(&mut self) -> Duration {
        let start = Instant::now();
        let reset = self.reset.call(&mut self.store, ());
        let took = start.elapsed();
        assert!(black_box(reset).is_ok(), "the reset failed");
        took
    }
}
