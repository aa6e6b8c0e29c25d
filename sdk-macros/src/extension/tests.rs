//! Expansions of `#[extension]`, and the errors for wrong functions.

use heeus_abi::ExtensionKind;
use heeus_abi::manifest::Manifest;
use proc_macro2::{Delimiter, Group, TokenTree};

use super::{check, expand, parse};
use crate::shared::diag::Diag;
use crate::testing::{golden, messages, tokens};

const PLAIN: &str = "fn f(state: &WasmState<'_>, args: WasmStateElement<'_>) {}";

fn expanded(attribute: &str, item: &str) -> proc_macro2::TokenStream {
    expand(tokens(attribute), &tokens(item))
}

fn manifest(attribute: &str, item: &str) -> Manifest {
    let mut diag = Diag::default();
    let written = parse::parse(tokens(attribute), tokens(item), &mut diag);
    let extension = check::check(written, &mut diag).expect("an extension");
    assert!(diag.is_empty());
    Manifest::decode(&extension.manifest).expect("an entry")
}

#[test]
fn golden_plain() {
    golden(
        "extension_plain",
        expanded(
            r#"kind = "command""#,
            "fn new_order(state: &WasmState<'_>, args: WasmStateElement<'_>) {}",
        ),
    );
}

#[test]
fn golden_full() {
    let item = "
        /// Takes an order.
        ///
        /// More of it.
        #[cfg(feature = \"orders\")]
        #[inline]
        pub(crate) fn r#new<'s, 'run: 's>(
            state: &'s heeus_sdk::untyped::WasmState<'run>,
            mut args: heeus_sdk::untyped::WasmStateElement<'run>,
        ) -> Result<(), Error<'static>> {
            todo!()
        }";
    golden(
        "extension_full",
        expanded(r#"kind = "projector", name = "Neue Bestellung","#, item),
    );
}

#[test]
fn golden_errors() {
    let item = "
        /// Is kept as it is.
        async fn f<T>() -> T { state. }";
    let expansion = expanded(r#"kind = "comand", named = "X""#, item);
    let kept = tokens(item).to_string();
    assert!(expansion.to_string().starts_with(&kept), "{expansion}");
    let expected = [
        "unknown key `named`, did you mean `name`? Expected one of `kind`, `name`, \
             `after`, `checks`, `sync`, `crate`",
        "unknown kind `comand`, did you mean `command`? Expected one of `command`, `query`, \
         `validator`, `projector`, `job`",
        "an extension is not async: it runs to its end in one call; remove the `async`, calls of \
         the SDK do not wait",
        "an extension has no type parameters: the SDK cannot know the types to call it with; write \
         the types themselves",
        "an extension takes one or two arguments: `fn(ctx: &CommandContext, args: A) -> Result<R, \
         E>`, with the context of its kind",
    ];
    assert_eq!(messages(expansion), expected);
}

#[test]
fn the_manifest_tells_the_kind() {
    for &kind in ExtensionKind::ALL {
        let manifest = manifest(&format!("kind = \"{kind}\""), PLAIN);
        assert_eq!(manifest.extensions[0].kind, kind);
        let emitted = expanded(&format!("kind = \"{kind}\""), PLAIN).to_string();
        let number = format!("kind : {} ,", kind.number());
        assert!(emitted.contains(&number), "{emitted}");
    }
}

#[test]
fn the_manifest_tells_the_name() {
    for (attribute, item, name) in [
        (r#"kind = "job""#, PLAIN, "f"),
        (r#"kind = "job", name = "Nightly""#, PLAIN, "Nightly"),
        (r#"name = "a b.é", kind = "job""#, PLAIN, "a b.é"),
        (
            r#"kind = "job""#,
            "fn r#type(state: &WasmState<'_>, args: WasmStateElement<'_>) {}",
            "type",
        ),
    ] {
        assert_eq!(manifest(attribute, item).extensions[0].name, name);
    }
}

#[test]
fn the_manifest_tells_the_first_line_of_the_docs() {
    for (docs, line) in [
        ("", ""),
        ("/// One.", "One."),
        ("///\n/// Two.\n/// Three.", "Two."),
        ("/** Block. */", "Block."),
        ("/**\n * Starred.\n * More.\n */", "Starred."),
        ("#[doc = \"Attribute.\"]", "Attribute."),
        ("#[doc(hidden)] #[must_use]", ""),
        ("#[doc = include_str!(\"x\")] /// After.", "After."),
    ] {
        let item = format!("{docs}\n{PLAIN}");
        assert_eq!(manifest(r#"kind = "job""#, &item).extensions[0].doc, line);
    }
}

#[test]
fn limits_of_names_are_those_of_the_contract() {
    let longest = "x".repeat(255);
    let manifest = manifest(&format!("kind = \"job\", name = \"{longest}\""), PLAIN);
    assert_eq!(manifest.extensions[0].name, longest);
    let expansion = expanded(&format!("kind = \"job\", name = \"x{longest}\""), PLAIN);
    assert_eq!(
        messages(expansion),
        ["the name of an extension has 1 to 255 bytes and no NUL, this one has 256 bytes"]
    );
}

#[test]
fn a_doc_line_that_is_too_long_is_an_error() {
    let item = format!("/// {}\n{PLAIN}", "x".repeat(65_536));
    let messages = messages(expanded("kind = \"job\"", &item));
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(messages[0].starts_with("the extension does not fit into the manifest"));
}

#[test]
fn an_error_in_the_attribute_hides_no_other() {
    let expansion = expanded("kind, \"x\", name = 1, kind = \"job\" name", "struct S;");
    let expected = [
        "an extension is a function, this is a struct",
        "expected `kind = \"..\"`",
        "expected `kind = \"..\"`, `name = \"..\"`, `after(\"..\")`, `checks(\"..\")`, `sync` or \
             `crate = \"..\"`",
        "expected `,`",
        "`name` is a string literal: `name = \"..\"`",
    ];
    assert_eq!(messages(expansion), expected);
}

#[test]
fn what_is_no_item_is_left_to_the_compiler() {
    let expansion = expanded("kind = \"job\"", "fn f");
    assert_eq!(messages(expansion).len(), 1);
}

#[test]
fn a_body_may_be_the_fragment_of_a_macro() {
    let body = tokens("{ work(); }");
    let mut group = TokenTree::from(Group::new(Delimiter::None, body));
    for _ in 0..3 {
        group = Group::new(Delimiter::None, group.into()).into();
        let mut item = tokens("fn f(state: &WasmState<'_>)");
        item.extend([group.clone()]);
        let expansion = expand(tokens("kind = \"job\""), &item);
        assert_eq!(messages(expansion), [""; 0]);
    }
}

#[test]
fn conditions_and_lints_of_the_function_hold_for_its_registration() {
    let item = "
        #[cfg_attr(a, cfg(b), inline)]
        #[cfg_attr(c, cfg_attr(d, expect(deprecated, reason = \"x\")))]
        #[inline]
        fn f(state: &WasmState<'_>) {}";
    let expansion = expanded("kind = \"job\"", item).to_string();
    let (_, registration) = expansion.split_once("{ }").expect("a body");
    let attributes = tokens(
        "#[cfg_attr(a, cfg(b))]
        const __an_extension_is_a_free_function_so_move_f_out_of_the_impl: () = ();
        #[cfg_attr(a, cfg(b))] #[cfg_attr(c, cfg_attr(d, allow(deprecated, reason = \"x\")))]",
    );
    let registration = registration.trim_start();
    assert!(
        registration.starts_with(&attributes.to_string()),
        "{registration}"
    );
}

#[test]
fn a_deprecated_function_is_called_in_itself() {
    let item = "#[deprecated] fn old(state: &WasmState<'_>) { #![inner] work() }";
    let expansion = expanded("kind = \"job\"", item).to_string();
    assert!(
        expansion.contains("{ # ! [inner] const _ : () = {"),
        "{expansion}"
    );
    assert!(expansion.contains("; { work () } }"), "{expansion}");
    let unique = tokens("const __extension_named_old: () = ();").to_string();
    assert!(expansion.ends_with(&unique), "{expansion}");
}

#[test]
fn the_manifest_has_the_targets() {
    let of = |attribute| {
        let [extension] = <[_; 1]>::try_from(manifest(attribute, PLAIN).extensions).expect("one");
        (extension.targets, extension.sync)
    };
    assert_eq!(
        of("kind = \"projector\", after(\"NewOrder\", \"crm.Customer\"), sync"),
        (vec!["NewOrder".to_owned(), "crm.Customer".to_owned()], true)
    );
    assert_eq!(
        of("checks(\"NewOrder\"), kind = \"validator\""),
        (vec!["NewOrder".to_owned()], false)
    );
    assert_eq!(of("kind = \"projector\""), (Vec::new(), false));
}
