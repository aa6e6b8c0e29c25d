//! Reading many.

use core::ops::ControlFlow;

use heeus_abi::RecordRef;

use crate::error::StateError;
use crate::rt;
use crate::state::WasmStateElement;

/// What the callback of a read may return: `()` to go on, or a [`ControlFlow`].
pub trait IntoFlow {
    #[doc(hidden)]
    fn goes_on(self) -> bool;
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

pub(super) fn read<F: IntoFlow>(
    key: &[u8],
    limit: u32,
    mut callback: impl FnMut(WasmStateElement<'_>, WasmStateElement<'_>) -> F,
) -> Result<(), StateError> {
    let mut on_element = |key: RecordRef<'_>, element: RecordRef<'_>| {
        callback(WasmStateElement::new(key), WasmStateElement::new(element)).goes_on()
    };
    match rt::read_elems(key, limit, &mut on_element) {
        0 => Ok(()),
        code => Err(error(code)),
    }
}

/// The error of a code above 1.
pub(super) const fn error(code: u32) -> StateError {
    match code {
        2 => StateError::InvalidKey,
        4 => StateError::NoMemory,
        _ => StateError::Io,
    }
}
