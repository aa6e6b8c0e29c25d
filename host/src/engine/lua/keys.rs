//! The keys of a table, in an order that is the same in every machine.

use std::cmp::Ordering;

use mlua::{Lua, Table, Value};

use super::failure::ApiError;
use super::meter::MemoryHold;
use super::shared::shared;

/// A key that has an order: numbers, texts, false, true.
enum Key {
    Integer(i64),
    Float(f64),
    Text(Vec<u8>),
    Bool(bool),
}

impl Key {
    const fn rank(&self) -> u8 {
        match self {
            Self::Integer(_) | Self::Float(_) => 0,
            Self::Text(_) => 1,
            Self::Bool(_) => 2,
        }
    }

    fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Integer(a), Self::Integer(b)) => a.cmp(b),
            (Self::Float(a), Self::Float(b)) => a.total_cmp(b),
            (Self::Integer(a), Self::Float(b)) => compare(*a, *b),
            (Self::Float(a), Self::Integer(b)) => compare(*b, *a).reverse(),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (a, b) => a.rank().cmp(&b.rank()),
        }
    }
}

/// Compares an integer with a float that equals no integer, as for keys of a table.
fn compare(a: i64, b: f64) -> Ordering {
    #[expect(
        clippy::cast_precision_loss,
        reason = "floats that are whole and within range are integers as keys"
    )]
    let order = (a as f64).total_cmp(&b);
    order.then(Ordering::Less)
}

/// Returns the keys of a table, in their order.
pub(super) fn keys(lua: &Lua, of: &Table) -> mlua::Result<Table> {
    let meter = &shared(lua)?.meter;
    let mut keys = Vec::new();
    let mut held = MemoryHold::default();
    for pair in of.pairs::<Value, Value>() {
        let mut bytes = size_of::<Key>();
        let key = match pair?.0 {
            Value::Integer(n) => Key::Integer(n),
            Value::Number(n) => Key::Float(n),
            Value::Boolean(b) => Key::Bool(b),
            Value::String(text) => {
                bytes += text.as_bytes().len();
                Key::Text(text.as_bytes().to_vec())
            }
            other => {
                let what = format!("pairs: keys of type {} have no order", other.type_name());
                return Err(ApiError::mistake(what));
            }
        };
        meter.grow(lua, &mut held, bytes)?;
        keys.push(key);
        if keys.len() % 64 == 0 {
            meter.tick()?;
        }
    }
    keys.sort_unstable_by(Key::order);
    meter.burn(keys.len() as u64);
    let sorted = lua.create_table_with_capacity(keys.len(), 0)?;
    for key in keys {
        match key {
            Key::Integer(n) => sorted.raw_push(n)?,
            Key::Float(n) => sorted.raw_push(n)?,
            Key::Text(text) => sorted.raw_push(lua.create_string(text)?)?,
            Key::Bool(b) => sorted.raw_push(b)?,
        }
    }
    Ok(sorted)
}
