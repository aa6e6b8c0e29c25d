//! Each test runs natively, where a debugger can stop in the extensions; in wasm, as a host runs
//! them; and as a script.

mod year;

extern crate std;

use heeus_host_testkit::prelude::*;
use heeus_sdk::RecordId;
use heeus_sdk::values::Timestamp;

use crate::{AT_ONCE, Account, CLUB, Order, YEAR};

const URL: &str = "https://crm.example/gold";
/// The time at which all orders of these tests were registered.
const NOW: Timestamp = before_now(0);

/// The time that lies this many milliseconds before.
const fn before_now(millis: i64) -> Timestamp {
    match Timestamp::from_millis(1_800_000_000_000 - millis) {
        Some(time) => time,
        None => panic!("no such time"),
    }
}

three_worlds!(
    points_add_up,
    an_order_that_gives_something_back_takes_no_points,
    who_reaches_the_threshold_gets_a_mail_and_the_crm_a_request,
    gold_is_reported_once,
    without_an_address_there_is_no_mail,
    what_the_crm_refuses_is_logged,
    where_the_crm_is_not_reached_nothing_is_applied,
    without_a_token_nothing_is_sent,
    points_expire_after_a_year,
    a_job_leaves_the_rest_for_the_next_run,
    times_may_be_as_far_apart_as_there_are,
    points_stay_at_the_most_that_there_can_be,
);

/// The account of a customer.
fn account(customer: i64, points: i64, last_order: Timestamp) -> Account {
    let customer = RecordId(customer);
    Account {
        club: CLUB,
        customer,
        points,
        last_order,
    }
}

/// An order of customer 5.
fn order(amount: i64) -> Order<'static> {
    Order {
        customer: RecordId(5),
        amount,
        mail: Some("ada@example.com"),
    }
}

/// Runs the projector on the event of an order.
fn ordered(kit: &mut Kit, order: impl Into<DynRecord>) -> Outcome {
    kit.event(record! {
        QName: QName("shop.Ordered"),
        RegisteredAt: NOW,
        ArgumentObject: order.into(),
    });
    kit.run("CountPoints", record! {})
}

/// Starts the job at this time.
fn expire(kit: &mut Kit, now: Timestamp) -> Outcome {
    kit.now(now);
    kit.run("ExpirePoints", record! {})
}

/// Customer 5 lacks ten points, and has not ordered for a year.
const ALMOST_GOLD: Account = Account {
    club: CLUB,
    customer: RecordId(5),
    points: 990,
    last_order: before_now(YEAR),
};

/// A customer who is almost gold, and a CRM that answers.
fn almost_gold(kit: &mut Kit, answer: HttpAnswer) {
    kit.given(&ALMOST_GOLD)
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
    let (before, after) = (account(5, 19, NOW), account(5, 20, NOW));
    ordered(kit, &order(1999)).expect_intents([inserted(&before)]);
    // The time is unchanged, so only the points are written.
    ordered(kit, &order(100))
        .expect_intents([updated(&before, &after)])
        .expect_no_logs();
    kit.expect_all(&[after]);
    // As other readers see it, by the names in the protocol.
    kit.expect_row(
        "loyalty.Account",
        record! { Club: 1, Customer: RecordId(5) },
        record! { Points: 20_i64, LastOrder: NOW },
    );
}

fn an_order_that_gives_something_back_takes_no_points(kit: &mut Kit) {
    ordered(kit, &order(-5000)).ignore_intents();
    kit.expect_stored(&account(5, 0, NOW));
}

fn who_reaches_the_threshold_gets_a_mail_and_the_crm_a_request(kit: &mut Kit) {
    almost_gold(kit, HttpAnswer::new(200));
    ordered(kit, &order(1000))
        .expect_intents([updated(&ALMOST_GOLD, &account(5, 1000, NOW)), gold_mail()])
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

fn gold_is_reported_once(kit: &mut Kit) {
    almost_gold(kit, HttpAnswer::new(200).once());
    ordered(kit, &order(1000)).ignore_intents();
    ordered(kit, &order(1000))
        .expect_intents([updated(&account(5, 1000, NOW), &account(5, 1010, NOW))]);
    kit.expect_http_requests([]).expect_mails([]);
}

fn without_an_address_there_is_no_mail(kit: &mut Kit) {
    almost_gold(kit, HttpAnswer::new(200));
    ordered(kit, record! { Customer: RecordId(5), Amount: 1000_i64 })
        .expect_log(LogLevel::Warn, "has no mail address")
        .ignore_intents();
    kit.expect_mails([]);
}

fn what_the_crm_refuses_is_logged(kit: &mut Kit) {
    almost_gold(kit, HttpAnswer::new(403));
    ordered(kit, &order(1000))
        .expect_log(LogLevel::Warn, "the CRM refuses: 403")
        .expect_intent(gold_mail())
        .ignore_intents();
}

fn where_the_crm_is_not_reached_nothing_is_applied(kit: &mut Kit) {
    almost_gold(kit, HttpAnswer::failed("connection refused"));
    ordered(kit, &order(1000))
        .expect_error("the CRM has no answer: connection refused 0")
        .expect_log(LogLevel::Info, "customer 5 is gold");
    kit.http("POST", URL, HttpAnswer::new(503));
    ordered(kit, &order(1000)).expect_error("the CRM has no answer: status 503");
    kit.expect_all(&[ALMOST_GOLD]);
}

fn without_a_token_nothing_is_sent(kit: &mut Kit) {
    kit.given(&account(5, 999, NOW));
    ordered(kit, &order(100)).expect_error("the application has no crm-token");
    kit.expect_http_requests([]);
}

fn points_expire_after_a_year(kit: &mut Kit) {
    let old = account(1, 10, before_now(YEAR));
    kit.given(&old)
        .given(&account(2, 20, before_now(YEAR - 1000)))
        .given(&account(3, 0, before_now(YEAR)));
    expire(kit, NOW)
        .expect_intents([updated(&old, &Account { points: 0, ..old })])
        .expect_log(LogLevel::Info, "points of 1 expired");
    expire(kit, NOW).expect_no_intents();
}

fn a_job_leaves_the_rest_for_the_next_run(kit: &mut Kit) {
    // One more account than one run lets expire.
    for (id, _) in (1..).zip(0..=AT_ONCE) {
        kit.given(&account(id, 10, Timestamp::MIN));
    }
    let first = expire(kit, NOW).expect_log(LogLevel::Info, "there are more");
    assert_eq!(first.intents().len(), AT_ONCE);
    first.ignore_intents();
    expire(kit, NOW)
        .expect_log(LogLevel::Info, "points of 1 expired")
        .ignore_intents();
    let accounts = kit.stored::<Account>();
    assert_eq!(accounts.len(), AT_ONCE + 1);
    assert!(accounts.iter().all(|account| account.points == 0));
    assert!(
        accounts
            .iter()
            .all(|account| account.last_order == Timestamp::MIN)
    );
}

fn times_may_be_as_far_apart_as_there_are(kit: &mut Kit) {
    let times = [Timestamp::MIN, before_now(YEAR), NOW, Timestamp::MAX];
    for (now, last_order) in times.map(|now| times.map(|last| (now, last))).concat() {
        let before = account(1, 10, last_order);
        kit.given(&before);
        let is_over = now.millis() - last_order.millis() >= YEAR;
        let points = if is_over { 0 } else { 10 };
        expire(kit, now).ignore_intents();
        kit.expect_all(&[Account { points, ..before }]);
    }
}

fn points_stay_at_the_most_that_there_can_be(kit: &mut Kit) {
    const MOST: i64 = i64::MAX;
    for (had, amount, has) in [
        (MOST, MOST, MOST),
        (MOST, i64::MIN, MOST),
        (MOST - 4, 499, MOST),
        (MOST - 4, 500, MOST),
        (i64::MIN, 199, i64::MIN + 1),
        (-1, i64::MIN, -1),
    ] {
        kit.given(&account(5, had, NOW));
        ordered(kit, &order(amount)).ignore_intents();
        kit.expect_stored(&account(5, has, NOW));
    }
}
