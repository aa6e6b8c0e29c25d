//! One conversation with a server, by RFC 5321.

use std::io::{self, ErrorKind};
use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rustls::ClientConfig;

use super::super::ExternalError;
use super::message::Message;
use super::stream::Stream;

/// Most lines of a reply.
const MOST_LINES: usize = 100;

/// One conversation with a server.
pub(super) struct Session<'a> {
    stream: Stream,
    host: &'a str,
    /// Abilities of the server, one line each.
    offers: Vec<String>,
}

/// The reply to a command.
struct Reply {
    code: u16,
    lines: Vec<String>,
}

impl<'a> Session<'a> {
    /// Reads the greeting of a server, and introduces the host to it.
    ///
    /// # Errors
    /// [`ExternalError`], as from all methods, if the server does not agree.
    pub fn begin(stream: Stream, host: &'a str, domain: &str) -> Result<Self, ExternalError> {
        let mut session = Self {
            stream,
            host,
            offers: Vec::new(),
        };
        session.expect("greeting", 220)?;
        session.introduce(domain)?;
        Ok(session)
    }

    fn introduce(&mut self, domain: &str) -> Result<(), ExternalError> {
        let reply = self.command("EHLO", &format!("EHLO {domain}"), 250)?;
        self.offers = reply.lines.into_iter().skip(1).collect();
        Ok(())
    }

    /// The words behind a name that the server offers; `None` if it does not.
    fn offered(&self, name: &str) -> Option<impl Iterator<Item = &str>> {
        let mut lines = self.offers.iter().map(|line| line.split_whitespace());
        lines.find_map(|mut words| {
            let is_named = words
                .next()
                .is_some_and(|word| word.eq_ignore_ascii_case(name));
            is_named.then_some(words)
        })
    }

    /// Turns TLS on, if the server offers it.
    pub fn start_tls(
        mut self,
        config: &Arc<ClientConfig>,
        domain: &str,
    ) -> Result<Self, ExternalError> {
        if self.stream.is_tls() || self.offered("STARTTLS").is_none() {
            return Ok(self);
        }
        self.command("STARTTLS", "STARTTLS", 220)?;
        let host = self.host;
        let stream = self.stream.with_tls(config, host);
        let stream = stream.map_err(|error| failed(host, "TLS", &error))?;
        let mut session = Self {
            stream,
            host,
            offers: Vec::new(),
        };
        session.introduce(domain)?;
        Ok(session)
    }

    /// Checks that nobody on the way reads along, or that the host allows it.
    pub fn check_privacy(&self, must_be: bool, has_password: bool) -> Result<(), ExternalError> {
        let is_private = self.stream.is_tls() || self.stream.is_loopback();
        match unsent(is_private, must_be, has_password) {
            None => Ok(()),
            Some(what) => {
                let reason = format!("it offers no TLS, and without TLS no {what} are sent");
                let reason = format!("mail server {}: {reason}", self.host);
                Err(ExternalError::new(reason))
            }
        }
    }

    /// The way to log in that the server offers and the mailer knows.
    fn log_in_way(&self) -> Option<&'static str> {
        let mut ways = self.offered("AUTH").into_iter().flatten();
        ways.find_map(|way| {
            let known = ["PLAIN", "LOGIN"];
            known
                .into_iter()
                .find(|known| way.eq_ignore_ascii_case(known))
        })
    }

    /// Logs a user in.
    pub fn log_in(&mut self, user: &str, password: &str) -> Result<(), ExternalError> {
        if user.contains('\0') || password.contains('\0') {
            return Err(ExternalError::permanent(
                "mail: a user or password has a NUL",
            ));
        }
        let way = self.log_in_way();
        match way {
            Some("PLAIN") => {
                let proof = BASE64_STANDARD.encode(format!("\0{user}\0{password}"));
                self.command("AUTH", &format!("AUTH PLAIN {proof}"), 235)?;
            }
            Some(_) => {
                self.command("AUTH", "AUTH LOGIN", 334)?;
                self.command("AUTH", &BASE64_STANDARD.encode(user), 334)?;
                self.command("AUTH", &BASE64_STANDARD.encode(password), 235)?;
            }
            None => {
                let reason = "it offers no log-in by PLAIN or LOGIN";
                let reason = format!("mail server {}: {reason}", self.host);
                return Err(ExternalError::permanent(reason));
            }
        }
        Ok(())
    }

    /// Sends a mail to all its receivers, or to none.
    pub fn send(mut self, message: &Message) -> Result<(), ExternalError> {
        let mut utf8 = "";
        if message.needs_utf8() {
            if self.offered("SMTPUTF8").is_none() {
                let reason = "it takes no addresses with letters outside of ASCII";
                let reason = format!("mail server {}: {reason}", self.host);
                return Err(ExternalError::permanent(reason));
            }
            utf8 = " SMTPUTF8";
        }
        self.command(
            "sender",
            &format!("MAIL FROM:<{}>{utf8}", message.from),
            250,
        )?;
        for to in &message.to {
            self.stream
                .send(&format!("RCPT TO:<{to}>\r\n"))
                .map_err(|error| failed(self.host, "receiver", &error))?;
            let reply = self.reply("receiver")?;
            // 251: the server forwards the mail.
            if !matches!(reply.code, 250 | 251) {
                return Err(refused(self.host, "receiver", &reply));
            }
        }
        self.command("DATA", "DATA", 354)?;
        self.stream
            .send(&message.dotted())
            .map_err(|error| failed(self.host, "mail", &error))?;
        self.expect("mail", 250)?;
        // The mail is accepted, whatever becomes of the connection.
        let _ = self.stream.send("QUIT\r\n");
        Ok(())
    }

    /// Sends a command, and reads the reply with the code that lets the conversation go on.
    fn command(&mut self, step: &str, line: &str, code: u16) -> Result<Reply, ExternalError> {
        self.stream
            .send(&format!("{line}\r\n"))
            .map_err(|error| failed(self.host, step, &error))?;
        self.expect(step, code)
    }

    fn expect(&mut self, step: &str, code: u16) -> Result<Reply, ExternalError> {
        let reply = self.reply(step)?;
        if reply.code == code {
            return Ok(reply);
        }
        Err(refused(self.host, step, &reply))
    }

    fn reply(&mut self, step: &str) -> Result<Reply, ExternalError> {
        let mut lines = Vec::new();
        while lines.len() < MOST_LINES {
            let line = self.stream.line();
            let line = line.map_err(|error| failed(self.host, step, &error))?;
            let Some((code, more, text)) = parse(&line) else {
                break;
            };
            lines.push(text.to_owned());
            if !more {
                return Ok(Reply { code, lines });
            }
        }
        let reason = io::Error::new(ErrorKind::InvalidData, "no reply of SMTP");
        Err(failed(self.host, step, &reason))
    }
}

/// The things that are not sent over a connection; `None` if all are.
fn unsent(is_private: bool, must_be: bool, has_password: bool) -> Option<&'static str> {
    match (is_private, must_be, has_password) {
        (true, ..) | (false, false, false) => None,
        (false, true, _) => Some("mails"),
        (false, false, true) => Some("passwords"),
    }
}

/// The code of a line, whether other lines follow, and its text; `None` if it is no line of SMTP.
fn parse(line: &str) -> Option<(u16, bool, &str)> {
    let code = line.get(..3)?;
    let code = code
        .bytes()
        .all(|digit| digit.is_ascii_digit())
        .then(|| code.parse().ok())??;
    match line.as_bytes().get(3) {
        None => Some((code, false, "")),
        Some(b' ') => Some((code, false, line.get(4..)?)),
        Some(b'-') => Some((code, true, line.get(4..)?)),
        Some(_) => None,
    }
}

/// The error of a reply that ends the conversation.
fn refused(host: &str, step: &str, reply: &Reply) -> ExternalError {
    // The server might repeat the password.
    let text = match step {
        "AUTH" => String::new(),
        _ => format!(" {}", reply.lines.join(" ")),
    };
    let reason = format!("mail server {host}: {step}: {}{text}", reply.code);
    if (500..600).contains(&reply.code) {
        return ExternalError::permanent(reason);
    }
    ExternalError::new(reason)
}

/// The error of a connection that failed.
pub(super) fn failed(host: &str, step: &str, error: &io::Error) -> ExternalError {
    let reason = match error.kind() {
        ErrorKind::TimedOut => "no reply in time".to_owned(),
        ErrorKind::UnexpectedEof => "the connection ended".to_owned(),
        _ => error.to_string(),
    };
    ExternalError::new(format!("mail server {host}: {step}: {reason}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_sent_in_the_open_unless_the_host_allows_it() {
        for (is_private, must_be, has_password, expected) in [
            (true, true, true, None),
            (true, false, true, None),
            (false, true, false, Some("mails")),
            (false, true, true, Some("mails")),
            (false, false, true, Some("passwords")),
            (false, false, false, None),
        ] {
            assert_eq!(unsent(is_private, must_be, has_password), expected);
        }
    }
}
