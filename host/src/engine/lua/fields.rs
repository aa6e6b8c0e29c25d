//! Setting fields to values of a script, with the types that they should have.

use heeus_abi::limits::MAX_FIELDS;
use heeus_abi::{ArrayBuf, FieldType, OwnedValue, Presence, RecordRef, STORAGE_FIELDS, Storage};
use mlua::Lua;

use super::encode::{FieldError, owned};
use super::field_list::{Entry, ExpectedType, FieldList, FieldOwner};
use super::run::Run;
use super::shared::Shared;
use super::value::size;
use crate::state::{Part, Reader};

impl FieldList {
    /// Sets a field and replaces an earlier value of the same name. A value that does not fit a
    /// block fails the run at its end.
    pub(super) fn put(
        &mut self,
        (shared, lua): (&Shared, &Lua),
        run: &Run,
        of: FieldOwner<'_>,
        (name, value): (String, &mlua::Value),
    ) -> mlua::Result<()> {
        let wanted = wanted(run, of, &name);
        let value = match owned((shared, lua), value, wanted, 0) {
            Ok(one) if wanted.repeats && wanted.ty == Some(one.field_type()) => {
                match ArrayBuf::of(one.field_type(), &[one]) {
                    Ok(array) => OwnedValue::Array(array),
                    Err(error) => {
                        run.bad_intent(of.name(), &name, error);
                        return Ok(());
                    }
                }
            }
            Ok(value) => value,
            Err(FieldError::Script(error)) => return Err(error),
            Err(FieldError::Block(error)) => {
                run.bad_intent(of.name(), &name, error);
                return Ok(());
            }
        };
        self.set((shared, lua), name, value)
    }

    /// Sets all fields of a record, unchanged.
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
        value: OwnedValue,
    ) -> mlua::Result<()> {
        let found = self.fields.binary_search_by(|(other, ..)| other.cmp(&name));
        let count = self.fields.len();
        if found.is_err() && count > MAX_FIELDS {
            // There is one field too many already; an error reports it when the list becomes a
            // record.
            return Ok(());
        }
        let held = shared.meter.hold(lua, name.len() + size(&value))?;
        match found {
            Ok(at) => self.fields[at] = (name, value, held),
            Err(at) => {
                if count == self.fields.capacity() {
                    let more = count.max(1);
                    let bytes = more * size_of::<Entry>();
                    shared.meter.grow(lua, &mut self.room, bytes)?;
                    self.fields.reserve_exact(more);
                }
                self.fields.insert(at, (name, value, held));
            }
        }
        Ok(())
    }
}

fn wanted(run: &Run, of: FieldOwner<'_>, name: &str) -> ExpectedType {
    match of {
        FieldOwner::Record => ExpectedType::default(),
        FieldOwner::Place(_, Storage::Result, _) => {
            run.returned(name).map(Into::into).unwrap_or_default()
        }
        FieldOwner::Place(part, storage, entity) => {
            let fixed = fixed(part, storage, name);
            let declared = || declared(run.reader(), part, storage, entity, name);
            fixed
                .or_else(|| declared().map(Into::into))
                .unwrap_or_default()
        }
    }
}

/// Returns the type of a field of a storage whose fields are fixed.
fn fixed(part: Part, storage: Storage, name: &str) -> Option<ExpectedType> {
    let fields = STORAGE_FIELDS
        .iter()
        .find(|fields| fields.storage == storage)?;
    let fields = match part {
        Part::Key => fields.key,
        Part::Value => fields.value,
    };
    let field = fields?.iter().find(|field| field.name == name)?;
    let repeats = matches!(
        field.presence,
        Presence::Repeated | Presence::OptionalRepeated
    );
    Some(ExpectedType {
        ty: Some(field.ty),
        items: field.items.or(repeats.then_some(field.ty)),
        repeats,
    })
}

/// Returns the type of a field of an entity.
fn declared(
    reader: &Reader,
    part: Part,
    storage: Storage,
    entity: &str,
    name: &str,
) -> Option<FieldType> {
    // A key of unique fields has the fields of the record.
    let (part, storage) = match storage {
        Storage::Uniq => (Part::Value, Storage::Record),
        storage => (part, storage),
    };
    let mut fields = reader.fields(part, storage, entity)?.iter();
    fields
        .find(|field| field.name == name)
        .map(|field| field.ty)
}
