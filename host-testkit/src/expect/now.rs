//! The time of runs.

use std::borrow::Cow;

use heeus_abi::{EncodeError, ExtensionKind, RecordBuf, RecordBuilder, RecordRef, Storage, Value};
use heeus_host::state::RunInputs;
use heeus_sdk::values::{Date, Timestamp};

use crate::fakes::Used;

/// The time of a run, in milliseconds since 1970.
#[derive(Debug, Clone, Copy)]
pub struct RunTime(i64);

impl RunTime {
    pub(super) const fn millis(self) -> i64 {
        self.0
    }
}

impl From<i64> for RunTime {
    fn from(millis: i64) -> Self {
        Self(millis)
    }
}

impl From<Timestamp> for RunTime {
    fn from(time: Timestamp) -> Self {
        Self(time.millis())
    }
}

impl From<Date> for RunTime {
    fn from(date: Date) -> Self {
        Timestamp::of_date(date).into()
    }
}

impl From<&str> for RunTime {
    #[track_caller]
    fn from(text: &str) -> Self {
        match Timestamp::parse(text) {
            Ok(time) => time.into(),
            Err(error) => panic!("{text:?}: {error}"),
        }
    }
}

/// The time that a test set.
pub(super) struct Now {
    time: RunTime,
    pub(super) used: Used,
}

impl Now {
    pub(super) const fn new(time: RunTime, used: Used) -> Self {
        Self { time, used }
    }
}

/// Returns the storage and the field with the time of a run.
pub(super) const fn time_of(kind: ExtensionKind) -> (Storage, &'static str) {
    match kind {
        ExtensionKind::Command | ExtensionKind::Validator => (Storage::CommandContext, "StartedAt"),
        ExtensionKind::Query => (Storage::QueryContext, "StartedAt"),
        ExtensionKind::Job => (Storage::JobContext, "StartedAt"),
        ExtensionKind::Projector => (Storage::Event, "RegisteredAt"),
    }
}

/// Returns the inputs of a run, with the time that the test set.
#[track_caller]
pub(super) fn inputs_at<'a>(
    now: Option<&Now>,
    kind: ExtensionKind,
    inputs: &'a RunInputs,
) -> Cow<'a, RunInputs> {
    let Some(now) = now else {
        return Cow::Borrowed(inputs);
    };
    let (storage, field) = time_of(kind);
    let given = inputs.get(storage);
    if given.is_none() && storage == Storage::Event {
        return Cow::Borrowed(inputs);
    }
    let given = given.map_or_else(RecordRef::empty, |element| element.value());
    if given.get(field).is_some() {
        return Cow::Borrowed(inputs);
    }
    let mut inputs = inputs.clone();
    let with_time = with(given, field, now.time);
    let with_time = with_time.unwrap_or_else(|error| panic!("{storage}: {field}: {error}"));
    if let Err(error) = inputs.set(storage, with_time.as_ref()) {
        panic!("{storage}: {error}");
    }
    Cow::Owned(inputs)
}

fn with(record: RecordRef<'_>, field: &str, time: RunTime) -> Result<RecordBuf, EncodeError> {
    let mut with = RecordBuilder::new();
    for given in record.fields() {
        with.put(given.name, given.value);
    }
    with.put(field, Value::I64(time.0));
    with.build()
}
