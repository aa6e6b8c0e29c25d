//! A mailer over SMTP.

mod address;
mod message;
mod session;
mod stream;

use std::fmt;
use std::net::IpAddr;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant, SystemTime};

use rustls::ClientConfig;

use super::reach::Reach;
use super::resolve::{Unresolved, resolve};
use super::tls::Roots;
use super::{ExternalError, Mail, Mailer};
use message::Message;
use session::{Session, failed};
use stream::Stream;

/// Delivers the mails of sys.SendMail to the servers that they name.
///
/// The defaults expect extensions that nobody has checked:
///
/// - Addresses of servers that are not of the internet are refused, as by `WebClient`.
/// - A mail goes through TLS alone: from the start at port 465, at other ports by STARTTLS. Only a
///   server on this machine may be without it.
/// - A delivery takes at most a minute, whatever the server does.
/// - No text of a mail can become a header, another receiver or a command.
///
/// A mail goes to all its receivers or, if the server refuses one of them, to none. Its
/// `Message-ID` is the [id](Mail::id) of the mail and the domain of the mailer, so receivers can
/// detect a mail that is delivered again. Its body is plain text. An error is
/// [permanent](ExternalError::is_permanent) if the mail is wrong, or the server says so by a code
/// of 500 to 599.
///
/// The mailer trusts the roots of Mozilla, and those given to [`trust`](Self::trust).
pub struct SmtpMailer {
    domain: String,
    reach: Reach,
    roots: Roots,
    timeout: Duration,
    must_be_private: bool,
    tls_ports: Vec<u16>,
    config: OnceLock<Arc<ClientConfig>>,
}

impl SmtpMailer {
    /// Returns a mailer with the domain that it is in, such as `shop.example`.
    ///
    /// # Errors
    /// [`ExternalError`] if the domain has other characters than letters and digits of ASCII, `-`
    /// and `.`.
    pub fn new(domain: &str) -> Result<Self, ExternalError> {
        if !domain.is_ascii() || !address::is_domain(domain) {
            let reason = format!("domain of a mailer: expected a name, found {domain}");
            return Err(ExternalError::permanent(reason));
        }
        Ok(Self {
            domain: domain.to_owned(),
            reach: Reach::default(),
            roots: Roots::default(),
            timeout: Duration::from_mins(1),
            must_be_private: true,
            tls_ports: vec![465],
            config: OnceLock::new(),
        })
    }

    /// Returns the same mailer with another time that a delivery may take.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Returns the same mailer, which may reach these servers alone.
    pub fn only_hosts<T: Into<String>>(mut self, hosts: impl IntoIterator<Item = T>) -> Self {
        self.reach.only(hosts);
        self
    }

    /// Returns the same mailer, which may or may not reach addresses that are not of the internet,
    /// such as those of this machine.
    pub fn allow_private_addresses(mut self, allow: bool) -> Self {
        self.reach.private = allow;
        self
    }

    /// Returns the same mailer, which may reach these addresses too.
    pub fn allow_addresses(mut self, addresses: impl IntoIterator<Item = IpAddr>) -> Self {
        self.reach.addresses.extend(addresses);
        self
    }

    /// Returns the same mailer, which does or does not need TLS. TLS is used where it is offered in
    /// any case, and no password is sent without.
    pub fn require_tls(mut self, require: bool) -> Self {
        self.must_be_private = require;
        self
    }

    /// Returns the same mailer with other ports where TLS begins at once. Default: 465.
    pub fn tls_ports(mut self, ports: impl IntoIterator<Item = u16>) -> Self {
        self.tls_ports = ports.into_iter().collect();
        self
    }

    /// Returns the same mailer, which also trusts these roots: certificates in the PEM format.
    ///
    /// # Errors
    /// [`ExternalError`] if the text has no certificate, or one that cannot be read.
    pub fn trust(mut self, pem: impl AsRef<[u8]>) -> Result<Self, ExternalError> {
        self.roots.add(pem.as_ref())?;
        self.config = OnceLock::new();
        Ok(self)
    }

    fn config(&self) -> Result<&Arc<ClientConfig>, ExternalError> {
        if let Some(config) = self.config.get() {
            return Ok(config);
        }
        let config = self.roots.client()?;
        Ok(self.config.get_or_init(|| config))
    }

    /// Connects to the server of a mail.
    fn connect(&self, host: &str, port: u16) -> Result<Stream, ExternalError> {
        self.reach.check_host(host)?;
        let now = Instant::now();
        let end = now.checked_add(self.timeout).unwrap_or(now);
        let addresses = resolve(host, port, self.timeout, &self.reach);
        let addresses = addresses.map_err(|error| {
            let reason = format!("mail server {host}: {}", error.text());
            match error {
                Unresolved::Refused => ExternalError::refused(reason),
                Unresolved::Unknown | Unresolved::Late | Unresolved::Busy => {
                    ExternalError::new(reason)
                }
            }
        })?;
        let stream = Stream::connect(&addresses, end);
        let stream = stream.map_err(|error| failed(host, "connection", &error))?;
        if !self.tls_ports.contains(&port) {
            return Ok(stream);
        }
        let stream = stream.with_tls(self.config()?, host);
        stream.map_err(|error| failed(host, "TLS", &error))
    }
}

impl Mailer for SmtpMailer {
    fn deliver(&self, mail: &Mail<'_>) -> Result<(), ExternalError> {
        #[expect(
            clippy::disallowed_methods,
            reason = "the date of a mail is that of its sending; no run sees it"
        )]
        let now = SystemTime::now();
        let message = Message::of(mail, &self.domain, now)?;
        let port = u16::try_from(mail.port()).ok().filter(|port| *port != 0);
        let port = port.ok_or_else(|| {
            let reason = format!("mail: port: expected 1 to 65535, found {}", mail.port());
            ExternalError::permanent(reason)
        })?;
        let host = mail.host();
        let stream = self.connect(host, port)?;
        let session = Session::begin(stream, host, &self.domain)?;
        let mut session = session.start_tls(self.config()?, &self.domain)?;
        session.check_privacy(self.must_be_private, mail.username().is_some())?;
        if let Some(user) = mail.username() {
            session.log_in(user, mail.password().unwrap_or_default())?;
        }
        session.send(&message)
    }
}

impl fmt::Debug for SmtpMailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpMailer")
            .field("domain", &self.domain)
            .field("reach", &self.reach)
            .field("timeout", &self.timeout)
            .field("must_be_private", &self.must_be_private)
            .finish_non_exhaustive()
    }
}
