//! The world outside of a scenario: what a test arranges, and what was sent.

use heeus_abi::Storage;
use heeus_host::shown::bounded;
use heeus_host::state::HostState;

use super::Scenario;
use crate::expect::bounds::LINE;
use crate::expect::fakes::{Answer, CommandAnswer, HttpAnswer};
use crate::expect::intent::repeated;
use crate::expect::requests::{as_mail, as_record, need_same, records};
use crate::expect::value::DynRecord;
use crate::fakes::Fakes;

impl Scenario {
    /// The fakes of the world outside, for failures of mails.
    pub const fn fakes(&self) -> &Fakes {
        &self.fakes
    }

    /// Arranges a secret of the application, in place of one of the same name.
    pub fn secret(&mut self, name: &str, value: &str) -> &mut Self {
        self.fakes.secret(name, value);
        self
    }

    /// Arranges the response to requests by this method to this address, by the rules of
    /// [`Kit::http`](crate::Kit::http). A test may never use it.
    ///
    /// # Panics
    /// If a condition is no field of a request.
    #[track_caller]
    pub fn http(&mut self, method: &str, url: &str, response: HttpAnswer) -> &mut Self {
        self.answer(Storage::Http, response.to(method, url))
    }

    /// Arranges the answer of a command of another application or workspace, by the rules of
    /// [`Kit::federation`](crate::Kit::federation). A test may never use it.
    ///
    /// # Panics
    /// If `command` is no qualified name, or a condition no field of a call.
    #[track_caller]
    pub fn federation(&mut self, command: &str, answer: CommandAnswer) -> &mut Self {
        self.answer(Storage::FederationCommand, answer.to(command))
    }

    #[track_caller]
    fn answer(&mut self, storage: Storage, answer: Answer) -> &mut Self {
        let (when, value, times) = answer.into_parts();
        let when = repeated(when);
        let encoded = |record: &DynRecord| match record.encode() {
            Ok(bytes) => bytes,
            Err(error) => panic!("{error}: {}", bounded(LINE, record)),
        };
        let (key, value) = (encoded(&when), encoded(&value));
        let answer = (key.as_ref(), value.as_ref());
        // The fields of these storages are the same in each state.
        let state = HostState::new();
        let arranged = self.fakes.arrange(&state, (storage, ""), answer, times);
        if let Err(error) = arranged {
            panic!("cannot be arranged: {error}");
        }
        self
    }

    /// The mails that were delivered since the beginning, in order, each with the fields of its
    /// key; `To`, `CC` and `BCC` are arrays.
    pub fn mails(&self) -> Vec<DynRecord> {
        let mails = self.fakes.mails().into_iter();
        mails.map(|(_, key)| repeated(key.into())).collect()
    }

    /// Expects just these mails since the beginning, in this order.
    ///
    /// # Panics
    /// If there are others, or another order.
    #[track_caller]
    pub fn expect_mails(&self, expected: impl IntoIterator<Item = DynRecord>) -> &Self {
        let expected: Vec<_> = expected.into_iter().map(repeated).collect();
        need_same("other mails", (&expected, &self.mails()), as_mail);
        self
    }

    /// The requests to sys.Http since the beginning, in order, each with the fields of its key,
    /// `Header` as an array. Requests of runs that failed are among them.
    pub fn http_requests(&self) -> Vec<DynRecord> {
        let requests = records(&self.fakes.http_requests());
        requests.into_iter().map(repeated).collect()
    }

    /// Expects just these requests to sys.Http since the beginning, in this order.
    ///
    /// # Panics
    /// If there are others, or another order.
    #[track_caller]
    pub fn expect_http_requests(&self, expected: impl IntoIterator<Item = DynRecord>) -> &Self {
        let expected: Vec<_> = expected.into_iter().map(repeated).collect();
        let actual = self.http_requests();
        need_same("other HTTP requests", (&expected, &actual), as_record);
        self
    }

    /// The calls by sys.FederationCommand since the beginning, in order, each with the fields of
    /// its key. Calls of runs that failed are among them.
    pub fn federation_calls(&self) -> Vec<DynRecord> {
        records(&self.fakes.federation_calls())
    }
}
