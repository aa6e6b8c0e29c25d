//! A heap that persists across runs: statics keep their values, drops free memory.
//!
//! The blocks of the ABI, and all that lives as long as a run, come from the same heap and are listed, so that a reset
//! frees them. Blocks made before the first run are not listed: they are pinned.

use alloc::alloc::{alloc, dealloc};
use core::alloc::Layout;
use core::ptr::NonNull;

use super::BLOCK_ALIGN;
use crate::rt::global::Global;

#[cfg(all(feature = "heap-dlmalloc", feature = "heap-wee"))]
compile_error!("choose one heap: `heap-dlmalloc` or `heap-wee`");

#[cfg(all(feature = "heap-dlmalloc", not(feature = "heap-wee")))]
#[global_allocator]
static HEAP: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

#[cfg(feature = "heap-wee")]
#[global_allocator]
static HEAP: wee_alloc::WeeAlloc<'_> = wee_alloc::WeeAlloc::INIT;

/// In front of every block.
#[repr(C, align(16))]
struct Header {
    next: *mut Header,
    bytes: usize,
}

/// The last block of the run.
static LAST: Global<*mut Header> = Global::new(core::ptr::null_mut());
static RUNNING: Global<bool> = Global::new(false);

/// From now on, what `malloc` gives is the run's.
pub(crate) fn first_run() {
    RUNNING.set(true);
}

fn layout(bytes: usize) -> Option<Layout> {
    Layout::from_size_align(bytes.checked_add(size_of::<Header>())?, BLOCK_ALIGN).ok()
}

/// Room for a block of the ABI; `None` where there is none.
pub(crate) fn malloc(bytes: usize) -> Option<NonNull<u8>> {
    let room = layout(bytes).and_then(|layout| {
        // SAFETY: the layout has at least the header's size.
        NonNull::new(unsafe { alloc(layout) }.cast::<Header>())
    });
    let Some(header) = room else {
        crate::rt::fault::failed_alloc(bytes);
        return None;
    };
    let next = if RUNNING.get() {
        LAST.replace(header.as_ptr())
    } else {
        core::ptr::null_mut()
    };
    // SAFETY: the room begins with a header's bytes, aligned as a header, and goes on behind them.
    unsafe {
        header.write(Header { next, bytes });
        Some(header.add(1).cast())
    }
}

/// `size` initialised bytes, aligned so, until the reset.
pub(crate) fn run_bytes(size: usize, align: usize) -> NonNull<u8> {
    debug_assert!(
        align <= BLOCK_ALIGN,
        "what a run keeps is aligned as a block"
    );
    let Some(room) = malloc(size) else {
        super::out_of_memory()
    };
    // SAFETY: `malloc` gives as many bytes, which nothing else has.
    unsafe { room.write_bytes(0, size) };
    room
}

/// Frees the blocks of the run.
pub(crate) fn reset() {
    let mut next = LAST.replace(core::ptr::null_mut());
    while let Some(header) = NonNull::new(next) {
        // SAFETY: every listed block was made by `malloc` with this layout, and is listed once. The host calls a reset
        // between runs, so no borrow of a run's memory is alive.
        unsafe {
            let Header {
                next: before,
                bytes,
            } = header.read();
            next = before;
            if let Some(layout) = layout(bytes) {
                dealloc(header.as_ptr().cast(), layout);
            }
        }
    }
}
