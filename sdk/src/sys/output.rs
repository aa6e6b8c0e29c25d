//! What goes out of a run beside its result: the response, mail, the log.

use alloc::vec::Vec;

use heeus_abi::{LogLevel, Storage};

use super::{NOTHING, insert};
use crate::Record;
use crate::arena::small_vec::push;
use crate::context::{InsertLogger, InsertResponse, InsertSendMail};
use crate::run::block::Place;

const RESPONSE: &Place<'static> = &Place::without_entity(Storage::Response);
const SEND_MAIL: &Place<'static> = &Place::without_entity(Storage::SendMail);
const LOGGER: &Place<'static> = &Place::without_entity(Storage::Logger);

/// Status and message of the response.
#[derive(Debug, Clone, Record)]
pub struct Response<'a> {
    /// The status code, as of HTTP.
    pub status_code: i32,
    /// The message, for an error.
    pub error_message: Option<&'a str>,
}

impl Response<'_> {
    /// An intent: makes it the response of the run, of which there is at most one; a second one ends the run.
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
    /// A mail that the server of this host and port sends from one address to another, with neither subject nor body.
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

    /// Adds an address that it goes to.
    pub fn to(mut self, address: &'a str) -> Self {
        push(&mut self.to, address);
        self
    }

    /// Adds an address that a copy goes to.
    pub fn cc(mut self, address: &'a str) -> Self {
        push(self.cc.get_or_insert_default(), address);
        self
    }

    /// Adds an address that a copy goes to which the others are not told of.
    pub fn bcc(mut self, address: &'a str) -> Self {
        push(self.bcc.get_or_insert_default(), address);
        self
    }

    /// Sets who asks the server to send it.
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

    /// An intent: has the platform send it when the intents of the run are applied.
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

/// An intent: a record for the log of the platform, which is written with the other intents of the run. What a run that
/// fails has to say goes out by the `log` of its context.
pub fn log<'run>(ctx: &impl InsertLogger<'run>, level: LogLevel, message: &str) {
    let level = Level {
        log_level: level.number().cast_signed(),
    };
    insert(ctx.state(), LOGGER, &level, &Message { message });
}
