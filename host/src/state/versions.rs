//! Checks of the changes that a new version of a package makes to an entity with rows.

use heeus_abi::manifest::{Entity, FieldDecl, SYS_FIELDS};

use super::error::StateError;
use super::host_state::HostState;

impl HostState {
    /// Checks that an entity can be [kept](Self::keep) as a new version of its package declares it.
    ///
    /// # Errors
    /// [`StateError::Redeclared`] if its kind, its key or the type of a field differs;
    /// [`StateError::Declaration`] if a stored field is removed that rows may not lack, if the
    /// version needs a field that rows may lack, or if one field seems to have taken the place of
    /// another.
    pub fn check_version(&self, entity: &Entity) -> Result<(), StateError> {
        self.check_evolution(entity)?;
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

/// Removed fields that rows may not lack.
fn gone(known: &Entity, now: &Entity) -> Option<String> {
    let gone = names(missing(known, now).filter(|field| !may_lack(field)))?;
    Some(format!(
        "stored rows have {gone}, which is no longer declared: keep it, and if it was renamed, use \
         #[entity(rename = \"..\")]"
    ))
}

/// New fields that rows must have.
fn new(known: &Entity, now: &Entity) -> Option<String> {
    let new = names(missing(now, known).filter(|field| !may_lack(field)))?;
    Some(format!(
        "stored rows lack the new {new}: make it an Option or give it a default ({MAYBE})"
    ))
}

/// Fields that rows must have now, but may lack by an earlier version.
fn stricter(known: &Entity, now: &Entity) -> Option<String> {
    let both = now.value.iter().filter(|field| {
        let before = find(known, &field.name);
        !may_lack(field) && before.is_some_and(may_lack)
    });
    let stricter = names(both)?;
    Some(format!(
        "stored rows may lack {stricter}, as an earlier version allowed: keep it an Option or give \
         it a default ({MAYBE})"
    ))
}

/// A new field that seems to replace a removed one of the same type: rows would keep the old field,
/// and read as if the new one were never set.
fn renamed(known: &Entity, last: &Entity, now: &Entity) -> Option<String> {
    let mut new = missing(now, known).filter(|field| may_lack(field));
    let (new, old) = new.find_map(|new| {
        let mut gone = missing(last, now).filter(|field| may_lack(field));
        Some((new, gone.find(|field| field.ty == new.ty)?))
    })?;
    let (new, old) = (&new.name, &old.name);
    Some(format!(
        "{old} is removed and {new} of the same type is added: if it was renamed, keep its name in \
         rows with #[entity(rename = \"{old}\")]; if not, remove {old} in one version and add \
         {new} in the next"
    ))
}

/// The declaration of an optional field in the other ways to declare entities.
const MAYBE: &str = "in entity! and in scripts: a type with a `?`";

/// Value fields of `one` that `other` lacks.
fn missing<'a>(one: &'a Entity, other: &'a Entity) -> impl Iterator<Item = &'a FieldDecl> {
    let fields = one.value.iter();
    fields.filter(|field| find(other, &field.name).is_none())
}

fn find<'a>(entity: &'a Entity, name: &str) -> Option<&'a FieldDecl> {
    entity.value.iter().find(|field| field.name == name)
}

/// Returns whether rows may lack a field. The fields that records have without declaring them count
/// too.
fn may_lack(field: &FieldDecl) -> bool {
    field.optional || SYS_FIELDS.iter().any(|(name, _)| *name == field.name)
}

fn names<'a>(fields: impl Iterator<Item = &'a FieldDecl>) -> Option<String> {
    let names: Vec<&str> = fields.map(|field| field.name.as_str()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
