//! The bump arena and the image that a reset restores.

use core::alloc::{GlobalAlloc, Layout};
use core::arch::wasm32::{memory_grow, memory_size};
use core::cell::Cell;
use core::ptr::NonNull;
use core::sync::atomic::{Ordering, compiler_fence};

use heeus_abi::{layout, limits};

use super::fault;
use super::wasm::{BLOCK_ALIGN, RunMemory, out_of_memory};

const PAGE: u64 = 65_536;

/// The arena, which owns all memory from `__heap_base` up; no Rust object is in it.
///
/// Invariant: `__heap_base <= base <= position < end of the memory`. Memory below `position` is
/// lent; memory above it is free and may hold anything.
#[repr(C)]
pub(crate) struct Arena {
    // The first three words are the arena block of ABI.md, section 10.
    base: Cell<NonNull<u8>>,
    position: Cell<NonNull<u8>>,
    peak: Cell<*mut u8>,
    /// The image's copy, null until the first run.
    image: Cell<*mut u8>,
}

// SAFETY: a guest has one thread (ABI.md, section 1: its memory is not shared).
unsafe impl Sync for Arena {}

#[unsafe(no_mangle)]
static WasmArena: Arena = Arena {
    base: Cell::new(HEAP),
    position: Cell::new(HEAP),
    peak: Cell::new(core::ptr::null_mut()),
    image: Cell::new(core::ptr::null_mut()),
};

// SAFETY: the linker puts the heap's base above all statics, never at 0.
const HEAP: NonNull<u8> = unsafe { NonNull::new_unchecked((&raw const __heap_base).cast_mut()) };

#[global_allocator]
static GLOBAL: Global = Global;

struct Global;

unsafe extern "C" {
    // The linker defines them; only their addresses have a meaning.
    static __heap_base: u8;
    static __global_base: u8;
    static __data_end: u8;
}

/// The statics as plain memory.
///
/// Each static is an object of its own for Rust, and a pointer to one must not reach another.
/// `__global_base` is a name of the linker's and no object of Rust's. Therefore this pointer has
/// exposed provenance and is created from an address, like a pointer of the host, which reads and
/// writes the same memory between runs. A compiler may still assume that no such pointer reaches a
/// static whose address nobody takes: `copy_between` keeps the compiler from moving loads and
/// stores of such statics over the copies.
fn image_start() -> *mut u8 {
    core::ptr::with_exposed_provenance_mut((&raw const __global_base).expose_provenance())
}

/// Copies bytes; the compiler moves no load or store over the copy.
///
/// # Safety
/// As `core::ptr::copy_nonoverlapping`.
#[inline]
unsafe fn copy_between(from: *const u8, to: *mut u8, bytes: usize) {
    compiler_fence(Ordering::SeqCst);
    // SAFETY: the caller's promise.
    unsafe { core::ptr::copy_nonoverlapping(from, to, bytes) };
    compiler_fence(Ordering::SeqCst);
}

fn image_bytes() -> usize {
    (&raw const __data_end).addr() - image_start().addr()
}

/// The size of the memory in bytes. It may be larger than the arena last knew, since a reset does
/// not shrink it.
#[inline]
fn memory_bytes() -> u64 {
    memory_size::<0>() as u64 * PAGE
}

/// Grows the memory, which ends at or below `position`, beyond it; returns whether that worked.
#[cold]
#[inline(never)]
fn grow_beyond(position: u64) -> bool {
    let pages = (position / PAGE + 1) as usize;
    memory_grow::<0>(pages - memory_size::<0>()) != usize::MAX
}

/// Keeps the present state for every reset: takes the image, once.
pub(crate) fn first_run() {
    if WasmArena.image.get().is_null() {
        take_image();
    }
}

#[cold]
#[inline(never)]
fn take_image() {
    let bytes = image_bytes();
    let Some(image) = NonNull::new(WasmMalloc(bytes)) else {
        out_of_memory();
    };
    let image = image.as_ptr();
    WasmArena.image.set(image);
    WasmArena.base.set(WasmArena.position.get());
    // SAFETY: `image` has room for as many bytes as there are statics, and lies above them. The
    // copy reads the memory of the statics as plain bytes, padding included. It is the last step,
    // so that it has the arena's final words.
    unsafe { copy_between(image_start(), image, bytes) };
}

/// Puts every static and the arena back to their state when the first run began.
#[unsafe(no_mangle)]
pub(super) extern "C" fn WasmReset() {
    let image = WasmArena.image.get();
    if !image.is_null() {
        // SAFETY: the host calls this between runs, when this is the only Rust frame of the guest
        // that is alive; so no reference to a static or into the arena is alive. Afterwards all
        // statics hold the bytes that they held together at one moment. Statics that cannot change
        // get their own bytes.
        unsafe { copy_between(image, image_start(), image_bytes()) };
    }
}

/// Returns room for a block of the ABI; null if there is no memory.
#[unsafe(no_mangle)]
pub(super) extern "C" fn WasmMalloc(size: usize) -> *mut u8 {
    let room = WasmArena.alloc(size, BLOCK_ALIGN);
    room.map_or(core::ptr::null_mut(), NonNull::as_ptr)
}

/// Returns `size` bytes at a multiple of `align`, valid until the reset. Bytes of linear memory are
/// always initialised.
#[inline(never)]
fn run_bytes(size: usize, align: usize) -> NonNull<u8> {
    WasmArena.must_alloc(size, align)
}

impl RunMemory {
    /// Returns `size` initialised bytes at a multiple of `align`, valid until the reset, which is
    /// after the run.
    #[inline]
    #[expect(clippy::unused_self, reason = "other kinds of arenas need it")]
    pub(super) fn bytes(&self, size: usize, align: usize) -> NonNull<u8> {
        run_bytes(size, align)
    }

    /// Takes all free memory: at least `size` bytes, and at most as many as two blocks of the
    /// contract need. It is aligned as a block. It is taken until `give_back`, so other allocations
    /// meanwhile get other memory. Bytes of linear memory are always initialised.
    #[inline]
    #[expect(clippy::unused_self, reason = "other kinds of arenas need it")]
    pub(super) fn take_free(&self, size: usize) -> NonNull<[u8]> {
        let start = run_bytes(size, layout::ALIGN);
        // One byte stays free: that is the arena's invariant. In a memory of 4 GiB the address of
        // the end is 0, and the address one byte before it is not.
        let last = memory_size::<0>()
            .wrapping_mul(PAGE as usize)
            .wrapping_sub(1);
        let size = (last - start.as_ptr().addr()).min(2 * limits::MAX_BLOCK);
        // SAFETY: the new position is within the memory, and from `start` up that is the arena's.
        WasmArena.position.set(unsafe { start.add(size) });
        NonNull::slice_from_raw_parts(start, size)
    }

    /// Frees all but the first `used` bytes of a block, which has at least that many, if it is the
    /// last one.
    #[inline]
    pub(super) fn give_back(block: NonNull<[u8]>, used: usize) {
        let start = block.cast::<u8>();
        if WasmArena.is_last(start.as_ptr(), block.len()) {
            // SAFETY: the new position is inside the block.
            WasmArena.position.set(unsafe { start.add(used) });
        }
    }
}

/// Grows a block of the allocator with `room` bytes, or no block with 0 bytes, to `more` bytes: in
/// place, if it is the last one. Both sizes are padded.
///
/// # Safety
/// The owner of the block gives it up.
#[inline]
pub(super) unsafe fn grown_block(block: NonNull<u8>, room: usize, more: usize) -> NonNull<u8> {
    let mut last = block;
    if !WasmArena.is_last(block.as_ptr(), room) {
        last = run_bytes(room, BLOCK_ALIGN);
        // SAFETY: the block has that many bytes, and the last one is another one.
        unsafe { last.copy_from_nonoverlapping(block, room) };
    }
    // The missing bytes follow the block directly: its end is aligned. If `more` is less, since it
    // had to wrap, the difference is more than there is behind the block, and this traps.
    run_bytes(more.wrapping_sub(room), BLOCK_ALIGN);
    last
}

impl Arena {
    /// `align` is a power of two.
    #[inline]
    fn alloc(&self, size: usize, align: usize) -> Option<NonNull<u8>> {
        let position = self.position.get();
        let gap = position.as_ptr().addr().wrapping_neg() & (align - 1);
        // In 64 bits the sum cannot overflow.
        let end = position.as_ptr().addr() as u64 + gap as u64 + size as u64;
        if end >= memory_bytes() && !grow_beyond(end) {
            fault::failed_alloc(size);
            return None;
        }
        // SAFETY: both addresses are within the memory, and from `position` up that is the arena's.
        unsafe {
            let start = position.add(gap);
            self.position.set(start.add(size));
            Some(start)
        }
    }

    /// Allocates for Rust itself. Without memory it traps, so the host gets the cause by name, and
    /// no guest carries the panic for it.
    #[inline]
    fn must_alloc(&self, size: usize, align: usize) -> NonNull<u8> {
        self.alloc(size, align).unwrap_or_else(|| out_of_memory())
    }

    #[inline]
    fn is_last(&self, block: *mut u8, size: usize) -> bool {
        block.wrapping_add(size) == self.position.get().as_ptr()
    }

    /// Frees from `position` up.
    #[inline]
    fn fall_to(&self, position: *mut u8) {
        if let Some(position) = NonNull::new(position) {
            self.peak.set(
                self.peak
                    .get()
                    .max(self.position.replace(position).as_ptr()),
            );
        }
    }
}

/// The bytes that an allocation of Rust takes: whole blocks, so that there is no gap before one.
/// Then memory that is freed in the reverse order of allocation is free again, whatever the sizes:
/// rows that are handed over one by one need the memory of one.
#[inline]
pub(super) const fn padded(size: usize) -> usize {
    size.wrapping_add(BLOCK_ALIGN - 1) & !(BLOCK_ALIGN - 1)
}

// SAFETY: `alloc` returns aligned bytes above `position`, which nothing else owns, and moves
// `position` behind them. It returns a block once, since `position` falls only to the start of a
// block that is freed.
unsafe impl GlobalAlloc for Global {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        run_bytes(padded(layout.size()), layout.align().max(BLOCK_ALIGN)).as_ptr()
    }

    #[inline(never)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if WasmArena.is_last(block, padded(layout.size())) {
            WasmArena.fall_to(block);
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let (before, size) = (padded(layout.size()), padded(size));
        let last = WasmArena.is_last(block, before);
        if size <= before {
            if last {
                WasmArena.fall_to(block.wrapping_add(size));
            }
            return block;
        }
        if last {
            // The missing bytes follow the block directly.
            run_bytes(size - before, 1);
            return block;
        }
        let room = run_bytes(size, layout.align().max(BLOCK_ALIGN)).as_ptr();
        // SAFETY: the caller's promise: `block` has `layout.size()` bytes. `room` has more, and is
        // another block.
        unsafe { core::ptr::copy_nonoverlapping(block, room, layout.size()) };
        room
    }
}
