//! Requests in messages, without what may be secret.

use std::fmt;

use heeus_abi::{RecordBuilder, RecordRef, Value};

use super::request::{FederationCommand, HttpRequest};
use crate::shown::{Neutral, ShortRecord};

/// Writes `GET https://heeus.com/a?.. {Body: 3 bytes}`, without headers, the query of the URL and
/// the user in it; `any` for a request without a URL.
impl fmt::Display for HttpRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.url() {
            "" => f.write_str("any")?,
            url => {
                write!(f, "{} ", Neutral(self.method()))?;
                shown_url(url, f)?;
            }
        }
        rest(self.record(), &["Method", "Url", "Header"], f)
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

fn shown_url(url: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (path, has_query) = match url.find(['?', '#']) {
        Some(at) => (url.get(..at).unwrap_or_default(), true),
        None => (url, false),
    };
    let (scheme, path) = match path.split_once("://") {
        Some((scheme, path)) => (Some(scheme), path),
        None => (None, path),
    };
    let host = path.find('/').unwrap_or(path.len());
    let (host, path) = path.split_at_checked(host).unwrap_or((path, ""));
    let (user, host) = match host.rsplit_once('@') {
        Some((_, host)) => ("..@", host),
        None => ("", host),
    };
    if let Some(scheme) = scheme {
        write!(f, "{}://", Neutral(scheme))?;
    }
    let query = if has_query { "?.." } else { "" };
    write!(f, "{user}{}{}{query}", Neutral(host), Neutral(path))
}

/// Writes the number of headers, and the fields besides these.
fn rest(record: RecordRef<'_>, known: &[&str], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut rest = RecordBuilder::new();
    for field in record.fields() {
        if !known.contains(&field.name) {
            rest.put(field.name, field.value);
        } else if let Value::Array(_) = field.value {
            // Shown as a number of items.
            rest.put(field.name, field.value);
        }
    }
    match rest.build() {
        Ok(rest) if !rest.as_ref().is_empty() => write!(f, " {}", ShortRecord(rest.as_ref())),
        _ => Ok(()),
    }
}
