//! Memory that lives as long as a run.

use core::ptr::NonNull;

use heeus_abi::{BlockWriter, layout};

use super::RunMemory;

impl RunMemory {
    /// Returns a writer to all free memory, at least `size` bytes, for a block whose size is not
    /// known yet.
    #[inline(never)]
    pub(crate) fn writer(&self, size: usize) -> BlockWriter<'_> {
        // SAFETY: these are initialised bytes that nothing else owns, valid as long as `self`.
        BlockWriter::new(unsafe { self.take_free(size).as_mut() })
    }

    /// Keeps the first `size` bytes of `writer` as a block of the run and gives the rest back.
    /// Returns `None` if its buffer has fewer bytes: then all of it is given back.
    #[inline(never)]
    pub(crate) fn keep_written(writer: BlockWriter<'_>, size: usize) -> Option<&[u8]> {
        let buffer = writer.into_buffer();
        let all = NonNull::from(&mut *buffer);
        let block = buffer.get(..size);
        Self::give_back(all, block.map_or(0, <[u8]>::len));
        block
    }

    /// Copies `bytes` into memory of the run.
    pub(crate) fn keep(&self, bytes: &[u8]) -> &[u8] {
        let start = self.bytes(bytes.len(), layout::ALIGN);
        // SAFETY: `bytes` returns room for that many bytes, which nothing else owns, valid as long
        // as `self`; all are written here.
        unsafe {
            start.copy_from_nonoverlapping(NonNull::from(bytes).cast(), bytes.len());
            core::slice::from_raw_parts(start.as_ptr(), bytes.len())
        }
    }

    /// Copies a text into memory of the run.
    #[expect(clippy::disallowed_methods, reason = "a text of this side")]
    pub(crate) fn keep_text(&self, text: &str) -> &str {
        // SAFETY: these are the bytes of a text.
        unsafe { core::str::from_utf8_unchecked(self.keep(text.as_bytes())) }
    }

    /// Moves `value` into memory of the run. It is not dropped.
    pub(crate) fn place<T>(&self, value: T) -> &T {
        const { assert!(!core::mem::needs_drop::<T>(), "run memory drops nothing") };
        let place: NonNull<T> = self.bytes(size_of::<T>(), align_of::<T>()).cast();
        // SAFETY: `bytes` returns room and alignment for a `T`, which nothing else owns, valid as
        // long as `self`.
        unsafe {
            place.write(value);
            place.as_ref()
        }
    }
}
