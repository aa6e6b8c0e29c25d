//! A heap that persists across runs: statics keep their values, drops free memory.
//!
//! The blocks of the ABI and all memory of a run come from the same heap. They are in a list, and a
//! reset frees them. Blocks allocated before the first run are pinned: they are not in the list.

use alloc::alloc::{alloc, dealloc};
use alloc::string::String;
use alloc::vec::Vec;
use core::alloc::{GlobalAlloc, Layout};
use core::ptr::NonNull;

use super::wasm::{BLOCK_ALIGN, RunMemory, out_of_memory};
use super::{fault, global};

#[cfg(all(feature = "heap-dlmalloc", feature = "heap-wee"))]
compile_error!("choose one heap: `heap-dlmalloc` or `heap-wee`");

#[cfg(all(feature = "heap-dlmalloc", not(feature = "heap-wee")))]
static HEAP: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

#[cfg(feature = "heap-wee")]
static HEAP: wee_alloc::WeeAlloc<'_> = wee_alloc::WeeAlloc::INIT;

#[global_allocator]
static GLOBAL: Global = Global;

/// The heap. It reports the size of a failed allocation to the host, because the code that asked
/// may panic, and then the panic may have no text.
struct Global;

/// Records the size of an allocation that failed.
#[inline]
fn noted(block: *mut u8, bytes: usize) -> *mut u8 {
    if block.is_null() {
        fault::failed_alloc(bytes);
    }
    block
}

// SAFETY: the heap fulfils the contract of the trait.
unsafe impl GlobalAlloc for Global {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise.
        noted(unsafe { HEAP.alloc(layout) }, layout.size())
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise.
        unsafe { HEAP.dealloc(block, layout) };
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise.
        noted(unsafe { HEAP.alloc_zeroed(layout) }, layout.size())
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        // SAFETY: the caller's promise.
        noted(unsafe { HEAP.realloc(block, layout, bytes) }, bytes)
    }
}

/// The header in front of every block.
#[repr(C, align(16))]
struct Header {
    next: *mut Header,
    bytes: usize,
}

/// The last block of the run.
static LAST: global::Global<*mut Header> = global::Global::new(core::ptr::null_mut());
static RUNNING: global::Global<bool> = global::Global::new(false);

/// Marks the start of the first run: from now on `malloc` returns blocks of the run.
pub(crate) fn first_run() {
    RUNNING.set(true);
}

fn layout(bytes: usize) -> Option<Layout> {
    Layout::from_size_align(bytes.checked_add(size_of::<Header>())?, BLOCK_ALIGN).ok()
}

/// Returns room for a block of the ABI; null if there is no memory.
#[unsafe(no_mangle)]
extern "C" fn WasmMalloc(bytes: usize) -> *mut u8 {
    malloc(bytes).map_or(core::ptr::null_mut(), NonNull::as_ptr)
}

/// Returns room for a block of the run; `None` if there is no memory.
fn malloc(bytes: usize) -> Option<NonNull<u8>> {
    let room = layout(bytes).and_then(|layout| {
        // SAFETY: the layout has at least the header's size.
        NonNull::new(unsafe { alloc(layout) }.cast::<Header>())
    });
    let Some(header) = room else {
        fault::failed_alloc(bytes);
        return None;
    };
    // SAFETY: the room has this layout and begins with a header's bytes, aligned as a header.
    Some(unsafe { list(header, bytes) })
}

/// Adds a block to the run's list, if there is a run. Returns the address behind its header.
///
/// # Safety
/// `header` was allocated with `layout(bytes)`, and nothing else owns it.
unsafe fn list(header: NonNull<Header>, bytes: usize) -> NonNull<u8> {
    let next = if RUNNING.get() {
        LAST.replace(header.as_ptr())
    } else {
        core::ptr::null_mut()
    };
    // SAFETY: the caller's promise: the block continues behind the header.
    unsafe {
        header.write(Header { next, bytes });
        header.add(1).cast()
    }
}

/// A text that grows.
pub(crate) struct RunText {
    // Invariant: UTF-8.
    bytes: Vec<u8>,
}

impl RunText {
    pub(crate) const fn new() -> Self {
        Self { bytes: Vec::new() }
    }

    pub(crate) fn as_str(&self) -> &str {
        // SAFETY: the invariant.
        unsafe { core::str::from_utf8_unchecked(&self.bytes) }
    }

    /// Adds a part; returns whether there was memory for it.
    pub(crate) fn push(&mut self, part: &str) -> bool {
        if self.bytes.try_reserve(part.len()).is_err() {
            return false;
        }
        self.bytes.extend_from_slice(part.as_bytes());
        true
    }

    pub(crate) fn finish(self, memory: &RunMemory) -> &str {
        memory.keep_text(self.as_str())
    }

    pub(crate) fn into_string(self) -> String {
        // SAFETY: the invariant.
        unsafe { String::from_utf8_unchecked(self.bytes) }
    }
}

impl RunMemory {
    /// Returns `size` initialised bytes at a multiple of `align`, valid until the reset, which is
    /// after the run.
    #[inline]
    pub(super) fn bytes(&self, size: usize, align: usize) -> NonNull<u8> {
        run_bytes(size, align)
    }

    /// Returns exactly `size` bytes: a heap is asked for no more than is needed.
    pub(super) fn take_free(&self, size: usize) -> NonNull<[u8]> {
        NonNull::slice_from_raw_parts(run_bytes(size, BLOCK_ALIGN), size)
    }

    /// Does nothing: a block of a heap keeps its size.
    pub(super) fn give_back(_: NonNull<[u8]>, _: usize) {}
}

/// Returns `size` initialised bytes at a multiple of `align`, valid until the reset.
fn run_bytes(size: usize, align: usize) -> NonNull<u8> {
    debug_assert!(
        align <= BLOCK_ALIGN,
        "what a run keeps is aligned as a block"
    );
    let Some(room) = malloc(size) else {
        out_of_memory()
    };
    // SAFETY: `malloc` returns that many bytes, and nothing else owns them.
    unsafe { room.write_bytes(0, size) };
    room
}

/// Frees the blocks of the run.
#[unsafe(no_mangle)]
extern "C" fn WasmReset() {
    fault::failed_alloc(0);
    let mut next = LAST.replace(core::ptr::null_mut());
    while let Some(header) = NonNull::new(next) {
        // SAFETY: `malloc` allocated every block of the list with this layout, and a block is
        // listed once. The host calls a reset between runs, so no borrow of a run's memory is
        // alive.
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
