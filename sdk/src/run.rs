//! One run of an extension: what it leaves, and how that becomes a result block.

use alloc::string::String;
use alloc::vec::Vec;
use core::cell::Cell;
use core::fmt::{Display, Write};
use core::mem::ManuallyDrop;

use heeus_abi::layout::outcome;
use heeus_abi::{EncodeError, Op, OutcomeParts, RecordBuilder, RecordRef, Status, encode_intent_of, encode_outcome_header};

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

/// What a run leaves: intents and how it failed.
///
/// `finish` is set by the first of them. A run that leaves nothing has no result block, and a module whose
/// extensions never leave anything does not carry the code that makes one.
pub(crate) struct Run<'run> {
    pub(crate) memory: rt::RunMemory,
    /// `finish` takes what there is; a run without it has nothing to drop. So a guest's small modules carry no drops.
    intents: Cell<ManuallyDrop<Vec<Intent<'run>>>>,
    failure: Cell<ManuallyDrop<Option<Failure>>>,
    finish: Cell<Option<Finish<'run>>>,
}

type Finish<'run> = fn(&Run<'run>) -> Vec<u8>;

struct Failure {
    status: Status,
    text: String,
}

impl<'run> Run<'run> {
    pub(crate) fn new() -> Self {
        Self {
            memory: rt::RunMemory::new(),
            intents: Cell::default(),
            failure: Cell::default(),
            finish: Cell::new(None),
        }
    }

    /// Adds an intent; returns its number.
    pub(crate) fn add(&self, intent: Intent<'run>) -> usize {
        self.leaves_something();
        self.change(|intents| {
            intents.push(intent);
            intents.len() - 1
        })
    }

    /// Changes the value of intent `index`.
    pub(crate) fn value(&self, index: usize, change: impl FnOnce(&mut RecordBuilder<'run>)) {
        self.change(|intents| {
            if let Some(intent) = intents.get_mut(index) {
                change(&mut intent.value);
            }
        });
    }

    /// No borrow of the intents lives beyond `change`, which calls no host.
    fn change<R>(&self, change: impl FnOnce(&mut Vec<Intent<'run>>) -> R) -> R {
        let mut intents = self.intents.take();
        let result = change(&mut intents);
        self.intents.set(intents);
        result
    }

    /// Something could not be put into a block: the run fails when it is over, with the first such error.
    pub(crate) fn bad_intent(&self, error: EncodeError) {
        self.fail(Status::BadIntent, error.text().into());
    }

    /// The run leaves something that needs a result block.
    pub(crate) fn leaves_something(&self) {
        self.finish.set(Some(Self::result_block));
    }

    fn fail(&self, status: Status, text: String) {
        self.leaves_something();
        let before = ManuallyDrop::into_inner(self.failure.take());
        self.failure.set(ManuallyDrop::new(before.or(Some(Failure { status, text }))));
    }

    /// The result block, `None` where the run left nothing.
    pub(crate) fn finish(&self) -> Option<Vec<u8>> {
        self.finish.get().map(|finish| finish(self))
    }

    fn result_block(&self) -> Vec<u8> {
        let mut block = Vec::from([0; outcome::INTENTS]);
        let mut count = 0;
        if let Err(error) = self.put_intents(&mut block, &mut count) {
            self.bad_intent(error);
        }
        let failure = ManuallyDrop::into_inner(self.failure.take());
        if failure.is_some() {
            block.truncate(outcome::INTENTS);
            count = 0;
        }
        rt::logs::with(|log_bytes, log_count| {
            let parts = OutcomeParts {
                status: failure.as_ref().map_or(Status::Ok, |failure| failure.status),
                code: 0,
                intent_count: count,
                log_count,
                log_bytes,
                text: failure.as_ref().map_or("", |failure| &failure.text),
            };
            // A block beyond the limit states a size that the host refuses by name.
            let _ = encode_outcome_header(&parts, &mut block);
        });
        rt::logs::clear();
        block
    }

    fn put_intents(&self, block: &mut Vec<u8>, count: &mut u32) -> Result<(), EncodeError> {
        for Intent { op, key, value } in ManuallyDrop::into_inner(self.intents.take()) {
            encode_intent_of(op, key, value.fields(), block)?;
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
            let mut text = String::new();
            // Writing to a String fails only where the error's own Display does; what it wrote stays.
            let _ = write!(text, "{error}");
            state.run().fail(Status::Error, text);
        }
        Returned(())
    }
}

/// Runs `extension`; returns the result block, `None` where the run left nothing.
pub(crate) fn run(
    extension: impl for<'run> FnOnce(&WasmState<'run>, WasmStateElement<'run>) -> Returned,
    args: RecordRef<'_>,
) -> Option<Vec<u8>> {
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
