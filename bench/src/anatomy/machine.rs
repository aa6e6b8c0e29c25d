//! A host that does no more than to answer gets and reads.

use std::collections::BTreeMap;

use heeus_abi::{ExtensionKind, IMPORT_MODULE, KeyRef, MEMORY, RecordBuf, export, import};
use wasmtime::{Caller, Extern, Instance, Linker, Memory, Module, Store, TypedFunc};

use super::counted::{Counted, counter};
use crate::{Error, typed_call};

/// A guest that counts, in an instance of its own.
pub struct Machine {
    store: Store<()>,
    instance: Instance,
    memory: Memory,
    malloc: TypedFunc<u32, u32>,
    names: Vec<String>,
}

/// The values of keys, by the bytes of the key's record.
pub type Elements = BTreeMap<Vec<u8>, Vec<u8>>;

impl Machine {
    /// Starts a guest whose gets find these elements.
    ///
    /// # Errors
    /// If the guest does not start.
    pub fn new(wasm: &[u8], elements: Elements) -> Result<Self, Error> {
        let counted = Counted::new(wasm)?;
        let machine = typed_call::machine()?;
        let module = Module::from_binary(&machine, &counted.wasm)?;
        let mut store = typed_call::store(&machine)?;
        let mut linker = Linker::new(&machine);
        let get = move |caller: Caller<'_, ()>, key, to| get(caller, &elements, key, to);
        linker.func_wrap(IMPORT_MODULE, import::GET_ELEM.name, get)?;
        linker.define_unknown_imports_as_traps(&module)?;
        let instance = linker.instantiate(&mut store, &module)?;
        let init = instance.get_typed_func::<(), ()>(&mut store, export::INIT.name)?;
        init.call(&mut store, ())?;
        let malloc = instance.get_typed_func(&mut store, export::MALLOC.name)?;
        let memory = instance.get_memory(&mut store, MEMORY);
        Ok(Self {
            memory: memory.ok_or("the guest has no memory")?,
            store,
            instance,
            malloc,
            names: counted.names,
        })
    }

    /// Runs an extension a second time, and returns how many instructions each function ran.
    ///
    /// # Errors
    /// If the guest traps.
    pub fn run(
        &mut self,
        (extension, kind): (&str, ExtensionKind),
        args: &RecordBuf,
    ) -> Result<Vec<(i64, String)>, Error> {
        let mut name = extension.as_bytes().to_vec();
        name.push(0);
        let (name, args) = (self.pin(&name)?, self.pin(args.as_ref().as_bytes())?);
        let run = self.instance;
        let run = run.get_typed_func::<(u32, u32, u32), u32>(&mut self.store, export::RUN.name)?;
        let reset = self.instance;
        let reset = reset.get_typed_func::<(), ()>(&mut self.store, export::RESET.name)?;
        run.call(&mut self.store, (name, kind.number(), args))?;
        reset.call(&mut self.store, ())?;
        let before = self.counters()?;
        run.call(&mut self.store, (name, kind.number(), args))?;
        let after = self.counters()?;
        reset.call(&mut self.store, ())?;
        let counts = after
            .iter()
            .zip(before)
            .map(|(after, before)| after - before);
        let mut counts: Vec<_> = counts.zip(self.names.iter().cloned()).collect();
        counts.retain(|(count, _)| *count > 0);
        counts.sort_by_key(|(count, _)| -count);
        Ok(counts)
    }

    /// Writes bytes to memory that no reset takes back before the first run.
    fn pin(&mut self, bytes: &[u8]) -> Result<u32, Error> {
        let size = u32::try_from(bytes.len())?;
        let address = self.malloc.call(&mut self.store, size)?;
        self.memory
            .write(&mut self.store, address as usize, bytes)?;
        Ok(address)
    }

    fn counters(&mut self) -> Result<Vec<i64>, Error> {
        let mut counters = Vec::new();
        for body in 0..self.names.len() {
            let global = self.instance.get_global(&mut self.store, &counter(body));
            let global = global.ok_or("a function has no counter")?;
            counters.push(global.get(&mut self.store).i64().unwrap_or(0));
        }
        Ok(counters)
    }
}

/// Answers a get as a host does.
fn get(
    mut caller: Caller<'_, ()>,
    elements: &Elements,
    key: u32,
    to: u32,
) -> wasmtime::Result<u32> {
    let memory = memory(&mut caller)?;
    let bytes = memory.data(&caller).get(key as usize..).unwrap_or_default();
    let size = KeyRef::stated_size(bytes).unwrap_or(0);
    let key = KeyRef::check(bytes.get(..size).unwrap_or_default());
    let key = key.map_err(|error| wasmtime::Error::msg(error.to_string()))?;
    let Some(element) = elements.get(key.record.as_bytes()) else {
        return Ok(1);
    };
    let malloc = caller.get_export(export::MALLOC.name);
    let malloc = malloc.and_then(Extern::into_func);
    let malloc = malloc.ok_or_else(|| wasmtime::Error::msg("the guest has no allocator"))?;
    let malloc = malloc.typed::<u32, u32>(&caller)?;
    let address = malloc.call(&mut caller, u32::try_from(element.len())?)?;
    memory.write(&mut caller, address as usize, element)?;
    memory.write(&mut caller, to as usize, &address.to_le_bytes())?;
    Ok(0)
}

fn memory(caller: &mut Caller<'_, ()>) -> wasmtime::Result<Memory> {
    let memory = caller.get_export(MEMORY).and_then(Extern::into_memory);
    memory.ok_or_else(|| wasmtime::Error::msg("the guest has no memory"))
}
