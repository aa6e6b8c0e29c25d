//! Globals of a guest with one thread, and memory that lives as long as a run.

use alloc::vec::Vec;
use core::cell::Cell;

use crate::arena;

/// A global value of a guest.
pub(crate) struct Global<T>(Cell<T>);

// SAFETY: a guest has one thread (ABI.md, section 1: its memory is not shared).
unsafe impl<T> Sync for Global<T> {}

impl<T> Global<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(Cell::new(value))
    }

    /// Lends the value, which meanwhile is the default one in its place.
    pub(crate) fn with<R>(&self, change: impl FnOnce(&mut T) -> R) -> R
    where
        T: Default,
    {
        let mut value = self.0.take();
        let result = change(&mut value);
        self.0.set(value);
        result
    }
}

impl<T> core::ops::Deref for Global<T> {
    type Target = Cell<T>;

    fn deref(&self) -> &Cell<T> {
        &self.0
    }
}

/// Memory that lives until the run is reset.
pub struct RunMemory(());

impl RunMemory {
    pub(crate) const fn new() -> Self {
        Self(())
    }

    /// Takes `bytes` to live as long as the run.
    pub(crate) fn keep_vec(&self, bytes: Vec<u8>) -> &[u8] {
        arena::keep(bytes)
    }

    /// Copies `bytes` to where they live as long as the run.
    pub(crate) fn keep<'run>(&'run self, bytes: &[u8]) -> &'run [u8] {
        let size = bytes.len();
        let Some(room) = arena::malloc(size) else {
            arena::out_of_memory();
        };
        // SAFETY: `malloc` gives `size` bytes that nothing else has, until the reset; a reset comes after the
        // run, which this borrow does not outlive. They are written before they are lent.
        unsafe {
            core::ptr::copy_nonoverlapping(bytes.as_ptr(), room.as_ptr(), size);
            core::slice::from_raw_parts(room.as_ptr(), size)
        }
    }
}
