//! One run of an extension: what it leaves, and how that becomes a result block.

use core::cell::Cell;
use core::fmt::Display;

use heeus_abi::write::{
    RecordSize, Writer, intent_bytes, measure_record, outcome_bytes, write_intent, write_outcome,
};
use heeus_abi::{EncodeError, LogLine, Op, OutcomeParts, Status};

use crate::fields::FieldList;
use crate::rt;
use crate::state::{WasmState, WasmStateElement};

/// An extension as the SDK calls it.
pub type RunFn = for<'run> fn(WasmState<'run>, WasmStateElement<'run>) -> Returned;

/// The extension came back; what it returned is kept in its run.
pub struct Returned(());

/// A pending value, and the one after it.
pub(crate) struct Intent<'run> {
    op: Op,
    key: &'run [u8],
    pub(crate) value: FieldList<'run>,
    size: Cell<RecordSize>,
    next: Cell<Option<&'run Self>>,
}

/// One run.
///
/// What it leaves is made by the first thing that it leaves, together with the function that turns it into a result
/// block. So a run that leaves nothing costs nothing, and a module whose extensions never leave anything does not carry
/// that code.
pub(crate) struct Run<'run> {
    pub(crate) memory: rt::RunMemory,
    left: Cell<Option<&'run Left<'run>>>,
}

/// What a run leaves: intents, log lines (which `rt::logs` has), a failure.
struct Left<'run> {
    finish: fn(&'run Run<'run>, &'run Self),
    block: Cell<&'run [u8]>,
    first: Cell<Option<&'run Intent<'run>>>,
    last: Cell<Option<&'run Intent<'run>>>,
    failure: Cell<Option<(Status, &'run str)>>,
}

impl<'run> Run<'run> {
    pub(crate) const fn new() -> Self {
        Self {
            memory: rt::RunMemory::new(),
            left: Cell::new(None),
        }
    }

    #[inline(never)]
    fn left(&'run self) -> &'run Left<'run> {
        if let Some(left) = self.left.get() {
            return left;
        }
        let left = self.memory.place(Left {
            finish: Self::make_block,
            block: Cell::new(&[]),
            first: Cell::new(None),
            last: Cell::new(None),
            failure: Cell::new(None),
        });
        self.left.set(Some(left));
        left
    }

    /// Adds an intent.
    #[inline(never)]
    pub(crate) fn add(&'run self, op: Op, key: &'run [u8]) -> &'run Intent<'run> {
        let intent = self.memory.place(Intent {
            op,
            key,
            value: FieldList::new(),
            size: Cell::default(),
            next: Cell::new(None),
        });
        let left = self.left();
        match left.last.replace(Some(intent)) {
            Some(before) => before.next.set(Some(intent)),
            None => left.first.set(Some(intent)),
        }
        intent
    }

    /// Something could not be put into a block: the run fails when it is over, with the first such error.
    pub(crate) fn bad_intent(&'run self, error: EncodeError) {
        // Only these come from writing; the texts of the others need not be in a guest.
        let text = match error {
            EncodeError::TooManyFields => const { EncodeError::TooManyFields.text() },
            EncodeError::TooManyItems => const { EncodeError::TooManyItems.text() },
            EncodeError::QName => const { EncodeError::QName.text() },
            _ => const { EncodeError::TooLarge.text() },
        };
        self.fail(Status::BadIntent, text);
    }

    fn fail(&'run self, status: Status, text: &'run str) {
        let left = self.left();
        if left.failure.get().is_none() {
            left.failure.set(Some((status, text)));
        }
    }

    /// Adds a log line.
    pub(crate) fn log(&'run self, line: &LogLine<'_>) {
        self.left();
        rt::logs::push(line);
    }

    /// The result block, `None` where the run left nothing.
    #[inline]
    pub(crate) fn finish(&'run self) -> Option<&'run [u8]> {
        // Lines that did not come through the state.
        #[cfg(feature = "log")]
        if rt::logs::any() {
            self.left();
        }
        let left = self.left.get()?;
        (left.finish)(self, left);
        Some(left.block.get())
    }

    /// A block beyond the limit states its size, and the host refuses it by name.
    fn make_block(&'run self, left: &'run Left<'run>) {
        let measured = left.measure();
        if let Err(error) = measured {
            self.bad_intent(error);
        }
        let failure = left.failure.get();
        let (status, text) = failure.unwrap_or((Status::Ok, ""));
        let (intent_count, bytes) = measured
            .ok()
            .filter(|_| failure.is_none())
            .unwrap_or_default();
        rt::logs::take(|log_bytes, log_count| {
            let parts = OutcomeParts {
                status,
                code: 0,
                intent_count,
                log_count,
                log_bytes,
                text,
            };
            let room = self.memory.room(outcome_bytes(&parts, bytes));
            write_outcome(&parts, bytes, &mut Writer::new(room), |to| {
                if bytes != 0 {
                    left.intents().for_each(|intent| intent.write(to));
                }
            });
            left.block.set(room);
        });
    }
}

impl<'run> Left<'run> {
    fn intents(&self) -> impl Iterator<Item = &'run Intent<'run>> {
        core::iter::successors(self.first.get(), |intent| intent.next.get())
    }

    /// Number and bytes of all intents.
    fn measure(&self) -> Result<(u32, usize), EncodeError> {
        let (mut count, mut bytes) = (0, 0);
        for intent in self.intents() {
            let size = measure_record(intent.value.iter())?;
            intent.size.set(size);
            count += 1;
            bytes = intent_bytes(intent.key, &size).saturating_add(bytes);
        }
        Ok((count, bytes))
    }
}

impl Intent<'_> {
    fn write(&self, to: &mut Writer<'_>) {
        write_intent(self.op, self.key, &self.size.get(), self.value.iter(), to);
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
            let run = state.run();
            run.fail(
                Status::Error,
                crate::text::shown(&run.memory, &error, heeus_abi::limits::MAX_BLOCK),
            );
        }
        Returned(())
    }
}

#[diagnostic::on_unimplemented(
    message = "the first argument of an extension is `&WasmState<'_>`, not `{Self}`",
    label = "expected `&WasmState<'_>`",
    note = "the signature is `fn(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), E>`"
)]
pub trait FirstArgument<'s, 'run> {
    #[doc(hidden)]
    fn of(state: &'s WasmState<'run>) -> Self;
}

impl<'s, 'run> FirstArgument<'s, 'run> for &'s WasmState<'run> {
    fn of(state: Self) -> Self {
        state
    }
}

#[diagnostic::on_unimplemented(
    message = "the second argument of an extension is `WasmStateElement<'_>`, not `{Self}`",
    label = "expected `WasmStateElement<'_>`",
    note = "the signature is `fn(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), E>`"
)]
pub trait SecondArgument<'run> {
    #[doc(hidden)]
    fn of(args: WasmStateElement<'run>) -> Self;
}

impl<'run> SecondArgument<'run> for WasmStateElement<'run> {
    fn of(args: Self) -> Self {
        args
    }
}

/// The state as an extension's first argument; compiles only where that has the right type.
pub fn first_argument<'s, 'run, T: FirstArgument<'s, 'run>>(state: &'s WasmState<'run>) -> T {
    T::of(state)
}

/// The arguments as an extension's second argument; compiles only where that has the right type.
pub fn second_argument<'run, T: SecondArgument<'run>>(args: WasmStateElement<'run>) -> T {
    T::of(args)
}
