//! Errors of the client as errors of a call outside.

use std::fmt::Display;
use std::io::ErrorKind;

use ureq::Error;

use super::super::ExternalError;
use super::super::resolve::Unresolved;
use super::connect::Unreachable;

/// The error of a request to a host that may succeed at the next try.
pub(super) fn failed(host: &str, reason: impl Display) -> ExternalError {
    ExternalError::new(format!("request to {host}: {reason}"))
}

/// Returns an error of the client as one of a call outside. It shows the host alone of the URL,
/// since the rest of it may have secrets.
pub(super) fn error(host: &str, error: Error) -> ExternalError {
    match error {
        Error::Timeout(_) => failed(host, "no response in time"),
        Error::LargeResponseHeader(_, most) => failed(
            host,
            format!("the response has more than {most} bytes of headers"),
        ),
        Error::HostNotFound | Error::BadUri(_) => failed(host, "its address is not found"),
        Error::Protocol(error) => failed(host, format!("no valid response: {error}")),
        Error::Io(error) if error.kind() == ErrorKind::UnexpectedEof => {
            failed(host, "the connection ended before the response did")
        }
        Error::Io(error) => failed(host, error),
        Error::Other(error) => match error.downcast_ref::<Unreachable>() {
            Some(unreachable @ Unreachable(Unresolved::Refused)) => {
                ExternalError::refused(format!("request to {host}: {unreachable}"))
            }
            _ => failed(host, error),
        },
        error => failed(host, error),
    }
}
