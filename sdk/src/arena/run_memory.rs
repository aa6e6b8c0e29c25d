//! Memory that lives as long as a run.

use core::ptr::NonNull;

use heeus_abi::{Out, layout};

use super::RunMemory;

impl RunMemory {
    /// Takes all free memory, at least `size` bytes, to write a block whose size is not known yet.
    #[inline(never)]
    pub(crate) fn out(&self, size: usize) -> Out<'_> {
        // SAFETY: these are initialised bytes that nothing else owns, valid as long as `self`.
        Out::new(unsafe { self.take_free(size).as_mut() })
    }

    /// Keeps the first `size` bytes of `out` as a block of the run and gives the rest back. Returns
    /// `None` if `out` has fewer bytes: then all of it is given back.
    #[inline(never)]
    pub(crate) fn keep_out(out: Out<'_>, size: usize) -> Option<&[u8]> {
        let room = out.into_room();
        let all = NonNull::from(&mut *room);
        let block = room.get(..size);
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
