//! Contents of storages outside of the partition, and failures, as a test arranges them.

use heeus_abi::{GetCode, ReadCode, Storage};

use super::intent::repeated;
use super::kit::Kit;
use super::value::{Content, DynRecord};
use super::{QName, RecordId};
use crate::fakes::{Failure, Times};

/// An arranged answer of sys.Http to a request.
///
/// ```
/// use heeus_host_testkit::prelude::*;
///
/// let busy = HttpAnswer::new(503).once();
/// let rates = HttpAnswer::new(200).header("Content-Type: text/plain").body("1.08");
/// let refused = HttpAnswer::failed("connection refused").when("Body", b"{}");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpAnswer {
    answer: Answer,
    headers: Vec<String>,
}

impl HttpAnswer {
    /// A response with this status.
    pub fn new(status: i32) -> Self {
        Self::of(DynRecord::new().with("StatusCode", status))
    }

    /// No response, for this reason. A request that handles errors gets the reason, another one the
    /// code "i/o error".
    pub fn failed(error: &str) -> Self {
        Self::of(DynRecord::new().with("Error", error))
    }

    fn of(value: DynRecord) -> Self {
        Self {
            answer: Answer::new(value),
            headers: Vec::new(),
        }
    }

    /// Sets the body.
    pub fn body(mut self, body: impl AsRef<[u8]>) -> Self {
        self.answer.set("Body", body.as_ref());
        self
    }

    /// Adds a header, `Name: value`.
    pub fn header(mut self, header: &str) -> Self {
        self.headers.push(header.to_owned());
        self.answer.set("Header", self.headers.clone());
        self
    }

    /// Limits the answer to requests whose key has this field with this value, such as `Body`. For
    /// headers, it is enough that the request has these among its own.
    pub fn when(mut self, field: &str, value: impl Into<Content>) -> Self {
        self.answer.must_have(field, value);
        self
    }

    /// Limits the answer to the first request.
    pub fn once(mut self) -> Self {
        self.answer.once = true;
        self
    }

    /// Limits the answer to requests by this method to this address.
    pub(super) fn to(mut self, method: &str, url: &str) -> Answer {
        self.answer.must_have("Method", method);
        self.answer.must_have("Url", url);
        self.answer
    }
}

/// An arranged answer of sys.FederationCommand to a call.
///
/// ```
/// use heeus_host_testkit::prelude::*;
///
/// let done = CommandAnswer::new(200)
///     .new_ids(record! { "1": RecordId(65_536) })
///     .result(record! { Total: 3i64 })
///     .when("WSID", 5i64);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandAnswer(Answer);

impl CommandAnswer {
    /// An answer with this status. A call that does not expect it gets the code "i/o error".
    pub fn new(status: i32) -> Self {
        Self(Answer::new(DynRecord::new().with("StatusCode", status)))
    }

    /// Sets the ids of new records.
    pub fn new_ids(mut self, ids: DynRecord) -> Self {
        self.0.set("NewIDs", ids);
        self
    }

    /// Sets the result of the command.
    pub fn result(mut self, result: DynRecord) -> Self {
        self.0.set("Result", result);
        self
    }

    /// Limits the answer to calls whose key has this field with this value, such as `WSID`.
    pub fn when(mut self, field: &str, value: impl Into<Content>) -> Self {
        self.0.must_have(field, value);
        self
    }

    /// Limits the answer to the first call.
    pub fn once(mut self) -> Self {
        self.0.once = true;
        self
    }

    /// Limits the answer to calls of this command.
    pub(super) fn to(mut self, command: &str) -> Answer {
        self.0.must_have("Command", QName(command));
        self.0
    }
}

/// An answer, and its conditions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    when: DynRecord,
    value: DynRecord,
    once: bool,
}

impl Answer {
    const fn new(value: DynRecord) -> Self {
        Self {
            when: DynRecord::new(),
            value,
            once: false,
        }
    }

    fn set(&mut self, field: &str, value: impl Into<Content>) {
        self.value = std::mem::take(&mut self.value).with(field, value);
    }

    fn must_have(&mut self, field: &str, value: impl Into<Content>) {
        self.when = std::mem::take(&mut self.when).with(field, value);
    }

    /// Its conditions, its content, and how often it is given.
    pub(super) fn into_parts(self) -> (DynRecord, DynRecord, Times) {
        let times = if self.once {
            Times::Once
        } else {
            Times::Always
        };
        (self.when, self.value, times)
    }
}

impl Kit {
    /// Arranges an event of the log, in place of one at the same offset. The value need not repeat
    /// the offset.
    ///
    /// # Panics
    /// If the log has no such fields.
    #[track_caller]
    pub fn wlog(&mut self, offset: i64, value: DynRecord) -> &mut Self {
        let key = DynRecord::new().with("Offset", offset);
        self.put(Storage::WLog, "", key, value)
    }

    /// Arranges a secret of the application, in place of one of the same name.
    ///
    /// # Panics
    /// If name or value do not fit into a record.
    #[track_caller]
    pub fn secret(&mut self, name: &str, value: &str) -> &mut Self {
        let field = |text: &str| DynRecord::new().with("Secret", text);
        self.put(Storage::AppSecret, "", field(name), field(value))
    }

    /// Arranges that the record of this id has these values in unique fields.
    ///
    /// # Panics
    /// If the entity is not declared as a record, or has no such fields.
    #[track_caller]
    pub fn uniq(&mut self, entity: &str, fields: DynRecord, id: i64) -> &mut Self {
        let value = DynRecord::new().with("ID", RecordId(id));
        self.put(Storage::Uniq, entity, fields, value)
    }

    /// Declares that these fields of a record entity are unique together. Look-ups by these fields
    /// find the active records that are stored; look-ups by other fields are refused.
    ///
    /// # Panics
    /// If the entity is not declared as a record, or has no such fields.
    #[track_caller]
    pub fn unique(&mut self, entity: &str, fields: &[&str]) -> &mut Self {
        if let Err(error) = self.state_mut().unique(entity, fields) {
            panic!("{}: cannot be arranged: {error}", self.name());
        }
        self
    }

    /// Arranges the response to requests by this method to this address, in place of an earlier one
    /// with the same conditions. It answers every such request; with [`once`](HttpAnswer::once) it
    /// answers one, and the next fitting response follows. A response with more conditions
    /// ([`when`](HttpAnswer::when)) takes precedence over one with fewer. Answers that a failed run
    /// got count as used.
    ///
    /// A response that no request got fails the test when the kit is dropped, unless the test calls
    /// [`ignore_unused`](Self::ignore_unused). A request without an arranged response gets the code
    /// "i/o error". No request is sent to any network; [`http_requests`](Self::http_requests)
    /// returns the requests of the extension.
    ///
    /// # Panics
    /// If a condition is no field of a request.
    #[track_caller]
    pub fn http(&mut self, method: &str, url: &str, response: HttpAnswer) -> &mut Self {
        self.answer_as(Storage::Http, response.to(method, url))
    }

    /// Arranges the answer of a command of another application or workspace, by the same rules as
    /// [`http`](Self::http). [`federation_calls`](Self::federation_calls) returns the calls of the
    /// extension.
    ///
    /// # Panics
    /// If `command` is no qualified name, or a condition no field of a call.
    #[track_caller]
    pub fn federation(&mut self, command: &str, answer: CommandAnswer) -> &mut Self {
        self.answer_as(Storage::FederationCommand, answer.to(command))
    }

    #[track_caller]
    fn answer_as(&mut self, storage: Storage, answer: Answer) -> &mut Self {
        let (when, value, times) = answer.into_parts();
        self.answer(storage, when, &value, times)
    }

    #[track_caller]
    pub(super) fn answer(
        &mut self,
        storage: Storage,
        when: DynRecord,
        value: &DynRecord,
        times: Times,
    ) -> &mut Self {
        let when = repeated(when);
        let (key, value) = (self.encoded(&when), self.encoded(value));
        let answer = (key.as_ref(), value.as_ref());
        let arranged = self
            .fakes
            .arrange(&self.state, (storage, ""), answer, times);
        match arranged {
            Ok(used) => self.watch(format!("the answer of {storage} to {when}"), used),
            Err(error) => panic!("{}: cannot be arranged: {error}", self.name()),
        }
        self
    }

    /// Lets the `n`-th get of each run from now on end with this code, whatever is stored; counted
    /// from 1.
    ///
    /// # Panics
    /// If `n` is 0, or the code is that of an element that exists.
    #[track_caller]
    pub fn fail_get(&mut self, n: u64, code: GetCode) -> &mut Self {
        assert!(n > 0, "{}: gets are counted from 1", self.name());
        assert!(
            code != GetCode::Exists,
            "{}: that an element {code} is not a failure",
            self.name()
        );
        self.fail(Failure::get(n, code))
    }

    /// Lets the `n`-th read of each run from now on end with this code, before it delivers any
    /// element; counted from 1.
    ///
    /// # Panics
    /// If `n` is 0.
    #[track_caller]
    pub fn fail_read(&mut self, n: u64, code: ReadCode) -> &mut Self {
        self.fail_read_after(n, 0, code)
    }

    /// Does the same, but the read delivers this many elements first. With [`ReadCode::Done`], the
    /// read ends as if there were no more.
    ///
    /// # Panics
    /// If `n` is 0.
    #[track_caller]
    pub fn fail_read_after(&mut self, n: u64, elements: u64, code: ReadCode) -> &mut Self {
        assert!(n > 0, "{}: reads are counted from 1", self.name());
        self.fail(Failure::read(n, code).after(elements))
    }

    /// Lets a call of each run from now on fail: `kit.fail(Failure::get(1,
    /// GetCode::Io).of(Storage::AppSecret))`. Several failures may be arranged. One that no run has
    /// met fails the test when the kit is dropped, unless the test calls
    /// [`ignore_unused`](Self::ignore_unused).
    #[track_caller]
    pub fn fail(&mut self, failure: Failure) -> &mut Self {
        let used = self.fakes.plan(failure);
        self.watch_failure(format!("the failure of {}", failure.call()), used);
        self
    }

    /// Drops all arranged failures.
    ///
    /// # Panics
    /// If no run has met one of them, unless the test calls [`ignore_unused`](Self::ignore_unused).
    #[track_caller]
    pub fn clear_failures(&mut self) -> &mut Self {
        self.end_failures();
        self.fakes.clear_failures();
        self
    }
}
