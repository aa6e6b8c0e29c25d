//! The native twin of the door: the same extensions, run as plain Rust against a [`Host`].
//!
//! A test kit offers the [`Host`]; extension code does not come here.

use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};

use heeus_abi::{GetCode, ReadCode, RecordRef};

use super::OnElement;
use crate::run::Returns;
use crate::state::{WasmState, WasmStateElement};

/// What the host gives to the guest, natively. Blocks are those of ABI.md.
pub trait Host {
    /// Looks up the element of a whole key block.
    ///
    /// # Errors
    /// Any code but [`GetCode::Exists`]; that one counts as an i/o error here.
    fn get(&self, key: &[u8]) -> Result<Vec<u8>, GetCode>;

    /// Hands key and element of everything under a partial key block to `on_element`, in key order, until that returns
    /// false; at most `limit` of them, 0 for all.
    fn read(&self, key: &[u8], limit: u32, on_element: &mut dyn FnMut(&[u8], &[u8]) -> bool) -> ReadCode;
}

std::thread_local! {
    static HOST: RefCell<Option<Rc<dyn Host>>> = const { RefCell::new(None) };
}

/// Puts back the host that was there before, also where the extension panics.
struct Before(Option<Rc<dyn Host>>);

impl Drop for Before {
    fn drop(&mut self) {
        HOST.replace(self.0.take());
    }
}

/// Runs an extension on this thread against `host`. Returns the result block of ABI.md, section 8, `None` where the run
/// left nothing.
///
/// # Panics
/// Where the extension does.
pub fn run<R: Returns>(
    host: Rc<dyn Host>,
    extension: fn(&WasmState<'_>, WasmStateElement<'_>) -> R,
    args: RecordRef<'_>,
) -> Option<Vec<u8>> {
    let _before = Before(HOST.replace(Some(host)));
    super::logs::clear();
    crate::run::run(|state, args| extension(state, args).returned(state), args)
}

fn host() -> Option<Rc<dyn Host>> {
    HOST.with_borrow(Clone::clone)
}

/// Memory that lives as long as a run.
pub struct RunMemory {
    blocks: Cell<Vec<*mut [u8]>>,
}

impl RunMemory {
    pub(crate) const fn new() -> Self {
        Self { blocks: Cell::new(Vec::new()) }
    }

    /// Takes `bytes` to live as long as the run.
    pub(crate) fn keep_vec(&self, bytes: Vec<u8>) -> &[u8] {
        self.keep_box(bytes.into_boxed_slice())
    }

    /// Copies `bytes` to where they live as long as the run.
    pub(crate) fn keep<'run>(&'run self, bytes: &[u8]) -> &'run [u8] {
        self.keep_box(bytes.into())
    }

    fn keep_box(&self, bytes: Box<[u8]>) -> &[u8] {
        let block = Box::into_raw(bytes);
        let mut blocks = self.blocks.take();
        blocks.push(block);
        self.blocks.set(blocks);
        // SAFETY: the block is freed only with `self`, which the borrow does not outlive, and nothing writes it.
        unsafe { &*block }
    }
}

impl Drop for RunMemory {
    fn drop(&mut self) {
        for block in self.blocks.take() {
            // SAFETY: it came from `Box::into_raw` in `keep`, stands in the list once, and its borrows are over.
            drop(unsafe { Box::from_raw(block) });
        }
    }
}

/// Looks up the element of a key block; returns the host's code and, with code 0, the element.
pub(crate) fn get_elem<'run>(memory: &'run RunMemory, key: &[u8]) -> (u32, RecordRef<'run>) {
    match host().map_or(Err(GetCode::Io), |host| host.get(key)) {
        Ok(element) => (GetCode::Exists.number(), RecordRef::trusted(memory.keep(&element))),
        Err(GetCode::Exists) => (GetCode::Io.number(), RecordRef::empty()),
        Err(code) => (code.number(), RecordRef::empty()),
    }
}

/// Reads the elements under a partial key block; returns the host's code.
pub(crate) fn read_elems(key: &[u8], limit: u32, on_element: &mut OnElement<'_>) -> u32 {
    let Some(host) = host() else { return ReadCode::Io.number() };
    let mut deliver = |key: &[u8], element: &[u8]| on_element(RecordRef::trusted(key), RecordRef::trusted(element));
    host.read(key, limit, &mut deliver).number()
}
