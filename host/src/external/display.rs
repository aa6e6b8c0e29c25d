//! Requests in messages.

use std::fmt;

use heeus_abi::{RecordBuilder, RecordRef};

use super::request::{FederationCommand, HttpRequest};
use crate::shown::{Neutral, ShortRecord};

/// Writes `GET https://heeus.com {Header: 1 items}`; `any` for a request without a URL.
impl fmt::Display for HttpRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.url() {
            "" => f.write_str("any")?,
            url => write!(f, "{} {}", Neutral(self.method()), Neutral(url))?,
        }
        rest(self.record(), &["Method", "Url"], f)
    }
}

/// Writes `shop.NewOrder {WSID: 5}`, without the token; `any` for a call without a command.
impl fmt::Display for FederationCommand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.command() {
            "" => f.write_str("any")?,
            command => write!(f, "{}", Neutral(command))?,
        }
        rest(self.record(), &["Command", "Token"], f)
    }
}

/// Writes the fields besides these.
fn rest(record: RecordRef<'_>, known: &[&str], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut rest = RecordBuilder::new();
    for field in record.fields() {
        if !known.contains(&field.name) {
            rest.put(field.name, field.value);
        }
    }
    match rest.build() {
        Ok(rest) if !rest.as_ref().is_empty() => write!(f, " {}", ShortRecord(rest.as_ref())),
        _ => Ok(()),
    }
}
