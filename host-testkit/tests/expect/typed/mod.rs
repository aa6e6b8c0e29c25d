//! The author's own structs in place of records.

mod intents;
mod results;
mod shop;
mod stored;

use heeus_host_testkit::prelude::*;
use heeus_sdk::RecordId;

use shop::{Order, Placed, Total, Year, kit, order, placed, shop, taken, total};

#[test]
fn a_scenario_is_written_in_structs_alone() {
    let mut kit = kit();
    kit.run("Place", &order()).expect_intents([
        inserted(&shop(1)),
        inserted(&placed(1)),
        result(&taken(1)),
    ]);
    kit.run("Place", &order())
        .expect_intent(updated(&shop(1), &shop(2)))
        .expect_result(&taken(2))
        .expect_intents([inserted(&placed(2))]);
    kit.expect_all(&[placed(1), placed(2)])
        .expect_stored(&shop(2))
        .expect_none::<Placed<'_>>(RecordId(3));

    kit.given(&total(1, 3)).event_of(&order());
    kit.run("Add", record! {})
        .expect_intents([inserted(&total(2, 12))]);
    kit.run("Add", record! {})
        .expect_intents([updated(&total(2, 12), &total(2, 24))]);
    kit.run("Totals", &Year { year: 2026 })
        .expect_results(&[total(1, 3), total(2, 24)]);
    kit.run("Totals", &Year { year: 2025 }).expect_no_intents();
    assert_eq!(kit.stored::<Total>(), [total(1, 3), total(2, 24)]);
}

#[test]
fn a_struct_is_the_record_that_the_wire_has() {
    let bare = Order {
        note: None,
        lines: vec![],
        ..order()
    };
    let none: [DynRecord; 0] = [];
    assert_eq!(
        DynRecord::from(&bare),
        record! { Day: 2, Customer: "Ada", Lines: none }
    );
    let lines = [
        record! { Article: "screw", Price: 5i64 },
        record! { Article: "nut", Price: 7i64 },
    ];
    assert_eq!(
        DynRecord::from(&order()),
        record! { Day: 2, Customer: "Ada", Note: "in a hurry", Lines: lines.clone() }
    );
    assert_eq!(
        inserted(&placed(7)),
        insert_record("typed.Placed", 7)
            .with("Customer", "Ada")
            .with("Note", "in a hurry")
            .with("Dearest", record! { Article: "nut", Price: 7i64 })
            .with("Lines", lines)
    );
    assert_eq!(
        inserted(&shop(1)),
        insert_singleton("typed.Shop").with("Orders", 1i64)
    );
    assert_eq!(
        inserted(&total(1, 2)),
        insert_view("typed.Total", record! { Year: 2026, Day: 1 }).with("Amount", 2i64)
    );
}

/// The same entity, as another module declares it.
#[derive(heeus_sdk::Record)]
struct Other {
    day: Vec<i32>,
}

#[test]
fn an_argument_of_another_shape_is_refused_by_the_extension() {
    let mut kit = kit();
    kit.event_of(&Other { day: vec![1] });
    kit.run("Add", record! {})
        .expect_error("Order: field Customer is absent");
    kit.event_of(&order());
    kit.run("Add", record! {})
        .expect_intents([inserted(&total(2, 12))]);
}
