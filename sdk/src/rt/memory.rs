//! Memory that lives as long as a run.

use core::ptr::NonNull;

use heeus_abi::layout;

use super::RunMemory;

impl RunMemory {
    /// Room of `size` bytes to write to.
    #[expect(clippy::mut_from_ref, reason = "each call gives other bytes")]
    pub(crate) fn room(&self, size: usize) -> &mut [u8] {
        let start = self.bytes(size, layout::ALIGN);
        // SAFETY: `bytes` gives `size` initialised bytes, which nothing else has, as long as `self`.
        unsafe { core::slice::from_raw_parts_mut(start.as_ptr(), size) }
    }

    /// Copies `bytes` to where they live as long as the run.
    pub(crate) fn keep(&self, bytes: &[u8]) -> &[u8] {
        let room = self.room(bytes.len());
        room.copy_from_slice(bytes);
        room
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
