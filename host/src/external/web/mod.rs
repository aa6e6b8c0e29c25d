//! A client for HTTP.

mod connect;
mod failure;
mod outgoing;
mod redirect;

use std::fmt;
use std::io::Read;
use std::net::IpAddr;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use ureq::config::AutoHeaderValue;
use ureq::http::{HeaderMap, StatusCode};
use ureq::{Agent, Body};

use super::reach::Reach;
use super::tls::Roots;
use super::{ExternalError, HttpClient, HttpRequest, HttpResponse};
use failure::failed;
pub(super) use outgoing::Outgoing;

/// Sends the requests of sys.Http over HTTP/1.1 and TLS.
///
/// The defaults expect extensions that nobody has checked:
///
/// - Addresses that are not of the internet are refused: of this machine, of its networks, of the
///   services of a cloud. The client checks the address that it connects to, for redirects too.
/// - A response has at most 4 MiB, its headers 64 KiB. It is not decompressed.
/// - A request is redirected at most five times, and not from https to http. To another server go
///   neither credentials nor headers that are not known to be harmless.
/// - The client uses no proxy, whatever the environment says, and keeps no cookies. Each request
///   has a connection of its own.
/// - An extension cannot set the headers that say where a request ends or which host it is for.
///
/// A request with an [id](HttpRequest::id) has it in the header `Idempotency-Key`, if the extension
/// sets none. The client trusts the roots of Mozilla, and those given to [`trust`](Self::trust).
pub struct WebClient {
    reach: Reach,
    roots: Roots,
    max_body: usize,
    max_redirects: u32,
    agent: OnceLock<Agent>,
}

/// A response as it arrived.
pub(super) struct Incoming {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Default for WebClient {
    fn default() -> Self {
        Self {
            reach: Reach::default(),
            roots: Roots::default(),
            max_body: 4 << 20,
            max_redirects: 5,
            agent: OnceLock::new(),
        }
    }
}

impl WebClient {
    /// Returns a client with the defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the same client with another limit for the body of a response, in bytes.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// Returns the same client with another limit for the redirects of a request; 0 leaves
    /// redirects to the extension.
    pub fn max_redirects(mut self, redirects: u32) -> Self {
        self.max_redirects = redirects;
        self
    }

    /// Returns the same client, which may reach these hosts alone.
    pub fn only_hosts<T: Into<String>>(mut self, hosts: impl IntoIterator<Item = T>) -> Self {
        self.reach.only(hosts);
        self.changed()
    }

    /// Returns the same client, which may or may not reach addresses that are not of the internet,
    /// such as those of this machine.
    pub fn allow_private_addresses(mut self, allow: bool) -> Self {
        self.reach.private = allow;
        self.changed()
    }

    /// Returns the same client, which may reach these addresses too.
    pub fn allow_addresses(mut self, addresses: impl IntoIterator<Item = IpAddr>) -> Self {
        self.reach.addresses.extend(addresses);
        self.changed()
    }

    /// Returns the same client, which also trusts these roots: certificates in the PEM format.
    ///
    /// # Errors
    /// [`ExternalError`] if the text has no certificate, or one that cannot be read.
    pub fn trust(mut self, pem: impl AsRef<[u8]>) -> Result<Self, ExternalError> {
        self.roots.add(pem.as_ref())?;
        Ok(self.changed())
    }

    fn changed(mut self) -> Self {
        self.agent = OnceLock::new();
        self
    }

    /// Sends a request, and follows redirects.
    pub(super) fn exchange(
        &self,
        mut outgoing: Outgoing<'_>,
        time: Duration,
    ) -> Result<Incoming, ExternalError> {
        let begin = Instant::now();
        let mut redirects = 0;
        loop {
            let left = time.saturating_sub(begin.elapsed());
            let response = self.call(&outgoing, left)?;
            if self.max_redirects == 0 || !redirect::is_redirect(&response) {
                return self.read(outgoing.host(), response);
            }
            redirects += 1;
            if redirects > self.max_redirects {
                let reason = format!("more than {} redirects", self.max_redirects);
                return Err(failed(outgoing.host(), reason));
            }
            outgoing = redirect::follow(outgoing, &response)?;
        }
    }

    /// Sends one request, and returns the beginning of its response.
    fn call(
        &self,
        outgoing: &Outgoing<'_>,
        left: Duration,
    ) -> Result<ureq::http::Response<Body>, ExternalError> {
        self.reach.check_host(outgoing.host())?;
        if left.is_zero() {
            return Err(failed(outgoing.host(), "no response in time"));
        }
        let agent = self.agent()?;
        let response = match outgoing.body() {
            Some(body) => agent.run(configured(agent, outgoing.request(body)?, left)),
            None => agent.run(configured(agent, outgoing.request(())?, left)),
        };
        response.map_err(|error| failure::error(outgoing.host(), error))
    }

    /// Reads the whole body of a response.
    fn read(
        &self,
        host: &str,
        response: ureq::http::Response<Body>,
    ) -> Result<Incoming, ExternalError> {
        let (parts, body) = response.into_parts();
        let most = u64::try_from(self.max_body).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        let mut reader = body.into_reader().take(most.saturating_add(1));
        reader
            .read_to_end(&mut bytes)
            .map_err(|error| failure::error(host, error.into()))?;
        if bytes.len() > self.max_body {
            let reason = format!("the response has more than {most} bytes");
            return Err(failed(host, reason));
        }
        Ok(Incoming {
            status: parts.status,
            headers: parts.headers,
            body: bytes,
        })
    }

    /// The agent with the connections of this client.
    fn agent(&self) -> Result<&Agent, ExternalError> {
        if let Some(agent) = self.agent.get() {
            return Ok(agent);
        }
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            // A server may end a connection that waits at any time, and a request that meets this
            // cannot always be repeated.
            .max_idle_connections(0)
            .user_agent(concat!("heeus-host/", env!("CARGO_PKG_VERSION")))
            .accept_encoding(AutoHeaderValue::None)
            .allow_non_standard_methods(true)
            .build();
        let connector = connect::connector(self.roots.client()?);
        let resolver = connect::Checked(self.reach.clone());
        let agent = Agent::with_parts(config, connector, resolver);
        Ok(self.agent.get_or_init(|| agent))
    }
}

/// Returns a request with the time that it may take.
fn configured<S: ureq::AsSendBody>(
    agent: &Agent,
    request: ureq::http::Request<S>,
    time: Duration,
) -> ureq::http::Request<S> {
    let config = agent.configure_request(request);
    config.timeout_global(Some(time)).build()
}

impl HttpClient for WebClient {
    fn send(&self, request: &HttpRequest<'_>) -> Result<HttpResponse, ExternalError> {
        let outgoing = Outgoing::of(request)?;
        let host = outgoing.host().to_owned();
        let incoming = self.exchange(outgoing, request.timeout())?;
        let lines: Vec<String> = incoming.headers.iter().map(line).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let status = i32::from(incoming.status.as_u16());
        HttpResponse::new(status, &lines, &incoming.body)
            .map_err(|error| failed(&host, format!("the response: {}", error.text())))
    }
}

/// A header as a line `name: value`.
fn line((name, value): (&ureq::http::HeaderName, &ureq::http::HeaderValue)) -> String {
    format!("{name}: {}", String::from_utf8_lossy(value.as_bytes()))
}

impl fmt::Debug for WebClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebClient")
            .field("reach", &self.reach)
            .field("max_body", &self.max_body)
            .field("max_redirects", &self.max_redirects)
            .finish_non_exhaustive()
    }
}
