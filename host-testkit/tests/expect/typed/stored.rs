//! Stored rows, as structs.

use heeus_host_testkit::prelude::*;
use heeus_sdk::RecordId;

use super::shop::{Placed, Shop, Total, kit, placed, shop, total};
use crate::failure::failure;
use crate::guest::{Guest, Returns};

#[test]
fn what_is_stored_and_another_are_both_shown() {
    let mut kit = kit();
    kit.given(&placed(1)).given(&shop(1));
    let failed = failure(|| {
        let note = None;
        kit.expect_stored(&Placed { note, ..placed(1) }); // no note
    });
    failed.is_blamed_on("// no note").says(
        r#"
        typed.Placed: another row under record! { ID: RecordId(1) } (- expected, + actual)
          record! {
              Customer: "Ada",
              Dearest: record! { Article: "nut", Price: 7i64 },
              Lines: [
                  record! { Article: "screw", Price: 5i64 },
                  record! { Article: "nut", Price: 7i64 },
              ],
        +     Note: "in a hurry",
          }"#,
    );
    let failed = failure(|| {
        kit.expect_stored(&placed(2)); // no record
    });
    failed.is_blamed_on("// no record").says(
        r"
        typed.Placed: no row under record! { ID: RecordId(2) }; there are
          record! { ID: RecordId(1) }",
    );
    let failed = failure(|| {
        kit.expect_stored(&shop(2)); // the singleton
    });
    failed.is_blamed_on("// the singleton").says(
        r"
        typed.Shop: another row under record! {} (- expected, + actual)
          record! {
        -     Orders: 2i64,
        +     Orders: 1i64,
          }",
    );
    let failed = failure(|| {
        kit.expect_none::<Placed<'_>>(RecordId(1)); // one
    });
    failed.is_blamed_on("// one");
    let failed = failure(|| {
        kit.expect_none::<Shop>(()); // a shop
    });
    failed.is_blamed_on("// a shop").says(
        r"
        typed.Shop: a row under record! {} that the test does not expect
        + record! { Orders: 1i64 }",
    );
}

#[test]
fn all_are_compared_in_key_order() {
    let mut kit = kit();
    kit.expect_all::<Total>([]);
    kit.given(&total(2, 4))
        .given(&total(1, 3))
        .given(&total(1, 5));
    kit.expect_all([&total(1, 5), &total(2, 4)]);
    let failed = failure(|| {
        kit.expect_all(&[total(1, 5), total(2, 3)]); // another
    });
    failed.is_blamed_on("// another").says(
        r"
        typed.Total: other rows (- expected, + actual)
          (record! { Day: 1, Year: 2026 }, record! {
              Amount: 5i64,
          }),
          (record! { Day: 2, Year: 2026 }, record! {
        -     Amount: 3i64,
        +     Amount: 4i64,
          }),",
    );
    let failed = failure(|| {
        kit.expect_all(&[total(2, 4), total(1, 5)]); // order
    });
    failed.is_blamed_on("// order");
}

#[test]
fn what_does_not_fit_the_struct_is_named() {
    let mut kit = kit();
    assert_eq!(kit.stored::<Shop>(), []);
    kit.singleton("typed.Shop", record! { Motto: "open" });
    let failed = failure(|| {
        kit.stored::<Shop>(); // no number
    });
    failed.is_blamed_on("// no number").says(
        r#"
        typed: typed.Shop: field Orders is absent, in (record! {}, record! { Motto: "open" })"#,
    );
    let motto = Some("open".to_owned());
    kit.given(&Shop {
        orders: 1,
        motto: motto.clone(),
    });
    assert_eq!(kit.stored::<Shop>(), [Shop { orders: 1, motto }]);
}

/// A row of a view that the guest in wasm text declares with an i64.
#[derive(heeus_sdk::Entity)]
#[entity(view = "orders.Daily")]
struct Daily {
    #[entity(partition)]
    year: i32,
    #[entity(clustering)]
    day: i32,
    amount: i32,
}

#[test]
fn a_struct_that_the_module_declares_otherwise_fails_where_it_is_arranged() {
    let guest = Guest::new().entities();
    let guest = guest.returns("Fine", ExtensionKind::Command, &Returns::default());
    let mut kit = guest.kit();
    let failed = failure(|| {
        let (year, day, amount) = (2026, 1, 2);
        kit.given(&Daily { year, day, amount }); // i32, not i64
    });
    failed.is_blamed_on("// i32, not i64");
    assert!(
        failed.text.contains("Amount: found i32, expected i64"),
        "{}",
        failed.text
    );
    let failed = failure(|| {
        kit.given(&total(1, 2)); // not declared
    });
    failed.is_blamed_on("// not declared");
    assert!(failed.text.contains("typed.Total"), "{}", failed.text);
    let failed = failure(|| {
        kit.expect_all::<Total>([]); // no such entity
    });
    failed.is_blamed_on("// no such entity").says(
        "orders.wasm: no entity typed.Total; declared: orders.Daily, orders.Order, orders.Shop",
    );
}
