//! The checks that records and entities share: the form of the struct and its fields.

use heeus_abi::limits::{MAX_FIELDS, MAX_HEAD};
use heeus_abi::write::head_bytes;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{GenericArgument, GenericParam, Generics, Lifetime, PathArguments, Type};

use super::case::Case;
use super::model::{Field, Role, Setting, WrittenField};
use crate::shared::attributes::is_doc;
use crate::shared::diag::Diag;
use crate::shared::lifetimes::{self, ungrouped};
use crate::shared::path::{CRATE, Sdk, macro_span, respan, respan_all};
use crate::shared::suggest;
use crate::shared::text::{self, Text};

/// The setting for the form of all field names.
pub const RENAME_ALL: &str = "rename_all";
/// The setting for the name of a field.
pub const RENAME: &str = "rename";
/// The setting for the value of an absent field.
pub const DEFAULT: &str = "default";
/// The settings for the kind and the name of an entity.
pub const VIEW: &str = "view";
pub const RECORD: &str = "record";
pub const SINGLETON: &str = "singleton";
/// The setting for the struct of the whole, of which a struct is a part.
pub const PART_OF: &str = "part_of";
pub const UNIQUE: &str = "unique";
/// The settings for the role of a field of an entity.
pub const PARTITION: &str = "partition";
pub const CLUSTERING: &str = "clustering";
pub const ID: &str = "id";

/// The struct's only lifetime, if it has one.
pub fn lifetime(generics: &Generics, diag: &mut Diag) -> Option<Lifetime> {
    let mut lifetime = None;
    for param in &generics.params {
        match param {
            GenericParam::Lifetime(param) if lifetime.is_none() => {
                lifetime = Some(lifetimes::own(&param.lifetime));
            }
            GenericParam::Lifetime(param) => diag.on(
                param,
                "a struct that is read from a record has at most one lifetime: all borrowed data \
                 lives as long as the run",
            ),
            GenericParam::Type(param) => diag.on(
                param,
                "a struct that is a record has no type parameters: its fields must be known",
            ),
            GenericParam::Const(param) => diag.on(
                param,
                "a struct that is a record has no const parameters: its fields must be known",
            ),
        }
    }
    lifetime
}

/// Settings by their keys, each at most once but `unique`; others are reported.
pub struct Settings<'a> {
    given: Vec<(&'static str, &'a Setting)>,
    /// Set if there are unknown settings: one of them may be meant as a missing one.
    pub has_unknown: bool,
}

impl<'a> Settings<'a> {
    /// Sorts the settings of an item.
    pub fn sort(settings: &'a [Setting], known: &[&'static str], diag: &mut Diag) -> Self {
        let mut given: Vec<(&'static str, &Setting)> = Vec::new();
        let mut has_unknown = false;
        for setting in settings {
            let word = setting.key.to_string();
            let Some(&key) = known.iter().find(|known| **known == word) else {
                has_unknown = true;
                let message = suggest::unknown("key", &word, known);
                let hint = hint(&word, known);
                diag.on(&setting.key, format!("{message}{hint}"));
                continue;
            };
            let is_single = key != UNIQUE;
            if is_single && given.iter().any(|(before, _)| *before == key) {
                diag.on(&setting.key, format!("`{key}` is given twice"));
            } else {
                given.push((key, setting));
            }
        }
        Self { given, has_unknown }
    }

    /// Returns the setting of a key.
    pub fn get(&self, key: &str) -> Option<&'a Setting> {
        let mut given = self.given.iter();
        given
            .find(|(word, _)| *word == key)
            .map(|(_, setting)| *setting)
    }

    /// Returns the settings of a key that may be given several times.
    pub fn all(&self, key: &str) -> impl Iterator<Item = &'a Setting> {
        let given = self.given.iter();
        given
            .filter(move |(word, _)| *word == key)
            .map(|(_, setting)| *setting)
    }

    /// Returns a setting whose value is a text.
    pub fn text(&self, key: &str, diag: &mut Diag) -> Option<Text> {
        let setting = self.get(key)?;
        if let Some(text) = setting.value.as_ref().and_then(text::of) {
            return Some(text);
        }
        let at: &dyn ToTokens = match &setting.value {
            Some(value) => value,
            None => &setting.key,
        };
        let names_entity = [VIEW, RECORD, SINGLETON].contains(&key);
        let example = if names_entity { "package.Entity" } else { ".." };
        diag.on(
            at.to_token_stream(),
            format!("`{key}` is a string literal: `{key} = \"{example}\"`"),
        );
        None
    }

    /// Returns a setting without a value.
    pub fn flag(&self, key: &str, diag: &mut Diag) -> Option<&'a Ident> {
        let setting = self.get(key)?;
        if let Some(value) = &setting.value {
            diag.on(value, format!("`{key}` has no value"));
        }
        Some(&setting.key)
    }
}

/// Returns what to write in place of a setting that other libraries have.
fn hint(word: &str, known: &[&str]) -> &'static str {
    match word {
        _ if !known.contains(&RENAME) => "",
        "optional" | "required" | "nullable" => "; a field is optional if its type is an `Option`",
        "skip" | "ignore" => "; every field of the struct is a field of the record",
        "key" | "primary_key" if known.contains(&PARTITION) => {
            "; the key of a view has `partition` fields first, then `clustering` fields"
        }
        _ => "",
    }
}

/// Reads the path of the SDK.
pub fn sdk(settings: &Settings<'_>, diag: &mut Diag) -> Sdk {
    let Some(setting) = settings.get(CRATE) else {
        return Sdk::default();
    };
    let Some(value) = &setting.value else {
        diag.on(&setting.key, "expected a value: `crate = \"..\"`");
        return Sdk::default();
    };
    Sdk::given(value, diag)
}

/// Reads the form of field names.
pub fn case(settings: &Settings<'_>, diag: &mut Diag) -> Case {
    let Some(text) = settings.text(RENAME_ALL, diag) else {
        return Case::default();
    };
    let words: Vec<_> = Case::ALL.iter().map(|case| case.name()).collect();
    let mut cases = Case::ALL.iter();
    let found = cases.find(|case| case.name() == text.value).copied();
    if found.is_none() {
        diag.at(text.span, suggest::unknown("case", &text.value, &words));
    }
    found.unwrap_or_default()
}

/// Checks a field, and finds its name on the wire and its default.
pub fn field(
    written: &WrittenField,
    case: Case,
    settings: &Settings<'_>,
    diag: &mut Diag,
) -> Option<Field> {
    let name = match settings.text(RENAME, diag) {
        Some(name) => name,
        None => Text {
            value: case.apply(&Text::from(&written.ident).value),
            span: written.ident.span(),
        },
    };
    if !name.is_name("a field", diag) {
        return None;
    }
    let of_program = lifetimes::find(written.ty.to_token_stream(), &|name| name == "static");
    if let Some(span) = of_program {
        diag.at(
            span,
            "data that a record borrows lives as long as the run, not `'static`: write `'run` and \
             `struct Name<'run>`, or own the data, as in a `String`",
        );
    }
    if is_unsized(&written.ty) {
        diag.on(
            &written.ty,
            "a field has a known size: take `&'run str` or `String` for a text, `&'run [u8]` or \
             `Vec<u8>` for bytes, a `Vec` for other items",
        );
    }
    if only_argument(&written.ty, "Option").is_some_and(|ty| only_argument(ty, "Option").is_some())
    {
        diag.on(
            &written.ty,
            "an `Option` cannot contain an `Option`: `None` and `Some(None)` would both be absent \
             fields",
        );
    }
    Some(Field {
        docs: written
            .attributes
            .iter()
            .filter(|a| is_doc(a))
            .cloned()
            .collect(),
        place: written.place,
        visibility: respan_all(written.visibility.to_token_stream()),
        ident: respan(&written.ident),
        ty: written.ty.to_token_stream(),
        role: Role::Value,
        name,
        default: settings.get(DEFAULT).map(default),
    })
}

/// Returns whether it is `str` or a slice. The compiler has half a dozen errors about one.
pub fn is_unsized(ty: &Type) -> bool {
    match ungrouped(ty) {
        Type::Slice(_) => true,
        Type::Path(path) => path.path.is_ident("str"),
        _ => false,
    }
}

/// Returns the argument of a generic type of this name.
fn only_argument<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(path) = ungrouped(ty) else {
        return None;
    };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match (arguments.args.first()?, last.ident == name) {
        (GenericArgument::Type(ty), true) => Some(ty),
        _ => None,
    }
}

fn default(setting: &Setting) -> TokenStream {
    let given = setting.value.as_ref().map(ToTokens::to_token_stream);
    given.unwrap_or_else(
        || quote_spanned!(macro_span(setting.key.span())=> ::core::default::Default::default()),
    )
}

/// Turns the struct and its lifetime, in the types of fields, into names of the macro's.
pub fn own_names(mut fields: Vec<Field>, of: &Ident, own: Option<&Lifetime>) -> Vec<Field> {
    for field in &mut fields {
        field.ty = lifetimes::of_struct(field.ty.clone(), of, own);
    }
    fields
}

/// Reports names that occur twice. A field is in the key or in the value, but not in both.
pub fn distinct<'a>(fields: impl IntoIterator<Item = &'a Field>, diag: &mut Diag) {
    let mut before: Vec<&str> = Vec::new();
    for field in fields {
        if before.contains(&field.name.value.as_str()) {
            diag.at(
                field.name.span,
                format!(
                    "two fields have the name `{}` on the wire",
                    field.name.value
                ),
            );
        }
        before.push(&field.name.value);
    }
}

/// Sorts fields by their names on the wire, and reports more fields than a record can have.
pub fn sorted(mut fields: Vec<Field>, of: &Ident, diag: &mut Diag) -> Vec<Field> {
    let names: usize = fields.iter().map(|field| field.name.value.len()).sum();
    let head = head_bytes(fields.len(), names);
    if fields.len() > MAX_FIELDS || head > MAX_HEAD {
        diag.at(
            of.span(),
            format!(
                "a record has at most {MAX_FIELDS} fields, and {MAX_HEAD} bytes up to the end of \
                 their names"
            ),
        );
    }
    fields.sort_by(|a, b| a.name.value.cmp(&b.name.value));
    fields
}

/// Reports a setting that is not possible here.
pub fn not_here(setting: &Setting, why: &str, diag: &mut Diag) {
    let at = match &setting.value {
        Some(value) => setting.key.span().join(value.span()),
        None => None,
    };
    diag.at(at.unwrap_or_else(|| setting.key.span()), why);
}
