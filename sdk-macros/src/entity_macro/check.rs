//! The checks of declarations.

use heeus_abi::manifest::{self, FieldDecl, RECORD_ID};
use heeus_abi::{EncodeError, EntityKind, FieldType, Storage, Value, encode_key, encode_record};

use super::model::{Clause, Entity, Field, Written, type_word, type_words};
use crate::shared::diag::Diag;
use crate::shared::suggest;
use crate::shared::text::Text;

const PARTITION: &str = "partition";
const CLUSTERING: &str = "clustering";
const VALUE: &str = "value";

/// Returns the entities without mistakes.
pub fn check(written: &[Written], diag: &mut Diag) -> Vec<Entity> {
    let mut declared: Vec<manifest::Entity> = Vec::new();
    let mut entities = Vec::new();
    for entity in written.iter().filter(|entity| entity.is_readable) {
        let mut own = Diag::default();
        let declaration = declaration(entity, &mut own).filter(|_| own.is_empty());
        diag.append(own);
        let Some(declaration) = declaration else {
            continue;
        };
        let name = &entity.constant.name;
        let conditions = entity.constant.conditions.clone();
        let entry = entry(&declaration, name, diag);
        // Of several declarations under conditions only one may exist.
        if conditions.is_empty() {
            declared_alike(&declaration, &declared, name, diag);
            declared.push(declaration);
        }
        entities.extend(entry.map(|manifest| Entity {
            conditions,
            manifest,
        }));
    }
    entities
}

/// Returns the entry in the manifest, if a record can have all fields of the key, and another one
/// all of the value.
fn entry(entity: &manifest::Entity, name: &Text, diag: &mut Diag) -> Option<Vec<u8>> {
    let fits = fits_into_record(&entity.key).and_then(|()| fits_into_record(&entity.value));
    let entry = fits.and_then(|()| entity.encode());
    diag.take(entry.map_err(|error| {
        let why = entity.broken_rule().unwrap_or(error.text());
        syn::Error::new(name.span, format!("the entity cannot be declared: {why}"))
    }))
}

fn declared_alike(
    entity: &manifest::Entity,
    before: &[manifest::Entity],
    name: &Text,
    diag: &mut Diag,
) {
    if before
        .iter()
        .any(|other| other.name == entity.name && other != entity)
    {
        diag.at(
            name.span,
            format!("`{}` is declared above in another way", name.value),
        );
    }
}

fn declaration(entity: &Written, diag: &mut Diag) -> Option<manifest::Entity> {
    let name = &entity.constant.name;
    let is_named = qualified(name, diag);
    let kind = kind(&entity.kind, diag);
    let clauses = Clauses::sort(entity, kind, diag);
    let partition = fields(clauses.partition, diag);
    let clustering = fields(clauses.clustering, diag);
    let value = fields(clauses.value, diag);
    distinct(entity, kind, diag);
    let partition_fields = u8::try_from(partition.len());
    if partition_fields.is_err() {
        diag.at(name.span, "a partition key has at most 255 fields");
    }
    let kind = kind.filter(|_| is_named)?;
    let key: Vec<_> = match kind {
        EntityKind::Record => vec![FieldDecl::new(RECORD_ID, FieldType::Id)],
        EntityKind::View | EntityKind::Singleton => {
            partition.into_iter().chain(clustering).collect()
        }
    };
    Some(manifest::Entity {
        name: name.value.clone(),
        kind,
        partition_fields: partition_fields.ok()?,
        key,
        value,
    })
}

/// Returns whether this is a qualified name; reports it if not.
pub fn qualified(name: &Text, diag: &mut Diag) -> bool {
    if !name.is_name("an entity", diag) {
        return false;
    }
    let is_qualified = encode_key(Storage::View, &name.value, &[], &mut Vec::new()).is_ok();
    if !is_qualified {
        diag.at(
            name.span,
            format!(
                "`{}` is not a qualified name: package path, a dot, entity",
                name.value
            ),
        );
    }
    is_qualified
}

fn kind(word: &Text, diag: &mut Diag) -> Option<EntityKind> {
    let kind = EntityKind::ALL
        .iter()
        .copied()
        .find(|kind| kind.name() == word.value);
    if kind.is_none() {
        let words: Vec<_> = EntityKind::ALL.iter().map(|kind| kind.name()).collect();
        diag.at(
            word.span,
            suggest::unknown("entity kind", &word.value, &words),
        );
    }
    kind
}

/// The clauses of one declaration, by their words.
#[derive(Default)]
struct Clauses<'a> {
    partition: Option<&'a Clause>,
    clustering: Option<&'a Clause>,
    value: Option<&'a Clause>,
}

impl<'a> Clauses<'a> {
    fn sort(entity: &'a Written, kind: Option<EntityKind>, diag: &mut Diag) -> Self {
        let mut clauses = Self::default();
        let mut all_known = !entity.incomplete;
        let allowed: &[_] = match kind {
            Some(EntityKind::Record | EntityKind::Singleton) => &[VALUE],
            Some(EntityKind::View) | None => &[PARTITION, CLUSTERING, VALUE],
        };
        for clause in &entity.clauses {
            let word = &clause.word;
            let place = match word.value.as_str() {
                PARTITION => &mut clauses.partition,
                CLUSTERING => &mut clauses.clustering,
                VALUE => &mut clauses.value,
                other => {
                    all_known = false;
                    diag.at(word.span, suggest::unknown("clause", other, allowed));
                    continue;
                }
            };
            if let Some(kind) = kind.filter(|_| !allowed.contains(&word.value.as_str())) {
                diag.at(word.span, no_key_clauses(kind));
            } else if place.is_some() {
                diag.at(word.span, format!("`{}` is given twice", word.value));
            } else if clause.fields.is_empty() && !clause.incomplete {
                diag.at(word.span, format!("`{}` has no fields", word.value));
            }
            place.get_or_insert(clause);
        }
        if all_known && let Some(kind) = kind {
            clauses.missing(kind, &entity.kind, diag);
        }
        clauses
    }

    fn missing(&self, kind: EntityKind, word: &Text, diag: &mut Diag) {
        let needed = [
            (
                PARTITION,
                kind == EntityKind::View && self.partition.is_none(),
            ),
            (VALUE, self.value.is_none()),
        ];
        for (clause, is_missing) in needed {
            if is_missing {
                diag.at(
                    word.span,
                    format!("a {kind} needs a clause `{clause} {{ Name: type, .. }}`"),
                );
            }
        }
    }
}

fn no_key_clauses(kind: EntityKind) -> String {
    match kind {
        EntityKind::Record => {
            format!("a record has no such clause, its key is the field `{RECORD_ID}`")
        }
        _ => format!("a {kind} has no such clause, it has no key"),
    }
}

fn fields(clause: Option<&Clause>, diag: &mut Diag) -> Vec<FieldDecl> {
    let Some(clause) = clause else {
        return Vec::new();
    };
    let is_key = clause.word.value != VALUE;
    clause
        .fields
        .iter()
        .filter_map(|field| {
            let is_named = field.name.is_name("a field", diag);
            let ty = field_type(&field.ty, is_key, diag)?;
            if let Some(mark) = field.optional.filter(|_| is_key) {
                diag.at(
                    mark,
                    "a key field is never optional: only value fields may have a `?`",
                );
                return None;
            }
            is_named.then(|| FieldDecl {
                optional: field.optional.is_some(),
                ..FieldDecl::new(field.name.value.clone(), ty)
            })
        })
        .collect()
}

fn field_type(word: &Text, is_key: bool, diag: &mut Diag) -> Option<FieldType> {
    let fits = |ty: FieldType| !is_key || !matches!(ty, FieldType::Record | FieldType::Array);
    let mut types = FieldType::ALL.iter().copied();
    let found = types.find(|ty| type_word(*ty) == word.value);
    if found.is_some_and(fits) {
        return found;
    }
    let words = type_words(fits);
    if found.is_some() {
        let message = format!(
            "a key field cannot be of type {}; expected one of {}",
            word.value,
            suggest::list(&words)
        );
        diag.at(word.span, message);
    } else {
        diag.at(word.span, suggest::unknown("type", &word.value, &words));
    }
    None
}

/// Reports fields that occur twice. A field is in the key or in the value, but not in both.
fn distinct(entity: &Written, kind: Option<EntityKind>, diag: &mut Diag) {
    let mut before: Vec<&str> = Vec::new();
    for Field { name, .. } in entity.clauses.iter().flat_map(|clause| &clause.fields) {
        if kind == Some(EntityKind::Record) && name.value == RECORD_ID {
            diag.at(
                name.span,
                format!("`{RECORD_ID}` is the key of every record: leave it out"),
            );
        } else if before.contains(&name.value.as_str()) {
            diag.at(
                name.span,
                format!("the field `{}` is declared twice", name.value),
            );
        }
        before.push(&name.value);
    }
}

fn fits_into_record(fields: &[FieldDecl]) -> Result<(), EncodeError> {
    let mut names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    names.sort_unstable();
    let fields: Vec<_> = names
        .into_iter()
        .map(|name| heeus_abi::Field {
            name,
            value: Value::Bool(false),
        })
        .collect();
    encode_record(&fields, &mut Vec::new())
}
