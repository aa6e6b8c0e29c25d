//! The outcome of a run, as one text.

use std::fmt::{self, Display, Formatter, Write as _};

use super::expectation::Expectation;
use super::inline::{Expect, ExpectFile};
use super::outcome::Outcome;
use super::render;
use heeus_host::error::{ErrorKind, Fault};
use heeus_host::trace::HostCall;

/// The expected text of a snapshot: an [`expect!`](crate::expect!) in the test, or an
/// [`expect_file!`](crate::expect_file!) beside it.
pub trait Expected: sealed::Sealed {}

impl Expected for Expect {}

impl Expected for ExpectFile {}

impl<T: Expected> Expected for &T {}

mod sealed {
    use crate::expect::inline::{Expect, ExpectFile};

    pub trait Sealed {
        /// Fails the test if `actual` is another text, or writes `actual` in its place.
        fn assert_eq(&self, actual: &str);
    }

    impl Sealed for Expect {
        #[track_caller]
        fn assert_eq(&self, actual: &str) {
            self.assert_eq(actual);
        }
    }

    impl Sealed for ExpectFile {
        #[track_caller]
        fn assert_eq(&self, actual: &str) {
            self.assert_eq(actual);
        }
    }

    impl<T: Sealed> Sealed for &T {
        #[track_caller]
        fn assert_eq(&self, actual: &str) {
            (*self).assert_eq(actual);
        }
    }
}

impl Outcome {
    /// Expects that the whole outcome is as in this snapshot: how the run ended, its intents, its
    /// log lines and its calls to the host. With `UPDATE_EXPECT=1` in the environment it writes the
    /// actual outcome into the snapshot instead.
    ///
    /// ```standalone_crate
    /// use heeus_host_testkit::prelude::*;
    ///
    /// # use heeus_sdk::{CommandContext, Error, Record, extension};
    /// # #[derive(Record)]
    /// # struct Order { price: i64 }
    /// # #[derive(Record)]
    /// # struct Total { total: i64 }
    /// # #[extension(kind = "command", name = "NewOrder")]
    /// # fn new_order(_: &CommandContext<'_>, order: Order) -> Total {
    /// #     Total { total: order.price }
    /// # }
    /// # let mut kit = Kit::native("shop");
    /// kit.run("NewOrder", record! { Price: 100i64 })
    ///     .expect_snapshot(expect![[r#"
    ///         NewOrder: ok
    ///         intents:
    ///           result(record! {
    ///               Total: 100i64,
    ///           })
    ///     "#]]);
    /// ```
    ///
    /// The text is that of [`snapshot`](Self::snapshot).
    ///
    /// # Panics
    /// If it is another text, if not all host calls were recorded, or if the text is to be written
    /// and cannot be.
    #[track_caller]
    pub fn expect_snapshot(mut self, expected: impl Expected) -> Self {
        self.state_once(Expectation::Snapshot);
        self.need_calls();
        expected.assert_eq(&self.snapshot());
        self.left.clear();
        self
    }

    /// The outcome as text: how the run ended, its intents, its log lines and its calls to the
    /// host, in order.
    ///
    /// It is the same for the same run in both [worlds](crate::World), except for the number of
    /// elements delivered by a read that ends early (see [`Twins`](crate::Twins)). It does not
    /// change when lines of the source move: it contains no places in the source, no addresses and
    /// no resources that the run used.
    pub fn snapshot(&self) -> String {
        self.text(true, &self.calls)
    }

    /// The snapshot with these calls to the host, and with or without the message of a guest's
    /// panic.
    pub(super) fn text(&self, messages: bool, calls: &[HostCall]) -> String {
        let mut out = format!("{}: ", self.extension);
        match &self.result {
            Ok(()) => out.push_str("ok"),
            Err(error) => out.push_str(&error_text(&error.kind, messages)),
        }
        out.push('\n');
        section(
            &mut out,
            "intents",
            self.intents.iter().map(ToString::to_string),
        );
        let logs = self.logs.iter().map(|line| {
            let text = render::plain(&line.text);
            match line.target.as_str() {
                "" => format!("{}: {text}", line.level),
                target => format!("{} {}: {text}", line.level, render::plain(target)),
            }
        });
        section(&mut out, "log", logs);
        let calls = calls.iter();
        let calls = calls.map(|call| format!("{}{call}", "  ".repeat(call.depth)));
        let calls = calls.chain(self.unrecorded());
        section(&mut out, "host calls", calls);
        out
    }
}

/// The [snapshot](Outcome::snapshot).
impl Display for Outcome {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.snapshot())
    }
}

/// A title, and each item indented below it; nothing if there are no items.
fn section(out: &mut String, title: &str, items: impl Iterator<Item = String>) {
    let mut items = items.peekable();
    if items.peek().is_none() {
        return;
    }
    out.push_str(title);
    out.push_str(":\n");
    for item in items {
        for line in item.lines() {
            let result = writeln!(out, "  {line}");
            debug_assert!(result.is_ok(), "writing to a String does not fail");
        }
    }
}

/// An error without its places in the source.
fn error_text(kind: &ErrorKind, messages: bool) -> String {
    match kind {
        ErrorKind::Fault(fault) => {
            let text = if messages { &*fault.text } else { "" };
            let plain = Fault {
                text: text.to_owned(),
                file: String::new(),
                failed_alloc: 0,
                frames: Vec::new(),
                ..**fault
            };
            ErrorKind::Fault(Box::new(plain)).to_string()
        }
        ErrorKind::Trap(trap) => {
            let mut trap = trap.clone();
            trap.frames.clear();
            ErrorKind::Trap(trap).to_string()
        }
        ErrorKind::Limit(limited) => {
            let mut limited = limited.clone();
            limited.fault = None;
            ErrorKind::Limit(limited).to_string()
        }
        kind => kind.to_string(),
    }
}
