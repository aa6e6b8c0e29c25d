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
pub mod guide;
pub mod handler;
pub mod prelude;
mod run;
pub mod sys;
mod typed;
mod untyped;

#[cfg(not(target_arch = "wasm32"))]
pub use entry::native;

#[cfg(feature = "log")]
pub use log;

pub use context::{
    CommandContext, Context, GetAppSecret, GetCommandContext, GetEvent, GetFederationCommand,
    GetJobContext, GetQueryContext, GetRecord, GetRequestSubject, GetUniq, GetView, GetWLog,
    InsertLogger, InsertRecord, InsertResponse, InsertResult, InsertSendMail, InsertView,
    JobContext, ProjectorContext, QueryContext, ReadHttp, ReadView, ReadWLog, UpdateRecord,
    UpdateView, ValidatorContext,
};
pub use error::{Error, ExtensionError, StateError};
pub use heeus_abi::{Field, FieldType, Kind, LogLevel, Out, Storage, Value};
pub use heeus_sdk_macros::{Entity, Record, entity, extension};
pub use typed::{
    Entity, FieldShape, Key, KeyField, Prefix, ReadField, ReadItem, Record, RecordEntity, Rows,
    Shape, Singleton, ToField, ToItem, ToRecord, View,
};
pub use untyped::{
    FromField, IntoField, IntoFlow, Items, QName, RecordId, WasmElementBuilder, WasmKeyBuilder,
    WasmRecordBuilder, WasmState, WasmStateElement,
};

/// The names that generated code uses; not for use by hand. The number in its name grows when
/// macros and SDK of different versions stop fitting each other: then the compiler reports the
/// missing name.
#[doc(hidden)]
pub mod __private_1 {
    pub use heeus_abi::manifest::{ORIGIN_BYTES, with_origin};
    pub use heeus_abi::write::{flat_head, is_flat_record};
    pub use heeus_abi::{EntityKind, Mark, Out, RecordRef, Storage};

    pub use crate::error::Error;
    pub use crate::handler::{command, job, projector, query, validator};
    pub use crate::run::Returned;
    pub use crate::run::encode::{Encode, FieldValue, Flat, RecordSource};
    pub use crate::typed::generated::{IdField, KeyField, mark, type_at, with_types};
    pub use crate::typed::{
        Entity, FieldShape, Fields, Key, Prefix, ReadField, Record, RecordEntity, Shape, Singleton,
        ToField, ToRecord, View,
    };
    pub use crate::untyped::{RunFn, WasmState, WasmStateElement};
    pub use crate::{
        __constructor as constructor, __manifest as manifest, __register as register,
        __take_record as take_record,
    };

    pub use crate::entry::registry::Registration;
    #[cfg(not(target_arch = "wasm32"))]
    pub use crate::entry::registry::declare;
}
