//! Expected mails and requests.

use heeus_abi::{ExtensionKind, Storage};
use heeus_host_testkit::prelude::*;

use crate::failure::failure;
use crate::guest::{Guest, Returns};

fn to(to: &str) -> DynRecord {
    record! { From: "shop@heeus.com", To: to, Host: "smtp.heeus.com", Port: 25 }
}

/// A key as a guest writes it: each field that may repeat is an array, even of one value.
fn on_the_wire(key: &DynRecord) -> DynRecord {
    match key.get("To") {
        Some(Content::Str(to)) => key.clone().with("To", vec![to.clone()]),
        _ => key.clone(),
    }
}

/// A job that makes these mails.
fn mailing(mails: &[DynRecord]) -> Kit {
    let returns = Returns {
        intents: mails.iter().map(|key| mail(on_the_wire(key))).collect(),
        ..Returns::default()
    };
    Guest::new()
        .returns("Mail", ExtensionKind::Job, &returns)
        .kit()
}

#[test]
fn mails_are_intents_and_are_kept_where_they_are_applied() {
    let both = record! { CC: ["c@heeus.com", "d@heeus.com"] };
    let both = both
        .fields()
        .fold(to("b@heeus.com"), |mail, (name, value)| {
            mail.with(name, value.clone())
        });
    let mut kit = mailing(&[to("a@heeus.com"), both.clone()]);
    kit.dry_run("Mail", record! {})
        .expect_intent(mail(both.clone()))
        .expect_intents([mail(to("a@heeus.com"))]);
    kit.expect_mails([]);
    // An address and an array of one address are the same.
    let array = to("a@heeus.com").with("To", ["a@heeus.com"]);
    kit.run("Mail", record! {})
        .expect_intents([mail(array.clone()), mail(both.clone())]);
    kit.expect_mail(both.clone())
        .expect_mail(to("a@heeus.com"))
        .expect_mails([to("a@heeus.com"), both]);
    assert_eq!(kit.mails()[0], array);
    let mut unapplied = mailing(&[record! { To: "a@heeus.com" }]);
    unapplied
        .run("Mail", record! {})
        .expect_failure("sys.SendMail: key field From is missing");
    unapplied.expect_mails([]);
}

#[test]
fn another_mail_shows_both() {
    let mut kit = mailing(&[to("a@heeus.com")]);
    let run = kit.run("Mail", record! {});
    let failed = failure(|| {
        run.expect_intent(mail(to("b@heeus.com"))); // to another
    });
    failed.is_blamed_on("// to another").says(
        r#"
        Mail: an expected intent is another (- expected, + actual)
          mail(record! {
              From: "shop@heeus.com",
              Host: "smtp.heeus.com",
              Port: 25,
        -     To: ["b@heeus.com"],
        +     To: ["a@heeus.com"],
          })"#,
    );
    let failed = failure(|| {
        kit.expect_mail(to("b@heeus.com")); // not made
    });
    let diff = r#" (- expected, + actual)
          mail(record! {
              From: "shop@heeus.com",
              Host: "smtp.heeus.com",
              Port: 25,
        -     To: ["b@heeus.com"],
        +     To: ["a@heeus.com"],
          })"#;
    failed
        .is_blamed_on("// not made")
        .says(&format!("\n        orders.wasm: a mail is missing{diff}"));
    let failed = failure(|| {
        kit.expect_mails([to("b@heeus.com")]); // all
    });
    failed
        .is_blamed_on("// all")
        .says(&format!("\n        orders.wasm: other mails{diff}"));
    let failed = failure(|| {
        kit.expect_mails([]); // none
    });
    failed.is_blamed_on("// none").says(
        r#"
        orders.wasm: other mails (- expected, + actual)
        + mail(record! {
        +     From: "shop@heeus.com",
        +     Host: "smtp.heeus.com",
        +     Port: 25,
        +     To: ["a@heeus.com"],
        + })"#,
    );
}

#[test]
fn a_mail_that_nobody_expects_fails_the_test() {
    let run = mailing(&[to("a@heeus.com")]).run("Mail", record! {});
    let failed = failure(|| run.done()); // unexpected
    failed.is_blamed_on("// unexpected");
    assert!(failed.text.contains("+ mail(record! {"), "{}", failed.text);
}

const URL: &str = "https://heeus.com/rates";

/// A job that makes a request, and then calls a command twice.
fn asking() -> Kit {
    let url = record! { Url: URL };
    let command = record! { Command: QName("shop.NewOrder"), WSID: 5i64 };
    let calls = [
        ("read", Storage::Http, "", &url),
        ("get", Storage::FederationCommand, "", &command),
        ("get", Storage::FederationCommand, "", &command),
    ];
    Guest::new().asks("Ask", ExtensionKind::Job, &calls).kit()
}

#[test]
fn requests_are_expected_in_their_order() {
    let mut kit = asking();
    kit.http("GET", URL, HttpAnswer::new(200).body("1.08"))
        .federation("shop.NewOrder", CommandAnswer::new(200).once());
    let command = || record! { Command: QName("shop.NewOrder"), WSID: 5i64 };
    let call =
        r#"HostGetElem(sys.FederationCommand {Command: QName("shop.NewOrder"), WSID: 5i64})"#;
    kit.run("Ask", record! {})
        .expect_host_calls([
            format!("HostReadElems(sys.Http {{Url: {URL:?}}}) -> done, 1 delivered"),
            format!("{call} -> exists {{StatusCode: 200}}"),
            format!(
                "{call} -> i/o error: sys.FederationCommand: shop.NewOrder {{WSID: 5}}: no answer \
                 is arranged for it; arranged: shop.NewOrder (given)"
            ),
        ])
        .done();
    kit.expect_http_requests([record! { Url: URL }])
        .expect_federation_calls([command(), command()]);
    assert_eq!(kit.http_requests(), [record! { Url: URL }]);
    assert_eq!(kit.federation_calls(), [command(), command()]);

    let failed = failure(|| {
        kit.expect_http_requests([record! { Url: URL, Method: "GET" }]); // a field
    });
    failed.is_blamed_on("// a field").says(
        r#"
        orders.wasm: other HTTP requests (- expected, + actual)
          record! {
        -     Method: "GET",
              Url: "https://heeus.com/rates",
          },"#,
    );
    let failed = failure(|| {
        kit.expect_federation_calls([]); // no calls
    });
    failed.is_blamed_on("// no calls").says(
        r#"
        orders.wasm: other calls of commands (- expected, + actual)
        + record! {
        +     Command: QName("shop.NewOrder"),
        +     WSID: 5i64,
        + },
        + record! {
        +     Command: QName("shop.NewOrder"),
        +     WSID: 5i64,
        + },"#,
    );
}

#[test]
fn requests_are_kept_where_the_run_fails() {
    let url = record! { Url: URL, Header: ["A: b"] };
    let event = record! {};
    let calls = [
        ("read", Storage::Http, "", &url),
        ("get", Storage::Event, "", &event),
    ];
    let mut kit = Guest::new().asks("Ask", ExtensionKind::Job, &calls).kit();
    kit.run("Ask", record! {})
        .expect_fault("a job may not get from sys.Event");
    kit.expect_http_requests([url]);
    // A test may write a single value for a field that may repeat.
    kit.expect_http_requests([record! { Url: URL, Header: "A: b" }]);
}
