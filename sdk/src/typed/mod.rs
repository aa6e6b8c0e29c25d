//! Structs as records and entities.

mod bytes_field;
mod entity;
mod field;
pub mod generated;
mod items;
mod record;
mod rows;
mod store;

pub use entity::{Entity, Key, Prefix, RecordEntity, Singleton, View};
pub use field::{ReadField, ToField};
pub use generated::KeyField;
pub use items::{ReadItem, ToItem};
pub use record::{FieldShape, FieldSlots, Record, Shape, ToRecord, UnwrittenSlots};
pub use rows::Rows;
