//! Intents of structs.

use heeus_host_testkit::prelude::*;

use super::shop::{Placed, kit, line, order, placed, shop, total};
use crate::failure::failure;

#[test]
fn an_update_has_the_fields_that_differ() {
    let changed = Placed {
        note: None,
        lines: vec![line("screw", 5)],
        ..placed(7)
    };
    let noted = Placed {
        note: Some("no hurry"),
        ..changed.clone()
    };
    assert_eq!(
        updated(&changed, &noted),
        update_record("typed.Placed", 7).with("Note", "no hurry")
    );
    let lines = vec![line("screw", 6)];
    assert_eq!(
        updated(
            &noted,
            &Placed {
                lines,
                ..noted.clone()
            }
        ),
        update_record("typed.Placed", 7).with("Lines", [record! { Article: "screw", Price: 6i64 }])
    );
    let dearest = Some(line("nut", 8));
    assert_eq!(
        updated(
            &noted,
            &Placed {
                dearest,
                ..noted.clone()
            }
        ),
        update_record("typed.Placed", 7).with("Dearest", record! { Article: "nut", Price: 8i64 })
    );
    assert_eq!(
        updated(&shop(1), &shop(2)),
        update_singleton("typed.Shop").with("Orders", 2i64)
    );
}

#[test]
fn what_no_update_comes_to_fails_where_it_is_written() {
    let failed = failure(|| {
        updated(&total(1, 2), &total(1, 2)); // the same
    });
    failed.is_blamed_on("// the same").says(r"
        typed.Total: before and after are the same under record! { Day: 1, Year: 2026 }, so there is no update");
    let failed = failure(|| {
        updated(&total(1, 2), &total(2, 2)); // two rows
    });
    failed.is_blamed_on("// two rows").says(
        r"
        typed.Total: an update cannot change the key: before and after are different rows
          record! { Day: 1, Year: 2026 }
          record! { Day: 2, Year: 2026 }",
    );
    let failed = failure(|| {
        let note = None;
        updated(&placed(1), &Placed { note, ..placed(1) }); // no note
    });
    failed.is_blamed_on("// no note").says(
        r"
        typed.Placed: Note exists before and not after: a field becomes absent by an update of its own, in sys.Absent",
    );
}

#[test]
fn another_intent_shows_both() {
    let mut kit = kit();
    let run = kit.run("Place", &order());
    let failed = failure(|| {
        let lines = vec![line("screw", 5), line("nut", 8)];
        let expected = Placed {
            note: None,
            lines,
            ..placed(1)
        };
        run.expect_intent(inserted(&expected)); // another
    });
    failed.is_blamed_on("// another").says(
        r#"
        Place: an expected intent is another (- expected, + actual)
          insert_record("typed.Placed", 1)
              .with("Customer", "Ada")
              .with("Dearest", record! { Article: "nut", Price: 7i64 })
              .with("Lines", [
                  record! { Article: "screw", Price: 5i64 },
        -         record! { Article: "nut", Price: 8i64 },
        -     ])
        +         record! { Article: "nut", Price: 7i64 },
        +     ])
        +     .with("Note", "in a hurry")
        host calls:
          HostGetElem(sys.Record typed.Shop {}) -> does not exist"#,
    );
}
