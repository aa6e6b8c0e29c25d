//! A heap that persists across runs: statics keep their values, drops free memory.
//!
//! The blocks of the ABI, and all that lives as long as a run, come from the same heap and are listed, so that a reset
//! frees them. Blocks made before the first run are not listed: they are pinned.

use alloc::alloc::{alloc, dealloc, realloc};
use core::alloc::{GlobalAlloc, Layout};
use core::marker::PhantomData;
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

/// The heap, which tells the host what it had no room for: whoever asked may give up, and then the panic may have no text.
struct Global;

/// Notes the size of a block that is not there.
#[inline]
fn noted(block: *mut u8, bytes: usize) -> *mut u8 {
    if block.is_null() {
        fault::failed_alloc(bytes);
    }
    block
}

// SAFETY: the heap does all that is asked for.
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

/// In front of every block.
#[repr(C, align(16))]
struct Header {
    next: *mut Header,
    bytes: usize,
}

/// The last block of the run.
static LAST: global::Global<*mut Header> = global::Global::new(core::ptr::null_mut());
static RUNNING: global::Global<bool> = global::Global::new(false);

/// From now on, what `malloc` gives is the run's.
pub(crate) fn first_run() {
    RUNNING.set(true);
}

fn layout(bytes: usize) -> Option<Layout> {
    Layout::from_size_align(bytes.checked_add(size_of::<Header>())?, BLOCK_ALIGN).ok()
}

/// Room for a block of the ABI; null where there is none.
#[unsafe(no_mangle)]
extern "C" fn WasmMalloc(bytes: usize) -> *mut u8 {
    malloc(bytes).map_or(core::ptr::null_mut(), NonNull::as_ptr)
}

/// Room for a block of the run; `None` where there is none.
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

/// Makes a block the last one of the run, where there is a run. Returns what comes behind its header.
///
/// # Safety
/// `header` was allocated with `layout(bytes)`, and nothing else has it.
unsafe fn list(header: NonNull<Header>, bytes: usize) -> NonNull<u8> {
    let next = if RUNNING.get() {
        LAST.replace(header.as_ptr())
    } else {
        core::ptr::null_mut()
    };
    // SAFETY: the caller's promise: the room goes on behind the header.
    unsafe {
        header.write(Header { next, bytes });
        header.add(1).cast()
    }
}

/// A text that grows, and then lives as long as the run.
pub(crate) struct RunText<'run> {
    memory: PhantomData<&'run RunMemory>,
    /// Invariant: where it is not null, it was allocated with `layout(length)`, nothing else has it, and behind the room for
    /// a header there are as many bytes of UTF-8.
    block: *mut Header,
    length: usize,
}

impl<'run> RunText<'run> {
    pub(crate) fn new(_: &'run RunMemory) -> Self {
        Self {
            memory: PhantomData,
            block: core::ptr::null_mut(),
            length: 0,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.length
    }

    /// A part that there is no room for is left out: what is shown may be that there is no room.
    pub(crate) fn push(&mut self, part: &str) {
        let length = self.length.saturating_add(part.len());
        let (Some(before), Some(after)) = (layout(self.length), layout(length)) else {
            return;
        };
        // SAFETY: no layout is empty, and `block` has the layout that it is said to have.
        let room = unsafe {
            if self.block.is_null() {
                alloc(after)
            } else {
                realloc(self.block.cast(), before, after.size())
            }
        };
        if room.is_null() {
            return;
        }
        // SAFETY: the room ends with as many bytes as `part` has, behind those that were there before.
        unsafe {
            let end = room.add(before.size());
            core::ptr::copy_nonoverlapping(part.as_ptr(), end, part.len());
        }
        (self.block, self.length) = (room.cast(), length);
    }

    pub(crate) fn finish(self) -> &'run str {
        let Some(header) = NonNull::new(self.block) else {
            return "";
        };
        // SAFETY: the invariant; nothing writes to the block any more.
        unsafe {
            let text = list(header, self.length);
            let text = core::slice::from_raw_parts(text.as_ptr(), self.length);
            core::str::from_utf8_unchecked(text)
        }
    }
}

impl RunMemory {
    /// `size` initialised bytes, aligned so, until the reset, which comes after the run.
    #[inline]
    pub(super) fn bytes(&self, size: usize, align: usize) -> NonNull<u8> {
        run_bytes(size, align)
    }

    /// Memory of so many bytes, and none more: a heap is asked for what is needed.
    pub(super) fn take_free(&self, size: usize) -> NonNull<[u8]> {
        NonNull::slice_from_raw_parts(run_bytes(size, BLOCK_ALIGN), size)
    }

    /// A block stays as large as it is.
    pub(super) fn give_back(_: NonNull<[u8]>, _: usize) {}
}

/// `size` initialised bytes, aligned so, until the reset.
fn run_bytes(size: usize, align: usize) -> NonNull<u8> {
    debug_assert!(
        align <= BLOCK_ALIGN,
        "what a run keeps is aligned as a block"
    );
    let Some(room) = malloc(size) else {
        out_of_memory()
    };
    // SAFETY: `malloc` gives as many bytes, which nothing else has.
    unsafe { room.write_bytes(0, size) };
    room
}

/// Frees the blocks of the run.
#[unsafe(no_mangle)]
extern "C" fn WasmReset() {
    fault::failed_alloc(0);
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
