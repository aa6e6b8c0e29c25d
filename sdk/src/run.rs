//! One run of an extension: what it leaves, and how that becomes a result block.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::Cell;
use core::fmt::Display;
use core::mem::ManuallyDrop;

use heeus_abi::layout::outcome;
use heeus_abi::{EncodeError, LogLine, Op, OutcomeParts, RecordBuilder, RecordRef, Status, encode_intent_of, encode_outcome_header};

use crate::rt;
use crate::state::{WasmState, WasmStateElement};

/// An extension as the SDK calls it.
pub type RunFn = for<'run> fn(&WasmState<'run>, WasmStateElement<'run>) -> Returned;

/// The extension came back; what it returned is kept in its run.
pub struct Returned(());

/// A pending value.
pub(crate) struct Intent<'run> {
    pub(crate) op: Op,
    pub(crate) key: &'run [u8],
    pub(crate) value: RecordBuilder<'run>,
}

/// One run.
///
/// What it leaves is made by the first thing that it leaves, together with the function that turns it into a result
/// block. So a run that leaves nothing costs nothing, and a module whose extensions never leave anything does not carry
/// that code.
pub(crate) struct Run<'run> {
    pub(crate) memory: rt::RunMemory,
    /// `finish` takes what there is. A guest that panics never drops, so its small modules carry no drops.
    left: Cell<ManuallyDrop<Option<Box<Left<'run>>>>>,
}

/// What a run leaves: intents, log lines (which `rt::logs` has), a failure.
struct Left<'run> {
    finish: fn(Box<Self>) -> rt::Block,
    intents: Vec<Intent<'run>>,
    failure: Option<Failure>,
}

struct Failure {
    status: Status,
    text: String,
}

impl<'run> Run<'run> {
    pub(crate) fn new() -> Self {
        Self { memory: rt::RunMemory::new(), left: Cell::default() }
    }

    /// No borrow of what is left lives beyond `change`, which calls no host.
    fn change<R>(&self, change: impl FnOnce(&mut Left<'run>) -> R) -> R {
        let left = ManuallyDrop::into_inner(self.left.take());
        let mut left = left.unwrap_or_else(|| Box::new(Left::new()));
        let result = change(&mut left);
        self.left.set(ManuallyDrop::new(Some(left)));
        result
    }

    /// Adds an intent; returns its number.
    pub(crate) fn add(&self, intent: Intent<'run>) -> usize {
        self.change(|left| {
            left.intents.push(intent);
            left.intents.len() - 1
        })
    }

    /// Changes the value of intent `index`.
    pub(crate) fn value(&self, index: usize, change: impl FnOnce(&mut RecordBuilder<'run>)) {
        self.change(|left| {
            if let Some(intent) = left.intents.get_mut(index) {
                change(&mut intent.value);
            }
        });
    }

    /// Something could not be put into a block: the run fails when it is over, with the first such error.
    pub(crate) fn bad_intent(&self, error: EncodeError) {
        self.fail(Status::BadIntent, error.text().into());
    }

    fn fail(&self, status: Status, text: String) {
        self.change(|left| left.fail(status, text));
    }

    /// Adds a log line.
    pub(crate) fn log(&self, line: &LogLine<'_>) {
        self.change(|_| rt::logs::push(line));
    }

    /// The result block, `None` where the run left nothing.
    fn finish(&self) -> Option<rt::Block> {
        let left = ManuallyDrop::into_inner(self.left.take())?;
        Some((left.finish)(left))
    }
}

impl Left<'_> {
    fn new() -> Self {
        Self { finish: Self::into_block, intents: Vec::new(), failure: None }
    }

    fn fail(&mut self, status: Status, text: String) {
        self.failure.get_or_insert(Failure { status, text });
    }

    fn into_block(mut self: Box<Self>) -> rt::Block {
        let mut block = Vec::from([0; outcome::INTENTS]);
        let mut count = 0;
        if let Err(error) = self.put_intents(&mut block, &mut count) {
            self.fail(Status::BadIntent, error.text().into());
        }
        if self.failure.is_some() {
            block.truncate(outcome::INTENTS);
            count = 0;
        }
        rt::logs::with(|log_bytes, log_count| {
            let parts = OutcomeParts {
                status: self.failure.as_ref().map_or(Status::Ok, |failure| failure.status),
                code: 0,
                intent_count: count,
                log_count,
                log_bytes,
                text: self.failure.as_ref().map_or("", |failure| &failure.text),
            };
            // A block beyond the limit states a size that the host refuses by name.
            let _ = encode_outcome_header(&parts, &mut block);
        });
        rt::logs::clear();
        rt::block(block)
    }

    fn put_intents(&self, block: &mut Vec<u8>, count: &mut u32) -> Result<(), EncodeError> {
        for Intent { op, key, value } in &self.intents {
            encode_intent_of(*op, key, value.fields(), block)?;
            *count += 1;
        }
        Ok(())
    }
}

/// What an extension may return: nothing, or `Result<(), E>` with an error that can be shown.
#[diagnostic::on_unimplemented(
    message = "an extension returns nothing or `Result<(), E>` where `E: Display`, not `{Self}`",
    label = "expected `()` or `Result<(), E>`",
    note = "the signature is `fn(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), E>`"
)]
pub trait Returns {
    #[doc(hidden)]
    fn returned(self, state: &WasmState<'_>) -> Returned;
}

impl Returns for () {
    fn returned(self, _: &WasmState<'_>) -> Returned {
        Returned(())
    }
}

impl<E: Display> Returns for Result<(), E> {
    fn returned(self, state: &WasmState<'_>) -> Returned {
        if let Err(error) = self {
            state.run().fail(Status::Error, crate::text::shown(&error, heeus_abi::limits::MAX_BLOCK));
        }
        Returned(())
    }
}

/// Runs `extension`; returns the result block, `None` where the run left nothing.
pub(crate) fn run(
    extension: impl for<'run> FnOnce(&WasmState<'run>, WasmStateElement<'run>) -> Returned,
    args: RecordRef<'_>,
) -> Option<rt::Block> {
    let run = Run::new();
    let Returned(()) = extension(&WasmState::new(&run), WasmStateElement::new(args));
    run.finish()
}

#[diagnostic::on_unimplemented(
    message = "the first argument of an extension is `&WasmState<'_>`, not `{Self}`",
    label = "expected `&WasmState<'_>`",
    note = "the signature is `fn(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), E>`"
)]
pub trait FirstArgument {}
impl FirstArgument for &WasmState<'_> {}

#[diagnostic::on_unimplemented(
    message = "the second argument of an extension is `WasmStateElement<'_>`, not `{Self}`",
    label = "expected `WasmStateElement<'_>`",
    note = "the signature is `fn(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), E>`"
)]
pub trait SecondArgument {}
impl SecondArgument for WasmStateElement<'_> {}

/// Compiles only for the type of an extension's first argument.
pub const fn first_argument<T: FirstArgument>() {}
/// Compiles only for the type of an extension's second argument.
pub const fn second_argument<T: SecondArgument>() {}
/// Compiles only for a type that an extension may return.
pub const fn returns<T: Returns>() {}
