#![doc = include_str!("guide.md")]
#![no_std]

extern crate alloc;
// Code of the derive macros calls the crate by this name.
extern crate self as heeus_sdk;
#[cfg(not(target_arch = "wasm32"))]
extern crate std;

mod arena;
mod context;
mod door;
mod entry;
mod error;
pub mod field;
pub mod guide;
mod run;
pub mod select;
pub mod sys;
mod typed;
pub mod untyped;
pub mod values;

// Not in the documentation. The compiler sees it, and so shows the short names of its traits.
#[cfg_attr(doc, doc(hidden))]
pub mod handler;

// Behind the others: the compiler shows the first path of a name.
pub mod prelude;

pub use context::access;
#[cfg(not(target_arch = "wasm32"))]
pub use entry::native;
#[cfg(feature = "log")]
pub use log;

// Each name has one path, here or in one of the modules. Here are the names that the source of an
// ordinary extension has; bounds of generic code are in `access` and `field`.
pub use context::{
    CommandContext, Context, JobContext, ProjectorContext, QueryContext, ValidatorContext,
};
pub use error::{Error, ExtensionError};
#[doc(inline)]
pub use heeus_abi::LogLevel;
#[doc(inline)]
pub use heeus_sdk_macros::{Entity, ExtensionError, Field, Record, entity, extension};
pub use typed::{Entity, Record, RecordEntity, Rows, Singleton, View};
pub use untyped::value::{QName, RecordId};

/// The names that generated code uses; not for use by hand. The number in its name grows when
/// macros and SDK of different versions stop fitting each other: then the compiler reports the
/// missing name.
#[doc(hidden)]
pub mod __private_1 {
    pub use heeus_abi::manifest::{ORIGIN_BYTES, with_origin};
    pub use heeus_abi::write::{flat_head, is_flat_record};
    pub use heeus_abi::{
        ArrayRef, BlockWriter, EntityKind, FieldDesc, FieldType, RecordRef, Storage,
    };

    pub use crate::arena::text::Text;
    pub use crate::error::part::{TextPart, WriteDirect, WriteFormatted};
    pub use crate::error::{Error, ExtensionError, display};
    pub use crate::handler::{command, job, projector, query, validator};
    pub use crate::run::Returned;
    pub use crate::run::encode::{Encode, FieldValue, Flat, RecordSource};
    pub use crate::sys::EventArgument;
    pub use crate::sys::events::{EventNames, NamedEvent, follows};
    pub use crate::typed::convert::{converted, write_items};
    pub use crate::typed::generated::{IdField, KeyField, field_desc, type_at, with_types};
    pub use crate::typed::known::{named, number_i32, number_i64, unknown_number};
    pub use crate::typed::part::{KeyOrder, has_field, has_same_key};
    pub use crate::typed::{
        Convert, Entity, FieldShape, FieldSlots, Key, Prefix, ReadField, ReadItem, Record,
        RecordEntity, Shape, Singleton, Slot, ToField, ToItem, ToRecord, Unfit, UnwrittenSlots,
        View, Whole,
    };
    pub use crate::untyped::value::RecordId;
    pub use crate::untyped::{RunFn, WasmState, WasmStateElement};
    pub use crate::{
        __constructor as constructor, __manifest as manifest, __register as register,
        __take_record as take_record,
    };

    pub use crate::entry::registry::Registration;
    #[cfg(not(target_arch = "wasm32"))]
    pub use crate::entry::registry::declare;
}
