//! Reads of a part of what is under a key.

use alloc::vec::Vec;
use core::ops::Bound;

use heeus_abi::KeyRange;

use super::element::WasmStateElement;
use super::key::WasmKeyBuilder;
use super::read::IntoFlow;
use crate::error::StateError;
use crate::run::Run;
use crate::run::range::{bytes_of, read_range};

/// A part of the elements under a partial key, and their order.
///
/// [`WasmState::select`](super::WasmState::select) begins it, and [`read`](Self::read) ends it. A
/// bound is a key with the fields of the partial key, and usually more. It includes or excludes all
/// elements whose keys begin with its fields.
#[must_use = "a selection reads nothing until `read`"]
pub struct WasmSelect<'key, 'run> {
    run: &'run Run<'run>,
    key: &'key WasmKeyBuilder<'run>,
    lower: Bound<Vec<u8>>,
    upper: Bound<Vec<u8>>,
    after: Option<Vec<u8>>,
    is_reverse: bool,
    limit: u32,
}

impl<'key, 'run> WasmSelect<'key, 'run> {
    pub(super) const fn new(run: &'run Run<'run>, key: &'key WasmKeyBuilder<'run>) -> Self {
        Self {
            run,
            key,
            lower: Bound::Unbounded,
            upper: Bound::Unbounded,
            after: None,
            is_reverse: false,
            limit: 0,
        }
    }

    /// Selects the elements at a bound and above it.
    pub fn from(mut self, bound: &WasmKeyBuilder<'run>) -> Self {
        self.lower = Bound::Included(bytes_of(bound.fields()));
        self
    }

    /// Selects the elements above a bound.
    pub fn above(mut self, bound: &WasmKeyBuilder<'run>) -> Self {
        self.lower = Bound::Excluded(bytes_of(bound.fields()));
        self
    }

    /// Selects the elements at a bound and below it.
    pub fn to(mut self, bound: &WasmKeyBuilder<'run>) -> Self {
        self.upper = Bound::Included(bytes_of(bound.fields()));
        self
    }

    /// Selects the elements below a bound.
    pub fn below(mut self, bound: &WasmKeyBuilder<'run>) -> Self {
        self.upper = Bound::Excluded(bytes_of(bound.fields()));
        self
    }

    /// Selects the elements that follow a key in the order of the read.
    pub fn after(mut self, key: &WasmKeyBuilder<'run>) -> Self {
        self.after = Some(bytes_of(key.fields()));
        self
    }

    /// Reverses the order: the last element comes first.
    pub fn reverse(mut self) -> Self {
        self.is_reverse = !self.is_reverse;
        self
    }

    /// Selects at most `limit` elements; 0 for all.
    pub fn limit(mut self, limit: u32) -> Self {
        self.limit = limit;
        self
    }

    /// Hands key and element of each to `callback`, which may return `()`, or a
    /// [`ControlFlow`](core::ops::ControlFlow) to stop the read early.
    ///
    /// # Errors
    /// [`StateError`], but never [`StateError::NotExists`].
    pub fn read<F: IntoFlow>(
        self,
        mut callback: impl FnMut(WasmStateElement<'_>, WasmStateElement<'_>) -> F,
    ) -> Result<(), StateError> {
        let range = KeyRange {
            lower: self.lower.as_ref().map(Vec::as_slice),
            upper: self.upper.as_ref().map(Vec::as_slice),
            after: self.after.as_deref(),
            is_reverse: self.is_reverse,
        };
        let key = (&self.key.place(), self.key.fields());
        read_range(self.run, key, (&range, self.limit), |key, element| {
            callback(WasmStateElement::new(key), WasmStateElement::new(element)).goes_on()
        })
    }
}
