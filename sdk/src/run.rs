//! One run of an extension: what it leaves, and how that becomes a result block.

use core::cell::Cell;

use heeus_abi::layout::{gap, outcome};
use heeus_abi::{EncodeError, LogLine, Status};

use crate::error::ExtensionError;
use crate::out::Out;
use crate::rt;
use crate::state::{WasmState, WasmStateElement};

/// An extension as the SDK calls it.
pub type RunFn = for<'run> fn(WasmState<'run>, WasmStateElement<'run>) -> Returned;

/// The extension came back; what it returned is kept in its run.
pub struct Returned(());

/// An intent that waits for the end of its run.
pub(crate) trait Pending {
    /// Its bytes in the result block.
    fn measure(&self) -> Result<usize, EncodeError>;

    /// Writes it there.
    fn write(&self, to: &mut Out<'_>);
}

/// An intent that was written when it was made.
struct Block<'run>(&'run [u8]);

impl Pending for Block<'_> {
    fn measure(&self) -> Result<usize, EncodeError> {
        Ok(self.0.len())
    }

    fn write(&self, to: &mut Out<'_>) {
        to.bytes(self.0);
    }
}

/// An intent, and the one after it.
pub(crate) struct Link<'run, T: ?Sized = dyn Pending + 'run> {
    next: Cell<Option<&'run Link<'run>>>,
    pub(crate) intent: T,
}

/// One run.
///
/// What it leaves is made by the first thing that it leaves, together with the function that turns it into a result
/// block. So a run that leaves nothing costs nothing, and a module whose extensions never leave anything does not carry
/// that code. In the same way each intent brings along how it is written.
pub(crate) struct Run<'run> {
    pub(crate) memory: rt::RunMemory,
    left: Cell<Option<&'run Left<'run>>>,
}

/// What a run leaves: intents, log lines (which `rt::logs` has), a failure.
struct Left<'run> {
    finish: fn(&'run Run<'run>, &'run Self),
    block: Cell<&'run [u8]>,
    first: Cell<Option<&'run Link<'run>>>,
    last: Cell<Option<&'run Link<'run>>>,
    failure: Cell<Option<Failure<'run>>>,
}

/// Why a run fails.
#[derive(Clone, Copy)]
struct Failure<'run> {
    status: Status,
    code: i32,
    text: &'run str,
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
    #[inline]
    pub(crate) fn add<T: Pending + 'run>(&'run self, intent: T) -> &'run T {
        let link = self.memory.place(Link {
            next: Cell::new(None),
            intent,
        });
        self.append(link);
        &link.intent
    }

    /// Adds an intent whose bytes are as they stand in the result block.
    pub(crate) fn add_block(&'run self, block: &'run [u8]) {
        self.add(Block(block));
    }

    #[inline(never)]
    fn append(&'run self, link: &'run Link<'run>) {
        let left = self.left();
        match left.last.replace(Some(link)) {
            Some(before) => before.next.set(Some(link)),
            None => left.first.set(Some(link)),
        }
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
        self.fail(Failure {
            status: Status::BadIntent,
            code: 0,
            text,
        });
    }

    fn fail(&'run self, failure: Failure<'run>) {
        let left = self.left();
        if left.failure.get().is_none() {
            left.failure.set(Some(failure));
        }
    }

    /// The extension did its work.
    #[inline]
    pub(crate) const fn done() -> Returned {
        Returned(())
    }

    /// The extension failed.
    #[cold]
    pub(crate) fn failed(&'run self, error: &dyn ExtensionError) -> Returned {
        self.fail(Failure {
            status: Status::Error,
            code: error.code(),
            text: crate::text::shown(&self.memory, &error, heeus_abi::limits::MAX_BLOCK),
        });
        Returned(())
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
        let Failure { status, code, text } = failure.unwrap_or(Failure {
            status: Status::Ok,
            code: 0,
            text: "",
        });
        let (count, bytes) = match (failure, measured) {
            (None, Ok(measured)) => measured,
            _ => (0, 0),
        };
        rt::logs::take(|logs, log_count| {
            let end = text.len() + gap(text.len());
            let total = bytes.saturating_add(outcome::INTENTS + logs.len() + end);
            let room = self.memory.room(total);
            let mut to = Out::new(room);
            to.pair(total, status as usize);
            to.pair(code.cast_unsigned() as usize, count);
            to.pair(bytes, log_count as usize);
            to.pair(logs.len(), text.len());
            if bytes != 0 {
                left.intents().for_each(|intent| intent.write(&mut to));
            }
            to.bytes(logs);
            to.bytes(text.as_bytes());
            to.pad();
            left.block.set(room);
        });
    }
}

impl<'run> Left<'run> {
    fn intents(&self) -> impl Iterator<Item = &'run (dyn Pending + 'run)> {
        let links = core::iter::successors(self.first.get(), |link| link.next.get());
        links.map(|link| &link.intent)
    }

    /// Number and bytes of all intents.
    fn measure(&self) -> Result<(usize, usize), EncodeError> {
        let (mut count, mut bytes) = (0, 0_usize);
        for intent in self.intents() {
            count += 1;
            bytes = bytes.saturating_add(intent.measure()?);
        }
        Ok((count, bytes))
    }
}
