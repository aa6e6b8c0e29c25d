//! The items that an extension needs, in one `use`.

pub use crate::sys::Event;
pub use crate::{
    CommandContext, Context as _, Entity, Error, ExtensionError, JobContext, LogLevel,
    ProjectorContext, QName, QueryContext, Record, RecordEntity as _, RecordId, Rows,
    Singleton as _, ToRecord as _, ValidatorContext, View as _, WasmStateElement, extension,
};
