//! Structs as records and entities.

mod entity;
mod field;
pub mod generated;
mod items;
mod payload;
mod put;
mod record;
mod rows;
mod store;

pub use entity::{Entity, Key, Prefix, RecordEntity, Singleton, View};
pub use field::{ReadField, ToField};
pub use generated::KeyField;
pub use items::{ReadItem, ToItem};
pub use put::{Flat, Payload, Put, Puts, slot};
pub use record::{FieldShape, Fields, Record, Shape, ToRecord};
pub use rows::Rows;
pub(crate) use store::{KeyBlock, Place, intend};
