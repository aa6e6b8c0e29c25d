//! What a new version of a package may change in an entity that has rows.

use heeus_abi::manifest::{Entity, FieldDecl, SYS_FIELDS};

use super::error::StateError;
use super::host_state::HostState;

impl HostState {
    /// Whether an entity can be [kept](Self::keep) as a new version of its package declares it.
    ///
    /// # Errors
    /// [`StateError::Redeclared`] where its kind, its key or the type of a field differs; [`StateError::Declaration`] where a
    /// stored field is gone that rows may not lack, where the version needs a field that rows may lack, or where one
    /// field seems to have taken the place of another.
    pub fn check_version(&self, entity: &Entity) -> Result<(), StateError> {
        self.check_wider(entity)?;
        let Some(known) = self.entities().find(|known| known.name == entity.name) else {
            return Ok(());
        };
        let last = self.last.get(&*entity.name).unwrap_or(known);
        let reasons: Vec<String> = [
            gone(known, entity),
            new(known, entity),
            stricter(known, entity),
            renamed(known, last, entity),
        ]
        .into_iter()
        .flatten()
        .collect();
        if reasons.is_empty() {
            return Ok(());
        }
        Err(StateError::Declaration {
            entity: entity.name.clone(),
            reason: reasons.join("; "),
        })
    }
}

/// Fields that are in rows and may not go.
fn gone(known: &Entity, now: &Entity) -> Option<String> {
    let gone = names(missing(known, now).filter(|field| !may_lack(field)))?;
    Some(format!(
        "stored rows have {gone}, which is declared no more: keep it, where it was renamed with \
         #[entity(rename = \"..\")]"
    ))
}

/// Fields that no row has and that rows must have.
fn new(known: &Entity, now: &Entity) -> Option<String> {
    let new = names(missing(now, known).filter(|field| !may_lack(field)))?;
    Some(format!(
        "stored rows lack the new {new}: make it an Option or give it a default ({MAYBE})"
    ))
}

/// Fields that rows must have and may lack by an earlier version.
fn stricter(known: &Entity, now: &Entity) -> Option<String> {
    let both = now.value.iter().filter(|field| {
        let before = find(known, &field.name);
        !may_lack(field) && before.is_some_and(may_lack)
    });
    let stricter = names(both)?;
    Some(format!(
        "stored rows may lack {stricter} by an earlier version: keep it an Option or give it a default ({MAYBE})"
    ))
}

/// A field that is new where another one of its type is gone: rows would keep the old one, and read as if it had never been
/// there.
fn renamed(known: &Entity, last: &Entity, now: &Entity) -> Option<String> {
    let mut new = missing(now, known).filter(|field| may_lack(field));
    let (new, old) = new.find_map(|new| {
        let mut gone = missing(last, now).filter(|field| may_lack(field));
        Some((new, gone.find(|field| field.ty == new.ty)?))
    })?;
    let (new, old) = (&new.name, &old.name);
    Some(format!(
        "{old} is gone and {new} of the same type is new: where it is another name for it, rows keep the \
         name with #[entity(rename = \"{old}\")]; where it is not, leave {old} out in one version and add {new} in the next"
    ))
}

/// In the words of the other ways to declare.
const MAYBE: &str = "in entity! and in scripts: a type with a `?`";

/// Value fields of the one that the other has not.
fn missing<'a>(one: &'a Entity, other: &'a Entity) -> impl Iterator<Item = &'a FieldDecl> {
    let fields = one.value.iter();
    fields.filter(|field| find(other, &field.name).is_none())
}

fn find<'a>(entity: &'a Entity, name: &str) -> Option<&'a FieldDecl> {
    entity.value.iter().find(|field| field.name == name)
}

/// Whether rows may lack a field, as those that records have without declaring them.
fn may_lack(field: &FieldDecl) -> bool {
    field.may_be_absent || SYS_FIELDS.iter().any(|(name, _)| *name == field.name)
}

fn names<'a>(fields: impl Iterator<Item = &'a FieldDecl>) -> Option<String> {
    let names: Vec<&str> = fields.map(|field| field.name.as_str()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
