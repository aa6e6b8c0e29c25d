//! The settings `after(..)` and `sync` of projectors, and `checks(..)` of validators.

use heeus_abi::ExtensionKind;
use heeus_abi::manifest::is_target;
use proc_macro2::{Ident, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, Token, token};

use super::model::WrittenTargets;
use crate::shared::diag::Diag;
use crate::shared::list::separated;
use crate::shared::text::{self, Text};

pub const AFTER: &str = "after";
pub const CHECKS: &str = "checks";
pub const SYNC: &str = "sync";

/// Reads one of the settings; `None` if the next word is none of them.
pub fn parse(input: ParseStream<'_>, diag: &mut Diag) -> syn::Result<Option<WrittenTargets>> {
    if !input.peek(Ident::peek_any) {
        return Ok(None);
    }
    let key = input.fork().call(Ident::parse_any)?;
    let word = key.unraw().to_string();
    if ![AFTER, CHECKS, SYNC].contains(&word.as_str()) {
        return Ok(None);
    }
    input.call(Ident::parse_any)?;
    let (mut names, mut is_empty) = (Vec::new(), false);
    if word == SYNC {
        if !input.is_empty() && !input.peek(Token![,]) {
            let message = "expected `sync` without a value";
            return Err(syn::Error::new(key.span(), message));
        }
    } else if input.peek(token::Paren) {
        let group = match input.parse()? {
            TokenTree::Group(group) => group.stream(),
            other => other.into(),
        };
        let read = |input: ParseStream<'_>| Ok(separated(input, diag, |input| name(input, &word)));
        is_empty = group.is_empty();
        names = read.parse2(group).unwrap_or_default();
    } else {
        let message = format!("expected `{word}(\"..\")`, with names in the parentheses");
        return Err(syn::Error::new(key.span(), message));
    }
    Ok(Some(WrittenTargets {
        key,
        names,
        is_empty,
    }))
}

fn name(input: ParseStream<'_>, word: &str) -> syn::Result<Text> {
    let value: Expr = input.parse()?;
    text::of(&value).ok_or_else(|| {
        let message = format!("`{word}` has string literals: `{word}(\"NewOrder\")`");
        syn::Error::new_spanned(&value, message)
    })
}

/// Returns the targets of an extension of this kind, and whether it is synchronous.
pub fn check(
    written: &[WrittenTargets],
    kind: Option<ExtensionKind>,
    diag: &mut Diag,
) -> (Vec<String>, bool) {
    let (mut targets, mut sync) = (Vec::new(), false);
    for (place, setting) in written.iter().enumerate() {
        let word = setting.key.unraw().to_string();
        let mut before = written.iter().take(place);
        if before.any(|before| before.key == setting.key) {
            diag.on(&setting.key, format!("`{word}` is given twice"));
            continue;
        }
        let own = match word.as_str() {
            CHECKS => ExtensionKind::Validator,
            _ => ExtensionKind::Projector,
        };
        match kind {
            Some(kind) if kind != own => diag.on(&setting.key, of_other(&word, own, kind)),
            None => {}
            Some(_) if word == SYNC => sync = true,
            Some(_) => targets = names(setting, own, diag),
        }
    }
    (targets, sync)
}

/// The message for a setting at an extension of another kind.
fn of_other(word: &str, own: ExtensionKind, kind: ExtensionKind) -> String {
    let remedy = match (kind, word) {
        (ExtensionKind::Validator, AFTER) => "; a validator has `checks(\"NewOrder\")`",
        (ExtensionKind::Projector, CHECKS) => "; a projector has `after(\"NewOrder\")`",
        _ => "",
    };
    format!("`{word}` is for a {own}, this is a {kind}{remedy}")
}

fn names(setting: &WrittenTargets, kind: ExtensionKind, diag: &mut Diag) -> Vec<String> {
    if setting.is_empty {
        let word = setting.key.unraw();
        let message = format!("`{word}` has at least one name: `{word}(\"NewOrder\")`");
        diag.on(&setting.key, message);
    }
    let mut names: Vec<String> = Vec::new();
    for name in &setting.names {
        if names.contains(&name.value) {
            diag.at(name.span, format!("`{}` is given twice", name.value));
        } else if !is_target(kind, &name.value) {
            diag.at(name.span, invalid(kind, &name.value));
        } else {
            names.push(name.value.clone());
        }
    }
    names
}

fn invalid(kind: ExtensionKind, name: &str) -> String {
    let expected = match kind {
        ExtensionKind::Validator => "a command of the same package: `NewOrder`",
        _ => {
            "a command or a record, as `NewOrder` in the same package or as `orders.NewOrder` in \
             another one"
        }
    };
    format!("`{}` is not a name of {expected}", name.escape_debug())
}
