//! The memory of a run, natively: blocks that are freed together with it.

use alloc::alloc::{alloc_zeroed, dealloc, handle_alloc_error};
use alloc::vec::Vec;
use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::NonNull;

use heeus_abi::layout;

/// Memory that lives as long as a run.
pub struct RunMemory {
    blocks: Cell<Vec<(NonNull<u8>, Layout)>>,
}

impl RunMemory {
    pub(crate) const fn new() -> Self {
        Self {
            blocks: Cell::new(Vec::new()),
        }
    }

    /// Returns `size` zeros at a multiple of `align`.
    pub(super) fn bytes(&self, size: usize, align: usize) -> NonNull<u8> {
        // One byte more, because the size must not be 0.
        let layout = Layout::from_size_align(size.saturating_add(1), align);
        let layout = layout.unwrap_or(Layout::new::<u8>());
        // SAFETY: the size is not 0.
        let block = NonNull::new(unsafe { alloc_zeroed(layout) });
        let Some(block) = block.filter(|_| layout.size() > size) else {
            handle_alloc_error(layout)
        };
        let mut blocks = self.blocks.take();
        blocks.push((block, layout));
        self.blocks.set(blocks);
        block
    }

    /// Returns exactly `size` bytes: an allocator is asked for no more than is needed.
    pub(super) fn take_free(&self, size: usize) -> NonNull<[u8]> {
        NonNull::slice_from_raw_parts(self.bytes(size, layout::ALIGN), size)
    }

    /// Does nothing: a block keeps its size.
    pub(super) fn give_back(_: NonNull<[u8]>, _: usize) {}
}

impl Drop for RunMemory {
    fn drop(&mut self) {
        for (block, layout) in self.blocks.take() {
            // SAFETY: the block came from `alloc_zeroed` with this layout, is in the list once, and
            // all borrows of the run have ended.
            unsafe { dealloc(block.as_ptr(), layout) };
        }
    }
}
