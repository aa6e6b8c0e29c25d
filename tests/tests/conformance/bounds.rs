//! Limits on the intents of a run, and on their bytes.

use heeus_host::error::ErrorClass;
use heeus_host_testkit::prelude::*;

use super::table::{Scenario, hold_all, run, scenario};

pub fn scenarios() -> Vec<Scenario> {
    let many = |count: i32| {
        run(ExtensionKind::Projector, "many")
            .with("Year", 1)
            .with("Month", 1)
            .with("Count", count)
    };
    vec![
        scenario(
            "as many intents as a run may make",
            [many(3), many(4).ends(ErrorClass::StateLimit), many(3)],
        )
        .comes_to(expect![[r#"
            Projector many: ok
              insert_view("conf.Days", record! { Day: 1, Month: 1, Year: 1 })
                  .with("Amount", 1i64)
                  .with("Note", "many")
              insert_view("conf.Days", record! { Day: 2, Month: 1, Year: 1 })
                  .with("Amount", 2i64)
                  .with("Note", "many")
              insert_view("conf.Days", record! { Day: 3, Month: 1, Year: 1 })
                  .with("Amount", 3i64)
                  .with("Note", "many")
            Projector many: limit: intent 3: a projector may make at most 3 intents in a run (ABI.md, section 13)
            Projector many: ok
              insert_view("conf.Days", record! { Day: 1, Month: 1, Year: 1 })
                  .with("Amount", 1i64)
                  .with("Note", "many")
              insert_view("conf.Days", record! { Day: 2, Month: 1, Year: 1 })
                  .with("Amount", 2i64)
                  .with("Note", "many")
              insert_view("conf.Days", record! { Day: 3, Month: 1, Year: 1 })
                  .with("Amount", 3i64)
                  .with("Note", "many")
            stored: conf.Days record! { Day: 1, Month: 1, Year: 1 } record! { Amount: 1i64, Note: "many" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 1 } record! { Amount: 2i64, Note: "many" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 1 } record! { Amount: 3i64, Note: "many" }
        "#]])
        .given(|kit| {
            kit.limits(|limits| limits.intents.projector = 3);
        }),
        scenario(
            "as many bytes of intents as a run may make",
            [many(2), many(9).ends(ErrorClass::StateLimit)],
        )
        .comes_to(expect![[r#"
            Projector many: ok
              insert_view("conf.Days", record! { Day: 1, Month: 1, Year: 1 })
                  .with("Amount", 1i64)
                  .with("Note", "many")
              insert_view("conf.Days", record! { Day: 2, Month: 1, Year: 1 })
                  .with("Amount", 2i64)
                  .with("Note", "many")
            Projector many: limit: intent 3: intents of a run may have at most 600 bytes (ABI.md, section 13)
            stored: conf.Days record! { Day: 1, Month: 1, Year: 1 } record! { Amount: 1i64, Note: "many" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 1 } record! { Amount: 2i64, Note: "many" }
        "#]])
        .given(|kit| {
            kit.limits(|limits| limits.intent_bytes = 600);
        }),
        scenario(
            "as many bytes as a run may write",
            [many(2), many(9).ends(ErrorClass::StateLimit)],
        )
        .comes_to(expect![[r#"
            Projector many: ok
              insert_view("conf.Days", record! { Day: 1, Month: 1, Year: 1 })
                  .with("Amount", 1i64)
                  .with("Note", "many")
              insert_view("conf.Days", record! { Day: 2, Month: 1, Year: 1 })
                  .with("Amount", 2i64)
                  .with("Note", "many")
            Projector many: limit: intent 4: a run may write at most 600 bytes (ABI.md, section 13)
            stored: conf.Days record! { Day: 1, Month: 1, Year: 1 } record! { Amount: 1i64, Note: "many" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 1 } record! { Amount: 2i64, Note: "many" }
        "#]])
        .given(|kit| {
            kit.limits(|limits| limits.write_bytes = 600);
        }),
        scenario(
            "intents of kinds that may make none",
            [
                run(ExtensionKind::Query, "put")
                    .on_day(1)
                    .with("Amount", 1i64)
                    .ends(ErrorClass::Forbidden),
                run(ExtensionKind::Validator, "new record")
                    .with("ID", RecordId(7))
                    .ends(ErrorClass::Forbidden),
            ],
        )
        .comes_to(expect![[r#"
            Query put: fault: intent 0: a query may not insert into sys.View; it may get and read there (ABI.md, section 11)
            Validator new record: fault: intent 0: a validator may not insert into sys.Record; it may get there (ABI.md, section 11)
        "#]]),
    ]
}

#[test]
fn what_is_too_much_is_the_same_everywhere() {
    hold_all(&scenarios());
}
