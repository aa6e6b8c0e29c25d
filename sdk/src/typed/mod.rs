//! Structs as records and entities.

mod bytes_field;
pub mod convert;
mod entity;
mod field;
pub mod generated;
mod items;
pub mod known;
mod record;
mod rows;
mod store;

pub use convert::Convert;
pub use entity::{Entity, Key, Prefix, RecordEntity, Singleton, View};
pub use field::{ReadField, ToField, Unfit};
pub use generated::KeyField;
pub use items::{ReadItem, ToItem};
pub use record::{FieldShape, FieldSlots, Record, Shape, Slot, ToRecord, UnwrittenSlots};
pub use rows::Rows;
