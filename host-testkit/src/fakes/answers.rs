//! Arranged answers, and the choice among them for a request.

use std::cmp::Reverse;

use heeus_abi::{RecordBuf, RecordRef, Value};

use super::used::Used;

const METHOD: &str = "Method";
const HEADER: &str = "Header";
const BODY: &str = "Body";

/// Number of times that an answer can be given.
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
    /// Fields that the key of a request must have.
    when: RecordBuf,
    value: RecordBuf,
    times: Times,
    /// Set when the answer is given. All holders of the answer share it.
    given: Used,
}

impl Answers {
    /// Adds an answer. One that can always be given replaces an earlier one of the same kind with
    /// the same conditions, and marks it as given, since no request can get it any more. The
    /// returned flag says whether the new one was given.
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

    /// The answer to a request: of all that match, the one with the most conditions; among equals,
    /// one that can be given once before one that stays; then the first that was arranged.
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

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Answer> {
        self.0.iter()
    }
}

impl Answer {
    pub(super) fn when(&self) -> RecordRef<'_> {
        self.when.as_ref()
    }

    pub(super) fn value(&self) -> &RecordBuf {
        &self.value
    }

    pub(super) fn is_used_up(&self) -> bool {
        self.times == Times::Once && self.given.is_used()
    }

    fn matches(&self, key: RecordRef<'_>) -> bool {
        let mut wanted = self.when.as_ref().fields();
        wanted.all(|field| has(key, field.name, field.value))
    }
}

/// Returns whether a request has this field. For a field that it leaves out, the default of the
/// contract counts; headers match if the request has them among others.
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
