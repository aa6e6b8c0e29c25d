//! The lower bound: one typed call into Wasm with three numbers, and nothing else.

use std::hint::black_box;

use wasmtime::{Config, Engine, Inlining, Instance, Module, OptLevel, Store, TypedFunc};

use crate::Error;
use crate::timing::Contender;

const MODULE: &str =
    r#"(module (func (export "f") (param i32 i32 i32) (result i32) (i32.const 0)))"#;

/// A function that does nothing, on a machine of its own.
pub struct TypedCall {
    store: Store<()>,
    function: TypedFunc<(u32, u32, u32), u32>,
}

/// A machine with the settings of the engine's, so that its code contains the same checks.
pub fn machine() -> wasmtime::Result<Engine> {
    let mut config = Config::new();
    config
        .consume_fuel(true)
        .epoch_interruption(true)
        .max_wasm_stack(512 << 10)
        .signals_based_traps(true)
        .compiler_inlining(Inlining::Yes)
        .cranelift_opt_level(OptLevel::Speed)
        .wasm_simd(false)
        .wasm_relaxed_simd(false);
    Engine::new(&config)
}

/// A store on that machine, stopped by no limit.
pub fn store(machine: &Engine) -> wasmtime::Result<Store<()>> {
    let mut store = Store::new(machine, ());
    store.set_epoch_deadline(u64::MAX >> 1);
    store.set_fuel(u64::MAX >> 1)?;
    Ok(store)
}

impl TypedCall {
    /// Creates the function.
    ///
    /// # Errors
    /// If the machine refuses the module.
    pub fn new() -> Result<Self, Error> {
        let machine = machine()?;
        let module = Module::new(&machine, wat::parse_str(MODULE)?)?;
        let mut store = store(&machine)?;
        let instance = Instance::new(&mut store, &module, &[])?;
        let function = instance.get_typed_func(&mut store, "f")?;
        Ok(Self { store, function })
    }

    /// Makes one call.
    #[inline]
    fn call(&mut self) {
        let result = self.function.call(&mut self.store, black_box((1, 2, 3)));
        assert!(matches!(black_box(result), Ok(0)), "the call failed");
    }

    /// The call, as a contender.
    pub fn contender(&mut self) -> Contender<'_> {
        Contender::new("one typed call", || self.call())
    }
}
