//! Answers to the requests of extensions.

use heeus_abi::{ArrayBuf, EncodeError, Items, RecordBuf, RecordBuilder, RecordRef, Value};

/// The response to a request of sys.Http.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpResponse(RecordBuf);

/// The answer of a command of another app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FederationAnswer(RecordBuf);

impl HttpResponse {
    /// Creates a response. Each header is a line `Name: value`.
    ///
    /// # Errors
    /// [`EncodeError`] if the response is larger than a block may be.
    pub fn new(status_code: i32, headers: &[&str], body: &[u8]) -> Result<Self, EncodeError> {
        let array;
        let mut response = RecordBuilder::new();
        response.put("StatusCode", Value::I32(status_code));
        if !headers.is_empty() {
            array = ArrayBuf::new(Items::Str(headers))?;
            response.put("Header", Value::Array(array.as_ref()));
        }
        response.put("Body", Value::Bytes(body));
        response.build().map(Self)
    }

    /// The value of sys.Http.
    pub fn record(&self) -> RecordRef<'_> {
        self.0.as_ref()
    }

    pub(crate) fn into_record(self) -> RecordBuf {
        self.0
    }
}

/// A value of sys.Http; the host checks its fields when an extension gets it.
impl From<RecordBuf> for HttpResponse {
    fn from(record: RecordBuf) -> Self {
        Self(record)
    }
}

impl FederationAnswer {
    /// Creates the answer of a command: its status code, the ids of new records by their names, and
    /// its result.
    ///
    /// # Errors
    /// [`EncodeError`] if the answer is larger than a block may be.
    pub fn new(
        status_code: i32,
        new_ids: Option<RecordRef<'_>>,
        result: Option<RecordRef<'_>>,
    ) -> Result<Self, EncodeError> {
        let mut answer = RecordBuilder::new();
        answer.put("StatusCode", Value::I32(status_code));
        if let Some(new_ids) = new_ids {
            answer.put("NewIDs", Value::Record(new_ids));
        }
        if let Some(result) = result {
            answer.put("Result", Value::Record(result));
        }
        answer.build().map(Self)
    }

    /// The value of sys.FederationCommand.
    pub fn record(&self) -> RecordRef<'_> {
        self.0.as_ref()
    }

    pub(crate) fn into_record(self) -> RecordBuf {
        self.0
    }
}

/// A value of sys.FederationCommand; the host checks its fields when an extension gets it.
impl From<RecordBuf> for FederationAnswer {
    fn from(record: RecordBuf) -> Self {
        Self(record)
    }
}
