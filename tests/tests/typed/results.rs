//! The results of extensions of each kind.

use heeus_host_testkit::prelude::*;

use super::support::everywhere;

fn rows(numbers: impl IntoIterator<Item = i32>) -> Vec<Intent> {
    let numbers = numbers.into_iter();
    numbers
        .map(|number| result(record! { Number: number }))
        .collect()
}

#[test]
fn one_row_or_none_or_many() {
    let count = |count: i32| record! { Count: count };
    everywhere(|kit| {
        vec![
            kit.run("CommandNothing", record! {}).expect_no_intents(),
            kit.run("CommandRow", count(-1)).expect_intents(rows([-1])),
            kit.run("QueryOption", count(3)).expect_intents(rows([3])),
            kit.run("QueryOption", count(0)).expect_no_intents(),
            kit.run("QueryVec", count(0)).expect_no_intents(),
            kit.run("QueryVec", count(100))
                .expect_intents(rows(1..=100)),
            kit.run("QueryVec", count(-1))
                .expect_error("fewer than none"),
            kit.run("QueryStream", count(3))
                .expect_intents(rows([1, 2, 3, 0])),
            kit.run("QueryStream", count(0)).expect_no_intents(),
            kit.run("QueryRows", count(4)).expect_intents(rows(2..=4)),
            kit.run("Accept", count(0)).expect_no_intents(),
            kit.run("Accept", count(-1)).expect_error("fewer than none"),
        ]
    });
}

#[test]
fn a_response_is_reported() {
    everywhere(|kit| {
        let expected = |code: i32| response(record! { StatusCode: code });
        vec![
            kit.run("Respond", record! { Code: 201 })
                .expect_intents([expected(201)]),
            kit.run("Respond", record! { Code: 404, Text: "none" })
                .expect_intents([expected(404).with("ErrorMessage", "none")]),
        ]
    });
}
