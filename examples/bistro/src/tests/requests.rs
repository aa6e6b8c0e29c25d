//! Requests to the server of the loyalty programme, and to the supplier.

use super::projections::changed;
use super::*;
use crate::ids::SupplyId;
use crate::loyalty::Guest;
use crate::menu::Created;
use crate::supplies::{Level, NewSupply, Supply};

const LOYALTY: &str = "https://loyalty.example/visits";
const SUPPLIER: &str = "https://supplier.example/orders";

two_worlds!(
    a_guest_gets_points_for_a_paid_bill,
    a_bill_without_a_guest_is_not_reported,
    an_answer_of_another_form_is_an_error,
    a_supply_has_a_name_and_a_pack,
    what_runs_short_is_ordered_once,
    where_the_supplier_refuses_nothing_is_ordered,
);

fn paid(kit: &mut Kit, guest: Option<&str>) {
    kit.given(&Bill {
        guest,
        status: Status::Paid,
        ..bill()
    });
    changed(kit, Some("paid"));
}

fn a_guest_gets_points_for_a_paid_bill(kit: &mut Kit) {
    paid(kit, Some("G-\"1\""));
    let answer = HttpAnswer::new(200).body(r#"{"guest": {"name": "Ada"}, "points": 140}"#);
    kit.secret("loyalty-token", "s3cret")
        .http("POST", LOYALTY, answer);
    let guest = Guest {
        number: "G-\"1\"".into(),
        points: 140,
    };
    kit.run("ReportGuest", record! {})
        .expect_intents([inserted(&guest)]);
    kit.expect_http_requests([record! {
        Method: "POST",
        Url: LOYALTY,
        Header: ["Authorization: Bearer s3cret", "Content-Type: application/json"],
        Body: br#"{"guest":"G-\"1\"","bill":1001,"day":"2026-11-30","total":14.00}"#,
        HTTPClientTimeoutMilliseconds: 5000_i64,
    }]);
}

fn a_bill_without_a_guest_is_not_reported(kit: &mut Kit) {
    paid(kit, None);
    kit.run("ReportGuest", record! {}).expect_no_intents();
    kit.expect_http_requests([]);
}

fn an_answer_of_another_form_is_an_error(kit: &mut Kit) {
    paid(kit, Some("G-1"));
    kit.run("ReportGuest", record! {})
        .expect_error("there is no loyalty-token");
    kit.secret("loyalty-token", "s3cret");
    let answer = |body| HttpAnswer::new(200).body(body);
    for (answer, expected) in [
        (HttpAnswer::new(503), "loyalty answers 503"),
        (answer(""), "the JSON is broken at byte 0: expected a value"),
        (answer("{}"), "points is absent"),
        (
            answer(r#"{"points": 1.5}"#),
            "points: found 1.5, expected a whole number of 64 bits, at byte 11",
        ),
    ] {
        kit.http("POST", LOYALTY, answer);
        kit.run("ReportGuest", record! {}).expect_error(expected);
    }
}

fn a_supply_has_a_name_and_a_pack(kit: &mut Kit) {
    let new = |name, pack| NewSupply {
        name,
        least: 10,
        pack,
    };
    let broth = Supply {
        id: SupplyId(new_id(1)),
        name: "Broth",
        least: 10,
        pack: 20,
    };
    kit.run("NewSupply", &new("Broth", 20))
        .expect_result(&Created { id: new_id(1) })
        .expect_intent(inserted(&broth));
    for new in [new("", 20), new("Broth", 0)] {
        kit.run("NewSupply", &new)
            .expect_error("a supply has a name and a pack");
    }
}

fn level(supply: i64, quantity: i64, is_ordered: bool) -> Level {
    Level {
        store: 1,
        supply: SupplyId(RecordId(supply)),
        quantity,
        is_ordered,
    }
}

/// Three supplies: the second one runs short, and the third one is ordered.
fn short(kit: &mut Kit) {
    for level in [
        level(201, 10, false),
        level(202, 9, false),
        level(203, 0, true),
    ] {
        kit.given(&level).given(&Supply {
            id: level.supply,
            name: "Brösel",
            least: 10,
            pack: 20,
        });
    }
}

fn what_runs_short_is_ordered_once(kit: &mut Kit) {
    short(kit);
    kit.http("POST", SUPPLIER, HttpAnswer::new(201));
    kit.run("OrderSupplies", record! {})
        .expect_intents([updated(&level(202, 9, false), &level(202, 9, true))])
        .expect_log(LogLevel::Info, "ordered: ");
    kit.expect_http_requests([record! {
        Method: "POST",
        Url: SUPPLIER,
        Header: ["Content-Type: application/json"],
        Body: r#"[{"supply":"Brösel","quantity":20}]"#.as_bytes(),
    }]);
    kit.run("OrderSupplies", record! {}).expect_no_intents();
    kit.expect_http_requests([]);
}

fn where_the_supplier_refuses_nothing_is_ordered(kit: &mut Kit) {
    short(kit);
    kit.http("POST", SUPPLIER, HttpAnswer::new(400));
    kit.run("OrderSupplies", record! {})
        .expect_error("the supplier answers 400");
}
