//! Answers to requests, as arranged.

use std::fmt::{self, Display, Formatter};
use std::time::Duration;

use heeus_abi::RecordRef;
use heeus_host::external::{
    ExternalError, Federation, FederationAnswer, FederationCommand, HttpClient, HttpRequest,
    HttpResponse, Mail, Mailer, Secrets,
};
use heeus_host::shown::near;

use super::Fakes;
use super::answers::{Answer, Answers};

/// Most arranged answers that a message lists.
const LISTED: usize = 10;

impl HttpClient for Fakes {
    fn send(&self, request: &HttpRequest<'_>) -> Result<HttpResponse, ExternalError> {
        let mut inner = self.lock();
        inner.http_requests.push(request.record().into());
        let answer = inner.http.give(request.record());
        let answer = answer.map(|answer| answer.value().clone().into());
        answer.ok_or_else(|| {
            unanswered(&inner.http, request.url(), |when| {
                let when = HttpRequest::new(when, Duration::ZERO, None);
                (when.to_string(), when.url())
            })
        })
    }
}

impl Federation for Fakes {
    fn command(&self, command: &FederationCommand<'_>) -> Result<FederationAnswer, ExternalError> {
        let mut inner = self.lock();
        inner.federation_calls.push(command.record().into());
        let answer = inner.federation.give(command.record());
        let answer = answer.map(|answer| answer.value().clone().into());
        answer.ok_or_else(|| {
            unanswered(&inner.federation, command.command(), |when| {
                let when = FederationCommand::new(when, Duration::ZERO, None);
                (when.to_string(), when.command())
            })
        })
    }
}

impl Secrets for Fakes {
    fn get(&self, name: &str) -> Result<Option<String>, ExternalError> {
        let inner = self.lock();
        let secret = inner.secrets.get(name);
        Ok(secret.map(|(value, used)| {
            used.set();
            value.clone()
        }))
    }
}

impl Mailer for Fakes {
    fn deliver(&self, mail: &Mail<'_>) -> Result<(), ExternalError> {
        let mut inner = self.lock();
        if let Some(error) = inner.mail_errors.pop_front() {
            return Err(error);
        }
        let delivered = (mail.id().to_owned(), mail.record().into());
        inner.mails.push(delivered);
        Ok(())
    }
}

/// The error of a request to `target` that no answer matches. `shown` returns the conditions of an
/// answer as text, and its target.
#[cold]
fn unanswered<'a>(
    answers: &'a Answers,
    target: &str,
    shown: impl Fn(RecordRef<'a>) -> (String, &'a str),
) -> ExternalError {
    let arranged: Vec<(&Answer, (String, &str))> = answers
        .iter()
        .map(|answer| (answer, shown(answer.when())))
        .collect();
    let known = arranged.iter().map(|(_, (_, target))| *target);
    let near = near(target, known).filter(|near| *near != target);
    ExternalError::refused(Unanswered {
        arranged: &arranged,
        near,
    })
}

struct Unanswered<'a> {
    arranged: &'a [(&'a Answer, (String, &'a str))],
    near: Option<&'a str>,
}

impl Display for Unanswered<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("no answer is arranged for it; ")?;
        if self.arranged.is_empty() {
            return f.write_str("none is arranged");
        }
        f.write_str("arranged: ")?;
        for (index, (answer, (text, _))) in self.arranged.iter().take(LISTED).enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            let used_up = if answer.is_used_up() { " (given)" } else { "" };
            write!(f, "{comma}{text}{used_up}")?;
        }
        if let Some(more @ 1..) = self.arranged.len().checked_sub(LISTED) {
            write!(f, " and {more} more")?;
        }
        match self.near {
            Some(near) => write!(f, "; did you mean {near}?"),
            None => Ok(()),
        }
    }
}
