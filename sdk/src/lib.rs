#![doc = include_str!("guide.md")]
#![no_std]

extern crate alloc;
#[cfg(not(target_arch = "wasm32"))]
extern crate std;

#[cfg(target_arch = "wasm32")]
mod arena;
mod error;
mod fields;
mod rt;
mod run;
mod state;
mod text;

#[cfg(not(target_arch = "wasm32"))]
pub use rt::native;

#[cfg(feature = "log")]
pub use log;

pub use error::{Error, StateError};
pub use heeus_abi::{Field, FieldType, Kind, LogLevel, Storage, Value};
pub use heeus_sdk_macros::{entity, extension};
pub use state::{
    FromField, IntoField, IntoFlow, Items, QName, RecordId, WasmElementBuilder, WasmKeyBuilder,
    WasmRecordBuilder, WasmState, WasmStateElement,
};

/// What generated code names; not for use by hand, and not held stable.
#[doc(hidden)]
pub mod __private {
    pub use crate::run::{Returned, Returns, RunFn, first_argument, second_argument};
    pub use crate::state::{WasmState, WasmStateElement};
    pub use crate::{__constructor as constructor, __manifest as manifest, __register as register};

    pub use crate::rt::registry::Registration;
    #[cfg(not(target_arch = "wasm32"))]
    pub use crate::rt::registry::declare;
}
