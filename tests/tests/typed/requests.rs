//! Other servers, mail, secrets, unique fields.

use heeus_host_testkit::prelude::*;

use super::support::everywhere;

const URL: &str = "https://shop.example/orders";

#[test]
fn another_server_is_asked() {
    everywhere(|kit| {
        let found = HttpAnswer::new(200)
            .header("A: 1")
            .header("B: 2")
            .body([0, 255]);
        kit.http("POST", URL, found.when("Body", b"{}"));
        kit.http("POST", URL, HttpAnswer::new(404));
        kit.http("GET", URL, HttpAnswer::new(1).body("other").header("C: 3"));
        let ask = || record! { Url: URL };
        let answered = |code: i32, body: &[u8], headers: Vec<&str>| {
            result(record! { Code: code, Body: body, Headers: headers })
        };
        let full = kit.run(
            "Ask",
            ask()
                .with("Body", b"{}")
                .with("Headers", ["X: 1", "Y: 2"])
                .with("Timeout", 500i64)
                .with("Handle", true),
        );
        let full = full.expect_intents([answered(201, &[0, 255], vec!["A: 1", "B: 2"])]);
        let get = || record! { Method: "GET", Url: URL, HandleErrors: true };
        kit.expect_http_requests([
            record! {
                Method: "POST",
                Url: URL,
                Body: b"{}",
                Header: ["X: 1", "Y: 2"],
                HTTPClientTimeoutMilliseconds: 500i64,
                HandleErrors: true,
            },
            get(),
        ]);
        let bare = kit
            .run("Ask", ask())
            .expect_intents([answered(405, &[], vec![])]);
        kit.expect_http_requests([record! { Method: "POST", Url: URL }, get()]);
        vec![full, bare]
    });
}

#[test]
fn a_server_that_does_not_answer_is_reported() {
    everywhere(|kit| {
        kit.http("POST", URL, HttpAnswer::failed("refused"));
        kit.http("GET", URL, HttpAnswer::new(0));
        let answered = record! {
            Code: 0, Body: &[], Headers: Vec::<&str>::new(), Error: "refused",
        };
        let handled = kit
            .run("Ask", record! { Url: URL, Handle: true })
            .expect_intents([result(answered)]);
        let failed = kit
            .run("Ask", record! { Url: URL })
            .expect_error("sys.Http: i/o error");
        let nowhere = kit
            .run("Ask", record! { Url: "https://nowhere.example" })
            .expect_error("sys.Http: i/o error");
        vec![handled, failed, nowhere]
    });
}

#[test]
fn a_command_runs_elsewhere() {
    everywhere(|kit| {
        let done = CommandAnswer::new(200)
            .new_ids(record! { "1": RecordId(65_536) })
            .result(record! { Total: 3i64 });
        kit.federation("shop.Order", done.when("WSID", 5i64));
        kit.federation("shop.Order", CommandAnswer::new(409));
        let call = |wsid: i64| {
            record! {
                Owner: "shop", AppName: "orders", WSID: wsid,
                Command: QName("shop.Order"), Body: "{}",
            }
        };
        let full = kit
            .run("RunElsewhere", record! { Wsid: 5i64, Token: "t" })
            .expect_log(LogLevel::Info, "200 Some(3) Some(65536)");
        kit.expect_federation_calls([call(5).with("Token", "t")]);
        let expected = kit
            .run("RunElsewhere", record! { Wsid: 6i64, Codes: "200,409" })
            .expect_log(LogLevel::Info, "409 None None");
        kit.expect_federation_calls([call(6).with("ExpectedCodes", "200,409")]);
        let unexpected = kit
            .run("RunElsewhere", record! { Wsid: 6i64 })
            .expect_error("sys.FederationCommand: i/o error");
        vec![full, expected, unexpected]
    });
}

#[test]
fn mails_are_sent_with_the_other_intents() {
    everywhere(|kit| {
        let plain = record! {
            Host: "localhost", Port: 25, From: "shop@example.com", To: ["a@example.com"],
        };
        let full = plain
            .clone()
            .with("To", ["a@example.com", "b@example.com"])
            .with("CC", ["c@example.com"])
            .with("BCC", ["d@example.com", "e@example.com"])
            .with("Username", "user")
            .with("Password", "password")
            .with("Subject", "Größe")
            .with("Body", "Text\nof two lines");
        let sent = kit
            .run("SendMails", record! {})
            .expect_intents([mail(plain.clone()), mail(full.clone())]);
        kit.expect_mails([plain, full]);
        vec![sent]
    });
}

#[test]
fn secrets_and_unique_fields_are_looked_up() {
    everywhere(|kit| {
        kit.secret("key", "value");
        kit.record("typed.Customer", 1, record! { Name: "key", Town: "here" });
        kit.record("typed.Customer", 2, record! { Name: "key", Town: "there" });
        let mut told = vec![
            kit.run("LookUp", record! { Name: "key" })
                .expect_intents([result(record! { Secret: "value", Customer: RecordId(1) })]),
            kit.run("LookUp", record! { Name: "none" })
                .expect_intents([result(record! {})]),
            kit.run("Customer", record! {})
                .expect_intents([result(record! { Name: "key" })]),
        ];
        kit.fail(Failure::get(1, GetCode::Io).of(Storage::AppSecret));
        told.push(
            kit.run("LookUp", record! { Name: "key" })
                .expect_error("sys.AppSecret: i/o error"),
        );
        kit.clear_failures();
        kit.fail(Failure::get(1, GetCode::Io).of(Storage::Uniq));
        told.push(
            kit.run("LookUp", record! { Name: "key" })
                .expect_error("typed.Customer: i/o error"),
        );
        told
    });
}
