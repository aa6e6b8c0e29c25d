//! The checks of an entity.

use heeus_abi::EntityKind;
use heeus_abi::manifest::RECORD_ID;
use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::Expr;

use super::super::case::Case;
use super::super::check::{
    self, CLUSTERING, DEFAULT, ID, PART_OF, PARTITION, RECORD, RENAME, RENAME_ALL, SINGLETON,
    Settings, UNIQUE, VIEW, not_here,
};
use super::super::model::{Entity, Field, Role, Setting, Struct, Written, WrittenField};
use super::unique;
use crate::entity_macro::qualified;
use crate::shared::diag::Diag;
use crate::shared::path::{CRATE, respan, respan_all};
use crate::shared::text::Text;

/// Returns the entity, or reports why the struct is none.
pub fn check(written: &Written, diag: &mut Diag) -> Option<Entity> {
    let lifetime = check::lifetime(&written.generics, diag);
    let known = &[VIEW, RECORD, SINGLETON, PART_OF, UNIQUE, RENAME_ALL, CRATE];
    let settings = Settings::sort(&written.settings, known, diag);
    let (case, sdk) = (check::case(&settings, diag), check::sdk(&settings, diag));
    let declared = declared(&settings, written, diag);
    let kind = declared.as_ref().map(|declared| declared.kind);
    let fields = FieldsByRole::of(&written.fields, case, kind, diag);
    check::distinct(fields.all(), diag);
    let FieldsByRole {
        partition,
        clustering,
        id,
        value,
    } = fields;
    let partition_fields = partition.len();
    let key: Vec<Field> = match kind? {
        EntityKind::View => partition.into_iter().chain(clustering).collect(),
        EntityKind::Record => id,
        EntityKind::Singleton => Vec::new(),
    };
    if diag.is_empty() {
        complete(kind?, &written.ident, (partition_fields, key.len()), diag);
    }
    let own_names = |fields| check::own_names(fields, &written.ident, lifetime.as_ref());
    let (key, value) = (own_names(key), own_names(value));
    let fields = check::sorted(value, &written.ident, diag);
    let Declared {
        kind,
        name,
        part_of,
    } = declared?;
    let of = (kind, part_of.is_some());
    let uniques = unique::check(&settings, of, (&key, &fields), diag);
    diag.is_empty().then(|| Entity {
        item: Struct {
            sdk,
            lints: written.lints.clone(),
            ident: respan(&written.ident),
            lifetime,
            key,
            fields,
        },
        visibility: respan_all(written.visibility.to_token_stream()),
        kind,
        name,
        part_of,
        non_exhaustive: written.non_exhaustive,
        partition_fields,
        uniques,
    })
}

/// The kind of an entity and its name, or that of the whole.
struct Declared {
    kind: EntityKind,
    name: Text,
    part_of: Option<TokenStream>,
}

/// Reads the kind of the entity and its qualified name.
fn declared(settings: &Settings<'_>, written: &Written, diag: &mut Diag) -> Option<Declared> {
    let kinds = [
        (VIEW, EntityKind::View),
        (RECORD, EntityKind::Record),
        (SINGLETON, EntityKind::Singleton),
    ];
    let mut given = kinds
        .into_iter()
        .filter_map(|(word, kind)| Some((word, kind, settings.get(word)?)));
    if let Some(setting) = settings.get(PART_OF) {
        for (_, _, other) in given {
            not_here(other, "a part has the kind and the name of the whole", diag);
        }
        return part(setting, written, diag);
    }
    let Some((word, kind, _)) = given.next() else {
        if !settings.has_unknown && !written.has_unread {
            diag.at(
                written.ident.span(),
                "an entity is a view, a record or a singleton, and has a qualified name: \
                 `#[entity(view = \"package.Entity\")]`",
            );
        }
        return None;
    };
    if let Some((other, _, setting)) = given.next() {
        diag.on(
            &setting.key,
            format!("an entity is either a {word} or a {other}"),
        );
        return None;
    }
    let name = settings.text(word, diag)?;
    qualified(&name, diag).then_some(Declared {
        kind,
        name,
        part_of: None,
    })
}

/// Reads the struct of the whole. The kind of a part is that of its key.
fn part(setting: &Setting, written: &Written, diag: &mut Diag) -> Option<Declared> {
    let Some(Expr::Path(whole)) = &setting.value else {
        let message = "`part_of` is the struct of the whole entity: `part_of = Bill`";
        not_here(setting, message, diag);
        return None;
    };
    let settings = written.fields.iter().flat_map(|field| &field.settings);
    let words: Vec<_> = settings.map(|setting| setting.key.to_string()).collect();
    let has = |role: &str| words.iter().any(|word| word == role);
    let kind = if has(PARTITION) || has(CLUSTERING) {
        EntityKind::View
    } else if has(ID) {
        EntityKind::Record
    } else {
        EntityKind::Singleton
    };
    let whole = whole.to_token_stream();
    Some(Declared {
        kind,
        name: Text {
            value: whole.to_string().replace(' ', ""),
            span: setting.key.span(),
        },
        part_of: Some(respan_all(whole)),
    })
}

/// Fields by their roles, each in the order of their declaration.
#[derive(Default)]
struct FieldsByRole {
    partition: Vec<Field>,
    clustering: Vec<Field>,
    id: Vec<Field>,
    value: Vec<Field>,
}

impl FieldsByRole {
    fn of(written: &[WrittenField], case: Case, kind: Option<EntityKind>, diag: &mut Diag) -> Self {
        let mut by_role = Self::default();
        for field in written {
            by_role.add(field, case, kind, diag);
        }
        by_role
    }

    fn add(
        &mut self,
        written: &WrittenField,
        case: Case,
        kind: Option<EntityKind>,
        diag: &mut Diag,
    ) {
        let known = &[PARTITION, CLUSTERING, ID, RENAME, DEFAULT];
        let settings = Settings::sort(&written.settings, known, diag);
        let roles: Vec<&str> = [PARTITION, CLUSTERING, ID]
            .into_iter()
            .filter(|role| settings.flag(role, diag).is_some())
            .collect();
        let Some(mut field) = check::field(written, case, &settings, diag) else {
            return;
        };
        if let [role, another, ..] = roles.as_slice()
            && let Some(setting) = settings.get(another)
        {
            diag.on(
                &setting.key,
                format!("the field is in the key already: `{role}`"),
            );
        }
        let role = roles.first().copied();
        if let (Some(role), Some(kind)) = (role, kind)
            && let Some(why) = misplaced(role, kind)
            && let Some(setting) = settings.get(role)
        {
            not_here(setting, why, diag);
        }
        if let (Some(_), Some(setting)) = (role, settings.get(DEFAULT)) {
            not_here(
                setting,
                "a key field has no default: a key has all of its fields",
                diag,
            );
        }
        match role {
            Some(PARTITION) => {
                field.role = Role::Key;
                self.partition.push(field);
            }
            Some(CLUSTERING) => {
                field.role = Role::Key;
                self.clustering.push(field);
            }
            Some(_) => {
                if let Some(setting) = settings.get(RENAME) {
                    not_here(
                        setting,
                        &format!("the key field of a record is always `{RECORD_ID}`"),
                        diag,
                    );
                }
                if !self.id.is_empty() {
                    diag.at(field.name.span, "a record has one id");
                    return;
                }
                RECORD_ID.clone_into(&mut field.name.value);
                field.role = Role::Id;
                self.id.push(field);
            }
            None => self.value.push(field),
        }
    }

    fn all(&self) -> impl Iterator<Item = &Field> {
        let key = self
            .partition
            .iter()
            .chain(&self.clustering)
            .chain(&self.id);
        key.chain(&self.value)
    }
}

/// Returns the reason why a field with this role has no place in an entity of this kind.
fn misplaced(role: &str, kind: EntityKind) -> Option<&'static str> {
    match (kind, role) {
        (EntityKind::View, PARTITION | CLUSTERING) | (EntityKind::Record, ID) => None,
        (EntityKind::View, _) => {
            Some("a key field of a view is `partition` or `clustering`, not `id`")
        }
        (EntityKind::Record, _) => {
            Some("the only key field of a record is the one that is marked `id`")
        }
        (EntityKind::Singleton, _) => Some("a singleton has no key"),
    }
}

/// Checks that the key has the necessary fields: the numbers of its partition fields and of all its
/// fields.
fn complete(kind: EntityKind, ident: &Ident, (partition, all): (usize, usize), diag: &mut Diag) {
    match kind {
        EntityKind::View if partition == 0 => diag.at(
            ident.span(),
            "a view has at least one field that is marked `#[entity(partition)]`",
        ),
        EntityKind::View if partition > 255 => {
            diag.at(ident.span(), "a partition key has at most 255 fields");
        }
        EntityKind::Record if all == 0 => diag.at(
            ident.span(),
            "a record has a field of the type `RecordId` that is marked `#[entity(id)]`",
        ),
        _ => {}
    }
}
