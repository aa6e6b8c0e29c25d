//! The outputs of a run: results, responses, log records and mails.

use heeus_abi::{LogLevel, RecordBuf, RecordRef, Storage, Value};

use super::builtin::{ERROR_MESSAGE, MESSAGE, STATUS_CODE, log_level};
use super::intents::{Intents, KEPT_PLACES};
use super::new_ids::NewId;

/// A response that a run left in sys.Response.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Response {
    /// `StatusCode`, if given.
    pub status_code: Option<i32>,
    /// `ErrorMessage`, if given.
    pub error_message: Option<String>,
}

/// A log record that a run left in sys.Logger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRecord {
    /// The severity.
    pub level: LogLevel,
    /// The text.
    pub message: String,
}

/// Results, responses, log records and mails of one run, each in the order in which the run added
/// them.
#[derive(Debug, Clone, Default)]
pub(super) struct Outputs {
    pub(super) results: Vec<RecordBuf>,
    pub(super) responses: Vec<Response>,
    pub(super) logs: Vec<LogRecord>,
    /// Keys of sys.SendMail.
    pub(super) mails: Vec<RecordBuf>,
    /// Ids of the new records.
    pub(super) new_ids: Vec<NewId>,
}

impl Outputs {
    /// Collects the outputs among the intents.
    pub(super) fn collect(&mut self, intents: &Intents) {
        let results = intents.of(Storage::Result);
        self.results.extend(results.map(|made| made.value.into()));
        let responses = intents.of(Storage::Response);
        self.responses
            .extend(responses.map(|made| response_of(made.value)));
        let logs = intents.of(Storage::Logger).filter_map(|made| {
            Some(LogRecord {
                level: log_level(made.key.record).ok()?,
                message: match made.value.get(MESSAGE)? {
                    Value::Str(text) => text.into(),
                    _ => return None,
                },
            })
        });
        self.logs.extend(logs);
        let mails = intents.of(Storage::SendMail);
        self.mails.extend(mails.map(|made| made.key.record.into()));
    }

    /// Drops all outputs. Most runs have none.
    #[inline]
    pub(super) fn clear(&mut self) {
        if self.len() != 0 || !self.new_ids.is_empty() {
            self.clear_all();
        }
    }

    #[cold]
    fn clear_all(&mut self) {
        self.new_ids = Vec::new();
        self.results.clear();
        self.results.shrink_to(KEPT_PLACES);
        self.responses.clear();
        self.logs.clear();
        self.logs.shrink_to(KEPT_PLACES);
        self.mails.clear();
        self.mails.shrink_to(KEPT_PLACES);
    }

    /// Number of all outputs.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.results.len() + self.responses.len() + self.logs.len() + self.mails.len()
    }
}

/// The response that is in the value of an intent.
pub(super) fn response_of(value: RecordRef<'_>) -> Response {
    Response {
        status_code: match value.get(STATUS_CODE) {
            Some(Value::I32(code)) => Some(code),
            _ => None,
        },
        error_message: match value.get(ERROR_MESSAGE) {
            Some(Value::Str(text)) => Some(text.into()),
            _ => None,
        },
    }
}
