//! The state of a workspace: rows that a test arranges, and expectations.

#![expect(
    clippy::needless_pass_by_value,
    reason = "a test writes its keys in place, without an ampersand"
)]

use heeus_abi::{EntityKind, RecordBuf, RecordRef, Storage};
use heeus_host::state::{HostState, StateError};
use heeus_sdk::Entity;
use heeus_sdk::field::{Key, Whole};

use super::Scenario;
use crate::expect::rows::{self, Row, need_no_row, need_row, need_rows};
use crate::expect::typed::{decoded, key_of, structs, value_of};
use crate::expect::value::DynRecord;

impl Scenario {
    /// Stores a row of a view, a record or a singleton, in place of the one under its key. No
    /// projector follows it, since there is no event.
    ///
    /// # Panics
    /// If no package that is deployed declares the entity in the same way.
    #[track_caller]
    pub fn given<E: Whole>(&mut self, entity: &E) -> &mut Self {
        let bytes = (entity.key_to_bytes(), entity.value_to_bytes());
        self.with_state(move |state| {
            let (key, value) = (RecordRef::trusted(&bytes.0), RecordRef::trusted(&bytes.1));
            state.put(E::STORAGE, E::NAME, key, value)
        });
        self
    }

    /// Expects that this element is stored under its key, with just these fields.
    ///
    /// # Panics
    /// If no element is stored there, or it has other fields.
    #[track_caller]
    pub fn expect_stored<E: Whole>(&self, entity: &E) -> &Self {
        self.expect_row(E::NAME, key_of(entity), value_of(entity))
    }

    /// Expects that no element is stored under a key.
    ///
    /// # Panics
    /// If there is one.
    #[track_caller]
    pub fn expect_none<E: Entity>(&self, key: impl Key<E>) -> &Self {
        need_no_row(
            E::NAME,
            &self.rows(E::NAME),
            &decoded(&key.prefix_to_bytes()),
        );
        self
    }

    /// Expects just these elements of an entity, in key order.
    ///
    /// # Panics
    /// If there are others, or another order.
    #[track_caller]
    pub fn expect_all<'e, E: Whole + 'e>(
        &self,
        expected: impl IntoIterator<Item = &'e E>,
    ) -> &Self {
        let expected = expected.into_iter();
        self.expect_rows(
            E::NAME,
            expected.map(|entity| (key_of(entity), value_of(entity))),
        )
    }

    /// All elements of an entity in key order, as structs that borrow nothing.
    ///
    /// # Panics
    /// If one does not fit the struct.
    #[track_caller]
    pub fn stored<E: Entity + for<'a> Entity<WithLifetime<'a> = E>>(&self) -> Vec<E> {
        structs(E::NAME, &self.elements(E::NAME))
    }

    /// Expects a row of an entity, with just these fields. The key of a record is `record! { ID:
    /// RecordId(5) }`, that of a singleton `record! {}`.
    ///
    /// # Panics
    /// If there is no row under the key, or it has other fields.
    #[track_caller]
    pub fn expect_row(
        &self,
        entity: &str,
        key: impl Into<DynRecord>,
        value: impl Into<DynRecord>,
    ) -> &Self {
        need_row(entity, &self.rows(entity), (key.into(), value.into()));
        self
    }

    /// Expects just these rows of an entity, in key order.
    ///
    /// # Panics
    /// If there are others, or another order.
    #[track_caller]
    pub fn expect_rows(
        &self,
        entity: &str,
        expected: impl IntoIterator<Item = (DynRecord, DynRecord)>,
    ) -> &Self {
        need_rows(entity, &self.rows(entity), expected);
        self
    }

    /// All rows of an entity in key order. A record's `sys.ID` is left out if it equals the id in
    /// the key.
    ///
    /// # Panics
    /// If no package that is deployed declares the entity.
    #[track_caller]
    pub fn rows(&self, entity: &str) -> Vec<Row> {
        let elements = self.elements(entity).into_iter();
        elements.map(rows::decoded).collect()
    }

    #[track_caller]
    fn elements(&self, entity: &str) -> Vec<(RecordBuf, RecordBuf)> {
        let name = entity.to_owned();
        self.with_state(move |state| elements_of(state, &name))
    }
}

fn elements_of(state: &HostState, name: &str) -> Result<Vec<(RecordBuf, RecordBuf)>, StateError> {
    let declared = state.entities().find(|entity| entity.name == name);
    let is_view = declared.is_none_or(|entity| entity.kind == EntityKind::View);
    // An entity that is not declared is the state's own error.
    let storage = if is_view {
        Storage::View
    } else {
        Storage::Record
    };
    state.rows(storage, name)
}
