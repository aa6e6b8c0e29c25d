//! Reading many.

use core::ops::ControlFlow;

use heeus_abi::{ReadCode, RecordRef};

use crate::door;
use crate::error::StateError;
use crate::untyped::WasmStateElement;

/// What the callback of a read may return: `()` to go on, or a [`ControlFlow`].
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

pub(super) fn read<F: IntoFlow>(
    key: &[u8],
    limit: u32,
    mut callback: impl FnMut(WasmStateElement<'_>, WasmStateElement<'_>) -> F,
) -> Result<(), StateError> {
    read_block(
        key,
        limit,
        &mut |key: RecordRef<'_>, element: RecordRef<'_>| {
            callback(WasmStateElement::new(key), WasmStateElement::new(element)).goes_on()
        },
    )
}

/// Reads under a key block; `deliver` returns whether the read goes on.
#[inline]
pub(crate) fn read_block(
    key: &[u8],
    limit: u32,
    deliver: &mut impl FnMut(RecordRef<'_>, RecordRef<'_>) -> bool,
) -> Result<(), StateError> {
    match door::read_elems(key, limit, deliver) {
        DONE => Ok(()),
        code => Err(error(code)),
    }
}

const DONE: u32 = ReadCode::Done.number();
const INVALID_KEY: u32 = ReadCode::InvalidKey.number();
const NO_MEMORY: u32 = ReadCode::NoMemory.number();

/// The error of a code that tells of one; gets and reads have the same.
pub(crate) const fn error(code: u32) -> StateError {
    match code {
        INVALID_KEY => StateError::InvalidKey,
        NO_MEMORY => StateError::NoMemory,
        _ => StateError::Io,
    }
}
