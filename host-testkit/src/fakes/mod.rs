//! Fakes of the world outside of a host, and of calls that fail.

mod answers;
mod elements;
mod external;
mod failures;
mod intercept;
mod used;

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use heeus_abi::{RecordBuf, RecordRef, Storage, Value};
use heeus_host::external::{External, ExternalError};
use heeus_host::state::Invalid;
use heeus_host::state::{HostState, StateError};

use answers::Answers;
pub(crate) use answers::Times;
use elements::Elements;
pub use failures::Failure;
use failures::Planned;
pub(crate) use used::Used;

/// Fakes of everything outside of a host: arranged answers to requests, secrets, events, unique
/// ids, and failures of calls. Nothing reaches a network. Clones share all of it.
///
/// A [`Kit`](crate::Kit) has its own. A test of a whole app gives the app's config
/// [`external`](Self::external):
///
/// ```
/// use heeus_host::AppConfig;
/// use heeus_host_testkit::Fakes;
///
/// let fakes = Fakes::new();
/// fakes.secret("api-key", "s3cret");
/// let config = AppConfig { external: fakes.external(), ..AppConfig::default() };
/// ```
#[derive(Clone, Default)]
pub struct Fakes(Arc<Mutex<Inner>>);

#[derive(Default)]
struct Inner {
    http: Answers,
    federation: Answers,
    secrets: BTreeMap<String, (String, Used)>,
    elements: Elements,
    failures: Vec<Planned>,
    /// The requests of the current or last run, each the key of its call.
    http_requests: Vec<RecordBuf>,
    federation_calls: Vec<RecordBuf>,
    /// The mails that were delivered, each with its id.
    mails: Vec<(String, RecordBuf)>,
    mail_errors: VecDeque<ExternalError>,
}

impl Fakes {
    /// Creates fakes without anything arranged: each request fails, and no secret exists.
    pub fn new() -> Self {
        Self::default()
    }

    /// The clients that answer as arranged here.
    pub fn external(&self) -> External {
        let fakes = || self.clone();
        External::default()
            .http(fakes())
            .federation(fakes())
            .secrets(fakes())
            .mailer(fakes())
    }

    /// Lets the runs of a state get what is arranged here, failures included.
    pub fn install(&self, state: &mut HostState) {
        state.set_external(self.external());
        state.intercept(Some(Arc::new(self.clone())));
    }

    /// Arranges a secret, in place of one of the same name.
    pub fn secret(&self, name: &str, value: &str) {
        self.put_secret(name, value);
    }

    fn put_secret(&self, name: &str, value: &str) -> Used {
        let used = Used::default();
        let secret = (value.to_owned(), used.clone());
        self.lock().secrets.insert(name.to_owned(), secret);
        used
    }

    /// Arranges that a call of each run that begins from now on fails. Several failures may be
    /// arranged; a call gets the first one that it meets.
    pub fn fail(&self, failure: Failure) {
        self.plan(failure);
    }

    /// Does the same. The returned flag says whether a call has met it.
    pub(crate) fn plan(&self, failure: Failure) -> Used {
        let (planned, used) = Planned::new(failure);
        self.lock().failures.push(planned);
        used
    }

    /// Removes all [failures](Self::fail).
    pub fn clear_failures(&self) {
        self.lock().failures.clear();
    }

    /// Arranges an element of sys.WLog, sys.Uniq or sys.AppSecret in the place of the one under
    /// the same key, or an answer of sys.Http or sys.FederationCommand to all requests whose keys
    /// have all the fields of `key`. The value of an event need not repeat the offset of its key.
    /// `state` checks both.
    ///
    /// # Errors
    /// [`StateError::Invalid`] if key or value have other fields than the storage, or if it is none
    /// of these storages.
    pub fn put(
        &self,
        state: &HostState,
        at: (Storage, &str),
        key: RecordRef<'_>,
        value: RecordRef<'_>,
    ) -> Result<(), StateError> {
        self.arrange(state, at, (key, value), Times::Always)
            .map(drop)
    }

    /// Arranges an answer that is given once, to the first request whose key has all the fields of
    /// `when`. A run uses it up even if it fails or its intents are not applied.
    ///
    /// If several answers match a request, it gets the one with the most fields in its key; among
    /// equals, one that is given once before one that stays; then the first that was arranged. A
    /// request that leaves `Method` out is a GET. Headers match if the request has them among its
    /// headers.
    ///
    /// # Errors
    /// As [`put`](Self::put).
    pub fn put_once(
        &self,
        state: &HostState,
        storage: Storage,
        when: RecordRef<'_>,
        value: RecordRef<'_>,
    ) -> Result<(), StateError> {
        self.arrange(state, (storage, ""), (when, value), Times::Once)
            .map(drop)
    }

    /// Arranges as [`put`](Self::put) and [`put_once`](Self::put_once) do. The returned flag says
    /// whether a run got it.
    pub(crate) fn arrange(
        &self,
        state: &HostState,
        at: (Storage, &str),
        (key, value): (RecordRef<'_>, RecordRef<'_>),
        times: Times,
    ) -> Result<Used, StateError> {
        let is_request = matches!(at.0, Storage::Http | Storage::FederationCommand);
        if times == Times::Once && !is_request {
            return Err(Invalid::NotStored { storage: at.0 }.into());
        }
        match at.0 {
            Storage::Http | Storage::FederationCommand => {
                state.check_answer(at, key, value)?;
                let mut inner = self.lock();
                let answers = match at.0 {
                    Storage::Http => &mut inner.http,
                    _ => &mut inner.federation,
                };
                Ok(answers.put(key, value, times))
            }
            Storage::AppSecret => {
                state.check_element(at, key, value)?;
                Ok(self.put_secret(text(key), text(value)))
            }
            Storage::WLog => {
                let value = elements::event(key, value)?;
                self.put_element(state, at, key, value.as_ref())
            }
            Storage::Uniq => self.put_element(state, at, key, value),
            storage => Err(Invalid::NotStored { storage }.into()),
        }
    }

    fn put_element(
        &self,
        state: &HostState,
        at: (Storage, &str),
        key: RecordRef<'_>,
        value: RecordRef<'_>,
    ) -> Result<Used, StateError> {
        state.check_element(at, key, value)?;
        Ok(self.lock().elements.put(at, key, value))
    }

    /// Removes what was arranged in a storage, and the requests to it.
    pub fn clear(&self, storage: Storage) {
        let mut inner = self.lock();
        match storage {
            Storage::Http => {
                inner.http.clear();
                inner.http_requests.clear();
            }
            Storage::FederationCommand => {
                inner.federation.clear();
                inner.federation_calls.clear();
            }
            Storage::AppSecret => inner.secrets.clear(),
            storage => inner.elements.clear(storage),
        }
    }

    /// The requests that the current or last run sent to sys.Http, in order, each the key of its
    /// call. Requests without an answer are included, and the requests of a run that failed.
    pub fn http_requests(&self) -> Vec<RecordBuf> {
        self.lock().http_requests.clone()
    }

    /// The commands that the current or last run called by sys.FederationCommand, in order, each
    /// the key of its call. Calls without an answer are included, and the calls of a run that
    /// failed.
    pub fn federation_calls(&self) -> Vec<RecordBuf> {
        self.lock().federation_calls.clone()
    }

    /// The mails that an app delivered, in order: the id of each, and the key of its intent. A kit
    /// delivers none, see [`Kit::mails`](crate::Kit::mails).
    pub fn mails(&self) -> Vec<(String, RecordBuf)> {
        self.lock().mails.clone()
    }

    /// Lets the next delivery of a mail fail; several calls let as many fail.
    pub fn fail_mail(&self, error: ExternalError) {
        self.lock().mail_errors.push_back(error);
    }

    /// Each change is one step, so a panic leaves no half of a change.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Name or value of a secret, in a record that was checked.
fn text(secret: RecordRef<'_>) -> &str {
    match secret.get("Secret") {
        Some(Value::Str(text)) => text,
        _ => "",
    }
}

impl fmt::Debug for Fakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fakes").finish_non_exhaustive()
    }
}
