//! The place of an entity, for reads and intents.

use super::entity::Entity;
use crate::error::{Error, StateError};
use crate::run::block::Place;

/// The place of the entity's elements.
pub(super) const fn place<E: Entity>() -> Place<'static> {
    Place::new(E::STORAGE, E::NAME, E::NAME)
}

/// The error of an entity for a failure that the host reported.
#[cold]
pub(super) fn failed<E: Entity>(error: StateError) -> Error {
    const { &place::<E>() }.failed(error)
}
