//! The bump arena and the image that a reset restores.

use alloc::vec::Vec;
use core::alloc::{GlobalAlloc, Layout};
use core::arch::wasm32::{memory_grow, memory_size};
use core::cell::Cell;
use core::ptr::NonNull;

use super::BLOCK_ALIGN;

const PAGE: u64 = 65_536;

/// Addresses are `usize`: the arena owns all memory from `__heap_base` up, which no Rust object has.
///
/// Invariant: `__heap_base <= position < end <= bytes of the memory`, once `init` has run. What lies below
/// `position` is lent; what lies above is free and may hold anything. `base` is where the first run found `position`.
#[repr(C)]
pub(crate) struct Arena {
    // The first three words are the arena block of ABI.md, section 10.
    base: Cell<usize>,
    position: Cell<usize>,
    peak: Cell<usize>,
    end: Cell<u64>,
    /// Address of the image's copy, 0 until the first run.
    image: Cell<usize>,
}

// SAFETY: a guest has one thread (ABI.md, section 1: its memory is not shared).
unsafe impl Sync for Arena {}

#[unsafe(no_mangle)]
static WasmArena: Arena = Arena {
    base: Cell::new(0),
    position: Cell::new(0),
    peak: Cell::new(0),
    end: Cell::new(0),
    image: Cell::new(0),
};

#[global_allocator]
static GLOBAL: Global = Global;

struct Global;

unsafe extern "C" {
    // Made by the linker; only their addresses mean something.
    static __heap_base: u8;
    static __global_base: u8;
    static __data_end: u8;
}

fn image_start() -> usize {
    &raw const __global_base as usize
}

fn image_bytes() -> usize {
    &raw const __data_end as usize - image_start()
}

/// Begins an empty arena.
pub(crate) fn init() {
    WasmArena.position.set((&raw const __heap_base as usize).next_multiple_of(BLOCK_ALIGN));
}

/// Keeps all that is there now for every reset: takes the image, once.
pub(crate) fn first_run() {
    if WasmArena.image.get() == 0 {
        take_image();
    }
}

#[cold]
#[inline(never)]
fn take_image() {
    let bytes = image_bytes();
    let Some(image) = malloc(bytes) else {
        super::out_of_memory();
    };
    let image = image.as_ptr() as usize;
    WasmArena.image.set(image);
    WasmArena.position.set(image + bytes);
    WasmArena.base.set(image + bytes);
    // SAFETY: `image` has room for as many bytes as there are statics, and lies above them. What is read is the memory
    // of statics as plain bytes; padding is copied as it is. Last, so that the copy has the arena's final words.
    unsafe { core::ptr::copy_nonoverlapping(image_start() as *const u8, image as *mut u8, bytes) };
}

/// Puts every static and the arena back to where they were when the first run began.
pub(crate) fn reset() {
    let image = WasmArena.image.get();
    if image != 0 {
        // SAFETY: the host calls this between runs, when no Rust frame of the guest but this one is alive; so no
        // reference to a static or into the arena is, and all statics hold again the bytes that they held together at one
        // moment. Those that cannot change get their own bytes.
        unsafe { core::ptr::copy_nonoverlapping(image as *const u8, image_start() as *mut u8, image_bytes()) };
    }
}

/// Room for a block of the ABI; `None` where there is none.
pub(crate) fn malloc(size: usize) -> Option<NonNull<u8>> {
    NonNull::new(crate::rt::exports::WasmMalloc(size))
}

/// What `WasmMalloc` does.
#[inline(always)]
pub(crate) fn malloc_or_null(size: usize) -> *mut u8 {
    WasmArena.alloc(size, BLOCK_ALIGN).map_or(core::ptr::null_mut(), |address| address as *mut u8)
}

/// Takes `bytes` to live until the reset.
pub(crate) fn keep<'a>(bytes: Vec<u8>) -> &'a [u8] {
    bytes.leak()
}

/// What free room there is at once, at most `most` bytes; for a guest that is about to trap.
#[cfg(feature = "panic-message")]
pub(crate) fn rest(most: usize) -> &'static mut [u8] {
    let position = WasmArena.position.get();
    WasmArena.fits(position as u64 + most as u64);
    let size = (WasmArena.end.get() - position as u64).min(most as u64) as usize;
    // SAFETY: from `position` to `end` nothing is lent; bytes of linear memory are always initialised. The guest traps
    // before it allocates again.
    unsafe { core::slice::from_raw_parts_mut(position as *mut u8, size) }
}

impl Arena {
    /// `align` is a power of two. In 64 bits no sum overflows.
    #[inline]
    fn alloc(&self, size: usize, align: usize) -> Option<usize> {
        let align = align as u64;
        let start = (self.position.get() as u64 + align - 1) & !(align - 1);
        let position = start + size as u64;
        if position >= self.end.get() && !self.fits(position) {
            crate::rt::fault::failed_alloc(size);
            return None;
        }
        self.position.set(position as usize);
        Some(start as usize)
    }

    /// Makes the memory reach beyond `position`.
    #[cold]
    #[inline(never)]
    fn fits(&self, position: u64) -> bool {
        let pages = (position / PAGE + 1) as usize;
        // A reset puts `end` back but memory does not shrink, so ask for its size first.
        let have = memory_size::<0>();
        if pages > have && memory_grow::<0>(pages - have) == usize::MAX {
            return false;
        }
        self.end.set(memory_size::<0>() as u64 * PAGE);
        true
    }

    #[inline]
    fn is_last(&self, address: usize, size: usize) -> bool {
        address + size == self.position.get()
    }

    /// Frees from `position` up.
    #[inline]
    fn fall_to(&self, position: usize) {
        self.peak.set(self.peak.get().max(self.position.get()));
        self.position.set(position);
    }
}

// SAFETY: `alloc` gives bytes above `position`, aligned, that nothing else has, and moves `position` behind them; it
// gives a block once, since `position` falls only to the start of a block that is freed.
unsafe impl GlobalAlloc for Global {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        WasmArena.alloc(layout.size(), layout.align()).map_or(core::ptr::null_mut(), |address| address as *mut u8)
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if WasmArena.is_last(block as usize, layout.size()) {
            WasmArena.fall_to(block as usize);
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let address = block as usize;
        if size <= layout.size() {
            if WasmArena.is_last(address, layout.size()) {
                WasmArena.fall_to(address + size);
            }
            return block;
        }
        if WasmArena.is_last(address, layout.size()) {
            // The room that is missing comes right behind the block.
            let grown = WasmArena.alloc(size - layout.size(), 1);
            return grown.map_or(core::ptr::null_mut(), |_| block);
        }
        let Some(room) = WasmArena.alloc(size, layout.align()) else {
            return core::ptr::null_mut();
        };
        // SAFETY: the caller's promise: `block` has `layout.size()` bytes; `room` has more, and is another block.
        unsafe { core::ptr::copy_nonoverlapping(block, room as *mut u8, layout.size()) };
        room as *mut u8
    }
}
