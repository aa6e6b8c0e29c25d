//! The checks of a type that derives `Field`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Data, DataEnum, DataStruct, DeriveInput, Expr, Fields, GenericParam, Generics, Lifetime, Type,
    Variant,
};

use super::super::check::{self, RENAME, RENAME_ALL, Settings, is_unsized, not_here};
use super::super::model::Setting;
use super::super::parse::settings_of;
use super::model::{Form, Number, Own};
use crate::shared::attributes;
use crate::shared::diag::Diag;
use crate::shared::lifetimes::{self, ungrouped};
use crate::shared::path::{CRATE, Sdk, respan};
use crate::shared::text::Text;

/// The attribute of the macro.
const FIELD: &str = "field";
/// The setting of an enum that is written as a number.
const NUMBER: &str = "number";
/// The setting of a type with a conversion of its own.
const CONVERT: &str = "convert";

/// Settings of the type.
const OF_TYPE: &str = "`number`, `rename_all = \"..\"`, `convert` or `crate = \"..\"`";
/// Settings of a variant.
const OF_VARIANT: &str = "`rename = \"..\"`";

const STRUCT: &str = "a struct that is a field has one value, as in `struct Cents(i64);`";

/// Returns the path of the SDK, and the type, or reports why it cannot be that of a field.
pub fn check(input: &DeriveInput, diag: &mut Diag) -> (Sdk, Option<Own>) {
    let lifetime = lifetime(&input.generics, diag);
    let (settings, _) = settings_of(&input.attrs, (FIELD, OF_TYPE), diag);
    let settings = Settings::sort(&settings, &[NUMBER, RENAME_ALL, CONVERT, CRATE], diag);
    let sdk = check::sdk(&settings, diag);
    let form = form(input, &settings, lifetime.as_ref(), diag);
    let attributes = match &input.data {
        Data::Enum(data) => data
            .variants
            .iter()
            .flat_map(|v| &v.attrs)
            .cloned()
            .collect(),
        _ => Vec::new(),
    };
    let attributes: Vec<_> = input.attrs.iter().cloned().chain(attributes).collect();
    let own = form.map(|form| Own {
        sdk: sdk.clone(),
        lints: attributes::lints(&attributes),
        ident: respan(&input.ident),
        generics: input.generics.clone(),
        lifetime,
        form,
    });
    (sdk, own)
}

/// Returns the type's only lifetime, if it has one.
fn lifetime(generics: &Generics, diag: &mut Diag) -> Option<Lifetime> {
    let mut all = generics.lifetimes();
    let first = all.next();
    for param in all {
        diag.on(
            param,
            "a type that is read from a record has at most one lifetime: all borrowed data lives \
             as long as the run",
        );
    }
    first.map(|param| param.lifetime.clone())
}

fn form(
    input: &DeriveInput,
    settings: &Settings<'_>,
    lifetime: Option<&Lifetime>,
    diag: &mut Diag,
) -> Option<Form> {
    let of_enum = [NUMBER, RENAME_ALL].map(|key| settings.get(key));
    if settings.flag(CONVERT, diag).is_some() {
        for setting in of_enum.into_iter().flatten() {
            not_here(
                setting,
                "a conversion of its own replaces this setting",
                diag,
            );
        }
        return Some(Form::Converted);
    }
    match &input.data {
        Data::Enum(data) => of_variants(data, &input.ident, settings, diag),
        Data::Struct(data) => {
            for setting in of_enum.into_iter().flatten() {
                not_here(setting, "only an enum has this setting", diag);
            }
            around(data, input, lifetime, diag)
        }
        Data::Union(data) => {
            diag.on(
                data.union_token,
                "an enum or a struct around one value is a field; a union has no value that can \
                 be read",
            );
            None
        }
    }
}

fn of_variants(
    data: &DataEnum,
    ident: &Ident,
    settings: &Settings<'_>,
    diag: &mut Diag,
) -> Option<Form> {
    if data.variants.is_empty() {
        diag.on(
            ident,
            "an enum without variants has no value that could be a field",
        );
        return None;
    }
    for variant in data
        .variants
        .iter()
        .filter(|v| !matches!(v.fields, Fields::Unit))
    {
        diag.on(
            &variant.fields,
            "a variant that is a field has no data: write fields of a struct that derives \
             `Record`, or convert the enum with `#[field(convert)]`",
        );
    }
    let case = check::case(settings, diag);
    let given = data.variants.iter().map(|variant| rename(variant, diag));
    let given: Vec<Option<Text>> = given.collect();
    let idents = data.variants.iter().map(|variant| respan(&variant.ident));
    if let Some(number) = settings.get(NUMBER) {
        let variants = (idents.collect(), given);
        return Some(numbers(number, settings, variants, diag));
    }
    let names = idents.zip(given).map(|(ident, name)| {
        let name = name.unwrap_or_else(|| Text {
            value: case.apply_to_variant(&Text::from(&ident).value),
            span: ident.span(),
        });
        (ident, name)
    });
    let names: Vec<_> = names.collect();
    distinct(&names, diag);
    Some(Form::Names(names))
}

/// Returns the form of an enum that is written as a number, and has no names.
fn numbers(
    number: &Setting,
    settings: &Settings<'_>,
    (variants, names): (Vec<Ident>, Vec<Option<Text>>),
    diag: &mut Diag,
) -> Form {
    const NO_NAMES: &str = "an enum that is written as a number has no names";
    if let Some(setting) = settings.get(RENAME_ALL) {
        not_here(setting, NO_NAMES, diag);
    }
    for name in names.into_iter().flatten() {
        diag.at(name.span, NO_NAMES);
    }
    let wire = match number.value.as_ref().map(number_type) {
        None => Number::I32,
        Some(Some(wire)) => wire,
        Some(None) => {
            diag.on(
                &number.value,
                "a number is an i32 or an i64: `number` or `number = i64`",
            );
            Number::I32
        }
    };
    Form::Numbers { wire, variants }
}

/// Reads the name in the attributes of a variant.
fn rename(variant: &Variant, diag: &mut Diag) -> Option<Text> {
    let (settings, _) = settings_of(&variant.attrs, (FIELD, OF_VARIANT), diag);
    Settings::sort(&settings, &[RENAME], diag).text(RENAME, diag)
}

fn number_type(value: &Expr) -> Option<Number> {
    let mut value = value;
    while let Expr::Group(group) = value {
        value = &group.expr;
    }
    let Expr::Path(path) = value else {
        return None;
    };
    let types = [("i32", Number::I32), ("i64", Number::I64)];
    let mut types = types.into_iter();
    types.find_map(|(name, ty)| path.path.is_ident(name).then_some(ty))
}

/// Reports names that occur twice.
fn distinct(names: &[(Ident, Text)], diag: &mut Diag) {
    let mut before: Vec<&str> = Vec::new();
    for (_, name) in names {
        if before.contains(&name.value.as_str()) {
            let message = format!("two variants have the name `{}` on the wire", name.value);
            diag.at(name.span, message);
        }
        before.push(&name.value);
    }
}

fn around(
    data: &DataStruct,
    input: &DeriveInput,
    lifetime: Option<&Lifetime>,
    diag: &mut Diag,
) -> Option<Form> {
    let fields = match &data.fields {
        Fields::Unnamed(fields) => &fields.unnamed,
        Fields::Named(_) => {
            diag.on(
                &input.ident,
                format!("{STRUCT}; a struct with named fields derives `Record`"),
            );
            return None;
        }
        Fields::Unit => {
            diag.on(&input.ident, STRUCT);
            return None;
        }
    };
    let all = fields.iter().enumerate();
    let (phantoms, values): (Vec<_>, Vec<_>) = all.partition(|(_, field)| is_phantom(&field.ty));
    let [(at, field)] = values.as_slice() else {
        diag.on(
            &input.ident,
            format!(
                "{STRUCT}; this one has {}: several values derive `Record`, or become one by \
                 `#[field(convert)]`",
                values.len()
            ),
        );
        return None;
    };
    inner(&field.ty, &input.generics, diag);
    Some(Form::Around {
        inner: lifetimes::of_struct(field.ty.to_token_stream(), &input.ident, lifetime),
        at: *at,
        phantoms: phantoms.into_iter().map(|(at, _)| at).collect(),
    })
}

fn is_phantom(ty: &Type) -> bool {
    let Type::Path(path) = ungrouped(ty) else {
        return false;
    };
    let last = path.path.segments.last();
    last.is_some_and(|last| last.ident == "PhantomData")
}

/// Checks the type of the only value.
fn inner(ty: &Type, generics: &Generics, diag: &mut Diag) {
    let tokens = ty.to_token_stream();
    if let Some(span) = lifetimes::find(tokens.clone(), &|name| name == "static") {
        diag.at(
            span,
            "data that a field borrows lives as long as the run, not `'static`: write `'run` and \
             `struct Name<'run>`, or own the data, as in a `String`",
        );
    }
    if is_unsized(ty) {
        diag.on(
            ty,
            "a field has a known size: take `&'run str` or `String` for a text, `&'run [u8]` or \
             `Vec<u8>` for bytes",
        );
    }
    for param in &generics.params {
        let name = match param {
            GenericParam::Type(param) => &param.ident,
            GenericParam::Const(param) => &param.ident,
            GenericParam::Lifetime(_) => continue,
        };
        if names(tokens.clone(), name) {
            diag.on(
                ty,
                format!(
                    "the type of the value is known: it does not contain the parameter `{name}`, \
                     which may be in a `PhantomData`"
                ),
            );
        }
    }
}

/// Returns whether the tokens contain this name.
fn names(tokens: TokenStream, name: &Ident) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == *name,
        TokenTree::Group(group) => names(group.stream(), name),
        _ => false,
    })
}
