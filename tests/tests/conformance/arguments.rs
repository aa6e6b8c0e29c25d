//! Arguments of runs.

use heeus_host::error::ErrorClass;
use heeus_host_testkit::prelude::*;

use super::table::{Scenario, hold_all, run, scenario};

pub fn scenarios() -> Vec<Scenario> {
    let number = || run(ExtensionKind::Command, "number");
    vec![
        scenario(
            "arguments that are there",
            [
                number().with("Number", -5),
                number().with("Number", i32::MAX).with("Text", "t\u{e4}xt"),
            ],
        )
        .comes_to(expect![[r#"
            Command number: ok
              info -5
              info none
            Command number: ok
              info 2147483647
              info täxt
        "#]]),
        scenario(
            "arguments that are absent",
            [
                number().ends(ErrorClass::Extension),
                number().with("Text", "x").ends(ErrorClass::Extension),
            ],
        )
        .comes_to(expect![[r#"
            Command number: error: field Number is absent
            Command number: error: field Number is absent
        "#]]),
        scenario(
            "arguments of another type",
            [
                number().with("Number", 5i64).ends(ErrorClass::Extension),
                number().with("Number", "5").ends(ErrorClass::Extension),
                number()
                    .with("Number", 5)
                    .with("Text", 5)
                    .ends(ErrorClass::Extension),
            ],
        )
        .comes_to(expect![[r#"
            Command number: error: field Number is not of type i32: found i64
            Command number: error: field Number is not of type i32: found string
            Command number: error: field Text is not of type string: found i32
              info 5
        "#]]),
    ]
}

#[test]
fn arguments_are_the_same_everywhere() {
    hold_all(&scenarios());
}
