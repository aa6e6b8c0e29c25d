//! Intents of one run that would silently overwrite each other.
//!
//! Reads of a run never see its own intents, so a second intent is computed without the first one:
//! a counter that is raised twice from the same read is raised once.

use heeus_abi::{IntentRef, Op, RecordBuilder, RecordRef, Value};

use super::absent::touched;
use super::error::{Overwrite, StateError};
use super::intents::Intents;
use super::render;

/// Checks an update of an element that an earlier intent of the run wrote: no earlier update may
/// have set one of its fields.
#[cold]
pub(super) fn check_update(
    intents: &Intents,
    update: &IntentRef<'_>,
    key: RecordRef<'_>,
) -> Result<(), StateError> {
    for (at, earlier) in earlier(intents, update) {
        let mut both =
            touched(update.value).filter(|name| touched(earlier.value).any(|other| other == *name));
        if earlier.op == Op::Update
            && let Some(field) = both.next()
        {
            let value = |record: RecordRef<'_>| shown(field, record.get(field));
            return Err(StateError::Overwrite(Box::new(Overwrite {
                entity: update.key.entity.to_owned(),
                key: render::kept(key),
                field: Some(field.to_owned()),
                earlier: (at, earlier.op, value(earlier.value)),
                later: (intents.len(), update.op, value(update.value)),
            })));
        }
    }
    Ok(())
}

/// The error for a new row of a view in the place of one that an earlier intent of the run wrote.
#[cold]
pub(super) fn replaced(
    intents: &Intents,
    new: &IntentRef<'_>,
    key: RecordRef<'_>,
) -> Result<(), StateError> {
    let Some((at, earlier)) = earlier(intents, new).last() else {
        return Ok(());
    };
    Err(StateError::Overwrite(Box::new(Overwrite {
        entity: new.key.entity.to_owned(),
        key: render::kept(key),
        field: None,
        earlier: (at, earlier.op, render::kept(earlier.value)),
        later: (intents.len(), new.op, render::kept(new.value)),
    })))
}

/// Intents of the run for the same key, with their places.
fn earlier<'a>(
    intents: &'a Intents,
    of: &IntentRef<'a>,
) -> impl Iterator<Item = (usize, IntentRef<'a>)> {
    let key = of.key_bytes;
    let all = intents.iter().enumerate();
    all.filter(move |(_, intent)| intent.key_bytes == key)
}

fn shown(name: &str, value: Option<Value<'_>>) -> String {
    let mut record = RecordBuilder::new();
    if let Some(value) = value {
        record.put(name, value);
    }
    let record = record.build().unwrap_or_default();
    render::kept(record.as_ref())
}
