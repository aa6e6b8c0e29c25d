//! Arranged storages outside of the partition, and failures.

use heeus_abi::{ExtensionKind, Storage};
use heeus_host_testkit::prelude::*;

use crate::failure::failure;
use crate::guest::Guest;

/// Checks the answers to calls, as the trace shows them.
#[track_caller]
fn answers(kit: &mut Kit, expected: &[&str]) {
    let run = kit.run("Ask", record! {});
    let calls = run.host_calls().iter().map(ToString::to_string);
    let answers: Vec<String> = calls
        .map(|call| {
            call.split_once(" -> ")
                .map_or(String::new(), |(_, answer)| answer.into())
        })
        .collect();
    assert_eq!(answers, expected);
    run.done();
}

/// An extension of this kind that makes these calls.
fn asks(kind: ExtensionKind, calls: &[(&str, Storage, &str, &DynRecord)]) -> Kit {
    Guest::new().entities().asks("Ask", kind, calls).kit()
}

#[test]
fn contexts_and_subjects() {
    let none = record! {};
    let mut kit = asks(
        ExtensionKind::Job,
        &[("get", Storage::JobContext, "", &none)],
    );
    answers(&mut kit, &["does not exist"]);
    kit.job_context(record! { StartedAt: 5i64 });
    answers(&mut kit, &["exists {StartedAt: 5i64}"]);
    let mut kit = asks(
        ExtensionKind::Query,
        &[("get", Storage::RequestSubject, "", &none)],
    );
    kit.subject(record! { Name: "me" });
    answers(&mut kit, &[r#"exists {Name: "me"}"#]);
}

#[test]
fn events_secrets_and_unique_fields() {
    let first = record! { Offset: 1i64 };
    let count = record! { Offset: 2i64, Count: 1i64 };
    let secret = record! { Secret: "token" };
    let note = record! { Note: "a" };
    let mut kit = asks(
        ExtensionKind::Query,
        &[
            ("get", Storage::WLog, "", &first),
            ("read", Storage::WLog, "", &count),
            ("get", Storage::AppSecret, "", &secret),
            ("get", Storage::Uniq, "orders.Order", &note),
        ],
    );
    let nothing = [
        "does not exist",
        "done, 0 delivered",
        "does not exist",
        "does not exist",
    ];
    kit.unique("orders.Order", &["Note"]);
    answers(&mut kit, &nothing);
    kit.wlog(1, record! { QName: QName("shop.NewOrder") })
        .wlog(2, record! {})
        .wlog(3, record! {})
        .secret("token", "x")
        .uniq("orders.Order", note.clone(), 7);
    let all = [
        r#"exists {Offset: 1i64, QName: QName("shop.NewOrder")}"#,
        "done, 1 delivered",
        r#"exists {Secret: "x"}"#,
        "exists {ID: RecordId(7)}",
    ];
    answers(&mut kit, &all);

    let mut kit = asks(
        ExtensionKind::Query,
        &[("get", Storage::Uniq, "orders.Order", &note)],
    );
    kit.unique("orders.Order", &["Note"])
        .record("orders.Order", 9, note.clone());
    answers(&mut kit, &["exists {ID: RecordId(9)}"]);
    kit.unique("orders.Order", &["Amount"]);
    let failed = failure(|| {
        kit.uniq("orders.Order", record! { Amount: 1i64, Note: "a" }, 1); // not together
    });
    failed.is_blamed_on("// not together").says(
        "orders.wasm: cannot be arranged: orders.Order: (Amount, Note) is not unique; declared: \
         (Note), (Amount)",
    );
}

#[test]
fn what_cannot_be_arranged_fails_where_it_is() {
    let mut kit = asks(ExtensionKind::Query, &[]);
    let failed = failure(|| {
        kit.wlog(1, record! { Qname: QName("a.B") }); // event
    });
    failed.is_blamed_on("// event");
    assert!(
        failed.text.ends_with("did you mean QName?"),
        "{}",
        failed.text
    );
    let failed = failure(|| {
        kit.unique("orders.Order", &["Notes"]); // unique
    });
    failed.is_blamed_on("// unique");
    assert!(
        failed.text.ends_with("did you mean Note?"),
        "{}",
        failed.text
    );
    let failed = failure(|| {
        kit.http("GET", "https://x", HttpAnswer::new(1).when("Bdoy", b"x")); // condition
    });
    failed.is_blamed_on("// condition");
    assert!(
        failed.text.ends_with("did you mean Body?"),
        "{}",
        failed.text
    );
    let failed = failure(|| {
        kit.federation("NewOrder", CommandAnswer::new(200)); // no name
    });
    failed.is_blamed_on("// no name");
    let failed = failure(|| {
        kit.fail_get(0, GetCode::Io); // from 1
    });
    failed
        .is_blamed_on("// from 1")
        .says("orders.wasm: gets are counted from 1");
    let failed = failure(|| {
        kit.fail_read(0, ReadCode::Io); // from 1 too
    });
    failed.is_blamed_on("// from 1 too");
    let failed = failure(|| {
        kit.fail_get(1, GetCode::Exists); // exists
    });
    failed
        .is_blamed_on("// exists")
        .says("orders.wasm: that an element exists is not a failure");
}

#[test]
fn responses_by_their_conditions() {
    let url = "https://heeus.com";
    let get = record! { Url: url };
    let post = record! { Url: url, Method: "POST", Body: b"{}", Header: ["A: 1", "B: 2"] };
    let calls = [
        ("read", Storage::Http, "", &get),
        ("read", Storage::Http, "", &post),
        ("read", Storage::Http, "", &get),
    ];
    let mut kit = asks(ExtensionKind::Projector, &calls);
    kit.http("GET", url, HttpAnswer::new(503).once())
        .http(
            "GET",
            url,
            HttpAnswer::new(200).header("A: b").header("C: d"),
        )
        .http("POST", url, HttpAnswer::new(400))
        .http(
            "POST",
            url,
            HttpAnswer::failed("refused")
                .when("Body", b"{}")
                .when("Header", "B: 2"),
        )
        // The answer with fewer conditions follows the one with more.
        .ignore_unused();
    let run = kit.run("Ask", record! {});
    let calls: Vec<String> = run.host_calls().iter().map(ToString::to_string).collect();
    assert!(calls[0].ends_with("-> done, 1 delivered"), "{}", calls[0]);
    let refused = "-> i/o error, 0 delivered: sys.Http: POST https://heeus.com \
                   {Body: 2 bytes, Header: 2 items}: refused";
    assert!(calls[1].ends_with(refused), "{}", calls[1]);
    run.done();
    kit.expect_http_requests([get.clone(), post, get]);
}

#[test]
fn answers_of_commands_by_their_conditions() {
    let here = record! { Command: QName("shop.New") };
    let there = record! { Command: QName("shop.New"), WSID: 5i64, ExpectedCodes: "409" };
    let calls = [
        ("get", Storage::FederationCommand, "", &here),
        ("get", Storage::FederationCommand, "", &there),
    ];
    let mut kit = asks(ExtensionKind::Query, &calls);
    let done = CommandAnswer::new(200)
        .new_ids(record! { "1": RecordId(65_536) })
        .result(record! { Total: 3i64 });
    kit.federation("shop.New", CommandAnswer::new(409).when("WSID", 5i64))
        .federation("shop.New", done);
    let expected = [
        "exists {NewIDs: {1: RecordId(65536)}, Result: {Total: 3i64}, StatusCode: 200}",
        "exists {StatusCode: 409}",
    ];
    answers(&mut kit, &expected);
}

#[test]
fn failures_of_calls() {
    let secret = record! { Secret: "token" };
    let year = record! { Year: 2026 };
    let calls = [
        ("get", Storage::AppSecret, "", &secret),
        ("read", Storage::View, "orders.Daily", &year),
        ("get", Storage::AppSecret, "", &secret),
        ("read", Storage::View, "orders.Daily", &year),
    ];
    let mut kit = asks(ExtensionKind::Query, &calls);
    kit.secret("token", "x");
    for day in 1..=3 {
        kit.view("orders.Daily", record! { Year: 2026, Day: day }, record! {});
    }
    kit.fail_get(2, GetCode::NoMemory)
        .fail_read(1, ReadCode::InvalidKey)
        .fail_read_after(2, 1, ReadCode::NoMemory);
    let expected = [
        r#"exists {Secret: "x"}"#,
        "the key is invalid, 0 delivered: call 1 of HostReadElems fails, as the test arranged",
        "memory could not be allocated: call 2 of HostGetElem fails, as the test arranged",
        "memory could not be allocated, 1 delivered: call 2 of HostReadElems fails, as the test \
         arranged",
    ];
    answers(&mut kit, &expected);
    answers(&mut kit, &expected);
    kit.clear_failures()
        .fail(Failure::get(1, GetCode::NotExists).of(Storage::AppSecret));
    let expected = [
        "does not exist: call 1 of HostGetElem for sys.AppSecret fails, as the test arranged",
        "done, 3 delivered",
        r#"exists {Secret: "x"}"#,
        "done, 3 delivered",
    ];
    answers(&mut kit, &expected);
}
