//! Answers that a test arranged, and which of them a request gets.

use std::cmp::Reverse;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use heeus_abi::{RecordBuf, RecordRef, Value};

pub(super) const METHOD: &str = "Method";
const HEADER: &str = "Header";
const BODY: &str = "Body";

/// How often an answer can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::state) enum Times {
    Once,
    Always,
}

/// Answers to the requests of one storage, in the order in which they were arranged.
#[derive(Clone, Default)]
pub(super) struct Answers(Vec<Answer>);

/// One answer.
#[derive(Clone)]
pub(super) struct Answer {
    /// What a request's key must have.
    when: RecordBuf,
    pub(super) value: RecordBuf,
    /// Whether it was given, where it can be given once only. All that hold the answer share it.
    given: Option<Arc<AtomicBool>>,
}

impl Answers {
    /// Adds an answer. One that can always be given takes the place of the one before it with the same conditions.
    pub(super) fn put(&mut self, when: RecordRef<'_>, value: RecordRef<'_>, times: Times) {
        let given = match times {
            Times::Once => Some(Arc::default()),
            Times::Always => {
                let same = |answer: &Answer| answer.given.is_none() && answer.when.as_ref() == when;
                self.0.retain(|answer| !same(answer));
                None
            }
        };
        self.0.push(Answer {
            when: when.into(),
            value: value.into(),
            given,
        });
    }

    /// The answer to a request: of those that match, the one with the most conditions; of these one that can be given once
    /// before one that stays; of these the first that was arranged.
    pub(super) fn give(&self, key: RecordRef<'_>) -> Option<&Answer> {
        let left = self.0.iter().filter(|answer| !answer.is_used_up());
        let matching = left.filter(|answer| answer.matches(key));
        let rank = |answer: &&Answer| (Reverse(answer.when.as_ref().len()), answer.given.is_none());
        let answer = matching.min_by_key(rank)?;
        if let Some(given) = &answer.given {
            given.store(true, Relaxed);
        }
        Some(answer)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Answer> {
        self.0.iter()
    }
}

impl Answer {
    pub(super) fn when(&self) -> RecordRef<'_> {
        self.when.as_ref()
    }

    pub(super) fn is_used_up(&self) -> bool {
        self.given.as_ref().is_some_and(|given| given.load(Relaxed))
    }

    fn matches(&self, key: RecordRef<'_>) -> bool {
        let mut wanted = self.when.as_ref().fields();
        wanted.all(|field| has(key, field.name, field.value))
    }
}

/// Whether a request has this. What it leaves out is what the contract says that it is then; headers may be among others.
fn has(key: RecordRef<'_>, name: &str, wanted: Value<'_>) -> bool {
    let found = key.get(name);
    match (wanted, found) {
        (Value::Str("GET"), None) => name == METHOD,
        (Value::Str("") | Value::Bytes(b""), None) => name == BODY,
        (_, None) => false,
        (wanted, Some(found)) if name == HEADER => {
            let found = lines(&found);
            lines(&wanted).iter().all(|line| found.contains(line))
        }
        (wanted, Some(found)) => wanted == found,
    }
}

/// A text, or all texts of an array.
fn lines<'a>(value: &Value<'a>) -> Vec<&'a str> {
    let one = |value: Value<'a>| match value {
        Value::Str(line) => Some(line),
        _ => None,
    };
    match value {
        Value::Array(items) => items.iter().filter_map(one).collect(),
        value => one(*value).into_iter().collect(),
    }
}
