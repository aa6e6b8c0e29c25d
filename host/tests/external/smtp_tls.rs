//! TLS, log-ins and addresses that need a server's agreement.

use super::smtp_server::{Letter, Script, Server, mailer};
use super::wire::Identity;

fn with_tls(offers: &[&'static str], is_tls: bool) -> (Server, String) {
    let identity = Identity::of("localhost");
    let pem = identity.pem.clone();
    let server = Server::start(Script {
        offers: offers.to_vec(),
        identity: Some(identity),
        is_tls,
        ..Script::default()
    });
    (server, pem)
}

#[test]
fn tls_begins_where_it_is_offered() {
    let (server, pem) = with_tls(&["SIZE 1000", "STARTTLS"], false);
    let letter = Letter {
        host: "localhost",
        ..Letter::to(&server)
    };
    let error = letter.fails(&mailer());
    let text = error.to_string();
    assert!(text.starts_with("mail server localhost: TLS: "), "{text}");
    assert!(
        text.contains("certificate") && !error.is_permanent(),
        "{text}"
    );
    assert!(server.got().mails.is_empty());

    letter.deliver(&mailer().trust(&pem).unwrap()).unwrap();
    server.mail();
    let commands = server.got().commands;
    let introduced = commands
        .iter()
        .filter(|line| line.starts_with("EHLO"))
        .count();
    // Once in the failed try, then before and after TLS.
    assert_eq!(introduced, 3, "{commands:?}");
    // The certificate is for another name.
    let other = Letter {
        host: "127.0.0.1",
        ..letter
    };
    assert!(other.deliver(&mailer().trust(&pem).unwrap()).is_err());
}

#[test]
fn tls_begins_at_once_at_its_ports() {
    let (server, pem) = with_tls(&[], true);
    let letter = Letter {
        host: "localhost",
        ..Letter::to(&server)
    };
    let mailer = || mailer().tls_ports([server.port]);
    let error = letter.fails(&mailer());
    assert!(error.to_string().contains("certificate"), "{error}");
    letter.deliver(&mailer().trust(&pem).unwrap()).unwrap();
    server.mail();
}

#[test]
fn nothing_is_taken_from_before_tls() {
    let identity = Identity::of("localhost");
    let mailer = mailer().trust(&identity.pem).unwrap();
    let server = Server::start(Script {
        replies: vec![("STARTTLS", "220 go ahead\r\n250 injected\r\n")],
        offers: vec!["STARTTLS"],
        identity: Some(identity),
        ..Script::default()
    });
    let letter = Letter {
        host: "localhost",
        ..Letter::to(&server)
    };
    let error = letter.fails(&mailer);
    let text = "mail server localhost: TLS: the server sent more than the reply before TLS";
    assert_eq!(error.to_string(), text);
}

#[test]
fn a_server_that_refuses_tls_gets_nothing() {
    let server = Server::start(Script {
        replies: vec![("STARTTLS", "454 not now\r\n")],
        offers: vec!["STARTTLS"],
        ..Script::default()
    });
    let error = Letter::to(&server).fails(&mailer());
    assert_eq!(
        error.to_string(),
        "mail server 127.0.0.1: STARTTLS: 454 not now"
    );
    assert!(server.got().mails.is_empty());
}

#[test]
fn a_user_logs_in() {
    for (offer, expected) in [
        ("AUTH PLAIN LOGIN", &["AUTH PLAIN AGFubgBzZXNhbWU="][..]),
        ("auth login", &["AUTH LOGIN", "YW5u", "c2VzYW1l"]),
        ("AUTH XOAUTH2 plain", &["AUTH PLAIN AGFubgBzZXNhbWU="]),
    ] {
        let server = Server::start(Script {
            replies: vec![
                ("YW5u", "334 UGFzc3dvcmQ6\r\n"),
                ("c2Vz", "235 welcome\r\n"),
            ],
            offers: vec![offer],
            ..Script::default()
        });
        let letter = Letter {
            login: Some(("ann", "sesame")),
            ..Letter::to(&server)
        };
        letter.deliver(&mailer()).unwrap();
        assert_eq!(&server.got().commands[1..=expected.len()], expected);
        server.mail();
    }
}

#[test]
fn a_refused_user_sends_nothing_and_the_error_has_no_password() {
    for (offers, reply, is_permanent, text) in [
        (
            vec!["AUTH PLAIN"],
            "535 no: sesame AGFubgBzZXNhbWU=\r\n",
            true,
            "AUTH: 535",
        ),
        (
            vec!["AUTH PLAIN"],
            "454 later: sesame\r\n",
            false,
            "AUTH: 454",
        ),
        (
            vec!["AUTH CRAM-MD5"],
            "",
            true,
            "it offers no log-in by PLAIN or LOGIN",
        ),
        (vec![], "", true, "it offers no log-in by PLAIN or LOGIN"),
    ] {
        let server = Server::start(Script {
            replies: vec![("AUTH", reply)],
            offers,
            ..Script::default()
        });
        let letter = Letter {
            login: Some(("ann", "sesame")),
            ..Letter::to(&server)
        };
        let error = letter.fails(&mailer());
        assert_eq!(error.to_string(), format!("mail server 127.0.0.1: {text}"));
        assert_eq!(error.is_permanent(), is_permanent);
        assert!(server.got().mails.is_empty());
    }
}

#[test]
fn addresses_of_other_scripts_need_a_server_that_takes_them() {
    let server = Server::replying(&[]);
    let letter = Letter {
        to: &["jörg@bücher.example"],
        ..Letter::to(&server)
    };
    let error = letter.fails(&mailer());
    assert!(
        error.to_string().ends_with("letters outside of ASCII"),
        "{error}"
    );
    assert!(error.is_permanent());
    let server = Server::start(Script {
        offers: vec!["8BITMIME", "SMTPUTF8"],
        ..Script::default()
    });
    let letter = Letter {
        port: server.port.into(),
        ..letter
    };
    letter.deliver(&mailer()).unwrap();
    let commands = server.got().commands;
    assert_eq!(commands[1], "MAIL FROM:<shop@shop.example> SMTPUTF8");
    assert_eq!(commands[2], "RCPT TO:<jörg@bücher.example>");
    assert!(server.mail().contains("\r\nTo: jörg@bücher.example\r\n"));
}
