//! Expansions of the macro, and the errors for wrong texts.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::expand;
use crate::testing::{messages, tokens};

/// Compares an expansion with `golden/<name>.rs`, as the body of a function.
fn golden(name: &str, input: &str) {
    let expansion = expand(tokens(input));
    crate::testing::golden(name, quote!(fn text() -> Text { #expansion }));
}

#[test]
fn golden_with_values() {
    let input = "\"article {id}: {} of {id}, {{{}}} {type} {self}\", self.left()?, 1 + 2";
    golden("text_values", input);
}

#[test]
fn golden_without_values() {
    golden("text_plain", "crate = \"facade::heeus_sdk\", \"a text\",");
}

/// Inputs with one mistake, and its error.
const MISTAKES: &[(&str, &str)] = &[
    ("", "expected a text: `text!(\"article {id}\")`"),
    ("name", "expected a text: `text!(\"article {id}\")`"),
    ("name, 1", "expected a text: `text!(\"article {id}\")`"),
    ("b\"bytes\"", "expected a text: `text!(\"article {id}\")`"),
    (
        "\"{}\"",
        "a place `{}` without a value: write it after the text",
    ),
    (
        "\"{}\", 1, 2",
        "a value without a place: the text has a `{}` for each of them",
    ),
    (
        "\"{0}\"",
        "`0` is no name: write `{}`, and the value after the text",
    ),
    (
        "\"{order.id}\"",
        "`order.id` is no name: write `{}`, and the value after the text",
    ),
    (
        "\"{id:?}\"",
        "a text has its values as `{id}`, without a format",
    ),
    (
        "\"{crate}\"",
        "`crate` is no name: write `{}`, and the value after the text",
    ),
    (
        "\"{id\"",
        "a `{` alone: a brace of the text is written twice, `{{`",
    ),
    (
        "\"id}\"",
        "a `}` alone: a brace of the text is written twice, `}}`",
    ),
    ("\"a\" \"b\"", "expected `,`"),
    (
        "crate = 1, \"a\"",
        "`crate` is the path of the SDK, as a text: `crate = \"facade::heeus_sdk\"`",
    ),
];

#[test]
fn a_mistake_is_one_error() {
    for (input, expected) in MISTAKES {
        let found: Vec<String> = all_messages(input);
        assert_eq!(found, [*expected], "{input}");
    }
}

/// Returns the messages at any depth: those of an expression are in its block.
fn all_messages(input: &str) -> Vec<String> {
    fn within(expansion: TokenStream, all: &mut Vec<String>) {
        all.extend(messages(expansion.clone()));
        for token in expansion {
            if let TokenTree::Group(group) = token {
                within(group.stream(), all);
            }
        }
    }
    let mut all = Vec::new();
    within(expand(tokens(input)), &mut all);
    all
}
