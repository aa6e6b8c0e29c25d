//! The checks of an extension.

use heeus_abi::{ExtensionKind, RESERVED_PREFIX, manifest};
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Attribute, FnArg, GenericArgument, GenericParam, PathArguments, ReturnType, Signature, Type,
};

use super::model::{Extension, Function, Output, Setting, Written};
use super::run_lifetime;
use super::targets;
use crate::shared::diag::Diag;
use crate::shared::span_range::{SpanRange, single, span_range};
use crate::shared::text::Text;
use crate::shared::{attributes, lifetimes, suggest};

/// The signature of an extension of a kind, as code in a message.
const fn signature_of(kind: Option<ExtensionKind>) -> &'static str {
    match kind {
        Some(ExtensionKind::Command) => "`fn(ctx: &CommandContext, args: A) -> Result<R, E>`",
        Some(ExtensionKind::Query) => "`fn(ctx: &QueryContext, args: A) -> Result<Vec<R>, E>`",
        Some(ExtensionKind::Validator) => "`fn(ctx: &ValidatorContext, args: A) -> Result<(), E>`",
        Some(ExtensionKind::Projector) => {
            "`fn(ctx: &ProjectorContext, event: Event<A>) -> Result<(), E>`"
        }
        Some(ExtensionKind::Job) => "`fn(ctx: &JobContext) -> Result<(), E>`",
        None => "`fn(ctx: &CommandContext, args: A) -> Result<R, E>`, with the context of its kind",
    }
}

/// Output the extension, or reports why the function is none.
pub fn check(written: Written, diag: &mut Diag) -> Option<Extension> {
    let kind = kind(&written.kind, diag);
    let Some(function) = written.function else {
        if let Setting::Given(name) = &written.name {
            check_name(name, diag);
        }
        return None;
    };
    let name = name(written.name, &function.signature, diag);
    once(&function, diag);
    qualifiers(&function.signature, kind, diag);
    generics(&function.signature, diag);
    run_lifetime::check(&function.signature, kind, diag);
    let arguments = arguments(&function.signature, kind, diag);
    let targets = targets::check(&written.targets, kind, diag);
    let (kind, name, arguments) = (kind?, name?, arguments?);
    let after = targets.0.clone();
    let manifest = manifest_entry((kind, &name), targets, &function, diag)?;
    Some(Extension {
        output: output(&function.signature),
        function,
        sdk: written.sdk,
        kind,
        name,
        arguments,
        after,
        manifest,
    })
}

fn kind(setting: &Setting, diag: &mut Diag) -> Option<ExtensionKind> {
    let words: Vec<_> = ExtensionKind::ALL.iter().map(|kind| kind.name()).collect();
    match setting {
        Setting::Given(text) => {
            let kind = ExtensionKind::ALL
                .iter()
                .copied()
                .find(|kind| kind.name() == text.value);
            if kind.is_none() {
                diag.at(text.span, suggest::unknown("kind", &text.value, &words));
            }
            kind
        }
        Setting::Absent => {
            diag.at(
                Span::call_site(),
                format!(
                    "an extension has a kind: `#[extension(kind = \"..\")]`, one of {}",
                    suggest::list(&words)
                ),
            );
            None
        }
        Setting::Wrong => None,
    }
}

fn name(setting: Setting, signature: &Signature, diag: &mut Diag) -> Option<Text> {
    let name = match setting {
        Setting::Given(text) => text,
        Setting::Absent => Text::from(&signature.ident),
        Setting::Wrong => return None,
    };
    check_name(&name, diag).then_some(name)
}

fn check_name(name: &Text, diag: &mut Diag) -> bool {
    let reserved = name.value.starts_with(RESERVED_PREFIX);
    if reserved {
        diag.at(
            name.span,
            format!("names that begin with `{RESERVED_PREFIX}` are reserved for the SDK"),
        );
    }
    name.is_name("an extension", diag) && !reserved
}

/// Reports the attribute itself among those that follow it.
fn once(function: &Function, diag: &mut Diag) {
    let is_own = |attribute: &&Attribute| {
        let last = attribute.path().segments.last();
        last.is_some_and(|last| last.ident == "extension")
    };
    if let Some(another) = function.attributes.iter().find(is_own) {
        diag.on(
            another,
            "a function is one extension: for another one write another function, which may call \
             this one",
        );
    }
}

/// Reports qualifiers that a function may have, and an extension may not.
fn qualifiers(signature: &Signature, kind: Option<ExtensionKind>, diag: &mut Diag) {
    if let Some(token) = &signature.asyncness {
        diag.on(
            token,
            "an extension is not async: it runs to its end in one call; remove the `async`, calls \
             of the SDK do not wait",
        );
    }
    if let Some(token) = &signature.unsafety {
        diag.on(
            token,
            "an extension is not unsafe: the SDK calls it from safe code",
        );
    }
    if let Some(abi) = &signature.abi {
        diag.on(
            abi,
            "an extension is a plain Rust function; the SDK generates the exports that the host \
             calls",
        );
    }
    if let Some(dots) = &signature.variadic {
        let message = format!("an extension is not variadic: {}", signature_of(kind));
        diag.on(dots, message);
    }
}

fn generics(signature: &Signature, diag: &mut Diag) {
    for param in &signature.generics.params {
        match param {
            GenericParam::Lifetime(_) => {}
            GenericParam::Type(param) => diag.on(
                param,
                "an extension has no type parameters: the SDK cannot know the types to call it \
                 with; write the types themselves",
            ),
            GenericParam::Const(param) => diag.on(
                param,
                "an extension has no const parameters: the SDK cannot know the values to call it \
                 with",
            ),
        }
    }
}

fn arguments(
    signature: &Signature,
    kind: Option<ExtensionKind>,
    diag: &mut Diag,
) -> Option<Vec<TokenStream>> {
    let mut types = Vec::new();
    for argument in &signature.inputs {
        match argument {
            FnArg::Receiver(receiver) => {
                diag.on(
                    receiver,
                    "an extension is a free function, not a method: move it out of the `impl`",
                );
                return None;
            }
            FnArg::Typed(argument) => types.push(argument.ty.to_token_stream()),
        }
    }
    if !(1..=2).contains(&types.len()) {
        let message = format!(
            "an extension takes one or two arguments{}: {}",
            if types.is_empty() {
                ""
            } else {
                ", the second being one struct with all values"
            },
            signature_of(kind)
        );
        let extra = signature
            .inputs
            .iter()
            .skip(2)
            .map(ToTokens::to_token_stream);
        let extra: TokenStream = extra.collect();
        if extra.is_empty() {
            diag.at(signature.paren_token.span.join(), message);
        } else {
            diag.on(extra, message);
        }
        return None;
    }
    let mut concrete = true;
    for ty in &types {
        if let Some(keyword) = find_word("impl", ty.clone()) {
            diag.at(
                keyword,
                "an extension is not generic: `impl` stands for a type parameter here; write the \
                 type itself",
            );
            concrete = false;
        }
        if let Some(lifetime) = find_word("static", ty.clone()) {
            diag.at(
                lifetime,
                "arguments of an extension live as long as the run, not `'static`",
            );
            concrete = false;
        }
    }
    let types = types.into_iter().map(|ty| without_lifetimes(ty, signature));
    concrete.then(|| types.collect())
}

/// Output the span of a word in a type.
fn find_word(word: &str, ty: TokenStream) -> Option<Span> {
    ty.into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) if ident == word => Some(ident.span()),
        TokenTree::Group(group) => find_word(word, group.stream()),
        _ => None,
    })
}

/// Output the type without the function's own lifetimes, so that it can be named outside of the
/// function.
fn without_lifetimes(ty: TokenStream, signature: &Signature) -> TokenStream {
    lifetimes::anonymous(ty, &|name| {
        let mut own = signature.generics.lifetimes();
        own.any(|own| own.lifetime.ident == *name)
    })
}

fn output(signature: &Signature) -> Output {
    let ReturnType::Type(_, ty) = &signature.output else {
        return Output::Any(single(signature.ident.span()));
    };
    let whole = range_of(ty, signature);
    match result_types(ty).as_deref() {
        Some([success, error]) => Output::Result {
            success: range_of(success, signature),
            error: range_of(error, signature),
        },
        Some([success]) => Output::Result {
            success: range_of(success, signature),
            error: whole,
        },
        _ => Output::Any(whole),
    }
}

/// Output the type arguments of a `Result`. A struct of that name which is a record has none.
fn result_types(ty: &Type) -> Option<Vec<&Type>> {
    let Type::Path(path) = lifetimes::ungrouped(ty) else {
        return None;
    };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    if last.ident != "Result" {
        return None;
    }
    let types = arguments.args.iter().map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}

fn range_of(ty: &Type, signature: &Signature) -> SpanRange {
    span_range(&ty.to_token_stream()).unwrap_or_else(|| single(signature.ident.span()))
}

fn manifest_entry(
    (kind, name): (ExtensionKind, &Text),
    (targets, sync): (Vec<String>, bool),
    function: &Function,
    diag: &mut Diag,
) -> Option<Vec<u8>> {
    let entry = manifest::Extension {
        doc: attributes::doc_line(&function.attributes),
        targets,
        sync,
        ..manifest::Extension::new(&name.value, kind)
    };
    let encoded = entry.encode().map_err(|error| {
        syn::Error::new(
            name.span,
            format!("the extension does not fit into the manifest: {error}"),
        )
    });
    diag.take(encoded)
}
