//! Requests of extensions, as clients get them.

use std::time::Duration;

use heeus_abi::{RecordRef, Value};

/// A request of an extension to sys.Http.
#[derive(Debug, Clone, Copy)]
pub struct HttpRequest<'a> {
    record: RecordRef<'a>,
    timeout: Duration,
    id: Option<&'a str>,
}

/// A command of another app that an extension calls by sys.FederationCommand.
#[derive(Debug, Clone, Copy)]
pub struct FederationCommand<'a> {
    record: RecordRef<'a>,
    timeout: Duration,
    id: Option<&'a str>,
    caller: Option<i64>,
}

impl<'a> HttpRequest<'a> {
    /// Returns the request in this key of sys.Http. `id` is the same whenever the host repeats the
    /// run after a crash.
    pub const fn new(record: RecordRef<'a>, timeout: Duration, id: Option<&'a str>) -> Self {
        Self {
            record,
            timeout,
            id,
        }
    }

    /// The method; `GET` if the extension left it out.
    pub fn method(&self) -> &'a str {
        text(self.record, "Method").unwrap_or("GET")
    }

    /// The URL.
    pub fn url(&self) -> &'a str {
        text(self.record, "Url").unwrap_or_default()
    }

    /// The headers, each a line `Name: value`.
    pub fn headers(&self) -> impl Iterator<Item = &'a str> {
        texts(self.record, "Header")
    }

    /// The body; empty if the extension left it out.
    pub fn body(&self) -> &'a [u8] {
        match self.record.get("Body") {
            Some(Value::Bytes(body)) => body,
            _ => &[],
        }
    }

    /// The time that the request may take: that of the extension, but at most the time that its run
    /// has left for calls outside.
    pub fn timeout(&self) -> Duration {
        let wanted = match self.record.get("HTTPClientTimeoutMilliseconds") {
            Some(Value::I64(wanted @ 1..)) => u64::try_from(wanted).ok(),
            _ => None,
        };
        wanted.map_or(self.timeout, |wanted| {
            Duration::from_millis(wanted).min(self.timeout)
        })
    }

    /// An id for receivers that detect repeated requests, if the run may be repeated: that of an
    /// asynchronous projector or a job, and the number of the request in the run.
    pub fn id(&self) -> Option<&'a str> {
        self.id
    }

    /// The key of sys.Http.
    pub fn record(&self) -> RecordRef<'a> {
        self.record
    }
}

impl<'a> FederationCommand<'a> {
    /// Returns the command in this key of sys.FederationCommand. `id` is the same whenever the host
    /// repeats the run after a crash.
    pub const fn new(record: RecordRef<'a>, timeout: Duration, id: Option<&'a str>) -> Self {
        Self {
            record,
            timeout,
            id,
            caller: None,
        }
    }

    /// Returns the same command, called by a run in this workspace.
    pub const fn called_in(self, workspace: Option<i64>) -> Self {
        Self {
            caller: workspace,
            ..self
        }
    }

    /// The owner of the app, if given; else that of the calling app.
    pub fn owner(&self) -> Option<&'a str> {
        text(self.record, "Owner")
    }

    /// The name of the app, if given; else the calling app.
    pub fn app(&self) -> Option<&'a str> {
        text(self.record, "AppName")
    }

    /// The workspace, if given and not 0; else that of the calling run.
    pub fn workspace(&self) -> Option<i64> {
        match self.record.get("WSID") {
            Some(Value::I64(workspace)) if workspace != 0 => Some(workspace),
            _ => self.caller,
        }
    }

    /// The token of the caller, if given.
    pub fn token(&self) -> Option<&'a str> {
        text(self.record, "Token")
    }

    /// The qualified name of the command.
    pub fn command(&self) -> &'a str {
        text(self.record, "Command").unwrap_or_default()
    }

    /// The body, JSON; empty if the extension left it out.
    pub fn body(&self) -> &'a str {
        text(self.record, "Body").unwrap_or_default()
    }

    /// The time that the call may take.
    pub fn timeout(&self) -> Duration {
        self.timeout
    }

    /// An id for receivers that detect repeated calls, as [`HttpRequest::id`].
    pub fn id(&self) -> Option<&'a str> {
        self.id
    }

    /// The key of sys.FederationCommand.
    pub fn record(&self) -> RecordRef<'a> {
        self.record
    }
}

/// The text of a field, if it is a text.
pub(super) fn text<'a>(record: RecordRef<'a>, name: &str) -> Option<&'a str> {
    match record.get(name)? {
        Value::Str(text) | Value::QName(text) => Some(text),
        _ => None,
    }
}

/// All texts of a field: one, or those of an array.
pub(super) fn texts<'a>(record: RecordRef<'a>, name: &str) -> impl Iterator<Item = &'a str> {
    let (one, many) = match record.get(name) {
        Some(Value::Str(text)) => (Some(text), None),
        Some(Value::Array(items)) => (None, Some(items)),
        _ => (None, None),
    };
    let many = many.into_iter().flat_map(|items| items.iter());
    let many = many.filter_map(|item| match item {
        Value::Str(text) => Some(text),
        _ => None,
    });
    one.into_iter().chain(many)
}
