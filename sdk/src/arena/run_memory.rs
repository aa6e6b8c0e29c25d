//! Memory that lives as long as a run.

use core::ptr::NonNull;

use heeus_abi::{Out, layout};

use super::RunMemory;

impl RunMemory {
    /// All memory that is free, of `size` bytes at least, to write a block to it whose size is not
    /// known yet.
    #[inline(never)]
    pub(crate) fn out(&self, size: usize) -> Out<'_> {
        // SAFETY: these are initialised bytes that nothing else has, as long as `self`.
        Out::new(unsafe { self.take_free(size).as_mut() })
    }

    /// Gives back what of that is not needed; the first `size` bytes are a block of the run. `None`
    /// where there are not so many: then all is given back.
    #[inline(never)]
    pub(crate) fn keep_out<'run>(out: Out<'run>, size: usize) -> Option<&'run [u8]> {
        let room = out.into_room();
        let all = NonNull::from(&mut *room);
        let block = room.get(..size);
        Self::give_back(all, block.map_or(0, <[u8]>::len));
        block
    }

    /// Copies `bytes` to where they live as long as the run.
    pub(crate) fn keep(&self, bytes: &[u8]) -> &[u8] {
        let start = self.bytes(bytes.len(), layout::ALIGN);
        // SAFETY: `bytes` gives room for as many bytes, which nothing else has, as long as `self`; all are written here.
        unsafe {
            start.copy_from_nonoverlapping(NonNull::from(bytes).cast(), bytes.len());
            core::slice::from_raw_parts(start.as_ptr(), bytes.len())
        }
    }

    /// Copies a text to where it lives as long as the run.
    #[expect(clippy::disallowed_methods, reason = "a text of this side")]
    pub(crate) fn keep_text(&self, text: &str) -> &str {
        // SAFETY: these are the bytes of a text.
        unsafe { core::str::from_utf8_unchecked(self.keep(text.as_bytes())) }
    }

    /// Puts `value` to where it lives as long as the run. It is not dropped.
    pub(crate) fn place<T>(&self, value: T) -> &T {
        const { assert!(!core::mem::needs_drop::<T>(), "run memory drops nothing") };
        let place: NonNull<T> = self.bytes(size_of::<T>(), align_of::<T>()).cast();
        // SAFETY: `bytes` gives room and alignment for a `T`, which nothing else has, as long as `self`.
        unsafe {
            place.write(value);
            place.as_ref()
        }
    }
}
