//! The state that a run reads and writes: declared entities, reads, intents.
//!
//! [`HostState`] is the state of one partition. [`HostState::begin_run`] begins a run and returns a
//! [`Reader`]: the state of that moment, for this kind of extension. [`HostState::add_intent`]
//! takes the writes of the run and checks each at once. [`HostState::apply`] writes all of them or
//! none.

mod absent;
mod answers;
mod behind;
mod builtin;
mod checkpoints;
mod context;
mod counts;
mod declared;
mod error;
mod error_from;
mod error_text;
mod events;
mod fields;
mod give_ids;
mod given;
mod host_context;
mod host_rows;
mod host_state;
mod host_uniques;
mod host_views;
mod inputs;
mod intents;
mod intercept;
mod kept;
mod limits;
mod log_tables;
mod logged;
mod mails;
mod merge;
mod new_id_error;
mod new_ids;
mod next_ids;
mod not_absent;
mod outputs;
mod outside;
mod overwrites;
mod pending;
mod range;
mod read_code;
mod reader;
mod readers;
mod rebuilding;
mod render;
mod row;
mod schema;
mod section;
mod sort_key;
mod template;
mod unique;
mod unique_fields;
mod unique_index;
mod unique_look_up;
mod uniques;
mod versions;
mod wlog;
mod workspace;
mod writers;
mod writes;

pub use answers::{KeptAnswer, NewAnswer};
pub use checkpoints::Behind;
pub use error::{
    Duplicate, Forbidden, Invalid, LimitBroken, LimitKind, Overwrite, Part, ReadError, StateError,
};
pub use events::{Commit, NewEvent};
pub use host_state::{Applied, HostState};
pub(crate) use inputs::NO_INPUTS;
pub use inputs::RunInputs;
pub use intents::Intents;
pub use intercept::Intercept;
pub use limits::{IntentLimits, Overwrites, StateLimits};
pub use new_id_error::NewIdError;
pub use new_ids::NewId;
pub use not_absent::{AbsentRule, NotAbsent};
pub use outputs::{LogRecord, Response};
pub use reader::{Reader, VisitRecords};
pub(crate) use rebuilding::{RebuildEnd, Rebuilding};
pub use row::Row;
pub(crate) use section::WithSection;
pub use wlog::WLogKey;
pub use workspace::SharedContext;

pub(crate) use crate::storage::Element;
