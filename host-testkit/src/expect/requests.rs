//! Expectations of the mails and requests of a run.

use heeus_abi::RecordBuf;

use super::diff::{LEGEND, diff};
use super::intent::{mail, repeated};
use super::kit::Kit;
use super::value::DynRecord;

impl Kit {
    /// The mails of the last applied run, in order, each with the fields of its key; `To`, `CC` and
    /// `BCC` are arrays.
    pub fn mails(&self) -> Vec<DynRecord> {
        let mails = self.state().mails().iter();
        mails
            .map(|key| repeated(DynRecord::from(key.as_ref())))
            .collect()
    }

    /// Expects a mail, with just these fields, among those of the last applied run.
    ///
    /// # Panics
    /// If there is no such mail.
    #[track_caller]
    pub fn expect_mail(&self, expected: DynRecord) -> &Self {
        let (expected, mails) = (repeated(expected), self.mails());
        if !mails.contains(&expected) {
            let diff = diff(&all(&[expected], as_mail), &all(&mails, as_mail));
            panic!("{}: a mail is missing {LEGEND}\n{diff}", self.name());
        }
        self
    }

    /// Expects just these mails of the last applied run, in this order.
    ///
    /// # Panics
    /// If there are others, or another order.
    #[track_caller]
    pub fn expect_mails(&self, expected: impl IntoIterator<Item = DynRecord>) -> &Self {
        let expected: Vec<_> = expected.into_iter().map(repeated).collect();
        self.same("mails", &expected, &self.mails(), as_mail)
    }

    /// The requests of the last run to sys.Http, in order, each with the fields of its key,
    /// `Header` as an array. They are kept also if the run failed.
    pub fn http_requests(&self) -> Vec<DynRecord> {
        let requests = records(&self.fakes.http_requests());
        requests.into_iter().map(repeated).collect()
    }

    /// Expects just these requests of the last run to sys.Http, with just these fields, in this
    /// order. It works also if the run failed.
    ///
    /// # Panics
    /// If there are others, or another order.
    #[track_caller]
    pub fn expect_http_requests(&self, expected: impl IntoIterator<Item = DynRecord>) -> &Self {
        let expected: Vec<_> = expected.into_iter().map(repeated).collect();
        self.same("HTTP requests", &expected, &self.http_requests(), as_record)
    }

    /// The calls of the last run by sys.FederationCommand, in order, each with the fields of its
    /// key. They are kept also if the run failed.
    pub fn federation_calls(&self) -> Vec<DynRecord> {
        records(&self.fakes.federation_calls())
    }

    /// Expects just these calls of the last run by sys.FederationCommand, with just these fields,
    /// in this order. It works also if the run failed.
    ///
    /// # Panics
    /// If there are others, or another order.
    #[track_caller]
    pub fn expect_federation_calls(&self, expected: impl IntoIterator<Item = DynRecord>) -> &Self {
        let expected: Vec<_> = expected.into_iter().collect();
        let actual = self.federation_calls();
        self.same("calls of commands", &expected, &actual, as_record)
    }

    #[track_caller]
    fn same(
        &self,
        what: &str,
        expected: &[DynRecord],
        actual: &[DynRecord],
        text: fn(&DynRecord) -> String,
    ) -> &Self {
        need_same(
            &format!("{}: other {what}", self.name()),
            (expected, actual),
            text,
        );
        self
    }
}

/// Fails the test with this text unless both are the same.
#[track_caller]
pub(super) fn need_same(
    other: &str,
    (expected, actual): (&[DynRecord], &[DynRecord]),
    text: fn(&DynRecord) -> String,
) {
    if actual != expected {
        let diff = diff(&all(expected, text), &all(actual, text));
        panic!("{other} {LEGEND}\n{diff}");
    }
}

pub(super) fn records(keys: &[RecordBuf]) -> Vec<DynRecord> {
    keys.iter().map(|key| key.as_ref().into()).collect()
}

/// A mail as the call that builds it as an intent.
pub(super) fn as_mail(key: &DynRecord) -> String {
    mail(key.clone()).to_string()
}

pub(super) fn as_record(key: &DynRecord) -> String {
    format!("{key:#},")
}

/// All of them as text, joined by line breaks.
fn all(keys: &[DynRecord], text: fn(&DynRecord) -> String) -> String {
    let texts: Vec<String> = keys.iter().map(text).collect();
    texts.join("\n")
}
