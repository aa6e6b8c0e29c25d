//! Reads of a script, and their options.

use std::ops::Bound;

use heeus_abi::{KeyRange, ReadCode, record_in_token};
use mlua::{FromLua as _, Function, Lua, MultiValue, Table, Value};

use super::failure::{ApiError, clipped};
use super::key::Key;
use super::meter::MemoryHold;
use super::run::Run;
use super::shared::{Shared, shared};
use super::value::element;
use crate::engine::process_host::End;

/// The text of the SDK's error.
const OTHER_TOKEN: &str = "the page token is not of these rows";

/// A read that is about to begin.
pub(super) struct Read {
    block: Vec<u8>,
    /// The most elements, 0 for all.
    limit: u32,
    /// True if no elements are wanted.
    is_nothing: bool,
    /// The entity, if a client gave the token after which the read continues.
    token_of: Option<String>,
    _held: MemoryHold,
}

/// The options of a read.
#[derive(Default)]
struct Options {
    from: Option<Vec<u8>>,
    above: Option<Vec<u8>>,
    to: Option<Vec<u8>>,
    below: Option<Vec<u8>>,
    after: Option<Vec<u8>>,
    has_token: bool,
    is_reverse: bool,
    limit: Option<u32>,
    held: MemoryHold,
}

impl Read {
    /// Takes the key and the options: nothing, a limit, or a table.
    pub(super) fn new(lua: &Lua, key: &Key, options: &Value) -> mlua::Result<Self> {
        let shared = shared(lua)?;
        let mut taken = Options::default();
        let mut limit = 0;
        match options {
            Value::Nil => {}
            Value::Table(table) => {
                taken = Options::new((&shared, lua), &*shared.run()?, key, table)?;
                limit = taken.limit.unwrap_or(0);
            }
            number => limit = u32::from_lua(number.clone(), lua)?,
        }
        let block = key.read_block(&taken.range())?;
        shared.meter.grow(lua, &mut taken.held, block.len())?;
        Ok(Self {
            block,
            limit,
            is_nothing: taken.limit == Some(0),
            token_of: taken.has_token.then(|| key.entity.clone()),
            _held: taken.held,
        })
    }

    /// Reads elements. Returns an error that the callback throws, and the sandbox throws it again.
    pub(super) fn run(self, lua: &Lua, f: &Function) -> mlua::Result<MultiValue> {
        if self.is_nothing {
            return Ok(MultiValue::from_iter([Value::Boolean(true)]));
        }
        let shared = shared(lua)?;
        let catch = shared.catch()?;
        let run = shared.run()?;
        shared.meter.tick()?;
        let thrown = |error| Value::Error(Box::new(error));
        let read = run.host.read(&self.block, self.limit, &mut |found| {
            shared.meter.waited(run.reader().waited());
            let key = element(&shared, lua, found.key()).map_err(thrown)?;
            let value = element(&shared, lua, found.value()).map_err(thrown)?;
            let more = catch.call(lua, f, (key, value))?;
            Ok(more != Value::Boolean(false))
        });
        shared.meter.waited(run.reader().waited());
        match read {
            Ok(ReadCode::Done) => Ok(MultiValue::from_iter([Value::Boolean(true)])),
            Ok(code) => Err(match self.token_of {
                Some(entity) if code == ReadCode::InvalidKey => {
                    ApiError::failed(format!("{entity}: {OTHER_TOKEN}"))
                }
                _ => ApiError::failed(code.name()),
            }),
            Err(End::Run(why)) => Err(run.end(&shared, lua, why)),
            Err(End::Callback(_)) if shared.meter.is_ended() => Err(ApiError::Ended.into()),
            Err(End::Callback(error)) => Ok(MultiValue::from_iter([Value::Boolean(false), error])),
        }
    }
}

impl Options {
    fn new(at: (&Shared, &Lua), run: &Run, key: &Key, table: &Table) -> mlua::Result<Self> {
        let mut options = Self::default();
        for pair in table.pairs::<Value, Value>() {
            let (name, value) = pair?;
            let name = match &name {
                Value::String(name) => clipped(&name.as_bytes()),
                other => other.type_name().into(),
            };
            options.set(at, run, key, (&name, &value))?;
        }
        if options.from.is_some() && options.above.is_some() {
            return Err(ApiError::mistake(
                "read: expected from or above, found both",
            ));
        }
        if options.to.is_some() && options.below.is_some() {
            return Err(ApiError::mistake("read: expected to or below, found both"));
        }
        Ok(options)
    }

    fn set(
        &mut self,
        (shared, lua): (&Shared, &Lua),
        run: &Run,
        key: &Key,
        (name, value): (&str, &Value),
    ) -> mlua::Result<()> {
        let to = match name {
            "limit" => {
                self.limit = Some(u32::from_lua(value.clone(), lua)?);
                return Ok(());
            }
            "reverse" => {
                self.is_reverse = bool::from_lua(value.clone(), lua)?;
                return Ok(());
            }
            "from" => &mut self.from,
            "above" => &mut self.above,
            "to" => &mut self.to,
            "below" => &mut self.below,
            "after" => &mut self.after,
            other => {
                return Err(ApiError::mistake(format!(
                    "read: no option {other:?}: expected from, above, to, below, after, reverse \
                     or limit"
                )));
            }
        };
        let record = match value {
            Value::String(token) if name == "after" => {
                self.has_token = true;
                let record = record_in_token(&key.entity, &token.as_bytes()).map(<[u8]>::to_vec);
                let other = || format!("not a page token of {}", key.entity);
                record.ok_or_else(|| ApiError::failed(other()))?
            }
            value => key.record((shared, lua), run, value)?,
        };
        shared.meter.grow(lua, &mut self.held, record.len())?;
        *to = Some(record);
        Ok(())
    }

    fn range(&self) -> KeyRange<'_> {
        KeyRange {
            lower: of(self.from.as_deref(), self.above.as_deref()),
            upper: of(self.to.as_deref(), self.below.as_deref()),
            after: self.after.as_deref(),
            is_reverse: self.is_reverse,
        }
    }
}

fn of<'a>(included: Option<&'a [u8]>, excluded: Option<&'a [u8]>) -> Bound<&'a [u8]> {
    match (included, excluded) {
        (Some(bytes), _) => Bound::Included(bytes),
        (None, Some(bytes)) => Bound::Excluded(bytes),
        (None, None) => Bound::Unbounded,
    }
}
