//! Expectations of a run that fails.

use super::diff::marked;
use super::expectation::Expectation;
use super::outcome::Outcome;
use heeus_host::error::{Error, ErrorKind, Fault};
use heeus_host::state::{ReadError, StateError};

impl Outcome {
    /// Expects that the extension returned an error whose text contains this one.
    ///
    /// # Panics
    /// If it did not.
    #[track_caller]
    pub fn expect_error(self, text: &str) -> Self {
        self.expect_kind(
            Expectation::Error,
            "an extension error",
            text,
            |kind| match kind {
                ErrorKind::Extension { text, .. } => Some(text.clone()),
                _ => None,
            },
        )
    }

    /// Expects that the extension returned an error with this code of its own.
    ///
    /// # Panics
    /// If it did not.
    #[track_caller]
    pub fn expect_error_code(mut self, code: i32) -> Self {
        self.state_once(Expectation::ErrorCode);
        match &self.result {
            Err(Error {
                kind: ErrorKind::Extension { code: actual, .. },
                ..
            }) if *actual == code => {}
            _ => self.other(&format!("an extension error with the code {code}")),
        }
        self
    }

    /// Expects that the guest panicked, trapped or broke a rule, with this in the text: a panic's
    /// message, a trap's name, the defect of a block.
    ///
    /// # Panics
    /// If it did not.
    #[track_caller]
    pub fn expect_fault(self, text: &str) -> Self {
        self.expect_kind(Expectation::Fault, "a fault", text, |kind| match kind {
            ErrorKind::Read(ReadError::Limit(_)) => None,
            ErrorKind::Fault(_) | ErrorKind::Trap(_) | ErrorKind::Abi(_) | ErrorKind::Read(_) => {
                Some(kind.to_string())
            }
            _ => None,
        })
    }

    /// Expects that the guest failed at this place of its source: `src/lib.rs`, or `src/lib.rs:12`.
    /// Leading directories may be left out.
    ///
    /// # Panics
    /// If it did not.
    #[track_caller]
    pub fn expect_fault_at(mut self, place: &str) -> Self {
        self.need_text(place);
        self.state_once(Expectation::FaultAt);
        match &self.result {
            Err(Error {
                kind: ErrorKind::Fault(fault),
                ..
            }) if is_at(fault, place) => {}
            _ => self.other(&format!("a fault at {place}")),
        }
        self
    }

    /// Expects that the host stopped the run at a limit, with this in the text: `memory`, `run
    /// time`, `intents`.
    ///
    /// # Panics
    /// If it did not.
    #[track_caller]
    pub fn expect_limit(self, text: &str) -> Self {
        self.expect_kind(Expectation::Limit, "a limit", text, |kind| match kind {
            ErrorKind::Limit(_)
            | ErrorKind::Read(ReadError::Limit(_))
            | ErrorKind::Intent {
                error: StateError::Limit(_),
                ..
            }
            | ErrorKind::State(StateError::Limit(_)) => Some(kind.to_string()),
            _ => None,
        })
    }

    /// Expects that the run failed in any way, with an error whose text contains this one.
    ///
    /// # Panics
    /// If it did not.
    #[track_caller]
    pub fn expect_failure(self, text: &str) -> Self {
        self.expect_kind(Expectation::Failure, "a failure", text, |kind| {
            Some(kind.to_string())
        })
    }

    /// Expects an error for which `text_of` returns a text that contains `text`.
    #[track_caller]
    fn expect_kind(
        mut self,
        expectation: Expectation,
        what: &str,
        text: &str,
        text_of: impl Fn(&ErrorKind) -> Option<String>,
    ) -> Self {
        self.state_part(expectation, text);
        let actual = self
            .result
            .as_ref()
            .err()
            .and_then(|error| text_of(&error.kind));
        if !actual.is_some_and(|actual| actual.contains(text)) {
            self.other(&format!("{what} with {text:?} in it"));
        }
        self
    }

    /// Fails the test: the run ended in another way.
    #[track_caller]
    fn other(&self, expected: &str) -> ! {
        let ok = || {
            let intents = self.intents.iter().map(|intent| format!("\n{intent}"));
            let intents: String = intents.collect();
            format!("ok, {} intents{intents}", self.intents.len())
        };
        let actual = self.error().map_or_else(ok, ToString::to_string);
        self.fail(&format!(
            "ended in another way\n- {expected}\n{}",
            marked("+", &actual)
        ));
    }
}

/// Returns whether a fault is at `place`: the end of the file's path, and as many numbers as are
/// given.
fn is_at(fault: &Fault, place: &str) -> bool {
    let Fault {
        file, line, column, ..
    } = fault;
    [
        file.clone(),
        format!("{file}:{line}"),
        format!("{file}:{line}:{column}"),
    ]
    .iter()
    .filter_map(|actual| actual.strip_suffix(place))
    .any(|before| before.is_empty() || before.ends_with(['/', '\\']))
}
