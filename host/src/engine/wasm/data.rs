//! Data that the host keeps beside one instance of a guest.

use std::time::Duration;

use heeus_abi::export;
use heeus_abi::limits::MAX_READ_DEPTH;
use wasmtime::{Caller, Memory, TypedFunc, UpdateDeadline};

use super::inside::Inside;
use super::limiter::Limiter;
use super::shared::ticks;
use crate::engine::EngineConfig;
use crate::engine::session::Session;
use crate::error::{Breach, ErrorKind};
use crate::state::Reader;

/// Most bytes of a slot's buffer that are kept for later runs.
const KEPT: usize = 32 << 10;

/// Data that the host keeps beside one instance.
pub(super) struct StoreData {
    pub(super) limiter: Limiter,
    /// The function of the contract that the guest is in.
    pub(super) inside: Inside,
    /// The state that the run sees; `None` between runs.
    pub(super) reader: Option<Reader>,
    /// The time that calls of the run outside of the host took, which its deadline contains
    /// already.
    waited: Duration,
    /// Number of open reads.
    pub(super) depth: usize,
    pub(super) session: Session,
    guest: Option<Guest>,
    slots: Vec<Option<Box<ReadSlot>>>,
}

/// The parts of the guest that imports use.
pub(super) struct Guest {
    pub(super) memory: Memory,
    pub(super) malloc: TypedFunc<u32, u32>,
    pub(super) on_read: TypedFunc<(u32, u32, u32), ()>,
    /// The function that takes pages, if reads are delivered in pages.
    pub(super) on_read_page: Option<TypedFunc<(u32, u32), ()>>,
}

/// The guest's functions and the room for one depth of reads. An import takes the slot of its depth
/// and puts it back at its end. This way a call clones nothing, and the host detects an import that
/// is called inside of an import's `WasmMalloc`.
pub(super) struct ReadSlot {
    pub(super) guest: Guest,
    /// Room in the guest for the elements of a read; valid as long as the run.
    pub(super) room: Option<GuestBuffer>,
    /// A copy of the key of the read.
    pub(super) key: Vec<u8>,
    /// The page that is being filled.
    pub(super) page: Vec<u8>,
}

/// A block of the guest that the host may write to until the reset.
#[derive(Clone, Copy)]
pub(super) struct GuestBuffer {
    pub(super) addr: u32,
    pub(super) bytes: u32,
}

impl Guest {
    fn another(&self) -> Self {
        Self {
            memory: self.memory,
            malloc: self.malloc.clone(),
            on_read: self.on_read.clone(),
            on_read_page: self.on_read_page.clone(),
        }
    }
}

impl StoreData {
    pub(super) fn new(config: &EngineConfig) -> Self {
        Self {
            limiter: Limiter::new(config.mem_limit),
            inside: Inside::Start,
            reader: None,
            waited: Duration::ZERO,
            depth: 0,
            session: Session::new(config),
            guest: None,
            slots: Vec::new(),
        }
    }

    /// Gives the imports the guest's functions; until then they refuse every call.
    pub(super) fn attach(&mut self, guest: Guest) {
        self.guest = Some(guest);
    }

    /// Begins a run.
    #[inline]
    pub(super) fn begin(&mut self, reader: Reader) {
        self.reader = Some(reader);
        self.waited = Duration::ZERO;
        self.session.begin();
        self.limiter.forget();
    }

    /// Returns what to do at the deadline: a run goes on for the time that its calls outside of the
    /// host took more than before.
    pub(super) fn at_deadline(&mut self) -> UpdateDeadline {
        let all = self.reader.as_ref().map_or(Duration::ZERO, Reader::waited);
        let more = all.saturating_sub(std::mem::replace(&mut self.waited, all));
        if more.is_zero() {
            UpdateDeadline::Interrupt
        } else {
            UpdateDeadline::Continue(ticks(more))
        }
    }

    /// Ends a run: forgets its rooms, and keeps buffers of the usual size for later runs.
    #[inline]
    pub(super) fn end(&mut self) {
        for slot in self.slots.iter_mut().flatten() {
            slot.room = None;
            for buffer in [&mut slot.key, &mut slot.page] {
                if buffer.capacity() > KEPT {
                    *buffer = Vec::new();
                }
            }
        }
    }

    fn take_slot(&mut self, import: &'static str) -> Result<Box<ReadSlot>, ErrorKind> {
        if !self.inside.may_import() || self.reader.is_none() {
            return Err(self.may_not(import));
        }
        if self.slots.len() <= self.depth {
            self.add_slot(import)?;
        }
        let slot = self.slots.get_mut(self.depth).and_then(Option::take);
        slot.ok_or_else(|| self.may_not(import))
    }

    /// Returns the error of an import that is called where the guest may call none.
    #[cold]
    fn may_not(&self, import: &'static str) -> ErrorKind {
        let inside = self.inside.name();
        let what = format!(
            "called from {inside}: expected within a run, from {}, {} or {} (ABI.md, section 2)",
            Inside::Run.name(),
            Inside::OnRead.name(),
            Inside::OnReadPage.name()
        );
        breach(import, what)
    }

    #[cold]
    fn add_slot(&mut self, import: &'static str) -> Result<(), ErrorKind> {
        let Some(guest) = &self.guest else {
            let what = format!("called before {}", export::INIT.name);
            return Err(breach(import, what));
        };
        debug_assert!(
            self.slots.len() <= MAX_READ_DEPTH,
            "a deeper read is refused before"
        );
        let slot = ReadSlot {
            guest: guest.another(),
            room: None,
            key: Vec::new(),
            page: Vec::new(),
        };
        self.slots.push(Some(Box::new(slot)));
        Ok(())
    }

    #[inline]
    fn put_slot(&mut self, slot: Box<ReadSlot>) {
        if let Some(place) = self.slots.get_mut(self.depth) {
            *place = Some(slot);
        }
    }
}

/// Returns the error for a rule of the contract that was broken in `function`.
#[cold]
pub(super) fn breach(function: &'static str, what: String) -> ErrorKind {
    ErrorKind::Abi(Breach { function, what })
}

/// Does an import's work with the slot of its depth.
///
/// # Errors
/// Those of `work`, after which the instance must not be used; and if the guest may not call an
/// import now.
#[inline]
pub(super) fn with_slot(
    caller: &mut Caller<'_, StoreData>,
    import: heeus_abi::Func,
    work: impl FnOnce(&mut Caller<'_, StoreData>, &mut ReadSlot) -> wasmtime::Result<u32>,
) -> wasmtime::Result<u32> {
    let data = caller.data_mut();
    let mut slot = data.take_slot(import.name)?;
    data.session.call();
    let code = work(caller, &mut slot)?;
    caller.data_mut().put_slot(slot);
    Ok(code)
}

impl ReadSlot {
    /// Asks the guest for `bytes` bytes of room, inside of an import. The caller must
    /// [check](GuestBuffer::given) the address.
    ///
    /// # Errors
    /// The error that stops the guest in its `WasmMalloc`.
    #[inline]
    pub(super) fn malloc(
        &self,
        caller: &mut Caller<'_, StoreData>,
        bytes: u32,
    ) -> wasmtime::Result<u32> {
        let before = std::mem::replace(&mut caller.data_mut().inside, Inside::Malloc);
        let addr = self.guest.malloc.call(&mut *caller, bytes)?;
        caller.data_mut().inside = before;
        Ok(addr)
    }

    /// Returns room of at least `bytes` bytes for the elements of a read: the present room, or a
    /// larger one. `None` if the guest has no memory.
    ///
    /// # Errors
    /// As [`malloc`](Self::malloc), and if the address is invalid.
    #[inline]
    pub(super) fn room(
        &mut self,
        caller: &mut Caller<'_, StoreData>,
        bytes: u32,
    ) -> wasmtime::Result<Option<GuestBuffer>> {
        if self.room.is_none_or(|room| room.bytes < bytes) {
            let addr = self.malloc(caller, bytes)?;
            self.room = GuestBuffer::given(addr, bytes, self.guest.memory.data_size(&*caller))?;
        }
        Ok(self.room)
    }
}

impl GuestBuffer {
    /// Checks an address that `WasmMalloc` returned; `None` for address 0.
    ///
    /// # Errors
    /// If it is unaligned, or the bytes are not inside of the memory of `memory` bytes.
    #[inline]
    pub(super) fn given(addr: u32, bytes: u32, memory: usize) -> Result<Option<Self>, ErrorKind> {
        if addr == 0 {
            return Ok(None);
        }
        if !addr.is_multiple_of(16) || addr as usize + bytes as usize > memory {
            let what = format!(
                "returned address {addr} for {bytes} bytes: expected 0, or a multiple of 16 with \
                 all bytes inside of the memory of {memory} bytes"
            );
            return Err(breach(export::MALLOC.name, what));
        }
        Ok(Some(Self { addr, bytes }))
    }
}
