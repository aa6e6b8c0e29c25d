//! Failures of a test, caught: the text, and the blamed line.

use std::cell::RefCell;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::path::Path;
use std::sync::Once;

/// The failure of a test.
#[derive(Debug, Default)]
pub struct Failure {
    pub text: String,
    /// The line of source that is blamed.
    pub source: String,
}

thread_local! {
    /// Receives the thread's next panic, while one is awaited.
    static CAUGHT: RefCell<Option<Failure>> = const { RefCell::new(None) };
}

/// Runs a test that must fail, and returns its failure.
#[track_caller]
pub fn failure(test: impl FnOnce()) -> Failure {
    static HOOK: Once = Once::new();
    HOOK.call_once(install);
    CAUGHT.set(Some(Failure::default()));
    let result = catch_unwind(AssertUnwindSafe(test));
    let caught = CAUGHT.take();
    assert!(result.is_err(), "did not fail");
    caught.unwrap()
}

fn install() {
    let usual = take_hook();
    set_hook(Box::new(move |panic| {
        let told = CAUGHT.with_borrow_mut(|caught| {
            let Some(caught) = caught else {
                return false;
            };
            let text = panic.payload_as_str().unwrap_or_default();
            text.clone_into(&mut caught.text);
            caught.source = panic
                .location()
                .map_or_else(String::new, |at| source(at.file(), at.line()));
            true
        });
        if !told {
            usual(panic);
        }
    }));
}

/// The text of a line of this workspace.
fn source(file: &str, line: u32) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = fs::read_to_string(root.join(file)).unwrap_or_default();
    let line = text.lines().nth(line as usize - 1).unwrap_or_default();
    format!("{file}: {}", line.trim())
}

impl Failure {
    /// Checks that the blamed line is in a test and contains this code.
    #[track_caller]
    pub fn is_blamed_on(&self, code: &str) -> &Self {
        let Self { source, .. } = self;
        assert!(
            source.starts_with("host-testkit/tests/expect/"),
            "blamed on {source}"
        );
        assert!(source.contains(code), "blamed on {source}");
        self
    }

    #[track_caller]
    pub fn says_part(&self, text: &str) {
        assert!(self.text.contains(text), "{}", self.text);
    }

    #[track_caller]
    pub fn says_not(&self, text: &str) {
        assert!(!self.text.contains(text), "{}", self.text);
    }

    /// Checks that its text is this one, without the leading white space of its lines.
    #[track_caller]
    pub fn says(&self, text: &str) -> &Self {
        assert_eq!(self.text, unindented(text));
        self
    }
}

/// A text without the indentation that all of its lines share.
fn unindented(text: &str) -> String {
    let lines: Vec<&str> = text
        .trim_end()
        .lines()
        .skip_while(|line| line.trim().is_empty())
        .collect();
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let least = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(indent)
        .min()
        .unwrap_or(0);
    let lines: Vec<&str> = lines
        .iter()
        .map(|line| line.get(least..).unwrap_or_default())
        .collect();
    lines.join("\n")
}
