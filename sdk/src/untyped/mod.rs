//! The untyped layer: reads of the state and intents, by names of fields.

mod builder;
mod element;
mod key;
mod read;
mod select;
pub(crate) mod value;

pub use builder::{WasmElementBuilder, WasmRecordBuilder};
pub use element::{Items, WasmStateElement};
pub use key::WasmKeyBuilder;
pub use read::IntoFlow;
pub use select::WasmSelect;
pub(crate) use value::{FromField, IntoField, QName, RecordId};

pub use crate::error::StateError;
#[doc(inline)]
pub use heeus_abi::{Field as NamedValue, FieldType, Storage, Value};

use core::ops::ControlFlow;

use heeus_abi::{LogLevel, LogLine, Op};

use crate::run::{Returned, Run};

/// The type of an extension that the SDK calls.
#[doc(hidden)]
pub type RunFn = for<'run> fn(WasmState<'run>, WasmStateElement<'run>) -> Returned;

/// The state as an extension sees it during one run, and the way to add intents.
///
/// Reads see the state as it was when the run began, never the run's own intents. Nothing is
/// written before the extension returns, and nothing at all if it fails.
///
/// ```
/// use heeus_sdk::Error;
/// use heeus_sdk::untyped::{Storage, WasmState, WasmStateElement};
///
/// /// Adds an amount to the total of a year.
/// fn add(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
///     let mut key = state.key_builder(Storage::View, "shop.Totals");
///     key.put("Year", args.get::<i32>("Year")?);
///     let before: i64 = match state.can_exist(&key)? {
///         Some(total) => total.get("Amount")?,
///         None => 0,
///     };
///     let amount = before.checked_add(args.get("Amount")?);
///     state.new_value(&key)?.put("Amount", amount.ok_or("the sum is too large")?);
///     Ok(())
/// }
/// ```
#[repr(transparent)]
pub struct WasmState<'run> {
    run: &'run Run<'run>,
}

impl<'run> WasmState<'run> {
    pub(crate) fn new(run: &'run Run<'run>) -> Self {
        Self { run }
    }

    pub(crate) fn run(&self) -> &'run Run<'run> {
        self.run
    }

    /// Starts a key: `entity` is a qualified name, or empty for a storage without entities.
    pub fn key_builder(&self, storage: Storage, entity: &'run str) -> WasmKeyBuilder<'run> {
        WasmKeyBuilder::new(self.run, storage, entity)
    }

    /// Starts a record, for a field of another record or an item of an array.
    pub fn record_builder(&self) -> WasmRecordBuilder<'run> {
        WasmRecordBuilder::new(self.run)
    }

    /// Gets the element of a whole key, or `None` if there is none.
    ///
    /// # Errors
    /// [`StateError`], but never [`StateError::NotExists`].
    pub fn can_exist(
        &self,
        key: &WasmKeyBuilder<'run>,
    ) -> Result<Option<WasmStateElement<'run>>, StateError> {
        let element = key.block().get(self.run)?;
        Ok(element.map(WasmStateElement::new))
    }

    /// Gets the element of a whole key, which must exist.
    ///
    /// # Errors
    /// [`StateError::NotExists`] if it does not exist, or another [`StateError`].
    pub fn must_exist(
        &self,
        key: &WasmKeyBuilder<'run>,
    ) -> Result<WasmStateElement<'run>, StateError> {
        self.can_exist(key)?.ok_or(StateError::NotExists)
    }

    /// Hands key and element of everything under a partial key to `callback`, in key order.
    ///
    /// A partial key has the leading fields of the entity's key, at least those of its partition
    /// key. The callback may return `()`, or a [`ControlFlow`] to stop the read early; it may
    /// itself get, read and add intents.
    ///
    /// # Errors
    /// [`StateError`], but never [`StateError::NotExists`]: there may be no elements.
    pub fn read<F: IntoFlow>(
        &self,
        key: &WasmKeyBuilder<'run>,
        callback: impl FnMut(WasmStateElement<'_>, WasmStateElement<'_>) -> F,
    ) -> Result<(), StateError> {
        self.read_at_most(key, 0, callback)
    }

    /// Does as [`read`](Self::read), but ends with the first error of the callback.
    ///
    /// # Errors
    /// The callback's error, or a [`StateError`] as [`read`](Self::read).
    pub fn try_read<E: From<StateError>>(
        &self,
        key: &WasmKeyBuilder<'run>,
        mut callback: impl FnMut(WasmStateElement<'_>, WasmStateElement<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut result = Ok(());
        self.read(key, |key, element| {
            result = callback(key, element);
            if result.is_ok() {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
        result
    }

    /// Does as [`read`](Self::read), but the host ends the read after `limit` elements; 0 for all.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_at_most<F: IntoFlow>(
        &self,
        key: &WasmKeyBuilder<'run>,
        limit: u32,
        mut callback: impl FnMut(WasmStateElement<'_>, WasmStateElement<'_>) -> F,
    ) -> Result<(), StateError> {
        key.block().read(limit, |key, element| {
            callback(WasmStateElement::new(key), WasmStateElement::new(element)).goes_on()
        })
    }

    /// Begins a selection of the elements under a partial key: bounds, an order, a limit.
    pub const fn select<'key>(&self, key: &'key WasmKeyBuilder<'run>) -> WasmSelect<'key, 'run> {
        WasmSelect::new(self.run, key)
    }

    /// Adds an intent: an insert of the element of a key. It replaces the row of a view; a record
    /// must not exist yet.
    ///
    /// # Errors
    /// [`StateError::InvalidKey`] if the key cannot be put into a block.
    pub fn new_value(
        &self,
        key: &WasmKeyBuilder<'run>,
    ) -> Result<WasmElementBuilder<'run>, StateError> {
        self.intent(Op::Insert, key)
    }

    /// Adds an intent: changes of an element from a read. Only the fields that are put are changed.
    ///
    /// # Errors
    /// [`StateError::InvalidKey`] if the key cannot be put into a block.
    pub fn update_value(
        &self,
        key: &WasmKeyBuilder<'run>,
        element: &WasmStateElement<'_>,
    ) -> Result<WasmElementBuilder<'run>, StateError> {
        // The element proves that it was read; the host checks that it exists.
        let _ = element;
        self.intent(Op::Update, key)
    }

    fn intent(
        &self,
        op: Op,
        key: &WasmKeyBuilder<'run>,
    ) -> Result<WasmElementBuilder<'run>, StateError> {
        let block = key.block().bytes().ok_or(StateError::InvalidKey)?;
        Ok(WasmElementBuilder::new(self.run, op, key.label(), block))
    }

    /// Returns an id for a new record, as [`CommandContext::new_id`] does: only a command may
    /// insert the record.
    ///
    /// [`CommandContext::new_id`]: crate::CommandContext::new_id
    pub fn new_id(&self) -> RecordId {
        RecordId(self.run.new_id())
    }

    /// Logs a line, with the caller's file and line. The line is kept even if the run fails.
    #[track_caller]
    pub fn log(&self, level: LogLevel, text: &str) {
        let place = core::panic::Location::caller();
        self.run.log(&LogLine {
            level,
            target: "",
            file: place.file(),
            line: place.line(),
            text,
        });
    }
}
