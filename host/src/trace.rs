//! The host calls of a run, in order, as values and as text.

use std::fmt::{self, Display, Formatter};
use std::ops::Bound;

use heeus_abi::import::{GET_ELEM, READ_ELEMS};
use heeus_abi::{GetCode, KeyRange, KeyRef, ReadCode, RecordBuf, RecordRef, Storage};

use crate::shown::{Neutral, RecordText};

/// One call of a guest to the host.
///
/// It prints as one line, and equal calls print the same line:
/// `HostGetElem(sys.View orders.Order {Year: 2026}) -> exists {Amount: 100i64}`.
#[derive(Debug, Clone, PartialEq)]
pub struct HostCall {
    /// The key that the guest asked about.
    pub key: TracedKey,
    /// The number of reads that the call was nested in.
    pub depth: usize,
    /// The function that was called, with its answer.
    pub what: HostCallKind,
    /// The reason if the host answered "key invalid" or "i/o error", or the failure
    /// that a test arranged; otherwise empty.
    pub refusal: String,
}

/// A key that a guest asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedKey {
    /// The storage.
    pub storage: Storage,
    /// The entity, empty for a storage without entities.
    pub entity: String,
    /// The key's fields.
    pub fields: RecordBuf,
    /// The elements that a read wanted; all for a get.
    pub range: TracedRange,
}

/// The range of a key that a guest asked about.
///
/// It prints as the bounds and the order, each after a comma:
/// `, above {Day: 3, Year: 2026}, to {Day: 7, Year: 2026}, reverse`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedRange {
    /// The lower bound: the bytes of a record, if the guest kept the contract.
    pub lower: Bound<Vec<u8>>,
    /// The upper bound.
    pub upper: Bound<Vec<u8>>,
    /// The bound after which the read continued, in its own order.
    pub after: Option<Vec<u8>>,
    /// True if the read began with the last element.
    pub is_reverse: bool,
}

/// A function that a guest called, with the host's answer. The answer is `None` if the run ended
/// inside of the call.
#[derive(Debug, Clone, PartialEq)]
pub enum HostCallKind {
    /// `HostGetElem`.
    Get {
        /// The code, and the element if it exists.
        answer: Option<(GetCode, Option<RecordBuf>)>,
    },
    /// `HostReadElems`.
    Read {
        /// The most elements wanted, 0 for all.
        limit: u32,
        /// Elements that were delivered.
        delivered: u64,
        /// The code.
        answer: Option<ReadCode>,
    },
}

impl From<&KeyRef<'_>> for TracedKey {
    fn from(key: &KeyRef<'_>) -> Self {
        Self {
            storage: key.storage,
            entity: key.entity.to_owned(),
            fields: key.record.into(),
            range: key.range.into(),
        }
    }
}

impl From<KeyRange<'_>> for TracedRange {
    fn from(range: KeyRange<'_>) -> Self {
        Self {
            lower: range.lower.map(<[u8]>::to_vec),
            upper: range.upper.map(<[u8]>::to_vec),
            after: range.after.map(<[u8]>::to_vec),
            is_reverse: range.is_reverse,
        }
    }
}

impl Display for HostCall {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.show(f)?;
        match &self.refusal[..] {
            "" => Ok(()),
            refusal => write!(f, ": {}", Neutral(refusal)),
        }
    }
}

impl HostCall {
    fn show(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.what {
            HostCallKind::Get { answer } => {
                write!(f, "{}({}) -> ", GET_ELEM.name, self.key)?;
                match answer {
                    None => f.write_str("the run ended"),
                    Some((code, None)) => write!(f, "{code}"),
                    Some((code, Some(element))) => {
                        write!(f, "{code} {}", RecordText(element.as_ref()))
                    }
                }
            }
            HostCallKind::Read {
                limit,
                delivered,
                answer,
            } => {
                write!(f, "{}({}", READ_ELEMS.name, self.key)?;
                if *limit != 0 {
                    write!(f, ", limit {limit}")?;
                }
                match answer {
                    None => write!(f, ") -> the run ended, {delivered} delivered"),
                    Some(code) => write!(f, ") -> {code}, {delivered} delivered"),
                }
            }
        }
    }
}

impl Display for TracedKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.storage)?;
        if !self.entity.is_empty() {
            write!(f, " {}", Neutral(&self.entity))?;
        }
        write!(f, " {}{}", RecordText(self.fields.as_ref()), self.range)
    }
}

impl Display for TracedRange {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        bound("from", "above", self.lower.as_ref(), f)?;
        bound("to", "below", self.upper.as_ref(), f)?;
        let after = self.after.as_ref();
        bound(
            "after",
            "",
            after.map_or(Bound::Unbounded, Bound::Included),
            f,
        )?;
        f.write_str(if self.is_reverse { ", reverse" } else { "" })
    }
}

/// Writes a bound after the word for one that includes its elements, or for one that excludes them.
fn bound(
    included: &str,
    excluded: &str,
    bound: Bound<&Vec<u8>>,
    f: &mut Formatter<'_>,
) -> fmt::Result {
    let (word, bytes) = match bound {
        Bound::Unbounded => return Ok(()),
        Bound::Included(bytes) => (included, bytes),
        Bound::Excluded(bytes) => (excluded, bytes),
    };
    match RecordRef::check(bytes) {
        Ok(record) => write!(f, ", {word} {}", RecordText(record)),
        Err(_) => write!(f, ", {word} {} bytes that are no record", bytes.len()),
    }
}

#[cfg(test)]
mod tests {
    use heeus_abi::{RecordBuilder, Value};

    use super::*;

    fn key(fields: RecordBuf) -> TracedKey {
        TracedKey {
            storage: Storage::View,
            entity: "orders.Order".into(),
            fields,
            range: KeyRange::ALL.into(),
        }
    }

    #[test]
    fn calls_are_one_line() -> Result<(), heeus_abi::EncodeError> {
        let mut fields = RecordBuilder::new();
        fields.put("Year", Value::I32(2026));
        let fields = fields.build()?;
        let call = |what| {
            HostCall {
                key: key(fields.clone()),
                depth: 0,
                what,
                refusal: String::new(),
            }
            .to_string()
        };
        let get = |answer| call(HostCallKind::Get { answer });
        let read = |limit, answer| {
            call(HostCallKind::Read {
                limit,
                delivered: 3,
                answer,
            })
        };
        let at = "sys.View orders.Order {Year: 2026}";
        assert_eq!(
            get(Some((GetCode::Exists, Some(fields.clone())))),
            format!("HostGetElem({at}) -> exists {{Year: 2026}}")
        );
        assert_eq!(
            get(Some((GetCode::NotExists, None))),
            format!("HostGetElem({at}) -> does not exist")
        );
        assert_eq!(get(None), format!("HostGetElem({at}) -> the run ended"));
        assert_eq!(
            read(0, Some(ReadCode::Done)),
            format!("HostReadElems({at}) -> done, 3 delivered")
        );
        assert_eq!(
            read(5, None),
            format!("HostReadElems({at}, limit 5) -> the run ended, 3 delivered")
        );
        Ok(())
    }

    #[test]
    fn a_range_is_shown_in_its_read() -> Result<(), heeus_abi::EncodeError> {
        let mut fields = RecordBuilder::new();
        fields.put("Year", Value::I32(2026));
        let fields = fields.build()?;
        let at = "sys.View orders.Order {Year: 2026}";
        let mut call = HostCall {
            key: key(fields.clone()),
            depth: 0,
            what: HostCallKind::Read {
                limit: 2,
                delivered: 0,
                answer: Some(ReadCode::InvalidKey),
            },
            refusal: String::new(),
        };
        call.key.range = TracedRange {
            lower: Bound::Excluded(fields.as_ref().as_bytes().to_vec()),
            upper: Bound::Included(vec![1, 2, 3]),
            after: Some(fields.as_ref().as_bytes().to_vec()),
            is_reverse: true,
        };
        assert_eq!(
            call.to_string(),
            format!(
                "HostReadElems({at}, above {{Year: 2026}}, to 3 bytes that are no record, \
                 after {{Year: 2026}}, reverse, limit 2) -> the key is invalid, 0 delivered"
            )
        );
        Ok(())
    }
}
