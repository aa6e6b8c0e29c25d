//! A request that is ready to be sent.

use ureq::http::header::{HeaderName, HeaderValue};
use ureq::http::{HeaderMap, Method, Request, Uri, header};

use super::super::{ExternalError, HttpRequest};
use super::failure::failed;

/// The header with the id of a request.
pub(super) const ID: HeaderName = HeaderName::from_static("idempotency-key");

/// Headers that the client sets itself: those that say where a request ends, which host it is for,
/// and what becomes of its connection.
const OWN: [HeaderName; 9] = [
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::EXPECT,
    header::HOST,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];
/// Such headers without a standard.
const OWN_NAMES: [&str; 2] = ["keep-alive", "proxy-connection"];

/// A request that is ready to be sent.
#[derive(Debug)]
pub(in super::super) struct Outgoing<'a> {
    pub(super) method: Method,
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
    pub(super) body: &'a [u8],
}

impl<'a> Outgoing<'a> {
    /// Reads the request of an extension.
    ///
    /// # Errors
    /// [`ExternalError`] if it is none that may be sent.
    pub fn of(request: &HttpRequest<'a>) -> Result<Self, ExternalError> {
        let mut outgoing = Self::new(request.method(), request.url(), request.body())?;
        for line in request.headers() {
            outgoing.add(line)?;
        }
        if let Some(id) = request.id() {
            outgoing.set_id(id)?;
        }
        Ok(outgoing)
    }

    /// Creates a request without headers.
    ///
    /// # Errors
    /// [`ExternalError`] if the method or the URL cannot be sent.
    pub fn new(method: &str, url: &str, body: &'a [u8]) -> Result<Self, ExternalError> {
        let method = Method::from_bytes(method.as_bytes()).ok();
        let method = method.filter(|method| *method != Method::CONNECT);
        let method = method.ok_or_else(|| wrong("the method is none that can be sent"))?;
        let uri = url.parse().ok().and_then(checked);
        let uri = uri.ok_or_else(|| {
            wrong("the URL is none of http or https with a host and only characters of a URL")
        })?;
        Ok(Self {
            method,
            uri,
            headers: HeaderMap::new(),
            body,
        })
    }

    /// Adds a header, a line `Name: value`.
    fn add(&mut self, line: &str) -> Result<(), ExternalError> {
        let parts = line.split_once(':');
        let (name, value) = parts.ok_or_else(|| wrong("a header is no line `Name: value`"))?;
        self.put(name, value.trim_matches([' ', '\t']))
    }

    /// Adds a header.
    ///
    /// # Errors
    /// [`ExternalError`] if it cannot be sent, or is one that the client sets.
    pub fn put(&mut self, name: &str, value: &str) -> Result<(), ExternalError> {
        let name: HeaderName = name
            .parse()
            .map_err(|_| wrong("the name of a header has other characters than a name may have"))?;
        if OWN.contains(&name) || OWN_NAMES.contains(&name.as_str()) {
            return Err(wrong(format!("header {name}: only the client may set it")));
        }
        let value = HeaderValue::from_bytes(value.as_bytes())
            .map_err(|_| wrong(format!("header {name}: its value has control characters")))?;
        self.headers.append(name, value);
        Ok(())
    }

    /// Sets the id of a request that has none.
    pub fn set_id(&mut self, id: &str) -> Result<(), ExternalError> {
        if self.headers.contains_key(ID) {
            return Ok(());
        }
        self.put(ID.as_str(), id)
    }

    /// Returns whether the URL has the name of a user in front of its host.
    pub fn has_user(&self) -> bool {
        let authority = self.uri.authority();
        authority.is_some_and(|authority| authority.as_str().contains('@'))
    }

    /// The name of the host.
    pub fn host(&self) -> &str {
        self.uri.host().unwrap_or_default()
    }

    /// The body, if the request has one.
    pub fn body(&self) -> Option<&'a [u8]> {
        let expected = [Method::POST, Method::PUT, Method::PATCH].contains(&self.method);
        (expected || !self.body.is_empty()).then_some(self.body)
    }

    /// The request for the client.
    pub fn request<S>(&self, body: S) -> Result<Request<S>, ExternalError> {
        let mut request = Request::builder()
            .method(self.method.clone())
            .uri(self.uri.clone())
            .body(body)
            .map_err(|error| failed(self.host(), error))?;
        *request.headers_mut() = self.headers.clone();
        let close = HeaderValue::from_static("close");
        request.headers_mut().insert(header::CONNECTION, close);
        Ok(request)
    }
}

/// Returns a URI if a request can be sent there.
pub(super) fn checked(uri: Uri) -> Option<Uri> {
    let scheme = uri.scheme_str()?;
    let host = uri.host().filter(|host| !host.is_empty())?;
    // A port that is no number of 16 bits would be taken as none.
    let authority = uri.authority()?.as_str();
    let (_, after) = authority.rsplit_once(host)?;
    let has_port = uri.port_u16().is_some();
    let known = scheme == "http" || scheme == "https";
    (known && has_port != after.is_empty()).then_some(uri)
}

/// The error for a request that is wrong in itself.
fn wrong(reason: impl std::fmt::Display) -> ExternalError {
    ExternalError::permanent(format!("request: {reason}"))
}
