//! Structs as records and entities.

mod bytes_field;
mod change;
pub mod convert;
mod entity;
mod field;
pub mod generated;
mod items;
mod kinds;
pub mod known;
mod page;
pub mod part;
mod place;
mod record;
mod rows;
mod select;
mod store;
mod upsert;

pub use convert::Convert;
pub use entity::{Entity, Key, Prefix, Whole};
pub use field::{ReadField, ToField, Unfit};
pub use generated::KeyField;
pub use items::{ReadItem, ToItem};
pub use kinds::{RecordEntity, Singleton, View};
pub use page::{AsToken, Page, PageToken};
pub use record::{FieldShape, FieldSlots, Record, Shape, Slot, ToRecord, UnwrittenSlots};
pub use rows::Rows;
pub use select::Select;
