#![doc = include_str!("../ABI.md")]
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod access;
mod arena;
mod array;
mod block_writer;
mod bytes;
mod check;
mod code;
mod depth;
mod encode;
mod error;
mod fault;
mod field_desc;
pub mod float;
mod key;
pub mod layout;
pub mod limits;
mod log;
mod lookup;
pub mod manifest;
mod name;
mod names;
mod outcome;
mod owned;
mod page;
mod qname;
mod range;
mod record;
mod record_id;
mod storages;
mod token;
mod value;
pub mod version;
pub mod write;

pub use access::{Access, Ops, allowed};
pub use arena::ArenaBlock;
pub use array::{ArrayRef, Items};
pub use block_writer::{BlockWriter, Breach};
pub use bytes::{same_bytes, utf8_bytes};
pub use check::{check_array, check_record};
pub use code::{
    EntityKind, ExtensionKind, FaultCause, FieldType, GetCode, LogLevel, Op, ReadCode, Status,
    Storage, UnknownCode, type_name,
};
pub use encode::{RecordBuf, RecordBuilder, encode_array, encode_record};
pub use error::{EncodeError, Malformed};
pub use fault::FaultBlock;
pub use field_desc::FieldDesc;
pub use key::{KeyRef, encode_key, encode_read_key};
pub use log::{LogLine, encode_log_line, log_lines};
pub use lookup::FieldFinder;
pub use names::{
    ARENA_GLOBAL, EXPORTS, Export, FAULT_GLOBAL, Func, IMPORT_MODULE, IMPORTS, MEMORY, Need,
    RESERVED_PREFIX, export, import,
};
pub use outcome::{
    IntentRef, OutcomeParts, OutcomeRef, encode_intent, encode_intent_of, encode_outcome_header,
};
pub use owned::{ArrayBuf, OwnedValue};
pub use page::{PageRef, encode_page_header};
pub use qname::is_qname;
pub use range::KeyRange;
pub use record::{Fields, LookUp, RawField, RecordRef};
pub use record_id::{RAW_IDS, map_ids};
pub use storages::{Presence, STORAGE_FIELDS, StorageField, StorageFields};
pub use token::{record_in_token, token_parts};
pub use value::{Field, Value};
