//! Memory that lives as long as a run.

use core::ptr::NonNull;

use heeus_abi::layout;

use super::RunMemory;

impl RunMemory {
    /// Room of `size` zeros to write to. What nobody writes to stays zero: in an arena there lies what earlier runs left.
    #[expect(clippy::mut_from_ref, reason = "each call gives other bytes")]
    pub(crate) fn room(&self, size: usize) -> &mut [u8] {
        let start = self.bytes(size, layout::ALIGN);
        // SAFETY: `bytes` gives room for `size` bytes, which nothing else has, as long as `self`; now they are zeros.
        unsafe {
            start.write_bytes(0, size);
            core::slice::from_raw_parts_mut(start.as_ptr(), size)
        }
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
