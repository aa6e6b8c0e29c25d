//! Errors with codes.

use heeus_host::error::ErrorKind;
use heeus_host_testkit::prelude::*;

use super::support::everywhere;

#[test]
fn an_error_has_the_text_and_the_code_of_the_extension() {
    let args = |code: i32, text: &str| record! { Code: code, Text: text };
    everywhere(|kit| {
        let mut told = Vec::new();
        for name in ["CommandFails", "QueryFails", "ValidatorFails", "JobFails"] {
            for (code, text) in [(400, "größer"), (i32::MIN, ""), (0, "no code")] {
                let outcome = kit.run(name, args(code, text));
                let kind = outcome.error().map(|error| &error.kind);
                let is_same = matches!(kind, Some(ErrorKind::Extension { text: said, .. })
                    if said == text);
                assert!(is_same, "{kind:?}");
                told.push(outcome.expect_error_code(code));
            }
        }
        kit.event(record! { QName: QName("typed.Done"), ArgumentObject: args(-7, "event") });
        told.push(
            kit.run("ProjectorFails", record! {})
                .expect_error("event")
                .expect_error_code(-7),
        );
        told.push(
            kit.run("StateFails", record! {})
                .expect_error("state: typed.Missing: the element does not exist")
                .expect_error_code(0),
        );
        let number = |number: &str| args(0, "").with("Number", number);
        told.push(
            kit.run("ParseFails", number("x"))
                .expect_error("invalid digit found in string")
                .expect_error_code(0),
        );
        told.push(kit.run("ParseFails", number("12")).expect_ok());
        told
    });
}

#[test]
fn a_derived_error_has_its_text_and_its_code() {
    let cases = [
        (0, "nothing", 400),
        (1, "0.5 is no number", 400),
        (2, "typed.Missing: the element does not exist", 0),
        (-3, "-3 of größer", 409),
        (i32::MAX, "2147483647 of größer", 409),
    ];
    everywhere(|kit| {
        let runs = cases.iter().map(|&(number, text, code)| {
            kit.run("DerivedFails", record! { Code: number, Text: "größer" })
                .expect_error(text)
                .expect_error_code(code)
        });
        runs.collect()
    });
}

#[test]
fn an_argument_that_does_not_fit_has_no_code() {
    everywhere(|kit| {
        kit.event(record! { QName: QName("typed.Done"), ArgumentObject: record! { Code: 1 } });
        let mut told = vec![
            kit.run("QueryFails", record! { Code: 1 })
                .expect_error("Wanted: field Text is absent")
                .expect_error_code(0),
            kit.run("ProjectorFails", record! {})
                .expect_error("Wanted: field Text is absent")
                .expect_error_code(0),
        ];
        kit.event(record! { QName: QName("typed.Done") });
        told.push(
            kit.run("ProjectorFails", record! {})
                .expect_error("field ArgumentObject is absent"),
        );
        told
    });
}
