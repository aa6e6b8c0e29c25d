//! One run of a script: its host, and the outcome that it leaves.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use heeus_abi::layout::outcome;
use heeus_abi::{
    EncodeError, Field, FieldType, Op, OutcomeParts, RAW_IDS, RecordBuf, Status, Storage,
    encode_intent_of, encode_outcome_header, log_lines,
};

use super::failure::shown;
use super::field_list::{FieldList, name_of};
use super::meter::MemoryHold;
use crate::engine::process_host::RunHost;
use crate::engine::{KeptLimits, LogEntry};
use crate::state::Reader;

/// One run.
pub(super) struct Run {
    pub(super) host: RunHost,
    /// Declared types of the fields of results.
    returned: BTreeMap<String, FieldType>,
    pub(super) intents: RefCell<Vec<Rc<Intent>>>,
    pub(super) logs: RefCell<Logs>,
    /// The number of raw ids that were returned.
    new_ids: Cell<i32>,
    /// The first error of something that does not fit a block, in words.
    bad: RefCell<Option<String>>,
}

/// Lines of the log, encoded as in a block.
#[derive(Default)]
pub(super) struct Logs {
    pub(super) bytes: Vec<u8>,
    pub(super) count: u32,
    pub(super) held: Vec<MemoryHold>,
}

/// An intent that waits for the end of its run.
pub(super) struct Intent {
    pub(super) op: Op,
    pub(super) storage: Storage,
    pub(super) entity: String,
    pub(super) key: Vec<u8>,
    pub(super) value: RefCell<FieldList>,
    pub(super) _held: MemoryHold,
}

impl Run {
    pub(super) fn new(host: RunHost, returned: &BTreeMap<String, FieldType>) -> Self {
        Self {
            host,
            returned: returned.clone(),
            intents: RefCell::default(),
            logs: RefCell::default(),
            new_ids: Cell::default(),
            bad: RefCell::default(),
        }
    }

    pub(super) fn reader(&self) -> &Reader {
        self.host.reader()
    }

    /// Returns the declared type of a field of results.
    pub(super) fn returned(&self, name: &str) -> Option<FieldType> {
        self.returned.get(name).copied()
    }

    /// Keeps the error of something that does not fit a block: the run fails at its end, with the
    /// first such error. `of` is the entity; `of` and `field` are empty if there is none.
    pub(super) fn bad_intent(&self, of: &str, field: &str, error: EncodeError) {
        self.bad.borrow_mut().get_or_insert_with(|| {
            let mut text = String::new();
            if !of.is_empty() {
                text.extend([shown(of), ": "]);
            }
            if !field.is_empty() {
                text.extend(["field ", shown(field), ": "]);
            }
            text + error.text()
        });
    }

    /// Returns the next raw id, counted downwards as in the SDK. With more ids than there are the
    /// run fails at its end.
    pub(super) fn new_id(&self) -> i64 {
        let count = self.new_ids.get() + 1;
        let id = RAW_IDS.end() + 1 - i64::from(count);
        if RAW_IDS.contains(&id) {
            self.new_ids.set(count);
            return id;
        }
        let mut bad = self.bad.borrow_mut();
        bad.get_or_insert_with(|| "more than 65,535 new ids".to_owned());
        *RAW_IDS.end()
    }

    /// Returns the lines so far.
    pub(super) fn logged(&self, kept: &KeptLimits) -> Vec<LogEntry> {
        let logs = self.logs.borrow();
        kept.lines(log_lines(&logs.bytes).map_while(Result::ok))
    }

    /// Builds the result block of a run that succeeded, or that failed with this code and text.
    ///
    /// # Errors
    /// The size of the block, if it is larger than any block may be.
    pub(super) fn block(&self, failed: Option<(i32, &str)>) -> Result<Vec<u8>, usize> {
        let mut block = vec![0; outcome::INTENTS];
        let mut count = 0;
        if failed.is_none() {
            for intent in &*self.intents.borrow() {
                let value = intent.value.borrow();
                let fields = value.fields();
                match encode_intent_of(intent.op, &intent.key, &fields, &mut block) {
                    Ok(()) => count += 1,
                    Err(error) => self.bad_intent(intent.of(), wrong_field(&fields), error),
                }
            }
        }
        let bad = self.bad.borrow();
        let (status, code, text) = match (bad.as_deref(), failed) {
            (Some(text), _) => (Status::BadIntent, 0, text),
            (None, Some((code, text))) => (Status::Error, code, text),
            (None, None) => (Status::Ok, self.new_ids.get(), ""),
        };
        if status != Status::Ok {
            block.truncate(outcome::INTENTS);
            count = 0;
        }
        let logs = self.logs.borrow();
        let parts = OutcomeParts {
            status,
            code,
            intent_count: count,
            log_count: logs.count,
            log_bytes: &logs.bytes,
            text,
        };
        let size = block.len() + logs.bytes.len() + text.len();
        encode_outcome_header(&parts, &mut block).map_err(|_| size)?;
        Ok(block)
    }
}

/// Returns the name of the first field that does not fit a record by itself.
fn wrong_field<'a>(fields: &'a [Field<'_>]) -> &'a str {
    let wrong = |field: &&Field<'_>| RecordBuf::new(std::slice::from_ref(*field)).is_err();
    fields.iter().find(wrong).map_or("", |field| field.name)
}

impl Intent {
    /// Returns the entity, or the storage if it has none.
    fn of(&self) -> &str {
        name_of(self.storage, &self.entity)
    }
}
