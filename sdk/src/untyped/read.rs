//! Reads of many elements.

use core::ops::ControlFlow;

/// A type that the callback of a read may return: `()` to go on, or a [`ControlFlow`].
pub trait IntoFlow: Sized {
    #[doc(hidden)]
    fn goes_on(self) -> bool;

    #[doc(hidden)]
    #[inline]
    fn flow(self) -> ControlFlow<()> {
        if self.goes_on() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }
}

impl IntoFlow for () {
    fn goes_on(self) -> bool {
        true
    }
}

impl IntoFlow for ControlFlow<()> {
    fn goes_on(self) -> bool {
        self.is_continue()
    }
}
