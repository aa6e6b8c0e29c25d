//! The items that an extension needs, in one `use`.

pub use crate::field::ToRecord as _;
pub use crate::select::{Page, PageToken};
pub use crate::sys::{Event, Events};
pub use crate::untyped::WasmStateElement;
pub use crate::values::{Date, Money, Timestamp, text};
pub use crate::{
    CommandContext, Context as _, Entity, Error, ExtensionError, Field, JobContext, LogLevel,
    ProjectorContext, QName, QueryContext, Record, RecordEntity as _, RecordId, Rows,
    Singleton as _, ValidatorContext, View as _, entity, extension,
};
