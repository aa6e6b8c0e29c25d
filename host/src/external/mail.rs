//! Mails of extensions, as a mailer gets them.

use heeus_abi::{RecordRef, Value};

use super::request::{text, texts};

/// A mail that an extension sent by sys.SendMail.
#[derive(Debug, Clone, Copy)]
pub struct Mail<'a> {
    record: RecordRef<'a>,
    id: &'a str,
}

impl<'a> Mail<'a> {
    /// Returns the mail in this key of sys.SendMail. `id` is the same whenever the mail is
    /// delivered again.
    pub const fn new(record: RecordRef<'a>, id: &'a str) -> Self {
        Self { record, id }
    }

    /// The id by which receivers detect that a mail was delivered twice: letters, digits, `.` and
    /// `-`, different for all mails of a host.
    pub fn id(&self) -> &'a str {
        self.id
    }

    /// The address of the sender.
    pub fn from(&self) -> &'a str {
        text(self.record, "From").unwrap_or_default()
    }

    /// The addresses of the receivers; at least one.
    pub fn to(&self) -> impl Iterator<Item = &'a str> {
        texts(self.record, "To")
    }

    /// The addresses of the receivers of a copy.
    pub fn cc(&self) -> impl Iterator<Item = &'a str> {
        texts(self.record, "CC")
    }

    /// The addresses of the receivers that the others do not see.
    pub fn bcc(&self) -> impl Iterator<Item = &'a str> {
        texts(self.record, "BCC")
    }

    /// The name of the SMTP server.
    pub fn host(&self) -> &'a str {
        text(self.record, "Host").unwrap_or_default()
    }

    /// The port of the SMTP server, as the extension gave it.
    pub fn port(&self) -> i32 {
        match self.record.get("Port") {
            Some(Value::I32(port)) => port,
            _ => 0,
        }
    }

    /// The name of the user at the SMTP server, if the extension gave one.
    pub fn username(&self) -> Option<&'a str> {
        text(self.record, "Username")
    }

    /// The password of the user, if the extension gave one.
    pub fn password(&self) -> Option<&'a str> {
        text(self.record, "Password")
    }

    /// The subject; empty if the extension left it out.
    pub fn subject(&self) -> &'a str {
        text(self.record, "Subject").unwrap_or_default()
    }

    /// The body, plain text; empty if the extension left it out.
    pub fn body(&self) -> &'a str {
        text(self.record, "Body").unwrap_or_default()
    }

    /// The key of sys.SendMail.
    pub fn record(&self) -> RecordRef<'a> {
        self.record
    }
}
