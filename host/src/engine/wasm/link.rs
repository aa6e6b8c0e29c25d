//! Creating an instance of a compiled module, and finding the functions that the host calls.

use heeus_abi::{MEMORY, export};
use wasmtime::{Global, Memory, Result, Store, TypedFunc, WasmParams, WasmResults};

use super::data::{Guest, StoreData};
use super::held::Held;
use super::module::Inner;
use crate::engine::EngineConfig;

/// The functions that the host calls outside of imports.
pub(super) struct Functions {
    pub(super) memory: Memory,
    pub(super) init: TypedFunc<(), ()>,
    pub(super) run: TypedFunc<(u32, u32, u32), u32>,
    pub(super) malloc: TypedFunc<u32, u32>,
    pub(super) reset: TypedFunc<(), ()>,
    pub(super) finish: TypedFunc<(), ()>,
    /// Pointer to the stack in the memory.
    pub(super) stack: Option<Global>,
    pub(super) held: Held,
}

/// Creates the instance and looks up its functions.
pub(super) fn link(
    module: &Inner,
    config: &EngineConfig,
    store: &mut Store<StoreData>,
) -> Result<Functions> {
    let instance = module.pre.instantiate(&mut *store)?;
    let memory = instance.get_memory(&mut *store, MEMORY);
    let memory = memory.ok_or_else(|| wasmtime::Error::msg("the module has no memory"))?;
    let functions = Functions {
        memory,
        init: function(&instance, store, export::INIT.name)?,
        run: function(&instance, store, export::RUN.name)?,
        malloc: function(&instance, store, export::MALLOC.name)?,
        reset: function(&instance, store, export::RESET.name)?,
        finish: function(&instance, store, export::FINIT.name)?,
        stack: module
            .stack
            .as_ref()
            .and_then(|stack| instance.get_global(&mut *store, &stack.export)),
        held: Held::new(&instance, store, &module.watched),
    };
    let mut on_read_page = None;
    if config.pages && module.report.capabilities.pages {
        on_read_page = Some(function(&instance, store, export::ON_READ_PAGE.name)?);
    }
    let guest = Guest {
        memory,
        malloc: functions.malloc.clone(),
        on_read: function(&instance, store, export::ON_READ.name)?,
        on_read_page,
    };
    store.data_mut().attach(guest);
    Ok(functions)
}

fn function<P: WasmParams, R: WasmResults>(
    instance: &wasmtime::Instance,
    store: &mut Store<StoreData>,
    name: &str,
) -> Result<TypedFunc<P, R>> {
    instance.get_typed_func(store, name)
}
