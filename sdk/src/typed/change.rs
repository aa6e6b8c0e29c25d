//! Intents that change elements.

use heeus_abi::manifest::SYS_ABSENT;
use heeus_abi::{FieldDesc, FieldType, Op};

use super::entity::Entity;
use super::place::place;
use crate::error::{Error, KEY_CHANGED};
use crate::run::block::{Place, intend};
use crate::run::encode::{FieldValue, RecordSource};
use crate::untyped::WasmState;

/// An update of an element: its place, its key and the fields of its value.
pub(super) struct Change<'a> {
    place: &'static Place<'static>,
    key: RecordSource<'a>,
    fields: &'static [FieldDesc],
    make_absent: Option<MakeAbsent>,
}

/// Adds the intent that makes a field absent.
type MakeAbsent = fn(&Change<'_>, &WasmState<'_>, &'static str);

impl<'a> Change<'a> {
    /// Creates the change of an entity with this key.
    #[inline]
    pub(super) const fn of<E: Entity>(key: &'a [FieldValue<'a>]) -> Self {
        Self {
            place: const { &place::<E>() },
            key: RecordSource::new(E::KEY_FIELDS, key),
            fields: E::FIELDS,
            // No code for this where fields cannot be absent.
            make_absent: if const { has_optional(E::FIELDS) } {
                Some(make_absent)
            } else {
                None
            },
        }
    }

    /// Adds the intent with those fields of `value` that are not the same, if there are some, and
    /// one for each field that is absent now.
    ///
    /// # Errors
    /// If the key is not the same.
    #[inline(never)]
    pub(super) fn intend(
        &self,
        state: &WasmState<'_>,
        (same_key, same): (bool, &[bool]),
        value: &mut [FieldValue<'_>],
    ) -> Result<(), Error> {
        if !same_key {
            return Err(self.key_changed());
        }
        let mut differs = false;
        for (desc, (value, same)) in self.fields.iter().zip(value.iter_mut().zip(same)) {
            if *same {
                *value = FieldValue::Absent;
            } else if value.is_present() {
                differs = true;
            } else if let Some(make_absent) = self.make_absent {
                make_absent(self, state, desc.name());
            }
        }
        if differs {
            self.update(state, self.fields, value);
        }
        Ok(())
    }

    /// Adds the intent of a new element with these fields.
    ///
    /// # Errors
    /// If the key is not the same.
    pub(super) fn insert(
        &self,
        state: &WasmState<'_>,
        same_key: bool,
        value: &[FieldValue<'_>],
    ) -> Result<(), Error> {
        if !same_key {
            return Err(self.key_changed());
        }
        let value = RecordSource::new(self.fields, value);
        intend(state.run(), Op::Insert, self.place, &self.key, &value);
        Ok(())
    }

    /// The fields of the value.
    #[inline]
    pub(super) const fn fields(&self) -> &'static [FieldDesc] {
        self.fields
    }

    #[cold]
    fn key_changed(&self) -> Error {
        Error::about(self.place.label, KEY_CHANGED)
    }

    fn update(&self, state: &WasmState<'_>, fields: &[FieldDesc], value: &[FieldValue<'_>]) {
        let value = RecordSource::new(fields, value);
        intend(state.run(), Op::Update, self.place, &self.key, &value);
    }
}

const fn has_optional(mut fields: &[FieldDesc]) -> bool {
    while let [field, rest @ ..] = fields {
        if field.is_optional() {
            return true;
        }
        fields = rest;
    }
    false
}

/// Adds the intent that makes a field absent.
#[cold]
#[inline(never)]
fn make_absent(change: &Change<'_>, state: &WasmState<'_>, name: &'static str) {
    const FIELDS: &[FieldDesc] = &[FieldDesc::new(SYS_ABSENT, FieldType::Str)];
    change.update(state, FIELDS, &[FieldValue::Bytes(name.as_bytes())]);
}
