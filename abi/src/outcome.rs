//! Result blocks: status, intents, log lines, text.

use alloc::vec::Vec;
use core::ops::RangeInclusive;

use crate::bytes::{slice_at, u32_at};
use crate::encode::append;
use crate::layout::{self, intent, outcome};
use crate::write::{check_fields, end_intent, write_intent, write_record};
use crate::{
    BlockWriter, EncodeError, Field, KeyRef, LogLine, Malformed, Op, RAW_IDS, RecordRef, Status,
    Storage, check_record, encode_key, limits, log_lines,
};

const fn malformed<T>(
    part: &'static str,
    at: usize,
    expected: &'static str,
) -> Result<T, Malformed> {
    Err(Malformed { part, at, expected })
}

/// One intent of a checked result block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IntentRef<'a> {
    /// New value or update.
    pub op: Op,
    /// The key of the element.
    pub key: KeyRef<'a>,
    /// The key's whole block.
    pub key_bytes: &'a [u8],
    /// The fields of the value.
    pub value: RecordRef<'a>,
}

impl<'a> IntentRef<'a> {
    /// Checks the intent at the start of `bytes`; returns it and its size.
    ///
    /// # Errors
    /// [`Malformed`] names the part that breaks the contract.
    pub fn check(bytes: &'a [u8]) -> Result<(Self, usize), Malformed> {
        let Some(op) = u32_at(bytes, intent::OP).and_then(|op| Op::try_from(op).ok()) else {
            return malformed("intent operation", intent::OP, "an operation, 1 or 2");
        };
        let size = u32_at(bytes, intent::SIZE).unwrap_or(u32::MAX) as usize;
        let whole = slice_at(bytes, 0, size).filter(|whole| whole.len() <= limits::MAX_BLOCK);
        let Some(whole) = whole else {
            return malformed(
                "intent size",
                intent::SIZE,
                "an end within the intents, at most 16 MiB",
            );
        };
        let Some(rest) = whole.get(intent::KEY..) else {
            return malformed("intent size", intent::SIZE, "at least 8 bytes");
        };
        let key_size = KeyRef::stated_size(rest).unwrap_or(usize::MAX);
        let Some((key_bytes, value)) = rest.split_at_checked(key_size) else {
            return malformed("intent key size", intent::KEY, "an end within the intent");
        };
        let key = KeyRef::check(key_bytes).map_err(|error| error.moved(intent::KEY))?;
        let value = check_record(value).map_err(|error| error.moved(intent::KEY + key_size))?;
        Ok((
            Self {
                op,
                key,
                key_bytes,
                value,
            },
            size,
        ))
    }

    /// Finds the parts of the intent at the start of `bytes` and checks nothing else; returns it
    /// and its size. The parts of a malformed intent are wrong, or the intent is `None`.
    pub fn trusted(bytes: &'a [u8]) -> Option<(Self, usize)> {
        let op = Op::try_from(u32_at(bytes, intent::OP)?).ok()?;
        let size = u32_at(bytes, intent::SIZE)? as usize;
        let rest = bytes.get(intent::KEY..size)?;
        let (key_bytes, value) = rest.split_at_checked(KeyRef::stated_size(rest)?)?;
        let intent = Self {
            op,
            key: KeyRef::trusted(key_bytes)?,
            key_bytes,
            value: RecordRef::trusted(value),
        };
        Some((intent, size))
    }

    /// Size of the intent in a result block.
    pub const fn size(&self) -> usize {
        intent::KEY + self.key_bytes.len() + self.value.as_bytes().len()
    }

    /// Appends the intent to `out` in the form of a result block. Key block and value are copied
    /// unchecked.
    #[inline]
    pub fn append_to(&self, out: &mut Vec<u8>) {
        let start = out.len();
        out.reserve(self.size());
        out.extend([0; intent::KEY]);
        out.extend(self.key_bytes);
        out.extend(self.value.as_bytes());
        let to = &mut BlockWriter::new(out.get_mut(start..).unwrap_or_default());
        to.skip(self.size());
        end_intent(self.op, 0, to);
    }
}

/// A result block with its header, the places of its parts and its limits checked. Intents and log
/// lines are checked during iteration.
#[derive(Debug, Clone, Copy)]
pub struct OutcomeRef<'a> {
    /// The status of the run.
    pub status: Status,
    /// The extension's own code, 0 for none; with the status ok the number of new ids.
    pub code: i32,
    /// Number of intents.
    pub intent_count: usize,
    /// Number of log lines.
    pub log_count: usize,
    /// The error's text, or empty.
    pub text: &'a str,
    /// Bytes of all intents.
    pub intent_bytes: &'a [u8],
    /// Bytes of all log lines.
    pub log_bytes: &'a [u8],
}

impl<'a> OutcomeRef<'a> {
    /// Size in bytes of the result block at the start of `bytes`, read from its header.
    pub fn stated_size(bytes: &[u8]) -> Option<usize> {
        Some(u32_at(bytes, outcome::SIZE)? as usize)
    }

    /// Checks the header and the places of all parts.
    ///
    /// # Errors
    /// [`Malformed`] names the part that breaks the contract.
    pub fn check(bytes: &'a [u8]) -> Result<Self, Malformed> {
        if Self::stated_size(bytes) != Some(bytes.len()) || bytes.len() > limits::MAX_BLOCK {
            return malformed(
                "result size",
                outcome::SIZE,
                "the number of bytes of the block, at most 16 MiB",
            );
        }
        if bytes.len() < outcome::INTENTS {
            return malformed("result header", 0, "32 bytes");
        }
        let word = |at| u32_at(bytes, at).unwrap_or(u32::MAX);
        let Ok(status) = Status::try_from(word(outcome::STATUS)) else {
            return malformed("result status", outcome::STATUS, "a status, 0 to 4");
        };
        let code = checked_code(status, word(outcome::CODE).cast_signed())?;
        let rest = bytes.get(outcome::INTENTS..).unwrap_or_default();
        let Some((intent_bytes, rest)) =
            rest.split_at_checked(word(outcome::INTENT_BYTES) as usize)
        else {
            return malformed(
                "result intents",
                outcome::INTENT_BYTES,
                "an end within the block",
            );
        };
        let Some((log_bytes, rest)) = rest.split_at_checked(word(outcome::LOG_BYTES) as usize)
        else {
            return malformed(
                "result log lines",
                outcome::LOG_BYTES,
                "an end within the block",
            );
        };
        let Some((text, gap)) = rest.split_at_checked(word(outcome::TEXT_LEN) as usize) else {
            return malformed("result text", outcome::TEXT_LEN, "an end within the block");
        };
        let text_at = bytes.len() - rest.len();
        let Ok(text) = core::str::from_utf8(text) else {
            return malformed("result text", text_at, "UTF-8");
        };
        if gap.len() != layout::gap(text_at + text.len()) || gap.iter().any(|&byte| byte != 0) {
            return malformed(
                "result padding",
                text_at + text.len(),
                "zeros up to a multiple of 8",
            );
        }
        Ok(Self {
            status,
            code,
            intent_count: word(outcome::INTENT_COUNT) as usize,
            log_count: word(outcome::LOG_COUNT) as usize,
            text,
            intent_bytes,
            log_bytes,
        })
    }

    /// The raw ids that the block counts: the last ones. With another status than ok there are
    /// none.
    pub fn new_ids(&self) -> RangeInclusive<i64> {
        let count = match self.status {
            Status::Ok => self.code.into(),
            _ => 0,
        };
        RAW_IDS.end() + 1 - count..=*RAW_IDS.end()
    }

    /// Iterates over the intents and checks each. Ends after the first error; a wrong count is an
    /// error.
    pub fn intents(&self) -> impl Iterator<Item = Result<IntentRef<'a>, Malformed>> + use<'a> {
        let (bytes, count) = (self.intent_bytes, self.intent_count);
        let (mut at, mut counted) = (0, 0);
        core::iter::from_fn(move || {
            let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) else {
                let lies = counted != count;
                counted = count;
                return lies.then(|| {
                    malformed(
                        "result intent count",
                        outcome::INTENT_COUNT,
                        "the number of intents",
                    )
                });
            };
            Some(match IntentRef::check(rest) {
                Ok((intent, size)) => {
                    at += size;
                    counted += 1;
                    Ok(intent)
                }
                Err(error) => {
                    let error = error.moved(outcome::INTENTS + at);
                    (at, counted) = (bytes.len(), count);
                    Err(error)
                }
            })
        })
    }

    /// Iterates over the log lines and checks each. Ends after the first error; a wrong count is an
    /// error.
    pub fn logs(&self) -> impl Iterator<Item = Result<LogLine<'a>, Malformed>> + use<'a> {
        let start = outcome::INTENTS + self.intent_bytes.len();
        let (mut lines, mut left) = (log_lines(self.log_bytes), Some(self.log_count));
        core::iter::from_fn(move || match lines.next() {
            Some(Ok(line)) => {
                left = left.and_then(|left| left.checked_sub(1));
                Some(Ok(line))
            }
            Some(Err(error)) => {
                left = Some(0);
                Some(Err(error.moved(start)))
            }
            None if left == Some(0) => None,
            None => {
                left = Some(0);
                Some(malformed(
                    "result log count",
                    outcome::LOG_COUNT,
                    "the number of log lines",
                ))
            }
        })
    }
}

/// Checks that under the status ok the code is a number of new ids.
fn checked_code(status: Status, code: i32) -> Result<i32, Malformed> {
    if status == Status::Ok && !(0..=*RAW_IDS.end()).contains(&code.into()) {
        return malformed(
            "result code",
            outcome::CODE,
            "the number of new ids, at most 65,535, under status 0",
        );
    }
    Ok(code)
}

/// Appends one intent to `out`. The fields of key and value must be in the order of their names.
///
/// # Errors
/// [`EncodeError`]; `out` is then unchanged.
pub fn encode_intent(
    op: Op,
    (storage, entity, key): (Storage, &str, &[Field<'_>]),
    value: &[Field<'_>],
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    let mut block = Vec::new();
    encode_key(storage, entity, key, &mut block)?;
    encode_intent_of(op, &block, value, out)
}

/// Appends one intent to `out`, with a finished key block that is copied unchecked.
///
/// # Errors
/// [`EncodeError`]; `out` is then unchanged.
pub fn encode_intent_of(
    op: Op,
    key_block: &[u8],
    value: &[Field<'_>],
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    let size = intent::KEY + key_block.len() + check_fields(value)?;
    append(out, size, |to| {
        let value = |to: &mut BlockWriter<'_>| write_record(value.iter().copied(), to);
        write_intent(op, |to| to.bytes(key_block), value, to);
    })
}

/// The parts of a result block, apart from the intents themselves.
#[derive(Debug, Clone, Copy)]
pub struct OutcomeParts<'a> {
    /// The status of the run.
    pub status: Status,
    /// The extension's own code, 0 for none; with the status ok the number of new ids.
    pub code: i32,
    /// Number of intents.
    pub intent_count: u32,
    /// Number of log lines.
    pub log_count: u32,
    /// Bytes of all log lines.
    pub log_bytes: &'a [u8],
    /// The error's text, or empty.
    pub text: &'a str,
}

impl OutcomeParts<'_> {
    /// Returns the header of a result block, given the bytes of the block and of its intents.
    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a block that is too large is none"
    )]
    pub const fn header(&self, size: usize, intents: usize) -> [u32; outcome::INTENTS / 4] {
        [
            size as u32,
            self.status.number(),
            self.code.cast_unsigned(),
            self.intent_count,
            intents as u32,
            self.log_count,
            self.log_bytes.len() as u32,
            self.text.len() as u32,
        ]
    }
}

/// Finishes a result block: appends log lines and text to `out` and writes the header. `out` must
/// hold [`layout::outcome::INTENTS`] bytes of room for the header and then all intents.
///
/// # Errors
/// [`EncodeError::TooLarge`]; `out` is then unchanged.
pub fn encode_outcome_header(
    parts: &OutcomeParts<'_>,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    debug_assert!(out.len() >= outcome::INTENTS, "room for the header");
    let intents = out.get(outcome::INTENTS..).unwrap_or_default();
    let mut block = Vec::new();
    append(&mut block, 0, |to| {
        to.skip(outcome::INTENTS);
        to.bytes(intents);
        to.bytes(parts.log_bytes);
        to.bytes(parts.text.as_bytes());
        to.pad();
        let size = core::mem::replace(&mut to.at, 0);
        to.words(parts.header(size, intents.len()));
        to.at = size;
    })?;
    *out = block;
    Ok(())
}
