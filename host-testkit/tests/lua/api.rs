//! What scripts read and leave.

use heeus_host_testkit::prelude::*;

use super::{day, kit};

#[test]
fn a_get_gives_an_element_or_nothing() {
    let mut kit = kit(
        "local key = ctx:key_builder('sys.View', 'test.Days', { Year = 2026, Month = 1, Day = args.Day })
        local found = ctx:can_exist(key)
        ctx:log('info', found and found.Note .. found.Amount or 'none')
        ctx:must_exist(key)",
    );
    kit.view("test.Days", day(1), record! { Amount: 7i64, Note: "seven" });
    kit.run("Query", record! { Day: 1 })
        .expect_log(LogLevel::Info, "seven7")
        .expect_ok();
    kit.run("Query", record! { Day: 2 })
        .expect_log(LogLevel::Info, "none")
        .expect_error("the element does not exist");
}
