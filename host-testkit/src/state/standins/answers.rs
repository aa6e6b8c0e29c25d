//! Answers that a test arranged, and which of them a request gets.

use std::cmp::Reverse;

use heeus_abi::{RecordBuf, RecordRef, Value};

use crate::state::used::Used;

pub(super) const METHOD: &str = "Method";
const HEADER: &str = "Header";
const BODY: &str = "Body";

/// How often an answer can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Times {
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
    times: Times,
    /// Whether it was given. All that hold the answer share it.
    given: Used,
}

impl Answers {
    /// Adds an answer. One that can always be given takes the place of the one before it with the same conditions, which
    /// nobody waits for then. Tells whether it was given.
    pub(super) fn put(&mut self, when: RecordRef<'_>, value: RecordRef<'_>, times: Times) -> Used {
        if times == Times::Always {
            self.0.retain(|answer| {
                let is_same = answer.times == times && answer.when.as_ref() == when;
                if is_same {
                    answer.given.set();
                }
                !is_same
            });
        }
        let given = Used::default();
        self.0.push(Answer {
            when: when.into(),
            value: value.into(),
            times,
            given: given.clone(),
        });
        given
    }

    /// The answer to a request: of those that match, the one with the most conditions; of these one that can be given once
    /// before one that stays; of these the first that was arranged.
    pub(super) fn give(&self, key: RecordRef<'_>) -> Option<&Answer> {
        let left = self.0.iter().filter(|answer| !answer.is_used_up());
        let matching = left.filter(|answer| answer.matches(key));
        let rank = |answer: &&Answer| {
            (
                Reverse(answer.when.as_ref().len()),
                answer.times == Times::Always,
            )
        };
        let answer = matching.min_by_key(rank)?;
        answer.given.set();
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
        self.times == Times::Once && self.given.is_used()
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
