//! The shipped module behaves as the same source does natively, for all arguments.

use heeus_host_testkit::expect::{RecordShape, any_record, records};
use heeus_host_testkit::proptest::prelude::*;

use super::*;

/// Orders, most of them with a date, and records that are almost orders.
fn orders() -> BoxedStrategy<DynRecord> {
    let item = RecordShape::new()
        .of("Quantity", prop_oneof![4 => -2..5, 1 => any::<i32>()])
        .of(
            "SinglePrice",
            prop_oneof![4 => -2_i64..100, 1 => any::<i64>()],
        );
    let order = RecordShape::new()
        .of("Year", prop_oneof![4 => 2024..2027, 1 => any::<i32>()])
        .of("Month", 0..14)
        .of("Day", 0..33)
        .array_of("Items", &item);
    any_record(&order)
}

/// A failure prints its input, which belongs into a test of its own rather than into a file of
/// seeds.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

#[test]
fn an_ordinary_day_comes_to_the_same() {
    let mut twins = twins!();
    for prices in [[100, 50], [20, 90], [100, -50]] {
        let order = order([item(1, prices[0]), item(2, prices[1])]);
        twins.run("CheckOrder", &order).expect_no_intents();
        twins
            .run("NewOrder", &order)
            .ignore_failure()
            .ignore_intents();
        twins.arrange(|kit| {
            kit.event_of(&order);
        });
        twins.run("CalcOrderedItems", record! {}).ignore_intents();
    }
    twins
        .run("OrderedItems", &Year { year: 2026 })
        .expect_result(&YearTotal {
            days: 1,
            amount: 400,
        });
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn orders_come_to_the_same(orders in prop::collection::vec(orders(), 1..8)) {
        let mut twins = twins!();
        for order in orders {
            for name in ["CheckOrder", "NewOrder"] {
                twins.run(name, order.clone()).ignore_failure().ignore_intents();
            }
            let event = ordered(order);
            twins.arrange(|kit| {
                kit.event(event.clone());
            });
            twins.run("CalcOrderedItems", record! {}).ignore_failure().ignore_intents();
        }
        twins.run("OrderedItems", record! { Year: 2026 }).ignore_failure().ignore_intents();
        prop_assert_eq!(twins.wasm().rows(VIEW), twins.native().rows(VIEW));
    }

    #[test]
    fn years_come_to_the_same(
        rows in rows(),
        args in any_record(&RecordShape::new().of("Year", 2024..2027)),
    ) {
        let mut twins = twins!();
        twins.arrange(|kit| {
            for (key, value) in &rows {
                kit.view(VIEW, key.clone(), value.clone());
            }
        });
        twins.run("OrderedItems", args).ignore_failure().ignore_intents();
    }
}

/// Rows as the view declares them, most of them in three years.
fn rows() -> impl Strategy<Value = Vec<(DynRecord, DynRecord)>> {
    let kit = kit!(World::Native);
    let view = kit
        .manifest()
        .entities
        .iter()
        .find(|entity| entity.name == VIEW);
    let view = view.expect("the view is declared");
    let key = RecordShape::declared(&view.key)
        .of("Year", prop_oneof![4 => 2024..2027, 1 => any::<i32>()]);
    let row = (records(&key), records(&RecordShape::declared(&view.value)));
    prop::collection::vec(row, 0..6)
}
