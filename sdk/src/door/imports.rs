//! The functions that the host offers to the guest.

use core::cell::Cell;

use heeus_abi::{GetCode, RecordRef, layout};

use super::OnElement;
use crate::arena::RunMemory;

#[cfg(target_arch = "wasm32")]
mod env {
    #[link(wasm_import_module = "env")]
    unsafe extern "C" {
        pub(super) fn HostGetElem(key_ptr: *const u8, elem_ptr_ptr: *mut *const u8) -> u32;
        pub(super) fn HostReadElems(ctx_id: *const u8, key_ptr: *const u8) -> u32;
    }
}

/// Looks up the element of a key block; returns the host's code and, with code 0, the element.
pub(crate) fn get_elem<'run>(_: &'run RunMemory, key: &[u8]) -> (u32, RecordRef<'run>) {
    let mut element = core::ptr::null();
    // SAFETY: `key` is a key block and `element` a word, both alive during the call. The host may
    // call `WasmMalloc` inside; neither borrows from the arena's bookkeeping.
    let code = unsafe { env::HostGetElem(key.as_ptr(), &raw mut element) };
    if code != GetCode::Exists.number() {
        return (code, RecordRef::empty());
    }
    // SAFETY: with code 0 the host has written the address of a record that is valid until the
    // reset, and `'run` ends before the reset (ABI.md, sections 3 and 4).
    (code, unsafe { record(element) })
}

#[cfg(not(target_arch = "wasm32"))]
#[path = "imports_host.rs"]
mod env;

/// Returns the record at an address from the host.
///
/// # Safety
/// A record begins at `address` and does not change during `'a`.
pub(crate) unsafe fn record<'a>(address: *const u8) -> RecordRef<'a> {
    // SAFETY: the caller's promise: the first word of a record is its size in bytes, and all of
    // them exist.
    unsafe {
        let size = address.cast::<u32>().read_unaligned() as usize;
        RecordRef::trusted(core::slice::from_raw_parts(address, size))
    }
}

/// The read context of ABI.md, section 3, followed by the receiver of the elements.
///
/// The exports call the receiver through it. So a module that never reads does not carry the code
/// that walks elements.
#[repr(C)]
pub(crate) struct ReadContext {
    stop: Cell<u32>,
    limit: u32,
    on_read: unsafe fn(*const Self, *const u8, *const u8),
    on_read_page: unsafe fn(*const Self, *const u8),
}

impl ReadContext {
    /// Hands one element to the receiver.
    ///
    /// # Safety
    /// `context` is the address that `read_elems` passed for a read that is still running, and none
    /// of its callbacks is running. Two records begin at `key` and `element` and stay until this
    /// returns.
    pub(crate) unsafe fn deliver(context: *const Self, key: *const u8, element: *const u8) {
        // SAFETY: the caller's promise.
        unsafe { ((*context).on_read)(context, key, element) };
    }

    /// Hands a page to the receiver.
    ///
    /// # Safety
    /// As `deliver`; a page begins at `page`.
    pub(crate) unsafe fn deliver_page(context: *const Self, page: *const u8) {
        // SAFETY: the caller's promise.
        unsafe { ((*context).on_read_page)(context, page) };
    }
}

/// A read context with its callback.
#[repr(C)]
struct Reading<F> {
    context: ReadContext,
    callback: *mut F,
}

/// Hands one element to the callback; returns whether the read goes on.
///
/// # Safety
/// `context` is the address that `read_elems` passed for a read with an `F` that is still running,
/// and none of its callbacks is running. It is a raw pointer throughout: a reference to the context
/// would not reach the memory behind it.
// Once for both ways of delivery: it holds the callback's code.
#[inline(never)]
unsafe fn deliver<F: OnElement>(
    context: *const ReadContext,
    key: RecordRef<'_>,
    element: RecordRef<'_>,
) -> bool {
    // SAFETY: the context is the first part of a `Reading<F>`. `read_elems` holds the only
    // reference to the callback while the host reads, and does not use it.
    let goes_on = unsafe {
        let reading = context.cast::<Reading<F>>();
        (*(*reading).callback)(key, element)
    };
    if !goes_on {
        // SAFETY: the context is alive, and everything that refers to it sees a cell.
        unsafe { (*context).stop.set(1) };
    }
    goes_on
}

/// # Safety
/// As `deliver`; two records begin at `key` and `element` and stay until this returns.
unsafe fn on_read<F: OnElement>(context: *const ReadContext, key: *const u8, element: *const u8) {
    // SAFETY: the caller's promise.
    unsafe { deliver::<F>(context, record(key), record(element)) };
}

/// # Safety
/// As `deliver`; a page begins at `page` and stays until this returns.
unsafe fn on_read_page<F: OnElement>(context: *const ReadContext, page: *const u8) {
    // SAFETY: the caller's promise: a page has a header, then as many pairs of records as the
    // header says, side by side.
    unsafe {
        let count = page.add(layout::page::COUNT).cast::<u32>().read_unaligned();
        let mut at = page.add(layout::page::ELEMENTS);
        for _ in 0..count {
            // Each record is reached from the page: a pointer derived from a record's own bytes
            // must not reach the next record.
            let key = record(at);
            at = at.add(key.as_bytes().len());
            let element = record(at);
            at = at.add(element.as_bytes().len());
            if !deliver::<F>(context, key, element) {
                return;
            }
        }
    }
}

/// Reads the elements under a partial key block, at most `limit` of them, 0 for all; returns the
/// host's code.
pub(crate) fn read_elems<F: OnElement>(key: &[u8], limit: u32, on_element: &mut F) -> u32 {
    let context = ReadContext {
        stop: Cell::new(0),
        limit,
        on_read: on_read::<F>,
        on_read_page: on_read_page::<F>,
    };
    let callback = &raw mut *on_element;
    let reading = Reading { context, callback };
    // SAFETY: `key` is a key block and `reading` begins with a read context, both alive during the
    // call. The host may call `WasmMalloc`, `WasmOnRead` and `WasmOnReadPage` inside; nothing here
    // is borrowed from the arena's bookkeeping.
    unsafe { env::HostReadElems((&raw const reading).cast(), key.as_ptr()) }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use heeus_abi::{RecordRef, Storage, encode_key};
    use std::vec::Vec;

    use super::{get_elem, read_elems};
    use crate::arena::RunMemory;

    fn key() -> Vec<u8> {
        let mut key = Vec::new();
        encode_key(Storage::View, "", &[], &mut key).expect("a key");
        key
    }

    #[test]
    fn an_element_is_got() {
        let memory = RunMemory::new();
        assert_eq!(get_elem(&memory, &key()), (0, RecordRef::empty()));
    }

    #[test]
    fn elements_and_pages_reach_the_callback() {
        let mut delivered = 0;
        let read = read_elems(
            &key(),
            4,
            &mut |key: RecordRef<'_>, element: RecordRef<'_>| {
                assert!(key.is_empty() && element.is_empty());
                delivered += 1;
                true
            },
        );
        assert_eq!((read, delivered), (0, 6));
    }

    #[test]
    fn a_read_inside_of_a_read_stops_alone() {
        let (mut outer, mut inner) = (0, 0);
        read_elems(&key(), 9, &mut |_: RecordRef<'_>, _: RecordRef<'_>| {
            outer += 1;
            read_elems(&key(), 9, &mut |_: RecordRef<'_>, _: RecordRef<'_>| {
                inner += 1;
                inner % 2 != 0
            });
            outer < 5
        });
        assert_eq!((outer, inner), (5, 10));
    }
}
