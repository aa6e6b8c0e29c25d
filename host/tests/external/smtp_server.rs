//! A server for SMTP that replies what a test says.

use std::io::{BufReader, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use heeus_abi::{ArrayBuf, Items, RecordBuf, RecordBuilder, Value};
use heeus_host::external::{ExternalError, Mail, Mailer, SmtpMailer};

use super::wire::{Identity, Lines, Wire, line, serve};

/// The replies of a server, and its failures.
#[derive(Clone, Default)]
pub struct Script {
    /// Replies to commands that begin with a text, instead of the usual ones; without a text the
    /// connection ends.
    pub replies: Vec<(&'static str, &'static str)>,
    /// The capabilities that the server offers, one line each.
    pub offers: Vec<&'static str>,
    /// The certificate for TLS.
    pub identity: Option<Identity>,
    /// TLS begins at once.
    pub is_tls: bool,
}

/// A server, with all that it got.
pub struct Server {
    pub port: u16,
    got: Arc<Mutex<Received>>,
}

/// The data that a server received.
#[derive(Debug, Clone, Default)]
pub struct Received {
    pub commands: Vec<String>,
    /// Each mail as it was sent, without the line that ends it.
    pub mails: Vec<String>,
}

impl Server {
    pub fn start(script: Script) -> Self {
        let got = Arc::new(Mutex::new(Received::default()));
        let all = Arc::clone(&got);
        let port = serve(move |stream| talk(&script, stream, &all));
        Self { port, got }
    }

    /// A server with usual replies but these.
    pub fn replying(replies: &[(&'static str, &'static str)]) -> Self {
        Self::start(Script {
            replies: replies.to_vec(),
            ..Script::default()
        })
    }

    pub fn got(&self) -> Received {
        self.got.lock().expect("a whole list").clone()
    }

    /// The only mail.
    #[track_caller]
    pub fn mail(&self) -> String {
        let mut mails = self.got().mails;
        assert_eq!(mails.len(), 1, "{mails:?}");
        mails.remove(0)
    }
}

fn talk(script: &Script, stream: TcpStream, got: &Mutex<Received>) {
    let wrap = |stream: Box<dyn Wire>| -> Box<dyn Wire> {
        let identity = script.identity.as_ref().expect("a certificate");
        Box::new(identity.wrap(stream))
    };
    let mut wire: Box<dyn Wire> = Box::new(stream);
    let mut is_tls = script.is_tls;
    if is_tls {
        wire = wrap(wire);
    }
    let mut lines: Lines = BufReader::new(wire);
    let mut command = String::from("greeting");
    loop {
        let set = script.replies.iter();
        let mut set = set.filter(|(begin, _)| command.starts_with(begin));
        let reply = match set.next() {
            Some((_, "")) => return,
            Some((_, reply)) => (*reply).to_owned(),
            None => usual(script, &command, is_tls),
        };
        if lines.get_mut().write_all(reply.as_bytes()).is_err() {
            return;
        }
        let _ = lines.get_mut().flush();
        if command == "STARTTLS" && reply.starts_with("220") {
            lines = BufReader::new(wrap(lines.into_inner()));
            is_tls = true;
        }
        if command == "DATA" && reply.starts_with("354") {
            let mut mail = String::new();
            loop {
                let line = line(&mut lines);
                if line.is_empty() || line == ".\r\n" {
                    break;
                }
                mail.push_str(&line);
            }
            got.lock().expect("a whole list").mails.push(mail);
            "mail".clone_into(&mut command);
            continue;
        }
        let next = line(&mut lines);
        if next.is_empty() {
            return;
        }
        next.trim_end().clone_into(&mut command);
        got.lock()
            .expect("a whole list")
            .commands
            .push(command.clone());
    }
}

/// The reply of a server that agrees.
fn usual(script: &Script, command: &str, is_tls: bool) -> String {
    let (first, _) = command.split_once(' ').unwrap_or((command, ""));
    match first {
        "greeting" => "220 mail.example ready\r\n".to_owned(),
        "EHLO" => {
            let offers = script.offers.iter();
            let offers = offers.filter(|offer| **offer != "STARTTLS" || !is_tls);
            let mut lines = vec!["mail.example at your service"];
            lines.extend(offers);
            let last = lines.len() - 1;
            let lines = lines.iter().enumerate().map(|(at, line)| {
                let mark = if at == last { ' ' } else { '-' };
                format!("250{mark}{line}\r\n")
            });
            lines.collect()
        }
        "STARTTLS" => "220 go ahead\r\n".to_owned(),
        "DATA" => "354 go on\r\n".to_owned(),
        "AUTH" if command == "AUTH LOGIN" => "334 VXNlcm5hbWU6\r\n".to_owned(),
        "AUTH" => "235 welcome\r\n".to_owned(),
        "QUIT" => "221 bye\r\n".to_owned(),
        _ => "250 fine\r\n".to_owned(),
    }
}

/// A mailer that may reach this machine.
pub fn mailer() -> SmtpMailer {
    let mailer = SmtpMailer::new("shop.example").expect("a domain");
    mailer
        .allow_private_addresses(true)
        .timeout(Duration::from_secs(5))
}

/// A mail of an extension.
#[derive(Clone)]
pub struct Letter<'a> {
    pub from: &'a str,
    pub to: &'a [&'a str],
    pub cc: &'a [&'a str],
    pub bcc: &'a [&'a str],
    pub host: &'a str,
    pub port: i32,
    pub login: Option<(&'a str, &'a str)>,
    pub subject: &'a str,
    pub body: &'a str,
    pub id: &'a str,
}

impl Letter<'_> {
    pub fn to(server: &Server) -> Self {
        Self {
            from: "shop@shop.example",
            to: &["ann@b.example"],
            cc: &[],
            bcc: &[],
            host: "127.0.0.1",
            port: server.port.into(),
            login: None,
            subject: "Your order",
            body: "Two pens.",
            id: "1-2-3",
        }
    }

    pub fn deliver(&self, mailer: &SmtpMailer) -> Result<(), ExternalError> {
        let lists = [self.to, self.cc, self.bcc]
            .map(|addresses| ArrayBuf::new(Items::Str(addresses)).expect("addresses"));
        let mut record = RecordBuilder::new();
        record.put("From", Value::Str(self.from));
        for (name, list) in ["To", "CC", "BCC"].into_iter().zip(&lists) {
            record.put(name, Value::Array(list.as_ref()));
        }
        record.put("Host", Value::Str(self.host));
        record.put("Port", Value::I32(self.port));
        if let Some((user, password)) = self.login {
            record.put("Username", Value::Str(user));
            record.put("Password", Value::Str(password));
        }
        record.put("Subject", Value::Str(self.subject));
        record.put("Body", Value::Str(self.body));
        let record: RecordBuf = record.build().expect("a key of sys.SendMail");
        mailer.deliver(&Mail::new(record.as_ref(), self.id))
    }

    /// The error of the delivery.
    #[track_caller]
    pub fn fails(&self, mailer: &SmtpMailer) -> ExternalError {
        self.deliver(mailer).expect_err("an error")
    }
}
