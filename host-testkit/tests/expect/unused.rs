//! Arranged answers and failures that no run uses fail the test.

use heeus_abi::{ExtensionKind, Storage};
use heeus_host_testkit::Failure;
use heeus_host_testkit::prelude::*;

use crate::failure::failure;
use crate::guest::Guest;

const URL: &str = "https://heeus.com";

/// An extension that makes these calls.
fn asks(calls: &[(&str, Storage, &str, &DynRecord)]) -> Kit {
    let kind = ExtensionKind::Projector;
    Guest::new().entities().asks("Ask", kind, calls).kit()
}

fn run(kit: &mut Kit) {
    kit.run("Ask", record! {}).ignore_failure().done();
}

#[test]
fn failures_that_no_call_meets() {
    let secret = record! { Secret: "key" };
    let calls = [("get", Storage::AppSecret, "", &secret)];
    let failed = failure(|| {
        let mut kit = asks(&calls);
        kit.fail_get(1, GetCode::Io).fail_get(2, GetCode::Io);
        run(&mut kit);
    });
    failed.says_part("orders.wasm: arranged, but not used by any call of a run; leave it out");
    failed.says_part("\n- the failure of call 2 of HostGetElem, arranged at host-testkit/tests");
    failed.says_not("call 1 of");
    // If two match one call, the first one decides.
    let failed = failure(|| {
        let mut kit = asks(&calls);
        kit.fail(Failure::get(1, GetCode::NoMemory).of(Storage::AppSecret));
        kit.fail_get(1, GetCode::Io);
        run(&mut kit);
    });
    failed.says_part("- the failure of call 1 of HostGetElem, arranged");
    let failed = failure(|| {
        let mut kit = asks(&calls);
        kit.fail_read(1, ReadCode::Io);
        run(&mut kit);
        kit.clear_failures(); // forgets
    });
    failed.is_blamed_on("// forgets");
    failed.says_part("- the failure of call 1 of HostReadElems");
    // A later run may meet it, and a failure that was met is dropped.
    let mut kit = asks(&calls);
    kit.fail_get(1, GetCode::Io);
    run(&mut kit);
    kit.clear_failures();
    run(&mut kit);
}

#[test]
fn answers_that_no_request_gets() {
    let get = record! { Url: URL };
    let calls = [("read", Storage::Http, "", &get)];
    let failed = failure(|| {
        let mut kit = asks(&calls);
        kit.http("GET", URL, HttpAnswer::new(503).once())
            .http("GET", URL, HttpAnswer::new(200))
            .federation("shop.New", CommandAnswer::new(200));
        run(&mut kit);
    });
    failed.says_part("- the answer of sys.Http to record! { Method: \"GET\"");
    failed.says_part("- the answer of sys.FederationCommand to record! { Command");
    let failed = failure(|| {
        let mut kit = asks(&calls);
        let when = record! { Url: "https://heeus.org" };
        kit.put(Storage::Http, "", when, record! { StatusCode: 200 });
        run(&mut kit);
    });
    failed.says_part("heeus.org");
    // Two runs together use all of them; of two answers in one place, only the later must be used.
    let mut kit = asks(&calls);
    kit.http("GET", URL, HttpAnswer::new(503).once())
        .http("GET", URL, HttpAnswer::new(404))
        .http("GET", URL, HttpAnswer::new(200));
    run(&mut kit);
    run(&mut kit);
}

#[test]
fn a_test_may_say_that_it_does_not_look() {
    let mut kit = asks(&[]);
    kit.ignore_unused();
    kit.http("GET", URL, HttpAnswer::new(200));
    kit.fail_get(1, GetCode::Io);
    run(&mut kit);
    kit.clear_failures();
}

#[test]
fn inputs_secrets_and_ids_that_no_run_reads() {
    let nothing = DynRecord::new();
    let calls = [("get", Storage::Event, "", &nothing)];
    let mut kit = asks(&calls);
    kit.event(record! { Workspace: 1i64 });
    run(&mut kit);
    drop(kit);
    let failed = failure(|| {
        let mut kit = asks(&calls);
        kit.event(record! { Workspace: 1i64 });
        run(&mut kit);
        kit.event(record! { Workspace: 2i64 });
    });
    failed.says_part("\n- the element of sys.Event, arranged at host-testkit/tests");
    let failed = failure(|| {
        let mut kit = asks(&calls);
        kit.event(record! { Workspace: 1i64 })
            .secret("key", "x")
            .uniq("orders.Order", record! { Note: "tea" }, 7)
            .wlog(1, record! {})
            .command_context(record! {});
        run(&mut kit);
    });
    failed.says_part(r#"the element of sys.AppSecret under record! { Secret: "key" }"#);
    failed.says_part(r#"the element of sys.Uniq of orders.Order under record! { Note: "tea" }"#);
    failed.says_part("the element of sys.WLog under record! { Offset: 1i64 }");
    failed.says_part("the element of sys.CommandContext, arranged");
    failed.says_not("the element of sys.Event");
    // A look-up that finds nothing uses the ids, since a test arranges others too.
    let key = record! { Note: "tee" };
    let calls = [("get", Storage::Uniq, "orders.Order", &key)];
    let mut kit = asks(&calls);
    kit.uniq("orders.Order", record! { Note: "tea" }, 7);
    run(&mut kit);
    drop(kit);
    // What the host does not know counts as used.
    let mut kit = asks(&[]);
    kit.engine_config(|config| config.trace = false)
        .event(record! {});
    run(&mut kit);
}
