//! Output of a run beside its result: the response, mail, the log.

use alloc::vec::Vec;

use heeus_abi::{LogLevel, Storage};

use super::{NOTHING, insert};
use crate::Record;
use crate::arena::small_vec::push;
use crate::context::access::{InsertLogger, InsertResponse, InsertSendMail};
use crate::run::block::Place;

const RESPONSE: &Place<'static> = &Place::without_entity(Storage::Response);
const SEND_MAIL: &Place<'static> = &Place::without_entity(Storage::SendMail);
const LOGGER: &Place<'static> = &Place::without_entity(Storage::Logger);

/// Status and message of the response.
#[derive(Debug, Clone, Record)]
pub struct Response<'a> {
    /// The status code, as in HTTP.
    pub status_code: i32,
    /// The message, for an error.
    pub error_message: Option<&'a str>,
}

impl Response<'_> {
    /// Adds an intent: the response of the run. A run has at most one; a second one ends the run.
    pub fn send<'run>(&self, ctx: &impl InsertResponse<'run>) {
        insert(ctx.state(), RESPONSE, NOTHING, self);
    }
}

/// A mail, and the server that sends it.
///
/// ```
/// use heeus_sdk::prelude::*;
/// use heeus_sdk::sys::{self, Mail};
///
/// fn thank(ctx: &ProjectorContext<'_>, customer: &str) -> Result<(), Error> {
///     let password = sys::secret(ctx, "mail-password")?.ok_or("no mail-password")?;
///     Mail::new(("smtp.example.com", 587), "shop@example.com", customer)
///         .login("shop", password)
///         .subject("Thank you")
///         .body("Your order is on its way.")
///         .send(ctx);
///     Ok(())
/// }
/// ```
#[derive(Debug, Clone, Record)]
pub struct Mail<'a> {
    from: &'a str,
    to: Vec<&'a str>,
    #[record(rename = "CC")]
    cc: Option<Vec<&'a str>>,
    #[record(rename = "BCC")]
    bcc: Option<Vec<&'a str>>,
    host: &'a str,
    port: u16,
    username: Option<&'a str>,
    password: Option<&'a str>,
    subject: Option<&'a str>,
    body: Option<&'a str>,
}

impl<'a> Mail<'a> {
    /// Creates a mail from one address to another, without subject and body, sent by the server of
    /// this host and port.
    pub fn new((host, port): (&'a str, u16), from: &'a str, to: &'a str) -> Self {
        Self {
            from,
            to: Vec::from([to]),
            cc: None,
            bcc: None,
            host,
            port,
            username: None,
            password: None,
            subject: None,
            body: None,
        }
    }

    /// Adds a recipient.
    pub fn to(mut self, address: &'a str) -> Self {
        push(&mut self.to, address);
        self
    }

    /// Adds a recipient of a copy.
    pub fn cc(mut self, address: &'a str) -> Self {
        push(self.cc.get_or_insert_default(), address);
        self
    }

    /// Adds a recipient of a copy, whose address the other recipients do not get.
    pub fn bcc(mut self, address: &'a str) -> Self {
        push(self.bcc.get_or_insert_default(), address);
        self
    }

    /// Sets the name and the password for the server.
    pub const fn login(mut self, username: &'a str, password: &'a str) -> Self {
        self.username = Some(username);
        self.password = Some(password);
        self
    }

    /// Sets the subject.
    pub const fn subject(mut self, subject: &'a str) -> Self {
        self.subject = Some(subject);
        self
    }

    /// Sets the text.
    pub const fn body(mut self, body: &'a str) -> Self {
        self.body = Some(body);
        self
    }

    /// Adds an intent: the platform sends the mail when the intents of the run are applied.
    pub fn send<'run>(&self, ctx: &impl InsertSendMail<'run>) {
        insert(ctx.state(), SEND_MAIL, self, NOTHING);
    }
}

#[derive(Record)]
struct Level {
    log_level: i32,
}

#[derive(Record)]
struct Message<'a> {
    message: &'a str,
}

/// Adds an intent: a record for the log of the platform, written together with the other intents of
/// the run. A run that fails can only log through the `log` of its context.
pub fn log<'run>(ctx: &impl InsertLogger<'run>, level: LogLevel, message: &str) {
    let level = Level {
        log_level: level.number().cast_signed(),
    };
    insert(ctx.state(), LOGGER, &level, &Message { message });
}
