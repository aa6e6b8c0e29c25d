//! Replies of servers, and what becomes of a mail by them.

use std::io::Write;
use std::time::{Duration, Instant};

use heeus_host::external::SmtpMailer;

use super::smtp_server::{Letter, Server, mailer};
use super::wire::{closed_port, pause, serve};

#[test]
fn a_reply_says_whether_another_try_makes_sense() {
    for (step, reply, is_permanent, text) in [
        ("greeting", "421 busy\r\n", false, "greeting: 421 busy"),
        (
            "greeting",
            "554 no service\r\n",
            true,
            "greeting: 554 no service",
        ),
        ("EHLO", "500 what?\r\n", true, "EHLO: 500 what?"),
        ("MAIL", "451 later\r\n", false, "sender: 451 later"),
        ("MAIL", "553 who?\r\n", true, "sender: 553 who?"),
        (
            "RCPT",
            "450 mailbox busy\r\n",
            false,
            "receiver: 450 mailbox busy",
        ),
        (
            "RCPT",
            "550-no such\r\n550 user\r\n",
            true,
            "receiver: 550 no such user",
        ),
        ("DATA", "452 disk full\r\n", false, "DATA: 452 disk full"),
        ("mail", "451 try again\r\n", false, "mail: 451 try again"),
        ("mail", "554 spam\r\n", true, "mail: 554 spam"),
        ("mail", "250\r\n", false, ""),
        ("RCPT", "251 forwards\r\n", false, ""),
        ("MAIL", "354 early\r\n", false, "sender: 354 early"),
    ] {
        let replies = [(step, reply)];
        let server = Server::replying(&replies);
        let result = Letter::to(&server).deliver(&mailer());
        if text.is_empty() {
            assert_eq!(result, Ok(()), "{step}");
            continue;
        }
        let error = result.unwrap_err();
        assert_eq!(error.to_string(), format!("mail server 127.0.0.1: {text}"));
        assert_eq!(error.is_permanent(), is_permanent, "{error}");
    }
}

#[test]
fn a_mail_goes_to_all_receivers_or_to_none() {
    let replies = [("RCPT TO:<bo@b.example>", "550 no such user\r\n")];
    let server = Server::replying(&replies);
    let letter = Letter {
        to: &["ann@b.example", "bo@b.example", "cy@b.example"],
        ..Letter::to(&server)
    };
    let error = letter.fails(&mailer());
    assert_eq!(
        error.to_string(),
        "mail server 127.0.0.1: receiver: 550 no such user"
    );
    let got = server.got();
    assert!(got.mails.is_empty());
    assert!(!got.commands.iter().any(|line| line == "DATA"), "{got:?}");
}

#[test]
fn a_connection_that_ends_is_a_temporary_error() {
    for (step, shown) in [
        ("greeting", "greeting"),
        ("EHLO", "EHLO"),
        ("MAIL", "sender"),
        ("RCPT", "receiver"),
        ("DATA", "DATA"),
        ("mail", "mail"),
    ] {
        let server = Server::replying(&[(step, "")]);
        let error = Letter::to(&server).fails(&mailer());
        let text = error.to_string();
        assert!(
            text.starts_with(&format!("mail server 127.0.0.1: {shown}: ")),
            "{text}"
        );
        assert!(!error.is_permanent());
    }
    // A mail that was accepted is delivered, whatever comes after.
    let server = Server::replying(&[("QUIT", "")]);
    Letter::to(&server).deliver(&mailer()).unwrap();

    let closed = Letter {
        port: closed_port().into(),
        ..Letter::to(&server)
    };
    let error = closed.fails(&mailer());
    assert!(error.to_string().contains("refused"), "{error}");
    assert!(!error.is_permanent());
}

#[test]
fn a_server_that_speaks_something_else_is_a_temporary_error() {
    let long = Box::leak(format!("220-{}", "x".repeat(100_000)).into_boxed_str());
    let many = Box::leak("220-more\r\n".repeat(1000).into_boxed_str());
    for greeting in [
        "HTTP/1.1 400 Bad Request\r\n",
        "220_mail\r\n",
        "22\r\n",
        "\r\n",
        "\u{1b}[31m\r\n",
        "\u{e9}\u{e9}\r\n",
        long,
        many,
    ] {
        let server = Server::replying(&[("greeting", greeting)]);
        let error = Letter::to(&server).fails(&mailer());
        let text = error.to_string();
        assert!(
            text.starts_with("mail server 127.0.0.1: greeting: "),
            "{text}"
        );
        assert!(!error.is_permanent(), "{text}");
    }
    let server = Server::replying(&[("MAIL", "550 \u{1b}[31m\u{202e}red\r\n")]);
    let text = Letter::to(&server).fails(&mailer()).to_string();
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
}

#[test]
fn a_server_that_takes_too_long_is_a_temporary_error() {
    let silent = serve(|stream| {
        pause(300);
        drop(stream);
    });
    // Each byte comes in time, the reply does not.
    let slow = serve(|mut stream| {
        for _ in 0..12 {
            let _ = stream.write_all(b"2");
            pause(20);
        }
    });
    // It never reads, so the mail does not fit into the buffers on the way.
    let deaf = serve(|mut stream| {
        let _ = stream.write_all(b"220 a\r\n250 b\r\n250 c\r\n250 d\r\n354 e\r\n");
        pause(300);
    });
    let body = "x".repeat(8 << 20);
    let server = Server::replying(&[]);
    for port in [silent, slow, deaf] {
        let letter = Letter {
            port: port.into(),
            body: if port == deaf { &body } else { "" },
            ..Letter::to(&server)
        };
        let most = Duration::from_millis(100);
        let begin = Instant::now();
        let error = letter.fails(&mailer().timeout(most));
        let took = begin.elapsed();
        assert!(error.to_string().ends_with("no reply in time"), "{error}");
        assert!(!error.is_permanent());
        assert!(took >= most && took < Duration::from_secs(5), "{took:?}");
    }
}

#[test]
fn servers_of_this_machine_are_refused() {
    let server = Server::replying(&[]);
    let mailer = || SmtpMailer::new("shop.example").unwrap();
    for host in [
        "127.0.0.1",
        "localhost",
        "::1",
        "[::1]",
        "169.254.169.254",
        "10.0.0.1",
    ] {
        let letter = Letter {
            host,
            ..Letter::to(&server)
        };
        let error = letter.fails(&mailer());
        let reason = "its address is not one of the internet, and others are not allowed";
        assert_eq!(error.to_string(), format!("mail server {host}: {reason}"));
        assert!(error.is_refused() && error.is_permanent());
    }
    assert!(server.got().commands.is_empty());
    let letter = Letter::to(&server);
    letter
        .deliver(&mailer().allow_addresses(["127.0.0.1".parse().unwrap()]))
        .unwrap();

    let error = letter.fails(&super::smtp_server::mailer().only_hosts(["mail.example"]));
    let text = "host 127.0.0.1: it is not one of the hosts that may be reached";
    assert_eq!(error.to_string(), text);
    assert!(error.is_refused() && error.is_permanent());
}

#[test]
fn a_mailer_has_a_domain() {
    for domain in ["", "a b", "a\r\nb", "bücher.example", "a..b", "-a", "a@b"] {
        assert!(SmtpMailer::new(domain).is_err(), "{domain}");
    }
}
