//! Mails as they are sent: headers and body.

use std::fmt::Write;
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::super::{ExternalError, Mail};
use super::address::Mailbox;

/// Bytes of a text in one encoded word, such that its line has at most 76 characters.
const WORD: usize = 42;
/// Bytes in a line of a body in Base64.
const BASE64_LINE: usize = 57;
/// Longest line of a text that is sent as it is.
const PLAIN_LINE: usize = 76;

/// A mail as it is sent.
#[derive(Debug)]
pub(super) struct Message {
    pub from: String,
    /// All receivers.
    pub to: Vec<String>,
    /// Headers and body; each line ends with CR and LF.
    pub text: String,
}

impl Message {
    /// Writes the mail of an extension.
    ///
    /// # Errors
    /// [`ExternalError`] if an address or the subject cannot be sent.
    pub fn of(mail: &Mail<'_>, domain: &str, now: SystemTime) -> Result<Self, ExternalError> {
        let from = mailbox(mail.from())?;
        let to = mailboxes(mail.to())?;
        let cc = mailboxes(mail.cc())?;
        let bcc = mailboxes(mail.bcc())?;
        if to.is_empty() {
            return Err(wrong("expected a receiver"));
        }
        if mail.subject().chars().any(char::is_control) {
            return Err(wrong("the subject has control characters"));
        }
        let mut text = format!("Date: {}\r\n", date(now));
        put(&mut text, "From", &shown(&from));
        put(&mut text, "To", &list(&to));
        if !cc.is_empty() {
            put(&mut text, "Cc", &list(&cc));
        }
        put(
            &mut text,
            "Message-ID",
            &format!("<{}@{domain}>", mail.id()),
        );
        put(&mut text, "Subject", &words(mail.subject()));
        text.push_str("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n");
        put_body(&mut text, mail.body());
        let all = to.into_iter().chain(cc).chain(bcc);
        Ok(Self {
            from: from.address,
            to: all.map(|receiver| receiver.address).collect(),
            text,
        })
    }

    /// Returns whether only some servers take the mail, since an address has letters of other
    /// scripts.
    pub fn needs_utf8(&self) -> bool {
        !self.from.is_ascii() || !self.to.iter().all(|to| to.is_ascii())
    }

    /// The text as SMTP sends it: another dot in front of each line that begins with one, and a
    /// line with a dot at the end.
    pub fn dotted(&self) -> String {
        let mut dotted = String::with_capacity(self.text.len() + 8);
        for line in self.text.split_inclusive("\r\n") {
            if line.starts_with('.') {
                dotted.push('.');
            }
            dotted.push_str(line);
        }
        dotted.push_str(".\r\n");
        dotted
    }
}

/// The error for a mail that is wrong in itself.
fn wrong(reason: &str) -> ExternalError {
    ExternalError::permanent(format!("mail: {reason}"))
}

fn mailbox(text: &str) -> Result<Mailbox, ExternalError> {
    Mailbox::parse(text).ok_or_else(|| {
        wrong(&format!(
            "address {text}: expected `name@domain` or `Name <..>`"
        ))
    })
}

fn mailboxes<'a>(texts: impl Iterator<Item = &'a str>) -> Result<Vec<Mailbox>, ExternalError> {
    texts.map(mailbox).collect()
}

fn put(text: &mut String, name: &str, value: &str) {
    // Writing to a text cannot fail.
    let _ = write!(text, "{name}: {value}\r\n");
}

/// Addresses as the value of a header, each in a line.
fn list(mailboxes: &[Mailbox]) -> String {
    let shown: Vec<String> = mailboxes.iter().map(shown).collect();
    shown.join(",\r\n ")
}

fn shown(mailbox: &Mailbox) -> String {
    let Mailbox { name, address } = mailbox;
    if name.is_empty() {
        return address.clone();
    }
    if is_plain(name) {
        let name = name.replace('\\', "\\\\").replace('"', "\\\"");
        return format!("\"{name}\" <{address}>");
    }
    format!("{}\r\n <{address}>", words(name))
}

/// A text in a header: as it is, or as encoded words (RFC 2047).
fn words(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut words = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (word, after) = rest.split_at(rest.floor_char_boundary(WORD));
        words.push(format!("=?utf-8?B?{}?=", BASE64_STANDARD.encode(word)));
        rest = after;
    }
    words.join("\r\n ")
}

/// Returns whether a header shows a text as it is: short, of ASCII, and not read as encoded words.
fn is_plain(text: &str) -> bool {
    let is_ascii = |letter: u8| (b' '..=b'~').contains(&letter);
    text.len() <= WORD && text.bytes().all(is_ascii) && !text.contains("=?") && text.trim() == text
}

/// Writes a body: as it is, if each server takes its lines, or in Base64.
fn put_body(text: &mut String, body: &str) {
    let mut body = with_line_ends(body);
    let is_plain = |line: &str| {
        let is_ascii = |letter: u8| letter == b'\t' || (b' '..=b'~').contains(&letter);
        line.len() <= PLAIN_LINE && line.bytes().all(is_ascii)
    };
    if body.split("\r\n").all(is_plain) {
        if !body.ends_with("\r\n") {
            body.push_str("\r\n");
        }
        text.push_str("Content-Transfer-Encoding: 7bit\r\n\r\n");
        text.push_str(&body);
        return;
    }
    text.push_str("Content-Transfer-Encoding: base64\r\n\r\n");
    for line in body.as_bytes().chunks(BASE64_LINE) {
        BASE64_STANDARD.encode_string(line, text);
        text.push_str("\r\n");
    }
}

/// The text with CR and LF at the end of each line, whatever ends it now.
fn with_line_ends(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.replace('\n', "\r\n")
}

/// A date as headers have it.
fn date(now: SystemTime) -> String {
    let seconds = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = day_of(days);
    // The first day was a Thursday.
    let weekday = usize::try_from(days % 7).unwrap_or_default();
    let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][weekday];
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{weekday}, {day:02} {month} {year} {hour:02}:{minute:02}:{second:02} +0000")
}

/// The year, month and day of a number of days since 1970.
fn day_of(mut days: u64) -> (u64, &'static str, u64) {
    let is_leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    // All calendars repeat after 400 years.
    let mut year = 1970 + days / 146_097 * 400;
    days %= 146_097;
    loop {
        let length = if is_leap(year) { 366 } else { 365 };
        if days < length {
            break;
        }
        days -= length;
        year += 1;
    }
    let february = if is_leap(year) { 29 } else { 28 };
    for (month, length) in [
        ("Jan", 31),
        ("Feb", february),
        ("Mar", 31),
        ("Apr", 30),
        ("May", 31),
        ("Jun", 30),
        ("Jul", 31),
        ("Aug", 31),
        ("Sep", 30),
        ("Oct", 31),
        ("Nov", 30),
    ] {
        if days < length {
            return (year, month, days + 1);
        }
        days -= length;
    }
    (year, "Dec", days + 1)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for (seconds, expected) in [
            (0, "Thu, 01 Jan 1970 00:00:00 +0000"),
            (951_782_399, "Mon, 28 Feb 2000 23:59:59 +0000"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"),
            (951_868_800, "Wed, 01 Mar 2000 00:00:00 +0000"),
            (1_798_761_599, "Thu, 31 Dec 2026 23:59:59 +0000"),
            (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 +0000"),
            (13_574_563_200, "Tue, 29 Feb 2400 00:00:00 +0000"),
        ] {
            assert_eq!(date(UNIX_EPOCH + Duration::from_secs(seconds)), expected);
        }
    }
}
