//! Helpers of the tests of all macros.

use expect_test::expect_file;
use proc_macro2::{TokenStream, TokenTree};
use syn::LitStr;

/// Tokens of a source text.
pub fn tokens(source: &str) -> TokenStream {
    source.parse().expect("a test's source has tokens")
}

/// Compares an expansion with `golden/<name>.rs`. `UPDATE_EXPECT=1 cargo test -p heeus-sdk-macros`
/// writes the file.
pub fn golden(name: &str, expansion: TokenStream) {
    let file = syn::parse2(expansion).expect("an expansion is items");
    let path = format!("{}/golden/{name}.rs", env!("CARGO_MANIFEST_DIR"));
    expect_file![path].assert_eq(&prettyplease::unparse(&file));
}

/// Returns the messages of all `compile_error!`s in an expansion.
pub fn messages(expansion: TokenStream) -> Vec<String> {
    let mut messages = Vec::new();
    let mut after_name = false;
    for token in expansion {
        match token {
            TokenTree::Ident(ident) => after_name = ident == "compile_error",
            TokenTree::Group(group) if after_name => {
                let message: LitStr = syn::parse2(group.stream()).expect("a text");
                messages.push(message.value());
                after_name = false;
            }
            _ => {}
        }
    }
    messages
}
