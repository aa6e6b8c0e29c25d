//! The behaviour of a module under every name of the SDK.

use heeus_host_testkit::prelude::*;

two_worlds!(a_renamed_sdk_is_found, an_sdk_behind_a_facade_is_found);

fn a_renamed_sdk_is_found(kit: &mut Kit) {
    assert_eq!(super::renamed::DECLARED, "renamed.Declared");
    let key = || record! { Name: "tea" };
    for times in [1_i64, 2] {
        kit.event(record! { ArgumentObject: key() });
        kit.run("Count", record! {})
            .expect_intents([insert_view("renamed.Counts", key()).with("Times", times)]);
        kit.expect_row("renamed.Counts", key(), record! { Times: times });
    }
}

fn an_sdk_behind_a_facade_is_found(kit: &mut Kit) {
    kit.singleton("renamed.Config", record! { Limit: 5 });
    kit.run("Double", record! { Twice: 4 })
        .expect_intents([result(record! { Twice: 8, Change: 2 })]);
    kit.run("Double", record! { Twice: 4, Change: 1 })
        .expect_intents([result(record! { Twice: 4, Change: 1 })]);
    kit.run("Double", record! { Twice: 4, Change: 3 })
        .expect_error("Asked: field Change is 3, expected one of 2, 1");
    kit.run("Double", record! { Twice: 6 })
        .expect_error("too much");
    kit.run("Seven", record! {})
        .expect_intents([result(record! { Number: 7_i64 })]);
}
