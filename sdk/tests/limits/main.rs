//! Values that the contract forbids never leave the SDK: the run fails with a text that names the
//! entity, the field and the limit, and its result block is sound.

mod structs;
mod untyped;

use std::cell::RefCell;
use std::rc::Rc;

use heeus_abi::limits::{MAX_BLOCK, MAX_DEPTH, MAX_ITEMS, MAX_NAME};
use heeus_abi::{GetCode, KeyRef, OutcomeRef, ReadCode, RecordBuilder, RecordRef, Status, Value};
use heeus_sdk::native::{self, Host};
use heeus_sdk::untyped::{Items, Storage, WasmState, WasmStateElement};
use heeus_sdk::{Error, LogLevel, QName, QueryContext, Record};

/// A host without elements that checks every key and records the entities of its requests.
#[derive(Default)]
struct Nothing {
    keys: RefCell<Vec<String>>,
}

impl Nothing {
    fn ask(&self, key: &[u8]) {
        let key = KeyRef::check(key).expect("a canonical key");
        self.keys.borrow_mut().push(key.entity.into());
    }
}

impl Host for Nothing {
    fn get(&self, key: &[u8]) -> Result<Vec<u8>, GetCode> {
        self.ask(key);
        Err(GetCode::NotExists)
    }

    fn read(&self, key: &[u8], _: u32, _: &mut dyn FnMut(&[u8], &[u8]) -> bool) -> ReadCode {
        self.ask(key);
        ReadCode::Done
    }
}

/// Returns status, text and number of log lines of a block, after a check of the whole block.
fn outcome(block: Option<Vec<u8>>) -> Ended {
    let Some(block) = block else {
        return (Status::Ok, String::new(), 0);
    };
    let outcome = OutcomeRef::check(&block).expect("a sound block");
    let intents = outcome.intents().collect::<Result<Vec<_>, _>>();
    assert!(intents.is_ok(), "{intents:?}");
    let logs = outcome
        .logs()
        .collect::<Result<Vec<_>, _>>()
        .expect("lines");
    (outcome.status, outcome.text.into(), logs.len())
}

fn bad(text: &str) -> Ended {
    (Status::BadIntent, text.into(), 0)
}

type Ended = (Status, String, usize);

/// Runs a query that uses the untyped layer.
fn untyped<F>(extension: F) -> Ended
where
    F: for<'s, 'run> Fn(&'s WasmState<'run>) -> Result<(), Error> + Send + Sync + 'static,
{
    asking(&Rc::default(), extension)
}

/// Runs such a query against this host.
fn asking<F>(host: &Rc<Nothing>, extension: F) -> Ended
where
    F: for<'s, 'run> Fn(&'s WasmState<'run>) -> Result<(), Error> + Send + Sync + 'static,
{
    let query = native::function!(query, |ctx| extension(QueryContext::untyped(ctx)));
    outcome(query.run(host.clone(), RecordRef::empty()))
}

const TOO_LARGE: &str = "a block is larger than 16 MiB";
const TOO_DEEP: &str = "records are more than 8 deep";
const TOO_MANY: &str = "an array has more than 1048576 items";
const NAME: &str = "a name is empty, longer than 255 bytes or contains a NUL";
const NO_QNAME: &str = "a qualified name is not 'package.Entity'";
