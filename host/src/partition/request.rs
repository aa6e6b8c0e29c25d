//! Requests to an app, and its answers.

use heeus_abi::{EncodeError, RecordBuf, RecordBuilder, RecordRef, Value};

use super::projector::ProjectorStop;
use crate::engine::LogEntry;
use crate::external::FederationAnswer;
use crate::state::{NewId, Response};

/// Arguments of a call: a [`RecordBuf`], by reference a struct that derives `Record` (with the
/// feature `builtin`), or in tests a `DynRecord`; `()` is a record without fields.
#[derive(Debug, Clone)]
pub struct Args(Result<RecordBuf, EncodeError>);

impl Args {
    /// The record.
    ///
    /// # Errors
    /// [`EncodeError`] if it could not be encoded, or breaks the contract.
    pub fn record(&self) -> Result<RecordRef<'_>, EncodeError> {
        let record = self.0.as_ref().map(RecordBuf::as_ref);
        record.map_err(|error| *error)
    }
}

impl From<()> for Args {
    fn from((): ()) -> Self {
        RecordBuf::default().into()
    }
}

impl From<RecordBuf> for Args {
    fn from(record: RecordBuf) -> Self {
        record.into_bytes().into()
    }
}

impl From<Vec<u8>> for Args {
    fn from(record: Vec<u8>) -> Self {
        Self(RecordBuf::try_from(record).map_err(|_| EncodeError::Malformed))
    }
}

/// A record, or the reason why it could not be encoded, which the call then reports.
impl From<Result<RecordBuf, EncodeError>> for Args {
    fn from(record: Result<RecordBuf, EncodeError>) -> Self {
        Self(record)
    }
}

/// A call of a command or a query.
///
/// ```
/// use heeus_host::Request;
/// use heeus_host_testkit::record;
///
/// let request = Request::new("orders", "NewOrder", record! { Year: 2026 })
///     .workspace(7)
///     .subject(record! { Name: "ann" });
/// ```
#[derive(Debug, Clone)]
pub struct Request {
    pub(super) package: String,
    pub(super) name: String,
    pub(super) workspace: i64,
    pub(super) args: Args,
    pub(super) unlogged: Option<Args>,
    pub(super) origin: Option<String>,
    pub(super) subject: Option<Args>,
    pub(super) key: Option<String>,
}

impl Request {
    /// Creates a call of an extension of a package, in workspace 1.
    pub fn new(package: impl Into<String>, name: impl Into<String>, args: impl Into<Args>) -> Self {
        Self {
            package: package.into(),
            name: name.into(),
            workspace: 1,
            args: args.into(),
            unlogged: None,
            origin: None,
            subject: None,
            key: None,
        }
    }

    /// Sets the workspace of the call.
    pub fn workspace(mut self, workspace: i64) -> Self {
        self.workspace = workspace;
        self
    }

    /// Adds arguments that are not written to the log: `ArgumentUnloggedObject` of a command.
    pub fn unlogged(mut self, args: impl Into<Args>) -> Self {
        self.unlogged = Some(args.into());
        self
    }

    /// Sets the origin of a command: `Origin`.
    pub fn origin(mut self, origin: impl Into<String>) -> Self {
        self.origin = Some(origin.into());
        self
    }

    /// Sets the caller: the fields of sys.RequestSubject.
    pub fn subject(mut self, subject: impl Into<Args>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// Sets a key, 1 to 255 bytes, by which a repeated command runs only once. A caller that got no
    /// answer sends the same request again, with the same key. It then gets the answer of the first
    /// one, also after a restart of the app, and nothing runs again. Choose keys that nobody can
    /// guess, such as random ones.
    ///
    /// A key belongs to its package and workspace. A second request with the same key and another
    /// name, other arguments or another subject is refused ([`InvokeError::OtherRequest`]). Its
    /// unlogged arguments, its origin and the token of its subject may differ: nothing of them is
    /// stored. A command that is refused leaves no answer, so the same request may be tried again.
    ///
    /// Answers are kept for a time: see [`AppConfig::request_keys`] and
    /// [`AppConfig::request_key_age`]. A query has no use for a key and ignores it.
    ///
    /// ```
    /// use heeus_host::{App, InvokeError, Request};
    /// use heeus_host_testkit::record;
    ///
    /// # fn example(app: &App) -> Result<(), InvokeError> {
    /// let order = Request::new("orders", "NewOrder", record! { Year: 2026 }).key("8b1f-4f1c");
    /// let first = app.command(order.clone())?;
    /// let again = app.command(order)?;
    /// assert!(again.is_repeated);
    /// assert_eq!((again.offset, again.results), (first.offset, first.results));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [`InvokeError::OtherRequest`]: super::InvokeError::OtherRequest
    /// [`AppConfig::request_keys`]: super::AppConfig::request_keys
    /// [`AppConfig::request_key_age`]: super::AppConfig::request_key_age
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }
}

/// The result of a command.
#[derive(Debug, Clone, PartialEq)]
pub struct CommandOutput {
    /// Offset of its event in the log of the partition.
    pub offset: i64,
    /// Offset of its event in the log of the workspace.
    pub wlog_offset: i64,
    /// Its results, in order.
    pub results: Vec<RecordBuf>,
    /// Its responses, in order.
    pub responses: Vec<Response>,
    /// The ids of the new records that it named by raw ids, in the order of their inserts.
    pub new_ids: Vec<NewId>,
    /// True if the request repeats one with the same key, whose answer this is: nothing ran.
    pub is_repeated: bool,
    /// Log lines of the command and its validators, in order; none for a repeated request.
    pub logs: Vec<LogEntry>,
    /// The synchronous projectors that stopped at this event or before it. The others are done with
    /// it.
    pub stopped: Vec<ProjectorStop>,
}

impl CommandOutput {
    /// The answer for an extension that has called the command by sys.FederationCommand: the status
    /// code of the response, 200 without one, the new ids by their raw ids, and the first result.
    ///
    /// # Errors
    /// [`EncodeError`] if the answer is larger than a block may be.
    pub fn federation_answer(&self) -> Result<FederationAnswer, EncodeError> {
        let status = self.responses.iter().find_map(|of| of.status_code);
        let names = self.new_ids.iter().map(|new| (new.raw.to_string(), new.id));
        let names: Vec<(String, i64)> = names.collect();
        let mut ids = RecordBuilder::new();
        for (raw, id) in &names {
            ids.put(raw, Value::Id(*id));
        }
        let ids = ids.build()?;
        let ids = (!names.is_empty()).then(|| ids.as_ref());
        let result = self.results.first().map(RecordBuf::as_ref);
        FederationAnswer::new(status.unwrap_or(200), ids, result)
    }
}

/// The result of a query.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryOutput {
    /// Its results, in order.
    pub results: Vec<RecordBuf>,
    /// Its responses, in order.
    pub responses: Vec<Response>,
    /// Its log lines, in order.
    pub logs: Vec<LogEntry>,
}
