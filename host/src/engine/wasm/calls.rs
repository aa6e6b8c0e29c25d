//! The host's calls to a guest outside of imports, and the data that it writes there for them.

use heeus_abi::layout::record;
use heeus_abi::{ExtensionKind, RecordRef};
use wasmtime::{Result, TypedFunc, WasmParams, WasmResults};

use super::data::GuestBuffer;
use super::inside::Inside;
use super::instance::Instance;
use super::link::Functions;
use super::memory::{GuestSlice, number};
use super::names::ARGS;
use super::trap::no_room;
use crate::engine::Call;
use crate::engine::outcome::check_name;

impl Instance {
    /// Grants the guest the time and fuel of one call from the host.
    #[inline]
    pub(super) fn grant(&mut self) {
        self.store.set_epoch_deadline(self.ticks);
        if let Some(fuel) = self.fuel {
            let fuelled = self.store.set_fuel(fuel);
            debug_assert!(fuelled.is_ok(), "all machines count fuel");
        }
    }

    /// Calls a function of the guest; outside of imports this is the only way in.
    ///
    /// # Errors
    /// The error that stopped the guest; the store keeps the function in which it stopped.
    #[inline]
    pub(super) fn enter<P: WasmParams, R: WasmResults>(
        &mut self,
        inside: Inside,
        function: impl FnOnce(&Functions) -> &TypedFunc<P, R>,
        params: P,
    ) -> Result<R> {
        let before = std::mem::replace(&mut self.store.data_mut().inside, inside);
        let result = function(&self.guest).call(&mut self.store, params)?;
        self.store.data_mut().inside = before;
        Ok(result)
    }

    /// Asks the guest for a block of `bytes` bytes. Returns its address.
    pub(super) fn room(&mut self, bytes: usize) -> Result<u32> {
        let size = u32::try_from(bytes)?;
        let addr = self.enter(Inside::Malloc, |guest| &guest.malloc, size)?;
        match GuestBuffer::given(addr, size, self.guest.memory.data_size(&self.store))? {
            Some(room) => Ok(room.addr),
            None => Err(no_room(bytes, &self.store).into()),
        }
    }

    /// Writes to a block that the guest gave, all of which was inside of the memory.
    #[inline]
    pub(super) fn write(&mut self, addr: u32, bytes: &[u8]) {
        let Ok(len) = u32::try_from(bytes.len()) else {
            return;
        };
        let memory = self.guest.memory.data_mut(&mut self.store);
        if let Some(to) = GuestSlice::new(addr, len).get_mut(memory) {
            to.copy_from_slice(bytes);
        }
    }

    /// Writes name and arguments to the guest's memory, and calls `WasmRun`.
    #[inline]
    pub(super) fn call(&mut self, call: &Call<'_>, name: Option<u32>) -> Result<u32> {
        let args = match call.args.as_bytes() {
            bytes if bytes.len() < record::EMPTY => RecordRef::empty().as_bytes(),
            bytes => bytes,
        };
        let (name, address) = match name {
            Some(at) if args.len() <= ARGS as usize => {
                (self.pinned.saturating_add(at), self.pinned)
            }
            at => self.more_room(call.name, at, args.len())?,
        };
        self.write(address, args);
        self.ran = true;
        let kind = call.kind.number();
        self.enter(Inside::Run, |guest| &guest.run, (name, kind, address))
    }

    /// Returns the addresses of name and arguments if one of them is not in the pinned block. The
    /// guest judges a name that is not in the manifest.
    #[cold]
    fn more_room(&mut self, name: &str, at: Option<u32>, args: usize) -> Result<(u32, u32)> {
        check_name(name)?;
        if !self.ran {
            // Blocks from before the first run would never be released.
            self.nameless_run()?;
            self.enter(Inside::Reset, |guest| &guest.reset, ())?;
        }
        let name = if let Some(at) = at {
            self.pinned.saturating_add(at)
        } else {
            let bytes = [name.as_bytes(), &[0]].concat();
            let address = self.room(bytes.len())?;
            self.write(address, &bytes);
            address
        };
        let fits = args <= ARGS as usize;
        Ok((name, if fits { self.pinned } else { self.room(args)? }))
    }

    /// Does a run that no extension sees, by the empty name, which no extension can have. Returns
    /// the address of the result block.
    pub(super) fn nameless_run(&mut self) -> Result<u32> {
        self.ran = true;
        let args = RecordRef::empty().as_bytes();
        self.write(self.pinned, args);
        // The last byte of the empty record is a zero, and therefore the empty name.
        let name = self.pinned.saturating_add(number(record::EMPTY - 1));
        let kind = ExtensionKind::Command.number();
        let run = (name, kind, self.pinned);
        self.enter(Inside::Run, |guest| &guest.run, run)
    }
}
