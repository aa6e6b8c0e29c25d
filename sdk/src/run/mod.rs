//! One run of an extension: its intents, log lines and failure, and the result block of them.

pub(crate) mod block;
pub mod encode;
pub(crate) mod fields;
mod new_ids;
pub(crate) mod range;
#[cfg_attr(all(target_arch = "wasm32", feature = "voedger"), path = "settle.rs")]
mod result;

use core::cell::Cell;

use heeus_abi::{BlockWriter, Breach, LogLine, Status, limits};

use crate::arena::RunMemory;
use crate::arena::text::Text;
use crate::door;
use crate::error::{ExtensionError, Wrong};

/// The proof that the extension returned; its result is kept in its run.
pub struct Returned(());

/// An intent that waits for the end of its run.
pub(crate) trait Pending {
    /// Writes it into the result block. An intent that does not fit a block fails the run.
    fn write<'run>(&self, run: &'run Run<'run>, to: &mut BlockWriter<'_>);
}

/// An intent that was encoded at once.
struct Block<'run>(&'run [u8]);

impl Pending for Block<'_> {
    fn write<'run>(&self, _: &'run Run<'run>, to: &mut BlockWriter<'_>) {
        to.bytes(self.0);
    }
}

/// An intent, and the link to the next one.
pub(crate) struct Link<'run, T: ?Sized = dyn Pending + 'run> {
    next: Cell<Option<&'run Link<'run>>>,
    pub(crate) intent: T,
}

/// One run.
///
/// Its `Left` is created by the first intent, log line or failure, together with the function that
/// turns it into a result block. So a run that leaves nothing costs nothing, and a module whose
/// extensions never leave anything does not carry that code. In the same way each intent has its
/// own function that writes it.
pub(crate) struct Run<'run> {
    pub(crate) memory: RunMemory,
    left: Cell<Option<&'run Left<'run>>>,
}

/// The outcome so far: intents, log lines (which `door::logs` keeps), a failure.
struct Left<'run> {
    finish: fn(&'run Run<'run>, &'run Self),
    block: Cell<&'run [u8]>,
    first: Cell<Option<&'run Link<'run>>>,
    last: Cell<Option<&'run Link<'run>>>,
    /// The reason of a failure; `Ok` while there is none.
    status: Cell<Status>,
    /// The code of a failure; while there is none, the number of new ids.
    code: Cell<i32>,
    text: Cell<&'run str>,
    /// Takes the log lines and their number, if there can be any.
    take_logs: Cell<TakeLogs>,
}

type TakeLogs = fn(&RunMemory) -> (&[u8], u32);

fn no_logs(_: &RunMemory) -> (&[u8], u32) {
    (&[], 0)
}

fn all_logs(memory: &RunMemory) -> (&[u8], u32) {
    door::logs::take(|lines, count| (memory.keep(lines), count))
}

impl<'run> Run<'run> {
    pub(crate) const fn new() -> Self {
        Self {
            memory: RunMemory::new(),
            left: Cell::new(None),
        }
    }

    #[inline(never)]
    fn left(&'run self) -> &'run Left<'run> {
        if let Some(left) = self.left.get() {
            return left;
        }
        let left = self.memory.place(Left {
            finish: Self::settle,
            block: Cell::new(&[]),
            first: Cell::new(None),
            last: Cell::new(None),
            status: Cell::new(Status::Ok),
            code: Cell::new(0),
            text: Cell::new(""),
            take_logs: Cell::new(no_logs),
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

    /// Adds an intent whose bytes are already those of the result block.
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

    /// Records a value that cannot be put into a block: the run fails at its end, with the first
    /// such error. `of` names the entity.
    #[cold]
    #[inline(never)]
    pub(crate) fn bad_intent(&'run self, of: &str, breach: &Breach<'_>) {
        let wrong = Wrong {
            of,
            field: breach.field,
            what: breach.error,
            types: None,
        };
        let mut text = Text::until(limits::MAX_BLOCK);
        wrong.write_text(&mut text);
        self.fail(Status::BadIntent, 0, text.finish(&self.memory));
    }

    #[cold]
    #[inline(never)]
    fn fail(&'run self, status: Status, code: i32, text: &'run str) {
        let left = self.left();
        if left.status.get() == Status::Ok {
            left.status.set(status);
            left.code.set(code);
            left.text.set(text);
        }
    }

    /// Ends an extension that succeeded.
    #[inline]
    pub(crate) const fn done() -> Returned {
        Returned(())
    }

    /// Ends an extension that failed: its run fails with this error.
    #[cold]
    #[inline(never)]
    pub(crate) fn failed(&'run self, error: &dyn ExtensionError) -> Returned {
        let mut text = Text::until(limits::MAX_BLOCK);
        error.write_text(&mut text);
        self.fail(Status::Error, error.code(), text.finish(&self.memory));
        Returned(())
    }

    /// Adds a log line.
    pub(crate) fn log(&'run self, line: &LogLine<'_>) {
        self.has_logs();
        if !door::logs::push(line) {
            self.too_many_logs();
        }
    }

    /// Fails the run, because log lines were dropped.
    #[cold]
    #[inline(never)]
    fn too_many_logs(&'run self) {
        self.fail(Status::BadIntent, 0, "more than 8 MiB of log lines");
    }

    /// Records that the run has log lines, so that its block includes them.
    fn has_logs(&'run self) {
        self.left().take_logs.set(all_logs);
    }

    /// Builds the result block; `None` if the run left nothing.
    #[inline]
    pub(crate) fn finish(&'run self) -> Option<&'run [u8]> {
        // Lines that were not logged through the state.
        #[cfg(feature = "log")]
        if door::logs::any() {
            self.has_logs();
            if door::log_bridge::take_dropped() {
                self.too_many_logs();
            }
        }
        let left = self.left.get()?;
        (left.finish)(self, left);
        Some(left.block.get())
    }
}

impl<'run> Left<'run> {
    fn intents(&self) -> impl Iterator<Item = &'run (dyn Pending + 'run)> {
        let links = core::iter::successors(self.first.get(), |link| link.next.get());
        links.map(|link| &link.intent)
    }
}
