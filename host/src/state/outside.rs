//! The storages outside of the host: sys.Http, sys.FederationCommand and sys.AppSecret.

use std::fmt::Display;
use std::time::{Duration, Instant};

use heeus_abi::{ExtensionKind, RecordBuf, RecordBuilder, RecordRef, Storage, Value};

use super::builtin::{Fixed, STATUS_CODE};
use super::counts::Counts;
use super::error::{Invalid, LimitBroken, LimitKind, ReadError};
use super::limits::StateLimits;
use crate::external::{
    External, ExternalError, FederationAnswer, FederationCommand, HttpRequest, HttpResponse,
};
use crate::shown::{SHORT, bounded, cut};
use crate::storage::Element;

/// Most bytes of the text of an error.
const REASON: usize = 4_096;
/// Bytes that a request counts for in addition to its key.
const EACH_REQUEST: usize = 128;

const HANDLE_ERRORS: &str = "HandleErrors";
const ERROR: &str = "Error";
const EXPECTED_CODES: &str = "ExpectedCodes";
/// Field of key and value of sys.AppSecret.
const SECRET: &str = "Secret";

/// The world outside, as one run sees it.
pub(super) struct Outside<'a> {
    pub(super) external: &'a External,
    pub(super) limits: &'a StateLimits,
    pub(super) counts: &'a Counts,
    pub(super) kind: ExtensionKind,
    /// The workspace of the run, if the state has any.
    pub(super) workspace: Option<i64>,
    /// The beginning of the ids of the requests of the run.
    pub(super) id: Option<&'a str>,
}

impl Outside<'_> {
    /// The element of a key that was checked.
    pub(super) fn get(
        &self,
        fixed: &Fixed,
        key: RecordRef<'_>,
    ) -> Result<Option<Element>, ReadError> {
        let value = match fixed.storage {
            Storage::Http => Some(self.http(fixed, key)?),
            Storage::FederationCommand => Some(self.federation(fixed, key)?),
            _ => self.secret(key)?,
        };
        Ok(value.map(|value| Element::new(key, value.as_ref())))
    }

    /// The response to a request.
    fn http(&self, fixed: &Fixed, key: RecordRef<'_>) -> Result<RecordBuf, ReadError> {
        let storage = Storage::Http;
        let client = self.external.http.as_deref();
        let client = client.ok_or_else(|| not_offered(storage, "no client for HTTP"))?;
        let handles_errors = key.get(HANDLE_ERRORS) == Some(Value::Bool(true));
        let sent = self.request(key, |timeout, id| {
            client.send(&HttpRequest::new(key, timeout, id))
        })?;
        let failed = |error: &dyn Display| {
            let request = HttpRequest::new(key, Duration::ZERO, None);
            failed_at(storage, request, error)
        };
        let response = match sent {
            Ok(response) => response,
            Err(error) if handles_errors && !error.is_refused() => {
                let mut value = RecordBuilder::new();
                let text = bounded(REASON, &error);
                value.put(ERROR, Value::Str(&text));
                return value.build().map_err(io);
            }
            Err(error) => return Err(failed(&error)),
        };
        let checked = fixed.check_value(response.record());
        checked.map_err(|error| failed(&error))?;
        match response.record().get(ERROR) {
            Some(Value::Str(error)) if !handles_errors => Err(failed(&error)),
            _ => Ok(HttpResponse::into_record(response)),
        }
    }

    /// The answer of a command.
    fn federation(&self, fixed: &Fixed, key: RecordRef<'_>) -> Result<RecordBuf, ReadError> {
        let storage = Storage::FederationCommand;
        let federation = self.external.federation.as_deref();
        let federation = federation.ok_or_else(|| not_offered(storage, "no other apps"))?;
        let codes = match key.get(EXPECTED_CODES) {
            Some(Value::Str(codes)) if !codes.is_empty() => codes,
            _ => "200",
        };
        let expected = expected_codes(codes)?;
        let called = self.request(key, |timeout, id| {
            let command = FederationCommand::new(key, timeout, id);
            federation.command(&command.called_in(self.workspace))
        })?;
        let failed = |error: &dyn Display| {
            let command = FederationCommand::new(key, Duration::ZERO, None);
            failed_at(storage, command, error)
        };
        let answer = called.map_err(|error| failed(&error))?;
        let checked = fixed.check_value(answer.record());
        checked.map_err(|error| failed(&error))?;
        match answer.record().get(STATUS_CODE) {
            Some(Value::I32(status)) if !expected.contains(&status) => {
                Err(failed(&format_args!("answered {status}, expected {codes}")))
            }
            _ => Ok(FederationAnswer::into_record(answer)),
        }
    }

    /// The secret of a name.
    fn secret(&self, key: RecordRef<'_>) -> Result<Option<RecordBuf>, ReadError> {
        let storage = Storage::AppSecret;
        let secrets = self.external.secrets.as_deref();
        let secrets = secrets.ok_or_else(|| not_offered(storage, "no secrets"))?;
        let name = match key.get(SECRET) {
            Some(Value::Str(name)) => name,
            _ => "",
        };
        let found = self.wait(|_| secrets.get(name))?;
        let found = found.map_err(|error| io(format_args!("{storage}: {error}")))?;
        let Some(secret) = found else {
            return Ok(None);
        };
        let mut value = RecordBuilder::new();
        value.put(SECRET, Value::Str(&secret));
        value.build().map(Some).map_err(io)
    }

    /// Counts a request, and sends it with the time that is left and its id.
    fn request<T>(
        &self,
        key: RecordRef<'_>,
        send: impl FnOnce(Duration, Option<&str>) -> Result<T, ExternalError>,
    ) -> Result<Result<T, ExternalError>, LimitBroken> {
        let bytes = key.as_bytes().len() + EACH_REQUEST;
        let limit = self.limits.request_bytes;
        let counted = self.counts.request_bytes.add(bytes as u64, limit);
        counted.ok_or_else(|| self.broken(LimitKind::RequestBytes, limit))?;
        let number = self.counts.requests.get() + 1;
        self.counts.requests.set(number);
        let id = self.id.map(|id| format!("{id}/{number}"));
        self.wait(|left| send(left, id.as_deref()))
    }

    /// Makes a call outside, which may take the time that is left, and counts its time.
    fn wait<T>(&self, call: impl FnOnce(Duration) -> T) -> Result<T, LimitBroken> {
        let limit = self.limits.external_time;
        let left = limit.saturating_sub(self.counts.waited());
        if left.is_zero() {
            let limit = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX);
            return Err(self.broken(LimitKind::ExternalTime, limit));
        }
        let begin = Instant::now();
        let answer = call(left);
        self.counts.wait(begin.elapsed());
        Ok(answer)
    }

    fn broken(&self, what: LimitKind, limit: u64) -> LimitBroken {
        let kind = self.kind;
        LimitBroken { what, kind, limit }
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

/// The error of a request, of which it shows the beginning.
fn failed_at(storage: Storage, request: impl Display, error: &dyn Display) -> ReadError {
    let request = bounded(SHORT, request);
    io(format_args!("{storage}: {request}: {error}"))
}

/// The error of a call outside, whose parts may be of any length.
fn io(what: impl Display) -> ReadError {
    ReadError::Io(bounded(REASON, what))
}

#[cold]
fn not_offered(storage: Storage, what: &str) -> ReadError {
    ReadError::NotOffered(format!(
        "{storage}: the host has {what}; give it one by `External`"
    ))
}
