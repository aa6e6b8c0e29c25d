//! The functions by which the top level of a script declares extensions and entities.

use std::collections::BTreeMap;

use heeus_abi::limits::MAX_FIELDS;
use heeus_abi::manifest::{Entity, Extension, FieldDecl, RECORD_ID, Unique};
use heeus_abi::{EntityKind, ExtensionKind, FieldType, RecordRef};
use mlua::{Lua, Table, Value};

use super::declared::{Declared, Declaring};
use super::element::{absent, has_field};
use super::encode::names;
use super::failure::{ApiError, shown};
use super::meter::MemoryHold;
use super::shared::shared;
use super::targets::{self, FIELD};
use super::value::field_type;

/// Most extensions and entities of a script: the machine has room for few functions that the host
/// holds.
const MOST: usize = 512;

const UNIQUE: &str = "unique";

impl Declaring {
    /// Checks the arguments against the declared fields.
    ///
    /// # Errors
    /// The extension's own error, with the first field that is absent or has another type.
    pub(super) fn check(&self, args: RecordRef<'_>) -> mlua::Result<()> {
        for (name, &(ty, optional)) in &self.args {
            if !has_field(args, name, ty)? && !optional {
                return Err(absent(name));
            }
        }
        Ok(())
    }
}

/// Returns whether the current top level needs a declaration; `name` is an extension's.
fn is_wanted(lua: &Lua, name: Option<&str>) -> mlua::Result<bool> {
    let shared = shared(lua)?;
    let declared = shared.declared.borrow();
    let only = declared
        .as_ref()
        .and_then(|declared| declared.only.as_deref());
    Ok(only.is_none_or(|only| name == Some(only)))
}

/// Adds a declaration to those of the script.
fn declare(lua: &Lua, bytes: usize, add: impl FnOnce(&mut Declared)) -> mlua::Result<()> {
    let shared = shared(lua)?;
    let mut declared = shared.declared.borrow_mut();
    let Some(declared) = declared.as_mut() else {
        return Err(ApiError::mistake("declarations must be at the top level"));
    };
    if declared.extensions.len() + declared.entities.len() == MOST {
        return Err(ApiError::mistake(format!(
            "a script declares at most {MOST} extensions and entities"
        )));
    }
    shared.meter.keep(lua, bytes)?;
    add(declared);
    Ok(())
}

/// `heeus.extension { kind, name, doc, run, args, returns }`.
pub(super) fn extension(lua: &Lua, table: &Table) -> mlua::Result<()> {
    let name = text(table, "name")?;
    if !is_wanted(lua, Some(&name))? {
        return Ok(());
    }
    let own = ["kind", "name", "doc", "run", "args", "returns"];
    known(table, &[&own[..], &targets::WORDS].concat())?;
    let kind = text(table, "kind")?;
    let kind = ExtensionKind::ALL
        .iter()
        .copied()
        .find(|known| known.name() == kind);
    let kind = kind.ok_or_else(|| {
        let known: Vec<_> = ExtensionKind::ALL.iter().map(|kind| kind.name()).collect();
        ApiError::mistake(format!("kind of {name}: expected {}", known.join(", ")))
    })?;
    let doc = match table.raw_get::<Value>("doc")? {
        Value::Nil => String::new(),
        _ => text(table, "doc")?,
    };
    let Value::Function(run) = table.raw_get("run")? else {
        return Err(ApiError::mistake(format!(
            "run of {name}: expected a function"
        )));
    };
    let mut held = MemoryHold::default();
    let args = types((lua, &mut held), table, "args", optional_type)?;
    let returns = types((lua, &mut held), table, "returns", field_type)?;
    let (targets, sync) = targets::read((lua, &mut held), table, (kind, &name))?;
    let bytes = name.len() + doc.len() + held.bytes();
    drop(held);
    let extension = Extension {
        doc,
        targets,
        sync,
        ..Extension::new(name, kind)
    };
    declare(lua, bytes, |declared| {
        declared.extensions.push(Declaring {
            extension,
            run,
            args,
            returns,
        });
    })
}

/// `heeus.entity { view | record | singleton, partition, clustering, value, unique }`.
pub(super) fn entity(lua: &Lua, table: &Table) -> mlua::Result<()> {
    const KINDS: [(&str, EntityKind); 3] = [
        ("view", EntityKind::View),
        ("record", EntityKind::Record),
        ("singleton", EntityKind::Singleton),
    ];
    if !is_wanted(lua, None)? {
        return Ok(());
    }
    let others = ["partition", "clustering", "value", UNIQUE];
    let all: Vec<_> = KINDS.iter().map(|kind| kind.0).chain(others).collect();
    known(table, &all)?;
    let mut named = Vec::new();
    for (word, kind) in KINDS {
        if table.raw_get::<Value>(word)? != Value::Nil {
            named.push((text(table, word)?, kind));
        }
    }
    let Ok([(name, kind)]) = <[_; 1]>::try_from(named) else {
        return Err(ApiError::mistake(
            "an entity: expected one of view, record or singleton, with its name",
        ));
    };
    let mut held = MemoryHold::default();
    let mut key = fields((lua, &mut held), table, "partition")?;
    let partition = key.len();
    key.append(&mut fields((lua, &mut held), table, "clustering")?);
    if kind == EntityKind::Record {
        key.push(FieldDecl::new(RECORD_ID, FieldType::Id));
    }
    let entity = Entity {
        partition_fields: u8::try_from(partition)
            .map_err(|_| ApiError::mistake(format!("{name}: too many partition fields")))?,
        value: fields((lua, &mut held), table, "value")?,
        name,
        kind,
        key,
    };
    let fields = targets::names((lua, &mut held), table, (UNIQUE, &entity.name))?;
    let unique = (!fields.is_empty()).then(|| Unique {
        entity: entity.name.clone(),
        fields,
    });
    let bytes = entity.name.len() + held.bytes();
    drop(held);
    declare(lua, bytes, |declared| {
        declared.entities.push(entity);
        declared.uniques.extend(unique);
    })
}

/// Checks that a declaration has no fields besides these.
fn known(table: &Table, names: &[&str]) -> mlua::Result<()> {
    for pair in table.pairs::<Value, Value>() {
        let (name, _) = pair?;
        let known = name.as_string().and_then(|name| name.to_str().ok());
        if !known.is_some_and(|name| names.contains(&&*name)) {
            return Err(ApiError::mistake(format!(
                "a declaration may only have {}",
                names.join(", ")
            )));
        }
    }
    Ok(())
}

fn text(table: &Table, name: &str) -> mlua::Result<String> {
    match table.raw_get::<Value>(name)? {
        Value::String(text) if text.to_str().is_ok() => Ok(text.to_string_lossy()),
        other => Err(ApiError::mistake(format!(
            "{name}: expected a text, found {}",
            other.type_name()
        ))),
    }
}

/// Returns the type of a field, and true if a `?` after it makes the field optional.
fn optional_type(ty: &str) -> mlua::Result<(FieldType, bool)> {
    let (ty, optional) = match ty.strip_suffix('?') {
        Some(ty) => (ty, true),
        None => (ty, false),
    };
    Ok((field_type(ty)?, optional))
}

/// Reads a list of fields: `{ "Year i32", "Month i32" }`; `held` counts their memory.
fn fields(
    (lua, held): (&Lua, &mut MemoryHold),
    table: &Table,
    name: &str,
) -> mlua::Result<Vec<FieldDecl>> {
    let Some(list) = table.raw_get::<Option<Table>>(name)? else {
        return Ok(Vec::new());
    };
    let shared = shared(lua)?;
    let mut fields = Vec::new();
    for field in list.sequence_values::<String>() {
        let field = field?;
        let Some((field, ty)) = field.trim().split_once(' ') else {
            let field = shown(&field);
            let what = format!("{name}: {field:?}: expected a name and a type, as in \"Year i32\"");
            return Err(ApiError::mistake(what));
        };
        shared.meter.grow(lua, held, FIELD + field.len())?;
        let (ty, optional) = optional_type(ty.trim())?;
        fields.push(FieldDecl {
            optional,
            ..FieldDecl::new(field, ty)
        });
    }
    Ok(fields)
}

/// Reads a table of types by the names of fields; `held` counts their memory.
fn types<T>(
    (lua, held): (&Lua, &mut MemoryHold),
    table: &Table,
    name: &str,
    parse: impl Fn(&str) -> mlua::Result<T>,
) -> mlua::Result<BTreeMap<String, T>> {
    let Some(table) = table.raw_get::<Option<Table>>(name)? else {
        return Ok(BTreeMap::new());
    };
    let shared = shared(lua)?;
    let Some(names) = names((&*shared, lua), &table)? else {
        return Err(ApiError::mistake(format!(
            "{name}: more than {MAX_FIELDS} fields"
        )));
    };
    let mut types = BTreeMap::new();
    for field in names.list {
        shared.meter.grow(lua, held, FIELD + field.len())?;
        let ty = parse(&text(&table, &field)?)?;
        types.insert(field, ty);
    }
    Ok(types)
}
