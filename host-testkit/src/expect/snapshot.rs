//! What a run came to, as one text.

use std::fmt::{self, Display, Formatter, Write as _};

use expect_test::{Expect, ExpectFile};

use super::outcome::Outcome;
use crate::error::{ErrorKind, Fault};

/// What a snapshot is held against: an [`expect!`](crate::expect!) in the test, or an
/// [`expect_file!`](crate::expect_file!) beside it.
pub trait Expected: sealed::Sealed {
    /// Fails the test where it has another text; where `UPDATE_EXPECT` is set in the environment, it gets this one.
    ///
    /// # Panics
    /// Where the texts differ.
    fn hold(&self, actual: &str);
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for expect_test::Expect {}
    impl Sealed for expect_test::ExpectFile {}
    impl<T: Sealed> Sealed for &T {}
}

impl Expected for Expect {
    fn hold(&self, actual: &str) {
        self.assert_eq(actual);
    }
}

impl Expected for ExpectFile {
    fn hold(&self, actual: &str) {
        self.assert_eq(actual);
    }
}

impl<T: Expected> Expected for &T {
    fn hold(&self, actual: &str) {
        (*self).hold(actual);
    }
}

impl Outcome {
    /// Expects that all of what the run came to is as this snapshot has it: how it ended, its intents, its log lines and its
    /// calls to the host. With `UPDATE_EXPECT=1` in the environment the snapshot becomes what the run came to.
    ///
    /// ```no_run
    /// use heeus_host_testkit::prelude::*;
    ///
    /// # let mut kit = Kit::build(".");
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
    /// Where it is another.
    pub fn expect_snapshot(self, expected: impl Expected) -> Self {
        expected.hold(&self.snapshot());
        self.unchecked()
    }

    /// What the run came to as text: how it ended, its intents, its log lines and its calls to the host, in order.
    ///
    /// It is the same for the same run in both [worlds](crate::World), and stays as it is where lines of the source move:
    /// it has no places in the source, no addresses and nothing of what the run used.
    pub fn snapshot(&self) -> String {
        self.told(true)
    }

    /// The snapshot, with or without the message of a guest that gave up.
    pub(super) fn told(&self, messages: bool) -> String {
        let mut out = format!("{}: ", self.extension);
        match &self.result {
            Ok(()) => out.push_str("ok"),
            Err(error) => out.push_str(&told_error(&error.kind, messages)),
        }
        out.push('\n');
        section(
            &mut out,
            "intents",
            self.intents.iter().map(ToString::to_string),
        );
        let logs = self.logs.iter().map(|line| match line.target.as_str() {
            "" => format!("{}: {}", line.level, line.text),
            target => format!("{} {target}: {}", line.level, line.text),
        });
        section(&mut out, "log", logs);
        let calls = self.calls.iter();
        let calls = calls.map(|call| format!("{}{call}", "  ".repeat(call.depth)));
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

/// A title, and each item indented below it; nothing where there are none.
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
fn told_error(kind: &ErrorKind, messages: bool) -> String {
    match kind {
        ErrorKind::Fault(fault) => {
            let text = if messages { &*fault.text } else { "" };
            let plain = Fault {
                text: text.to_owned(),
                file: String::new(),
                failed_alloc: 0,
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
