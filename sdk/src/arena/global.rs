//! Globals of a guest, which has one thread.

use core::cell::Cell;

/// A global value of a guest.
pub(crate) struct Global<T>(Cell<T>);

// SAFETY: a guest has one thread (ABI.md, section 1: its memory is not shared).
unsafe impl<T> Sync for Global<T> {}

impl<T> Global<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(Cell::new(value))
    }

    /// Lends the value to `change`; meanwhile the default value is in its place.
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
