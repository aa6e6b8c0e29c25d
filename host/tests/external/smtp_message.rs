//! Mails as they arrive.

use super::smtp_server::{Letter, Server, mailer};

/// The mail without its date.
fn undated(mail: &str) -> String {
    let (date, rest) = mail.split_once("\r\n").expect("lines");
    assert!(
        date.starts_with("Date: ") && date.ends_with(" +0000"),
        "{date}"
    );
    rest.to_owned()
}

#[test]
fn a_mail_arrives() {
    let server = Server::replying(&[]);
    let letter = Letter {
        from: "The Shop <shop@shop.example>",
        to: &["ann@b.example", "\"Lee, Bo\" <bo@b.example>"],
        cc: &["cy@c.example"],
        bcc: &["dee@d.example"],
        ..Letter::to(&server)
    };
    letter.deliver(&mailer()).unwrap();
    let mail = "From: \"The Shop\" <shop@shop.example>\r\n\
                To: ann@b.example,\r\n \"Lee, Bo\" <bo@b.example>\r\n\
                Cc: cy@c.example\r\n\
                Message-ID: <1-2-3@shop.example>\r\n\
                Subject: Your order\r\n\
                MIME-Version: 1.0\r\n\
                Content-Type: text/plain; charset=utf-8\r\n\
                Content-Transfer-Encoding: 7bit\r\n\r\n\
                Two pens.\r\n";
    assert_eq!(undated(&server.mail()), mail);
    let commands = server.got().commands;
    let expected = [
        "EHLO shop.example",
        "MAIL FROM:<shop@shop.example>",
        "RCPT TO:<ann@b.example>",
        "RCPT TO:<bo@b.example>",
        "RCPT TO:<cy@c.example>",
        "RCPT TO:<dee@d.example>",
        "DATA",
    ];
    assert_eq!(commands[..7], expected);
}

#[test]
fn a_mail_that_is_delivered_again_has_the_same_id() {
    let server = Server::replying(&[]);
    let letter = Letter::to(&server);
    letter.deliver(&mailer()).unwrap();
    letter.deliver(&mailer()).unwrap();
    let mails = server.got().mails;
    assert_eq!(mails.len(), 2);
    for mail in mails {
        assert!(
            mail.contains("\r\nMessage-ID: <1-2-3@shop.example>\r\n"),
            "{mail}"
        );
    }
}

#[test]
fn letters_of_all_scripts_arrive() {
    let server = Server::replying(&[]);
    let letter = Letter {
        to: &["Jörg <joerg@b.example>"],
        subject: "Grüße aus 東京, with a text that is too long for a single word of a header",
        body: "Zwei Stifte für 2 €\nund ein Bleistift",
        ..Letter::to(&server)
    };
    letter.deliver(&mailer()).unwrap();
    let mail = "From: shop@shop.example\r\n\
        To: =?utf-8?B?SsO2cmc=?=\r\n <joerg@b.example>\r\n\
        Message-ID: <1-2-3@shop.example>\r\n\
        Subject: =?utf-8?B?R3LDvMOfZSBhdXMg5p2x5LqsLCB3aXRoIGEgdGV4dCB0aGF0IGlzIHRv?=\r\n \
        =?utf-8?B?byBsb25nIGZvciBhIHNpbmdsZSB3b3JkIG9mIGEgaGVhZGVy?=\r\n\
        MIME-Version: 1.0\r\n\
        Content-Type: text/plain; charset=utf-8\r\n\
        Content-Transfer-Encoding: base64\r\n\r\n\
        WndlaSBTdGlmdGUgZsO8ciAyIOKCrA0KdW5kIGVpbiBCbGVpc3RpZnQ=\r\n";
    assert_eq!(undated(&server.mail()), mail);
}

#[test]
fn lines_of_a_body_end_no_mail() {
    let server = Server::replying(&[]);
    let letter = Letter {
        body: ".\n..\nQUIT\r\n.\r\nMAIL FROM:<a@b>\r.\rend.",
        ..Letter::to(&server)
    };
    letter.deliver(&mailer()).unwrap();
    // As it was sent: with another dot in front of each line that begins with one.
    let body = "\r\n\r\n..\r\n...\r\nQUIT\r\n..\r\nMAIL FROM:<a@b>\r\n..\r\nend.\r\n";
    let mail = server.mail();
    assert!(mail.ends_with(body), "{mail}");
    assert_eq!(
        server
            .got()
            .commands
            .iter()
            .filter(|line| line.starts_with("MAIL"))
            .count(),
        1
    );
}

#[test]
fn each_body_is_sent_in_lines_that_servers_take() {
    let long = "x".repeat(5000);
    for (body, encoding, end) in [
        ("", "7bit", "\r\n\r\n\r\n"),
        ("tab\tand space ", "7bit", "\r\n\r\ntab\tand space \r\n"),
        ("\u{0}", "base64", "\r\n\r\nAA==\r\n"),
        ("\u{1b}[31m", "base64", "\r\n\r\nG1szMW0=\r\n"),
        (&long, "base64", "eHh4eHh4eHh4\r\n"),
    ] {
        let server = Server::replying(&[]);
        let letter = Letter {
            body,
            ..Letter::to(&server)
        };
        letter.deliver(&mailer()).unwrap();
        let mail = server.mail();
        assert!(
            mail.contains(&format!("Content-Transfer-Encoding: {encoding}\r\n")),
            "{mail}"
        );
        assert!(mail.split("\r\n").all(|line| line.len() <= 78), "{mail}");
        if body.len() < 100 {
            assert!(mail.ends_with(end), "{mail:?}");
        }
    }
}

/// A change of a letter.
type Change = fn(&mut Letter<'_>);

#[test]
fn no_text_becomes_a_header_or_a_command() {
    let server = Server::replying(&[]);
    let cases: [(Change, &str); 13] = [
        (|it| it.from = "a@b\r\nBcc: c@d", "address a@b"),
        (|it| it.to = &["a@b\r\nBcc: c@d"], "address a@b"),
        (
            |it| it.to = &["ann@b.example", "a@b> SIZE=0"],
            "address a@b>",
        ),
        (|it| it.to = &["nobody"], "address nobody: expected"),
        (|it| it.to = &[], "expected a receiver"),
        (|it| it.cc = &["a@b>\r\nDATA"], "address a@b>"),
        (|it| it.bcc = &["A\n <a@b>"], "address A"),
        (
            |it| it.subject = "A\r\nBcc: c@d",
            "the subject has control characters",
        ),
        (
            |it| it.subject = "A\n\nB",
            "the subject has control characters",
        ),
        (|it| it.port = 0, "port: expected 1 to 65535, found 0"),
        (|it| it.port = -25, "port: expected 1 to 65535, found -25"),
        (
            |it| it.port = 70_000,
            "port: expected 1 to 65535, found 70000",
        ),
        (
            |it| it.login = Some(("a\0b", "c")),
            "a user or password has a NUL",
        ),
    ];
    for (change, text) in cases {
        let mut letter = Letter::to(&server);
        change(&mut letter);
        let error = letter.fails(&mailer());
        assert!(
            error.to_string().starts_with(&format!("mail: {text}")),
            "{error}"
        );
        assert!(error.is_permanent(), "{error}");
    }
    assert!(server.got().mails.is_empty());
}

#[test]
fn an_encoded_word_of_an_extension_is_plain_text() {
    let server = Server::replying(&[]);
    let letter = Letter {
        subject: "=?utf-8?B?DQpCY2M6IGFAYg==?=",
        ..Letter::to(&server)
    };
    letter.deliver(&mailer()).unwrap();
    let mail = server.mail();
    assert!(
        mail.contains("Subject: =?utf-8?B?PT91dGYtOD9CP0RRcE"),
        "{mail}"
    );
}
