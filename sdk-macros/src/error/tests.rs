//! Expansions of the derive macro, and the errors for wrong types.

use super::expand;
use crate::testing::{golden, messages, tokens};

// The types are the user's own in the expansions below: all other names there come from the macro.

#[test]
fn golden_enum() {
    let item = "
        #[error(code = 400)]
        enum OrderError<'run> {
            #[error(\"no items\")]
            NoItems,
            #[error(\"only {left} of {name} for {0}\", code = CONFLICT)]
            #[cfg(feature = \"stock\")]
            Shortage { left: i64, name: &'run str, r#type: Type },
            #[error(\"{0} {{}} {1}{0}\")]
            Pair(Text<'run>, Number),
            #[error(\"failed\")]
            Failed(#[source] Cause),
            #[error(transparent, code = 500)]
            Inner(Inner),
            State(#[from] State),
        }";
    // `{0}` is no field of a variant with names.
    let item = item.replace(" for {0}", "");
    golden("derive_error_enum", expand(tokens(&item)));
}

#[test]
fn golden_struct() {
    let item = "
        #[error(\"{late_by} days late\", code = 409, crate = \"facade::heeus_sdk\")]
        struct TooLate { late_by: Days }";
    golden("derive_error_struct", expand(tokens(item)));
}

#[test]
fn golden_without_variants() {
    golden("derive_error_never", expand(tokens("enum Never {}")));
}

/// Types with one mistake, and its error.
const MISTAKES: &[(&str, &str)] = &[
    (
        "union E { a: i32 }",
        "an error is an enum or a struct; this is a union",
    ),
    (
        "enum E { A }",
        "a text is missing: `#[error(\"..\")]` on the variant",
    ),
    (
        "struct E;",
        "a text is missing: `#[error(\"..\")]` on the struct",
    ),
    (
        "#[error(\"a\")] enum E { #[error(\"b\")] A }",
        "an enum has a text for each variant: write it on the variant",
    ),
    (
        "#[error(transparent)] enum E { #[error(\"b\")] A }",
        "an enum has a text for each variant: write it on the variant",
    ),
    (
        "enum E { #[error(\"a\", \"b\")] A }",
        "the text is given twice",
    ),
    (
        "enum E { #[error(\"a\", code = 1, code = 2)] A }",
        "`code` is given twice",
    ),
    (
        "enum E { #[error(\"a\", code)] A }",
        "expected a value: `code = ..`",
    ),
    (
        "enum E { #[error(\"a\", code = )] A }",
        "expected a value: `code = ..`",
    ),
    (
        "enum E { #[error(\"a\", kode = 1)] A }",
        "unknown key `kode`, did you mean `code`? Expected one of `code`, `transparent`, \
             `crate`; the text has no key: `#[error(\"..\")]`",
    ),
    (
        "enum E { #[error = \"a\"] A }",
        "expected `#[error(\"text\")]`, with `code = ..` after the text if the error has a code",
    ),
    (
        "enum E { #[error(\"a\", 400)] A }",
        "expected `#[error(\"text\")]`, with `code = ..` after the text if the error has a code",
    ),
    (
        "enum E { #[error(400)] A }",
        "expected `#[error(\"text\")]`, with `code = ..` after the text if the error has a code",
    ),
    (
        "enum E { #[error(\"a {b}\")] A { c: i32 } }",
        "unknown field `b`; expected one of `c`",
    ),
    (
        "enum E { #[error(\"a {0}\")] A }",
        "unknown field `0`; there are no fields",
    ),
    (
        "enum E { #[error(\"a {}\")] A(i32) }",
        "unknown field ``; expected one of `0`",
    ),
    (
        "enum E { #[error(\"a {0:?}\")] A(i32) }",
        "a text has its fields as `{0}`, without a format",
    ),
    (
        "enum E { #[error(\"a { b\")] A }",
        "a `{` alone: a brace of the text is written twice, `{{`",
    ),
    (
        "enum E { #[error(\"a } b\")] A }",
        "a `}` alone: a brace of the text is written twice, `}}`",
    ),
    (
        "enum E { #[error(\"a\", transparent)] A(B) }",
        "`transparent` takes the text of the inner error: leave this text out",
    ),
    (
        "enum E { #[error(transparent)] A }",
        "`transparent` needs exactly one field: the inner error",
    ),
    (
        "enum E { #[error(\"a\")] A(#[from] B, i32) }",
        "`#[from]` needs exactly one field: there is no value for the others",
    ),
    (
        "enum E { #[error(\"a\")] A(#[source] B, #[source] C) }",
        "an error has at most one source",
    ),
    (
        "enum E { A(#[from] B), C(#[from] B) }",
        "another variant has `#[from]` for this type: `?` could not choose",
    ),
    ("enum E { A(#[from(B)] B) }", "expected `#[from]` alone"),
    (
        "enum E { #[error(\"a\")] A(#[error(\"b\")] B) }",
        "expected `#[error(\"text\")]`, with `code = ..` after the text if the error has a \
             code, on a variant and not on a field",
    ),
    (
        "#[error(\"a\")] struct E<T>(T);",
        "an error has no type parameters: its text must be known",
    ),
    (
        "#[error(\"a\", crate = 5)] struct E;",
        "`crate` is the path of the SDK, as a text: `crate = \"facade::heeus_sdk\"`",
    ),
    (
        "enum E { #[error(\"a\", crate = \"b\")] A }",
        "`crate` is for the whole type: write it there",
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
    let item = "enum E { A, #[error(\"{b}\")] B, #[error(\"c\", kode = 1)] C }";
    assert_eq!(messages(expand(tokens(item))).len(), 3);
}
