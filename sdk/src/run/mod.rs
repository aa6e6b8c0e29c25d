//! One run of an extension: what it leaves, and how that becomes a result block.

pub(crate) mod fields;

use core::cell::Cell;

use heeus_abi::layout::{gap, outcome};
use heeus_abi::{Breach, EncodeError, LogLine, Out, Status, limits};

use crate::arena::RunMemory;
use crate::arena::text::Text;
use crate::door;
use crate::error::ExtensionError;

/// The extension came back; what it returned is kept in its run.
pub struct Returned(());

/// An intent that waits for the end of its run.
pub(crate) trait Pending {
    /// Its bytes in the result block. One that does not fit a block fails the run.
    fn measure<'run>(&self, run: &'run Run<'run>) -> usize;

    /// Writes it there.
    fn write(&self, to: &mut Out<'_>);
}

/// An intent that was written when it was made.
struct Block<'run>(&'run [u8]);

impl Pending for Block<'_> {
    fn measure<'run>(&self, _: &'run Run<'run>) -> usize {
        self.0.len()
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
    pub(crate) memory: RunMemory,
    left: Cell<Option<&'run Left<'run>>>,
}

/// What a run leaves: intents, log lines (which `door::logs` has), a failure.
struct Left<'run> {
    finish: fn(&'run Run<'run>, &'run Self),
    block: Cell<&'run [u8]>,
    first: Cell<Option<&'run Link<'run>>>,
    last: Cell<Option<&'run Link<'run>>>,
    /// Why the run fails, if it does.
    status: Cell<Status>,
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
            finish: Self::make_block,
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

    /// Something could not be put into a block: the run fails when it is over, with the first such error. `of` tells the
    /// entity.
    #[cold]
    #[inline(never)]
    pub(crate) fn bad_intent(&'run self, of: &str, breach: &Breach<'_>) {
        let Breach { field, error } = *breach;
        let mut text = Text::new(&self.memory, limits::MAX_BLOCK);
        text.push(of);
        text.push(": ");
        if !field.is_empty() {
            text.push("field ");
            text.push(field);
            text.push(": ");
        }
        text.push(error);
        self.fail(Status::BadIntent, 0, text.finish());
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

    /// The extension did its work.
    #[inline]
    pub(crate) const fn done() -> Returned {
        Returned(())
    }

    /// The extension failed.
    #[cold]
    #[inline(never)]
    pub(crate) fn failed(&'run self, error: &dyn ExtensionError) -> Returned {
        let mut text = Text::new(&self.memory, limits::MAX_BLOCK);
        error.tell(&mut text);
        self.fail(Status::Error, error.code(), text.finish());
        Returned(())
    }

    /// Adds a log line.
    pub(crate) fn log(&'run self, line: &LogLine<'_>) {
        self.has_logs();
        if !door::logs::push(line) {
            self.too_many_logs();
        }
    }

    /// Log lines were dropped.
    #[cold]
    #[inline(never)]
    fn too_many_logs(&'run self) {
        self.fail(Status::BadIntent, 0, "more than 8 MiB of log lines");
    }

    /// The run has log lines, so its block does.
    fn has_logs(&'run self) {
        self.left().take_logs.set(all_logs);
    }

    /// The result block, `None` where the run left nothing.
    #[inline]
    pub(crate) fn finish(&'run self) -> Option<&'run [u8]> {
        // Lines that did not come through the state.
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

    /// A run that leaves more than a block holds fails; its log lines stay.
    fn make_block(&'run self, left: &'run Left<'run>) {
        let (mut count, mut intents) = (0, 0_usize);
        for intent in left.intents() {
            count += 1;
            intents = intents.saturating_add(intent.measure(self));
        }
        if left.status.get() != Status::Ok {
            (count, intents) = (0, 0);
        }
        let (logs, log_count) = (left.take_logs.get())(&self.memory);
        let mut text = left.text.get();
        let total = loop {
            let end = outcome::INTENTS + logs.len() + text.len() + gap(text.len());
            let total = intents.saturating_add(end);
            if total <= limits::MAX_BLOCK {
                break total;
            }
            left.status.set(Status::BadIntent);
            (count, intents, text) = (0, 0, const { EncodeError::TooLarge.text() });
        };
        let room = self.memory.room(total);
        let mut to = Out::new(room);
        to.pair(total, left.status.get() as usize);
        to.pair(left.code.get().cast_unsigned() as usize, count);
        to.pair(intents, log_count as usize);
        to.pair(logs.len(), text.len());
        if intents != 0 {
            left.intents().for_each(|intent| intent.write(&mut to));
        }
        to.bytes(logs);
        to.bytes(text.as_bytes());
        to.pad();
        left.block.set(room);
    }
}

impl<'run> Left<'run> {
    fn intents(&self) -> impl Iterator<Item = &'run (dyn Pending + 'run)> {
        let links = core::iter::successors(self.first.get(), |link| link.next.get());
        links.map(|link| &link.intent)
    }
}
