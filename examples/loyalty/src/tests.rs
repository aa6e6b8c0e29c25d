//! Each test runs natively, where a debugger stops in the extensions, and in wasm, as a host runs them.

extern crate std;

use heeus_host_testkit::prelude::*;
use heeus_sdk::Entity as _;

use crate::{AT_ONCE, Account, YEAR};

const ACCOUNT: &str = Account::NAME;
const URL: &str = "https://crm.example/gold";
/// When all orders of these tests were registered.
const NOW: i64 = 1_800_000_000_000;

two_worlds!(
    points_add_up,
    an_order_that_gives_something_back_takes_no_points,
    who_reaches_the_threshold_gets_a_mail_and_the_crm_is_told,
    gold_is_told_once,
    without_an_address_there_is_no_mail,
    what_the_crm_refuses_is_logged,
    where_the_crm_is_not_reached_nothing_is_applied,
    without_a_token_nothing_is_sent,
    points_expire_after_a_year,
    a_job_leaves_the_rest_for_the_next_run,
);

fn customer(id: i64) -> Record {
    record! { Customer: Id(id) }
}

fn account(points: i64, last_order: i64) -> Record {
    record! { Points: points, LastOrder: last_order }
}

fn order(amount: i64) -> Record {
    customer(5)
        .with("Amount", amount)
        .with("Mail", "ada@example.com")
}

/// Tells the projector of an order.
fn ordered(kit: &mut Kit, order: Record) -> Outcome {
    kit.event(record! {
        QName: QName("shop.Ordered"),
        RegisteredAt: NOW,
        ArgumentObject: order,
    });
    kit.run("CountPoints", record! {})
}

/// Starts the job at this time.
fn expire(kit: &mut Kit, now: i64) -> Outcome {
    kit.job_context(record! { UnixTime: now / 1000 });
    kit.run("ExpirePoints", record! {})
}

/// A customer who lacks ten points, and a CRM that answers.
fn almost_gold(kit: &mut Kit, answer: HttpResponse) {
    kit.view(ACCOUNT, customer(5), account(990, NOW - YEAR))
        .secret("crm-token", "s3cret")
        .http("POST", URL, answer);
}

fn gold_mail() -> Intent {
    mail(record! {
        Host: "smtp.shop.example",
        Port: 587,
        From: "club@shop.example",
        To: "ada@example.com",
        Subject: "You are gold",
        Body: "You have 1000 points. Thank you!",
    })
}

fn points_add_up(kit: &mut Kit) {
    ordered(kit, order(1999)).expect_intents([insert_view(ACCOUNT, customer(5))
        .with("Points", 19_i64)
        .with("LastOrder", NOW)]);
    // The time is the same, so the points alone are written.
    ordered(kit, order(100))
        .expect_intents([update_view(ACCOUNT, customer(5)).with("Points", 20_i64)])
        .expect_no_logs();
    kit.expect_rows(ACCOUNT, [(customer(5), account(20, NOW))]);
}

fn an_order_that_gives_something_back_takes_no_points(kit: &mut Kit) {
    ordered(kit, order(-5000)).unchecked();
    kit.expect_row(ACCOUNT, customer(5), account(0, NOW));
}

fn who_reaches_the_threshold_gets_a_mail_and_the_crm_is_told(kit: &mut Kit) {
    almost_gold(kit, HttpResponse::new(200));
    ordered(kit, order(1000))
        .expect_intents([
            update_view(ACCOUNT, customer(5))
                .with("Points", 1000_i64)
                .with("LastOrder", NOW),
            gold_mail(),
        ])
        .expect_log(LogLevel::Info, "customer 5 is gold");
    kit.expect_http_requests([record! {
        Method: "POST",
        Url: URL,
        Header: ["Authorization: Bearer s3cret", "Content-Type: application/json"],
        Body: br#"{"customer":5,"points":1000}"#,
        HTTPClientTimeoutMilliseconds: 5000_i64,
        HandleErrors: true,
    }]);
}

fn gold_is_told_once(kit: &mut Kit) {
    almost_gold(kit, HttpResponse::new(200).once());
    ordered(kit, order(1000)).unchecked();
    ordered(kit, order(1000))
        .expect_intents([update_view(ACCOUNT, customer(5)).with("Points", 1010_i64)]);
    kit.expect_http_requests([]).expect_mails([]);
}

fn without_an_address_there_is_no_mail(kit: &mut Kit) {
    almost_gold(kit, HttpResponse::new(200));
    ordered(kit, customer(5).with("Amount", 1000_i64))
        .expect_log(LogLevel::Warn, "has no mail address")
        .unchecked();
    kit.expect_mails([]);
}

fn what_the_crm_refuses_is_logged(kit: &mut Kit) {
    almost_gold(kit, HttpResponse::new(403));
    ordered(kit, order(1000))
        .expect_log(LogLevel::Warn, "the CRM refuses: 403")
        .expect_intent(gold_mail())
        .unchecked();
}

fn where_the_crm_is_not_reached_nothing_is_applied(kit: &mut Kit) {
    almost_gold(kit, HttpResponse::failed("connection refused"));
    ordered(kit, order(1000))
        .expect_error("the CRM has no answer: connection refused 0")
        .expect_log(LogLevel::Info, "customer 5 is gold");
    kit.http("POST", URL, HttpResponse::new(503));
    ordered(kit, order(1000)).expect_error("the CRM has no answer: status 503");
    kit.expect_rows(ACCOUNT, [(customer(5), account(990, NOW - YEAR))]);
}

fn without_a_token_nothing_is_sent(kit: &mut Kit) {
    kit.view(ACCOUNT, customer(5), account(999, NOW));
    ordered(kit, order(100)).expect_error("the application has no crm-token");
    kit.expect_http_requests([]);
}

fn points_expire_after_a_year(kit: &mut Kit) {
    kit.view(ACCOUNT, customer(1), account(10, NOW - YEAR))
        .view(ACCOUNT, customer(2), account(20, NOW - YEAR + 1000))
        .view(ACCOUNT, customer(3), account(0, NOW - YEAR));
    expire(kit, NOW)
        .expect_intents([update_view(ACCOUNT, customer(1)).with("Points", 0_i64)])
        .expect_log(LogLevel::Info, "points of 1 expired");
    expire(kit, NOW).expect_no_intents();
}

fn a_job_leaves_the_rest_for_the_next_run(kit: &mut Kit) {
    // One more than expire at once.
    for (id, _) in (1..).zip(0..=AT_ONCE) {
        kit.view(ACCOUNT, customer(id), account(10, 0));
    }
    let first = expire(kit, NOW).expect_log(LogLevel::Info, "there are more");
    assert_eq!(first.intents().len(), AT_ONCE);
    first.unchecked();
    expire(kit, NOW)
        .expect_log(LogLevel::Info, "points of 1 expired")
        .unchecked();
    let rows = kit.rows(ACCOUNT);
    assert!(rows.iter().all(|(_, value)| *value == account(0, 0)));
}
