//! Fields on their way into a record, and the types that they should have.

use std::collections::BTreeMap;

use heeus_abi::{
    EncodeError, Field, FieldType, Presence, RecordBuf, RecordRef, STORAGE_FIELDS, Storage,
    encode_record,
};
use mlua::Lua;

use super::encode::{Bad, content};
use super::machine::Shared;
use super::meter::Held;
use super::run::Run;
use super::value::Content;
use crate::state::{Part, Reader};

/// The type that a field should have, and that of the items of an array.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wanted {
    pub(super) ty: Option<FieldType>,
    pub(super) items: Option<FieldType>,
    /// Whether one value of the items' type stands for an array of it.
    repeats: bool,
}

impl From<FieldType> for Wanted {
    fn from(ty: FieldType) -> Self {
        Self {
            ty: Some(ty),
            ..Self::default()
        }
    }
}

/// What the fields are of.
#[derive(Debug, Clone, Copy)]
pub(super) enum Of<'a> {
    /// A key or a value in a storage.
    Place(Part, Storage, &'a str),
    /// A record inside of another one.
    Record,
}

impl<'a> Of<'a> {
    /// The entity, or the storage where it has none; empty for a record.
    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Place(_, storage, entity) => name_of(storage, entity),
            Self::Record => "",
        }
    }
}

/// The entity, or the storage where it has none.
pub(super) fn name_of(storage: Storage, entity: &str) -> &str {
    if entity.is_empty() {
        storage.name()
    } else {
        entity
    }
}

/// Fields in the order of their names.
#[derive(Debug, Default)]
pub(super) struct FieldList {
    fields: BTreeMap<String, (Content, Held)>,
}

impl FieldList {
    /// Sets a field; an earlier value of the same name is replaced. A value that does not fit a block fails the run when
    /// it is over.
    pub(super) fn put(
        &mut self,
        (shared, lua): (&Shared, &Lua),
        run: &Run,
        of: Of<'_>,
        (name, value): (String, &mlua::Value),
    ) -> mlua::Result<()> {
        let wanted = wanted(run, of, &name);
        let content = match content((shared, lua), value, wanted, 0) {
            Ok(one) if wanted.repeats && wanted.ty == Some(one.field_type()) => {
                match Content::array(one.field_type(), &[one]) {
                    Ok(array) => array,
                    Err(error) => {
                        run.bad_intent(of.name(), &name, error);
                        return Ok(());
                    }
                }
            }
            Ok(content) => content,
            Err(Bad::Script(error)) => return Err(error),
            Err(Bad::Block(error)) => {
                run.bad_intent(of.name(), &name, error);
                return Ok(());
            }
        };
        self.set((shared, lua), name, content)
    }

    /// Sets all fields of a record, as they are.
    pub(super) fn copy(
        &mut self,
        (shared, lua): (&Shared, &Lua),
        record: RecordRef<'_>,
    ) -> mlua::Result<()> {
        for field in record.fields() {
            self.set((shared, lua), field.name.to_owned(), field.value.into())?;
        }
        Ok(())
    }

    fn set(
        &mut self,
        (shared, lua): (&Shared, &Lua),
        name: String,
        content: Content,
    ) -> mlua::Result<()> {
        let bytes = name.len() + content.size() + size_of::<(String, Held)>();
        let held = shared.meter.hold(lua, bytes)?;
        self.fields.insert(name, (content, held));
        Ok(())
    }

    pub(super) fn fields(&self) -> Vec<Field<'_>> {
        let fields = self.fields.iter().map(|(name, (content, _))| Field {
            name,
            value: content.value(),
        });
        fields.collect()
    }

    /// The record of these.
    ///
    /// # Errors
    /// Where a name or a size is not allowed.
    pub(super) fn record(&self) -> Result<RecordBuf, EncodeError> {
        record(&self.fields())
    }
}

/// The record of fields that stand in the order of their names.
pub(super) fn record(fields: &[Field<'_>]) -> Result<RecordBuf, EncodeError> {
    let mut bytes = Vec::new();
    encode_record(fields, &mut bytes)?;
    Ok(RecordRef::trusted(&bytes).into())
}

fn wanted(run: &Run, of: Of<'_>, name: &str) -> Wanted {
    match of {
        Of::Record => Wanted::default(),
        Of::Place(_, Storage::Result, _) => run.returned(name).map(Into::into).unwrap_or_default(),
        Of::Place(part, storage, entity) => {
            let fixed = fixed(part, storage, name);
            let declared = || declared(run.reader(), part, storage, entity, name);
            fixed
                .or_else(|| declared().map(Into::into))
                .unwrap_or_default()
        }
    }
}

/// A field of a storage whose fields are fixed.
fn fixed(part: Part, storage: Storage, name: &str) -> Option<Wanted> {
    let fields = STORAGE_FIELDS
        .iter()
        .find(|fields| fields.storage == storage)?;
    let fields = match part {
        Part::Key => fields.key,
        Part::Value => fields.value,
    };
    let field = fields?.iter().find(|field| field.name == name)?;
    let repeats = matches!(field.presence, Presence::Repeats | Presence::MaybeRepeats);
    Some(Wanted {
        ty: Some(field.ty),
        items: field.items.or(repeats.then_some(field.ty)),
        repeats,
    })
}

/// A field of an entity.
fn declared(
    reader: &Reader,
    part: Part,
    storage: Storage,
    entity: &str,
    name: &str,
) -> Option<FieldType> {
    // A key of unique fields has fields of the record.
    let (part, storage) = match storage {
        Storage::Uniq => (Part::Value, Storage::Record),
        storage => (part, storage),
    };
    let mut fields = reader.fields(part, storage, entity)?.iter();
    fields
        .find(|field| field.name == name)
        .map(|field| field.ty)
}
