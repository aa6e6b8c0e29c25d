//! sys.Http and sys.FederationCommand: requests that get arranged answers.

use std::fmt::{self, Display, Formatter};

use heeus_abi::{RecordBuilder, RecordRef, Storage, Value};

use super::answers::{Answer, Answers, METHOD};
use super::around::text;
use super::made::Made;
use crate::shown::{Neutral, SHORT, bounded, cut};
use crate::state::builtin::STATUS_CODE;
use crate::state::error::{Invalid, ReadError};
use crate::state::error_text::{Listed, did_you_mean};
use crate::state::near::near;
use crate::state::render::Shown;
use crate::storage::Element;

/// Most bytes of the text of an error.
const SAID: usize = 4_096;
const URL: &str = "Url";
const HANDLE_ERRORS: &str = "HandleErrors";
const ERROR: &str = "Error";
const COMMAND: &str = "Command";
const EXPECTED_CODES: &str = "ExpectedCodes";

/// The response to a request.
pub(super) fn http(
    answers: &Answers,
    made: &Made,
    key: RecordRef<'_>,
) -> Result<Element, ReadError> {
    made.add_http(key);
    let answer = give(answers, Storage::Http, key)?;
    let value = answer.value.as_ref();
    match text(value, ERROR) {
        Some(error) if key.get(HANDLE_ERRORS) != Some(Value::Bool(true)) => {
            let storage = Storage::Http;
            Err(io(format_args!("{storage}: {}: {error}", Request(key))))
        }
        _ => Ok(Element::new(key, value)),
    }
}

/// The answer of a command.
pub(super) fn federation(
    answers: &Answers,
    made: &Made,
    key: RecordRef<'_>,
) -> Result<Element, ReadError> {
    let storage = Storage::FederationCommand;
    let codes = text(key, EXPECTED_CODES).filter(|codes| !codes.is_empty());
    let expected = codes.map_or(Ok(vec![200]), expected_codes)?;
    made.add_federation(key);
    let answer = give(answers, storage, key)?;
    let value = answer.value.as_ref();
    match value.get(STATUS_CODE) {
        Some(Value::I32(status)) if !expected.contains(&status) => {
            let codes = codes.unwrap_or("200");
            let request = Request(key);
            Err(io(format_args!(
                "{storage}: {request}: answered {status}, expected {codes}"
            )))
        }
        _ => Ok(Element::new(key, value)),
    }
}

fn expected_codes(text: &str) -> Result<Vec<i32>, Invalid> {
    let codes = text.split(',').map(|code| code.trim().parse());
    let codes: Result<_, _> = codes.collect();
    codes.map_err(|_| Invalid::UnknownText {
        subject: Storage::FederationCommand.name().into(),
        field: EXPECTED_CODES.into(),
        expected: "numbers with commas between them".into(),
        found: cut(text, SHORT).into_owned(),
    })
}

fn give<'a>(
    answers: &'a Answers,
    storage: Storage,
    key: RecordRef<'_>,
) -> Result<&'a Answer, ReadError> {
    let given = answers.give(key);
    given.ok_or_else(|| io(Unanswered(storage, answers, key)))
}

/// The error of a request, whose parts may be of any length.
fn io(what: impl Display) -> ReadError {
    ReadError::Io(bounded(SAID, what))
}

/// The reason why a request has no answer.
struct Unanswered<'a>(Storage, &'a Answers, RecordRef<'a>);

impl Display for Unanswered<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(storage, answers, key) = self;
        write!(f, "{storage}: no answer is arranged for {}", Request(*key))?;
        let arranged = |answer: &Answer| {
            let used_up = if answer.is_used_up() { " (given)" } else { "" };
            format!("{}{used_up}", Request(answer.when()))
        };
        let arranged: Vec<String> = answers.iter().map(arranged).collect();
        if arranged.is_empty() {
            return f.write_str("; none is arranged");
        }
        write!(f, "; arranged: {}", Listed(&arranged))?;
        let target = |record| text(record, URL).or(text(record, COMMAND));
        let known = answers.iter().filter_map(|answer| target(answer.when()));
        let wanted = target(*key).unwrap_or_default();
        let near = near(wanted, known).filter(|near| *near != wanted);
        did_you_mean(near, f)
    }
}

/// A request: `GET https://heeus.com {Header: 1 items}`, `shop.NewOrder {WSID: 5}`.
struct Request<'a>(RecordRef<'a>);

impl Display for Request<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(key) = self;
        let command = text(*key, COMMAND);
        let url = text(*key, URL);
        let mut rest = RecordBuilder::new();
        for field in key.fields() {
            if ![METHOD, URL, COMMAND].contains(&field.name) {
                rest.put(field.name, field.value);
            }
        }
        match (command, url) {
            (Some(command), _) => write!(f, "{}", Neutral(command))?,
            (None, Some(url)) => {
                let method = text(*key, METHOD).unwrap_or("GET");
                write!(f, "{} {}", Neutral(method), Neutral(url))?;
            }
            (None, None) => f.write_str("any")?,
        }
        match rest.build() {
            Ok(rest) if !rest.as_ref().is_empty() => write!(f, " {}", Shown(rest.as_ref())),
            _ => Ok(()),
        }
    }
}
