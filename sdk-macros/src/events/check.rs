//! The checks of enums of events.

use heeus_abi::ExtensionKind;
use heeus_abi::manifest::is_target;
use proc_macro2::{Ident, TokenStream};
use quote::ToTokens as _;
use syn::{Fields, GenericParam, Generics, Lifetime};

use super::model::{Events, Variant, Written, WrittenVariant};
use super::parse::FORM;
use crate::shared::diag::Diag;
use crate::shared::lifetimes;
use crate::shared::path::respan;
use crate::shared::text::Text;

/// Returns the enum, or reports why it is none of events.
pub fn check(written: Written, diag: &mut Diag) -> Option<Events> {
    let lifetime = lifetime(&written.generics, diag);
    let mut variants: Vec<Variant> = Vec::new();
    let mut other = None;
    for variant in &written.variants {
        match event(variant, diag) {
            Some(Of::Named(name)) => {
                if variants.iter().any(|before| before.name == name.value) {
                    let message = format!("`{}` is the event of another variant", name.value);
                    diag.at(name.span, message);
                }
                variants.push(Variant {
                    ident: respan(&variant.ident),
                    conditions: variant.conditions.clone(),
                    name: name.value,
                    argument: argument(variant, diag)
                        .map(|ty| lifetimes::of_struct(ty, &written.ident, lifetime.as_ref())),
                });
            }
            Some(Of::Others) => others(variant, &mut other, diag),
            None => {}
        }
    }
    if written.variants.is_empty() {
        diag.on(&written.ident, "the enum has no event: write a variant");
    }
    diag.is_empty().then(|| Events {
        sdk: written.sdk.unwrap_or_default(),
        ident: respan(&written.ident),
        generics: written.generics,
        lifetime,
        lints: written.lints,
        variants,
        other,
    })
}

/// The enum's only lifetime, if it has one.
fn lifetime(generics: &Generics, diag: &mut Diag) -> Option<Lifetime> {
    let mut lifetime = None;
    for param in &generics.params {
        match param {
            GenericParam::Lifetime(param) if lifetime.is_none() => {
                lifetime = Some(lifetimes::own(&param.lifetime));
            }
            GenericParam::Lifetime(param) => diag.on(
                param,
                "an enum of events has at most one lifetime: all borrowed data lives as long as \
                 the run",
            ),
            param => diag.on(
                param,
                "an enum of events has no parameters but a lifetime: its arguments must be known",
            ),
        }
    }
    lifetime
}

/// The events that a variant is for.
enum Of {
    Named(Text),
    Others,
}

fn event(variant: &WrittenVariant, diag: &mut Diag) -> Option<Of> {
    let settings = &variant.settings;
    if settings.sdk.is_some() {
        diag.on(
            &variant.ident,
            "`crate` is for the whole type: write it there",
        );
    }
    match (&settings.name, settings.other) {
        (Some(_), Some(span)) => {
            diag.at(span, "`other` is for a variant without a name of its own");
            None
        }
        (None, Some(_)) => Some(Of::Others),
        (Some(name), None) if is_target(ExtensionKind::Projector, &name.value) => {
            Some(Of::Named(name.clone()))
        }
        (Some(name), None) => {
            let message = format!(
                "`{}` is not a name of a command, as `NewOrder` in the same package or as \
                 `orders.NewOrder` in another one",
                name.value.escape_debug()
            );
            diag.at(name.span, message);
            None
        }
        (None, None) => {
            if !settings.has_unread {
                let message = format!("the name of the event is missing: {FORM} on the variant");
                diag.on(&variant.ident, message);
            }
            None
        }
    }
}

fn argument(variant: &WrittenVariant, diag: &mut Diag) -> Option<TokenStream> {
    let mut fields = variant.fields.iter();
    match (&variant.fields, fields.next(), fields.next()) {
        (Fields::Unit, ..) => None,
        (Fields::Unnamed(_), Some(field), None) => Some(field.ty.to_token_stream()),
        (fields, ..) => {
            let message = format!(
                "a variant has the event's argument, `{0}(Order)`, or nothing, `{0}`",
                variant.ident
            );
            diag.on(fields, message);
            None
        }
    }
}

/// Checks a variant for all other events, of which there is at most one.
fn others(variant: &WrittenVariant, other: &mut Option<Ident>, diag: &mut Diag) {
    let message = if !matches!(variant.fields, Fields::Unit) {
        "the variant for all other events has no argument: theirs have different types"
    } else if !variant.conditions.is_empty() {
        "the variant for all other events has no `#[cfg]`"
    } else if other.replace(respan(&variant.ident)).is_some() {
        "another variant has `#[event(other)]`"
    } else {
        return;
    };
    diag.on(&variant.ident, message);
}
