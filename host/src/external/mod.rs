//! The world outside of a host: HTTP servers, commands of other apps, secrets, mail.
//!
//! The host answers the calls of extensions by the four traits of this module. [`External`] holds
//! one value for each. A storage without a value is not offered: a get ends the run with an error
//! that says so.
//!
//! [`EnvSecrets`] and [`DirSecrets`] are there always, `WebClient` and `HttpFederation` with the
//! feature `http`, `SmtpMailer` with the feature `mail`. Extensions choose the URLs and servers, so
//! these clients reach addresses of the internet alone, unless the host allows others:
//!
//! ```
//! use heeus_host::external::{
//!     DirSecrets, External, HttpFederation, SmtpMailer, WebClient,
//! };
//! use heeus_host::{App, AppConfig};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let config = AppConfig {
//!     external: External::default()
//!         .http(WebClient::new().max_body(1 << 20))
//!         .federation(HttpFederation::new("https://cluster.example", "acme", "shop")?)
//!         .secrets(DirSecrets::new("/run/secrets"))
//!         .mailer(SmtpMailer::new("shop.example")?.only_hosts(["smtp.shop.example"])),
//!     ..AppConfig::default()
//! };
//! let app = App::in_memory(config)?;
//! # Ok(())
//! # }
//! ```

mod answer;
mod display;
mod error;
#[cfg(feature = "http")]
mod federation;
mod mail;
#[cfg(any(feature = "http", feature = "mail"))]
mod reach;
mod request;
#[cfg(any(feature = "http", feature = "mail"))]
mod resolve;
mod secrets;
#[cfg(feature = "mail")]
mod smtp;
#[cfg(any(feature = "http", feature = "mail"))]
mod tls;
#[cfg(feature = "http")]
mod web;

use std::fmt;
use std::sync::Arc;

pub use answer::{FederationAnswer, HttpResponse};
pub use error::ExternalError;
#[cfg(feature = "http")]
pub use federation::HttpFederation;
pub use mail::Mail;
pub use request::{FederationCommand, HttpRequest};
pub use secrets::{DirSecrets, EnvSecrets};
#[cfg(feature = "mail")]
pub use smtp::SmtpMailer;
#[cfg(feature = "http")]
pub use web::WebClient;

/// Sends the requests of sys.Http.
///
/// A client is used by many threads at once. A call blocks until the response is complete.
pub trait HttpClient: Send + Sync {
    /// Sends a request, and returns the response whatever its status code is.
    ///
    /// # Errors
    /// [`ExternalError`] if there is no complete response within the
    /// [timeout](HttpRequest::timeout).
    fn send(&self, request: &HttpRequest<'_>) -> Result<HttpResponse, ExternalError>;
}

/// Runs commands of other apps for sys.FederationCommand.
///
/// It is used by many threads at once. A call blocks until the answer is complete.
pub trait Federation: Send + Sync {
    /// Runs a command, and returns the answer whatever its status code is.
    ///
    /// # Errors
    /// [`ExternalError`] if there is no complete answer within the
    /// [timeout](FederationCommand::timeout).
    fn command(&self, command: &FederationCommand<'_>) -> Result<FederationAnswer, ExternalError>;
}

/// Knows the secrets of sys.AppSecret.
///
/// It is used by many threads at once.
pub trait Secrets: Send + Sync {
    /// Returns the secret of this name; `None` if there is none.
    ///
    /// # Errors
    /// [`ExternalError`] if the secrets cannot be read.
    fn get(&self, name: &str) -> Result<Option<String>, ExternalError>;
}

/// Delivers the mails of sys.SendMail.
///
/// A partition delivers its mails one after the other; different partitions use a mailer at once. A
/// mail is delivered after the intents of its run are durable. It is delivered again if the host
/// ends before it has stored that the mail was delivered, or if the delivery fails.
pub trait Mailer: Send + Sync {
    /// Delivers a mail to all its receivers.
    ///
    /// # Errors
    /// [`ExternalError`] if the mail was not accepted. If the error is
    /// [permanent](ExternalError::is_permanent), the mail is not tried again.
    fn deliver(&self, mail: &Mail<'_>) -> Result<(), ExternalError>;
}

/// The connections of a host to the world outside. Cheap to clone. The default has none.
#[derive(Clone, Default)]
pub struct External {
    pub(crate) http: Option<Arc<dyn HttpClient>>,
    pub(crate) federation: Option<Arc<dyn Federation>>,
    pub(crate) secrets: Option<Arc<dyn Secrets>>,
    pub(crate) mailer: Option<Arc<dyn Mailer>>,
}

impl External {
    /// Returns the same with another client for sys.Http.
    pub fn http(mut self, client: impl HttpClient + 'static) -> Self {
        self.http = Some(Arc::new(client));
        self
    }

    /// Returns the same with other apps for sys.FederationCommand.
    pub fn federation(mut self, federation: impl Federation + 'static) -> Self {
        self.federation = Some(Arc::new(federation));
        self
    }

    /// Returns the same with other secrets for sys.AppSecret.
    pub fn secrets(mut self, secrets: impl Secrets + 'static) -> Self {
        self.secrets = Some(Arc::new(secrets));
        self
    }

    /// Returns the same with another mailer for sys.SendMail.
    pub fn mailer(mut self, mailer: impl Mailer + 'static) -> Self {
        self.mailer = Some(Arc::new(mailer));
        self
    }
}

impl fmt::Debug for External {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("External")
            .field("http", &self.http.is_some())
            .field("federation", &self.federation.is_some())
            .field("secrets", &self.secrets.is_some())
            .field("mailer", &self.mailer.is_some())
            .finish()
    }
}
