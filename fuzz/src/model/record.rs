//! Records and arrays (section 5).

use std::collections::BTreeMap;

use super::read::{number, part, place, text};
use super::write::{write_array, write_record};
use super::{MOST_BYTES, MOST_DEPTH, MOST_FIELDS, MOST_HEAD, MOST_ITEMS, MOST_NAME};

/// Fields by name. A map of texts is in the order of their bytes.
pub type Record = BTreeMap<String, Value>;

/// The value of a field; floats as their bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    I32(i32),
    I64(i64),
    F32(u32),
    F64(u64),
    Bool(bool),
    Str(String),
    Bytes(Vec<u8>),
    QName(String),
    Id(i64),
    Record(Record),
    /// The number of the items' type, and the items.
    Array(u8, Vec<Value>),
}

impl Value {
    /// The number of its type.
    pub fn number(&self) -> u8 {
        match self {
            Self::I32(_) => 1,
            Self::I64(_) => 2,
            Self::F32(_) => 3,
            Self::F64(_) => 4,
            Self::Bool(_) => 5,
            Self::Str(_) => 6,
            Self::Bytes(_) => 7,
            Self::QName(_) => 8,
            Self::Id(_) => 9,
            Self::Record(_) => 10,
            Self::Array(..) => 11,
        }
    }
}

/// The number of bytes that may still be read. Wrong offsets could lead in circles, while a
/// canonical block has each byte at most once at each depth in a record, and once in the array that
/// contains the record.
pub struct Budget(usize);

impl Budget {
    fn of(bytes: &[u8]) -> Self {
        Self(2 * (MOST_DEPTH + 2) * (bytes.len() + 8))
    }

    fn take(&mut self, bytes: usize) -> Option<()> {
        self.0 = self.0.checked_sub(bytes)?;
        Some(())
    }
}

/// Reads a whole record; `None` if it is malformed.
pub fn record(bytes: &[u8]) -> Option<Record> {
    record_at(bytes, 0, &mut Budget::of(bytes))
}

/// Reads a whole array: the number of the items' type, and the items.
pub fn array(bytes: &[u8]) -> Option<(u8, Vec<Value>)> {
    array_at(bytes, 0, &mut Budget::of(bytes))
}

/// Returns whether a text is a qualified name: package path, a dot, entity. The last dot divides,
/// neither part is empty, 255 bytes at most, no NUL.
pub fn is_qname(text: &str) -> bool {
    let parts = text.rsplit_once('.');
    text.len() <= MOST_NAME
        && !text.contains('\0')
        && parts.is_some_and(|(path, name)| !path.is_empty() && !name.is_empty())
}

fn record_at(bytes: &[u8], depth: usize, budget: &mut Budget) -> Option<Record> {
    budget.take(bytes.len())?;
    if depth > MOST_DEPTH || bytes.len() > MOST_BYTES {
        return None;
    }
    let count = place(bytes, 4, 2)?;
    if count > MOST_FIELDS {
        return None;
    }
    let (mut fields, mut names) = (Record::new(), 0);
    for index in 0..count {
        let entry = 8 + 16 * index;
        let ty = number(bytes, entry + 4, 1)?;
        let name = text(
            bytes,
            place(bytes, entry + 6, 2)?,
            place(bytes, entry + 5, 1)?,
        )?;
        if name.is_empty() || name.contains('\0') {
            return None;
        }
        names += name.len();
        let value = field(bytes, entry + 8, u8::try_from(ty).ok()?, depth, budget)?;
        fields.insert(name, value);
    }
    let head = 8 + 16 * count + names;
    (head <= MOST_HEAD && write_record(&fields) == bytes).then_some(fields)
}

/// The value of a slot.
fn field(bytes: &[u8], slot: usize, ty: u8, depth: usize, budget: &mut Budget) -> Option<Value> {
    if let Some(value) = scalar(part(bytes, slot, 8)?, ty) {
        return Some(value);
    }
    let payload = part(bytes, place(bytes, slot, 4)?, place(bytes, slot + 4, 4)?)?;
    if ty == 11 {
        let (ty, items) = array_at(payload, depth, budget)?;
        return Some(Value::Array(ty, items));
    }
    long(payload, ty, depth, budget)
}

/// The scalar at the start of these bytes; `None` if the type is no scalar, a bool is neither 0 nor
/// 1, or a NaN is not the canonical one.
fn scalar(bytes: &[u8], ty: u8) -> Option<Value> {
    let four = || u32::try_from(number(bytes, 0, 4)?).ok();
    let eight = || number(bytes, 0, 8);
    Some(match ty {
        1 => Value::I32(four()?.cast_signed()),
        2 => Value::I64(eight()?.cast_signed()),
        3 => Value::F32(
            four().filter(|&bits| !f32::from_bits(bits).is_nan() || bits == 0x7fc0_0000)?,
        ),
        4 => Value::F64(
            eight()
                .filter(|&bits| !f64::from_bits(bits).is_nan() || bits == 0x7ff8_0000_0000_0000)?,
        ),
        5 => Value::Bool(match number(bytes, 0, 1)? {
            0 => false,
            1 => true,
            _ => return None,
        }),
        9 => Value::Id(eight()?.cast_signed()),
        _ => return None,
    })
}

/// The value of a payload that is no array.
fn long(payload: &[u8], ty: u8, depth: usize, budget: &mut Budget) -> Option<Value> {
    budget.take(payload.len())?;
    let text = || String::from_utf8(payload.to_vec()).ok();
    Some(match ty {
        6 => Value::Str(text()?),
        7 => Value::Bytes(payload.to_vec()),
        8 => Value::QName(text().filter(|text| is_qname(text))?),
        10 => Value::Record(record_at(payload, depth + 1, budget)?),
        _ => return None,
    })
}

/// The bytes of an item of a scalar type.
fn width(ty: u8) -> Option<usize> {
    match ty {
        1 | 3 => Some(4),
        2 | 4 | 9 => Some(8),
        5 => Some(1),
        _ => None,
    }
}

fn array_at(bytes: &[u8], depth: usize, budget: &mut Budget) -> Option<(u8, Vec<Value>)> {
    budget.take(bytes.len())?;
    let count = place(bytes, 0, 4)?;
    let ty = u8::try_from(number(bytes, 4, 1)?).ok()?;
    if count > MOST_ITEMS || bytes.len() > MOST_BYTES || !(1..=10).contains(&ty) {
        return None;
    }
    let mut items = Vec::new();
    for index in 0..count {
        items.push(if let Some(width) = width(ty) {
            scalar(part(bytes, 8 + index * width, width)?, ty)?
        } else {
            let entry = 8 + 8 * index;
            let item = part(bytes, place(bytes, entry, 4)?, place(bytes, entry + 4, 4)?)?;
            long(item, ty, depth, budget)?
        });
    }
    (write_array(ty, &items) == bytes).then_some((ty, items))
}
