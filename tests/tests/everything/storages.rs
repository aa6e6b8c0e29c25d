//! Storages outside of the partition, and the answers to calls.

use heeus_host_testkit::prelude::*;

use super::support::{arrange, by_pages_and_elements, kit};

/// The log lines of a run.
fn lines(outcome: &Outcome) -> Vec<&str> {
    let lines = outcome.logs().iter();
    lines.map(|line| line.text.as_str()).collect()
}

#[test]
fn events_of_the_log() {
    by_pages_and_elements(|kit| {
        for offset in [7, 3, 5, 9] {
            kit.wlog(offset, record! { QName: QName("test.New") });
        }
        let read = |offset: i64, count: i64| record! { Offset: offset, Count: count };
        let answer = |first: i64, names: &str| result(record! { First: first, Names: names });
        vec![
            kit.run("ReadLog", read(5, 2))
                .expect_intents([answer(5, "5 test.New;7 test.New;")]),
            kit.run("ReadLog", read(8, 0))
                .expect_intents([answer(-1, "9 test.New;")]),
            kit.run("ReadLog", read(10, 1))
                .expect_intents([answer(-1, "")]),
        ]
    });
}

#[test]
fn secrets_and_unique_fields() {
    let mut kit = kit();
    let args = || record! { Secret: "token", Name: "tea" };
    kit.run("LookUp", args())
        .expect_failure("no fields of test.Article are declared unique");
    kit.secret("token", "x")
        .uniq("test.Article", record! { Name: "tea" }, 7);
    let found = |id| result(record! { Secret: "x", Article: RecordId(id) });
    kit.run("LookUp", args()).expect_intents([found(7)]);
    kit.unique("test.Article", &["Name"])
        .record("test.Article", 8, record! { Name: "coffee" });
    kit.run("LookUp", record! { Secret: "token", Name: "coffee" })
        .expect_intents([found(8)]);
}

#[test]
fn requests_and_their_responses() {
    by_pages_and_elements(|kit| {
        let url = "https://heeus.com/orders";
        kit.http("POST", url, HttpAnswer::failed("refused").once())
            .http(
                "POST",
                url,
                HttpAnswer::new(201)
                    .header("A: b")
                    .body("made")
                    .when("Body", b"{}"),
            );
        let args = |body: &str| record! { Url: url, Body: body };
        let request = |body: &[u8]| {
            record! {
                Method: "POST",
                Url: url,
                Header: ["Accept: */*", "X-Order: 1"],
                Body: body,
                HTTPClientTimeoutMilliseconds: 500i64,
                HandleErrors: true,
            }
        };
        let first = kit
            .run("Post", args("x"))
            .expect_log(LogLevel::Info, "https://heeus.com/orders Error=refused");
        kit.expect_http_requests([request(b"x")]);
        let second = kit.run("Post", args("{}")).expect_log(
            LogLevel::Info,
            "https://heeus.com/orders Body=made Header=1 StatusCode=201",
        );
        kit.expect_http_requests([request(b"{}")]);
        let third = kit.run("Post", args("x")).expect_error("i/o error");
        kit.expect_http_requests([request(b"x")]);
        let why = &third.host_calls()[0].refusal;
        assert!(
            why.contains("no answer is arranged for it; arranged: POST"),
            "{why}"
        );
        vec![first, second, third]
    });
}

#[test]
fn a_command_elsewhere_and_a_mail_about_it() {
    let mut kit = kit();
    let call = record! {
        Owner: "heeus",
        AppName: "shop",
        WSID: 5i64,
        Token: "t",
        Command: QName("shop.NewOrder"),
        Body: "{}",
        ExpectedCodes: "200,409",
    };
    let letter = |subject: &str| {
        record! {
            From: "shop@heeus.com",
            To: ["a@heeus.com", "b@heeus.com"],
            CC: "boss@heeus.com",
            Host: "smtp.heeus.com",
            Port: 25,
            Subject: subject,
        }
    };
    let ids = record! { "1": RecordId(65_536), "2": RecordId(65_537) };
    let done = CommandAnswer::new(200).new_ids(ids);
    kit.federation("shop.NewOrder", done.once())
        .federation("shop.NewOrder", CommandAnswer::new(409).once())
        .federation("shop.NewOrder", CommandAnswer::new(500));
    let args = || record! { To: "a@heeus.com b@heeus.com" };
    for subject in ["200, 2 new", "409, 0 new"] {
        kit.run("CallAndMail", args())
            .expect_intents([mail(letter(subject))]);
        kit.expect_federation_calls([call.clone()])
            .expect_mails([letter(subject)]);
    }
    kit.run("CallAndMail", args()).expect_error("i/o error");
    kit.expect_federation_calls([call]).expect_mails([]);
}

#[test]
fn wrong_fields_are_reported_to_the_guest() {
    by_pages_and_elements(|kit| {
        let told = kit.run("WrongFields", record! {}).expect_ok();
        assert_eq!(lines(&told), ["the key is invalid"; 10]);
        let refusals = told.host_calls().iter().map(|call| call.refusal.as_str());
        let refusals: Vec<_> = refusals.collect();
        assert!(refusals[0].contains("key field Offset: found f64, expected i64"));
        assert!(
            refusals
                .iter()
                .skip(1)
                .step_by(2)
                .all(|why| { why.contains("key has no field Nothing; declared: ") })
        );
        vec![told]
    });
}

#[test]
fn what_a_kind_may_not_do() {
    let mut kit = kit();
    kit.run("FetchInValidator", record! {})
        .expect_fault("a validator may not read from sys.Http; it may do nothing there");
    kit.run("MailInQuery", record! {})
        .expect_failure("a query may not insert into sys.SendMail; it may do nothing there");
    kit.expect_http_requests([]).expect_mails([]);
}

#[test]
fn every_code_of_a_get_reaches_the_guest() {
    by_pages_and_elements(|kit| {
        arrange(kit, 1);
        let mut told = Vec::new();
        for code in GetCode::ALL.iter().skip(1) {
            kit.clear_failures().fail_get(2, *code);
            let run = kit.run("Told", record! {}).expect_ok();
            let text = match code {
                GetCode::NotExists => "the element does not exist",
                code => code.name(),
            };
            assert_eq!(lines(&run)[..3], ["exists", text, "exists"]);
            told.push(run);
        }
        assert_eq!(told.len(), 4);
        told
    });
}

#[test]
fn every_code_of_a_read_reaches_the_guest_after_some_elements() {
    by_pages_and_elements(|kit| {
        arrange(kit, 1000);
        let mut told = Vec::new();
        for code in ReadCode::ALL {
            for (after, delivered) in [(0, 0), (1, 1), (700, 700), (2000, 1000)] {
                kit.clear_failures().fail_read_after(2, after, *code);
                let run = kit.run("Told", record! {}).expect_ok();
                // A host has it for ranges alone; other reads take it for a failure.
                let told_as = match code {
                    ReadCode::NoRanges => ReadCode::Io,
                    code => *code,
                };
                let second = format!("{told_as} after {delivered}");
                let expected = ["done after 1000", &second, "done after 1000"];
                assert_eq!(lines(&run)[3..], expected);
                told.push(run);
            }
        }
        assert_eq!(told.len(), 20);
        told
    });
}
