//! Expansions of the derive macro, and the errors for wrong types.

use super::expand;
use crate::testing::{golden, messages, tokens};

#[test]
fn golden_borrowed() {
    let item = "
        enum Followed<'a> {
            #[event(\"NewOrder\")]
            New(Order<'a>),
            #[event(\"crm.Cancel\")]
            #[cfg(feature = \"crm\")]
            Cancel(r#mod::Cancel),
            #[event(\"crm.Pause\")]
            r#Pause,
            #[event(other)]
            Other,
        }";
    golden("derive_events_borrowed", expand(tokens(item)));
}

#[test]
fn golden_owned() {
    let item = "
        #[event(crate = \"facade::heeus_sdk\")]
        enum Followed {
            #[event(\"orders.NewOrder\")]
            New(Order),
        }";
    golden("derive_events_owned", expand(tokens(item)));
}

/// Types with one mistake, and its error.
const MISTAKES: &[(&str, &str)] = &[
    (
        "struct E;",
        "events are an enum with a variant for each; this is a struct, and one event alone needs \
         no derive: `Event<Order>`",
    ),
    (
        "union E { a: i32 }",
        "events are an enum with a variant for each; this is a union",
    ),
    ("enum E {}", "the enum has no event: write a variant"),
    (
        "enum E { A(B) }",
        "the name of the event is missing: `#[event(\"orders.NewOrder\")]` on the variant",
    ),
    (
        "enum E { #[event(\"a\")] A(B, C) }",
        "a variant has the event's argument, `A(Order)`, or nothing, `A`",
    ),
    (
        "enum E { #[event(\"a\")] A { b: B } }",
        "a variant has the event's argument, `A(Order)`, or nothing, `A`",
    ),
    (
        "enum E { #[event(\"a\")] A(B), #[event(\"a\")] C(D) }",
        "`a` is the event of another variant",
    ),
    (
        "enum E { #[event(\"a\", \"b\")] A(B) }",
        "a variant is one event: write another variant",
    ),
    (
        "enum E { #[event(\"a.\")] A(B) }",
        "`a.` is not a name of a command, as `NewOrder` in the same package or as \
         `orders.NewOrder` in another one",
    ),
    (
        "enum E { #[event] A(B) }",
        "expected `#[event(\"orders.NewOrder\")]`",
    ),
    (
        "enum E { #[event(5)] A(B) }",
        "expected `#[event(\"orders.NewOrder\")]`",
    ),
    (
        "enum E { #[event(othr)] A }",
        "unknown key `othr`, did you mean `other`? Expected one of `other`, `crate`; the name \
         has no key: `#[event(\"orders.NewOrder\")]`",
    ),
    (
        "enum E { #[event(\"a\")] A(#[event(\"b\")] B) }",
        "expected `#[event(\"orders.NewOrder\")]` on a variant, not on a field",
    ),
    (
        "enum E { #[event(\"a\", other)] A(B) }",
        "`other` is for a variant without a name of its own",
    ),
    (
        "enum E { #[event(other)] A(B) }",
        "the variant for all other events has no argument: theirs have different types",
    ),
    (
        "enum E { #[event(other)] #[cfg(test)] A }",
        "the variant for all other events has no `#[cfg]`",
    ),
    (
        "enum E { #[event(other)] A, #[event(other)] B }",
        "another variant has `#[event(other)]`",
    ),
    (
        "#[event(\"a\")] enum E { #[event(\"b\")] A }",
        "an event is one of a variant: write it there",
    ),
    (
        "#[event(other)] enum E { #[event(\"b\")] A }",
        "`other` is for a variant: write it there",
    ),
    (
        "enum E { #[event(\"a\", crate = \"b\")] A }",
        "`crate` is for the whole type: write it there",
    ),
    (
        "enum E<T> { #[event(\"a\")] A(T) }",
        "an enum of events has no parameters but a lifetime: its arguments must be known",
    ),
    (
        "enum E<'a, 'b> { #[event(\"a\")] A(B<'a>), #[event(\"b\")] B(B<'b>) }",
        "an enum of events has at most one lifetime: all borrowed data lives as long as the run",
    ),
];

#[test]
fn each_mistake_is_one_error() {
    for (item, message) in MISTAKES {
        assert_eq!(messages(expand(tokens(item))), [*message], "{item}");
    }
}

#[test]
fn several_mistakes_are_told_at_once() {
    let item = "enum E { A, #[event(\"b.\")] B, #[event(\"c\")] C(D, F) }";
    assert_eq!(messages(expand(tokens(item))).len(), 3);
}
