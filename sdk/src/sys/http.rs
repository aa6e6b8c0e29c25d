//! Requests to other servers.

use alloc::vec::Vec;

use heeus_abi::{RecordRef, Storage};

use crate::Record;
use crate::arena::small_vec::push;
use crate::context::access::ReadHttp;
use crate::error::{Error, StateError};
use crate::run::block::Place;
use crate::values::json::{self, Json};

const HTTP: &Place<'static> = &Place::without_entity(Storage::Http);

/// A request to another server. The platform sends it while the run waits.
///
/// ```
/// use heeus_sdk::prelude::*;
/// use heeus_sdk::sys::HttpRequest;
/// use heeus_sdk::values::json;
///
/// fn order(ctx: &ProjectorContext<'_>, article: RecordId, sum: Money) -> Result<i64, Error> {
///     let body = json::object(|order| {
///         order.put("article", article);
///         order.put("sum", sum);
///     });
///     let answer = HttpRequest::new("POST", "https://shop.example/orders")
///         .json(&body)
///         .send(ctx)?;
///     if answer.status_code != 200 {
///         return Err(text!("the shop refuses: {}", answer.status_code).into());
///     }
///     answer.json()?.get("number")
/// }
/// ```
#[derive(Debug, Clone, Record)]
pub struct HttpRequest<'a> {
    method: &'a str,
    url: &'a str,
    body: Option<&'a [u8]>,
    #[record(rename = "Header")]
    headers: Option<Vec<&'a str>>,
    #[record(rename = "HTTPClientTimeoutMilliseconds")]
    timeout: Option<i64>,
    handle_errors: Option<bool>,
}

impl<'a> HttpRequest<'a> {
    /// Creates a request without a body.
    pub const fn new(method: &'a str, url: &'a str) -> Self {
        Self {
            method,
            url,
            body: None,
            headers: None,
            timeout: None,
            handle_errors: None,
        }
    }

    /// Sets the body.
    pub const fn body(mut self, body: &'a [u8]) -> Self {
        self.body = Some(body);
        self
    }

    /// Sets a body of JSON, as [`json::object`](crate::values::json::object) returns it, and adds
    /// the header `Content-Type: application/json`.
    pub fn json(self, body: &'a str) -> Self {
        self.body(body.as_bytes())
            .header("Content-Type: application/json")
    }

    /// Adds a header: `Name: value`.
    pub fn header(mut self, header: &'a str) -> Self {
        push(self.headers.get_or_insert_default(), header);
        self
    }

    /// Sets the time that the platform waits for an answer, in milliseconds.
    pub const fn timeout(mut self, milliseconds: i64) -> Self {
        self.timeout = Some(milliseconds);
        self
    }

    /// Reports failures in [`HttpResponse::error`], not as an error of the run.
    pub const fn handle_errors(mut self) -> Self {
        self.handle_errors = Some(true);
        self
    }

    /// Sends the request.
    ///
    /// # Errors
    /// If there is no answer and [`handle_errors`](Self::handle_errors) is not set.
    pub fn send<'run>(&self, ctx: &impl ReadHttp<'run>) -> Result<HttpResponse<'run>, Error> {
        let state = ctx.state();
        let memory = &state.run().memory;
        let mut answer = None;
        HTTP.read(state.run(), self, 1, |_, element| {
            answer = Some(RecordRef::trusted(memory.keep(element.as_bytes())));
            false
        })?;
        let answer = answer.ok_or_else(|| HTTP.failed(StateError::NotExists))?;
        HttpResponse::from_record(answer)
    }
}

/// The answer of another server.
#[derive(Debug, Clone, Record)]
pub struct HttpResponse<'run> {
    /// The status code; 0 if there was no answer.
    #[record(default)]
    pub status_code: i32,
    /// The body.
    #[record(default)]
    pub body: &'run [u8],
    /// The headers: `Name: value`.
    #[record(rename = "Header", default)]
    pub headers: Vec<&'run str>,
    /// The reason why there was no answer.
    pub error: Option<&'run str>,
}

impl<'run> HttpResponse<'run> {
    /// The body as JSON.
    ///
    /// # Errors
    /// If it is no JSON.
    pub fn json(&self) -> Result<Json<'run>, Error> {
        json::read(self.body)
    }
}
