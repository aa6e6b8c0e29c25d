//! The native twin of the door: it asks a [`Host`] of this thread.

use alloc::rc::Rc;
use alloc::vec::Vec;
#[cfg(feature = "log")]
use core::cell::Cell;
use core::cell::RefCell;

use heeus_abi::{GetCode, ReadCode, RecordRef};

use super::OnElement;
use crate::arena::RunMemory;

/// The host's side, natively. Blocks are those of ABI.md.
pub trait Host {
    /// Looks up the element of a whole key block.
    ///
    /// # Errors
    /// Any code but [`GetCode::Exists`]; that one counts as an i/o error here.
    fn get(&self, key: &[u8]) -> Result<Vec<u8>, GetCode>;

    /// Hands key and element of everything under a partial key block to `on_element`, in key order,
    /// until that returns false; at most `limit` of them, 0 for all.
    fn read(
        &self,
        key: &[u8],
        limit: u32,
        on_element: &mut dyn FnMut(&[u8], &[u8]) -> bool,
    ) -> ReadCode;
}

std::thread_local! {
    static HOST: RefCell<Option<Rc<dyn Host>>> = const { RefCell::new(None) };
}

#[cfg(feature = "log")]
std::thread_local! {
    /// Set while code of an extension runs on this thread.
    static IN_GUEST: Cell<bool> = const { Cell::new(false) };
}

/// Returns whether the code on this thread is an extension's: lines that the host logs are not of
/// the run.
#[cfg(feature = "log")]
pub(super) fn in_guest() -> bool {
    // The value does not exist any more while a thread ends.
    IN_GUEST.try_with(Cell::get).unwrap_or_default()
}

/// Runs `work` as the extension's side or as the host's. Restores the side afterwards, even on a
/// panic.
#[cfg(feature = "log")]
pub(crate) fn on_side<R>(guest: bool, work: impl FnOnce() -> R) -> R {
    struct Before(bool);
    impl Drop for Before {
        fn drop(&mut self) {
            IN_GUEST.set(self.0);
        }
    }
    let _before = Before(IN_GUEST.replace(guest));
    work()
}

#[cfg(not(feature = "log"))]
pub(crate) fn on_side<R>(_: bool, work: impl FnOnce() -> R) -> R {
    work()
}

/// Restores the previous host on drop, even if the extension panics.
pub(crate) struct Before(Option<Rc<dyn Host>>);

impl Drop for Before {
    fn drop(&mut self) {
        HOST.replace(self.0.take());
    }
}

/// Sets the host of the thread, until the returned value is dropped.
pub(crate) fn enter(host: Rc<dyn Host>) -> Before {
    Before(HOST.replace(Some(host)))
}

fn host() -> Option<Rc<dyn Host>> {
    HOST.with_borrow(Clone::clone)
}

/// Looks up the element of a key block; returns the host's code and, with code 0, the element.
pub(crate) fn get_elem<'run>(memory: &'run RunMemory, key: &[u8]) -> (u32, RecordRef<'run>) {
    let get = |host: Rc<dyn Host>| on_side(false, || host.get(key));
    match host().map_or(Err(GetCode::Io), get) {
        Ok(element) => (
            GetCode::Exists.number(),
            RecordRef::trusted(memory.keep(&element)),
        ),
        Err(GetCode::Exists) => (GetCode::Io.number(), RecordRef::empty()),
        Err(code) => (code.number(), RecordRef::empty()),
    }
}

/// Reads the elements under a partial key block, at most `limit` of them, 0 for all; returns the
/// host's code.
pub(crate) fn read_elems(key: &[u8], limit: u32, on_element: &mut impl OnElement) -> u32 {
    let Some(host) = host() else {
        return ReadCode::Io.number();
    };
    let mut deliver = |key: &[u8], element: &[u8]| {
        on_side(true, || {
            on_element(RecordRef::trusted(key), RecordRef::trusted(element))
        })
    };
    on_side(false, || host.read(key, limit, &mut deliver)).number()
}
