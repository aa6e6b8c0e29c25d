//! Reading many.

use core::ops::ControlFlow;

use heeus_abi::{ReadCode, RecordRef};

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
        DONE => Ok(()),
        code => Err(error(code)),
    }
}

const DONE: u32 = ReadCode::Done.number();
const INVALID_KEY: u32 = ReadCode::InvalidKey.number();
const NO_MEMORY: u32 = ReadCode::NoMemory.number();

/// The error of a code that tells of one; gets and reads have the same.
pub(super) const fn error(code: u32) -> StateError {
    match code {
        INVALID_KEY => StateError::InvalidKey,
        NO_MEMORY => StateError::NoMemory,
        _ => StateError::Io,
    }
}
