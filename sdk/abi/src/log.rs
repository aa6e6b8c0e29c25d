//! Log lines.

use alloc::vec::Vec;

use crate::bytes::{slice_at, u16_at, u32_at};
use crate::encode::zeros;
use crate::key::set_size;
use crate::layout::{self, log};
use crate::{EncodeError, LogLevel, Malformed, limits};

/// A line that an extension logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogLine<'a> {
    /// How much it matters.
    pub level: LogLevel,
    /// The part of the program that it speaks of, may be empty.
    pub target: &'a str,
    /// Source file, may be empty.
    pub file: &'a str,
    /// Line in the source file, 0 for none.
    pub line: u32,
    /// The text.
    pub text: &'a str,
}

impl<'a> LogLine<'a> {
    /// Checks the line at the start of `bytes`; returns it and its size.
    ///
    /// # Errors
    /// [`Malformed`] names the part that breaks the contract.
    pub fn check(bytes: &'a [u8]) -> Result<(Self, usize), Malformed> {
        let malformed = |part, at, expected| Malformed { part, at, expected };
        let size = u32_at(bytes, log::SIZE).map_or(0, |size| size as usize);
        let allowed = log::BODY..=limits::MAX_BLOCK;
        let line = slice_at(bytes, 0, size).filter(|line| allowed.contains(&line.len()));
        let line = line.ok_or(malformed(
            "log line size",
            log::SIZE,
            "the bytes that the line has, 24 to 16 MiB",
        ))?;
        let number = |at| u32_at(line, at).unwrap_or(u32::MAX) as usize;
        let short = |at| u16_at(line, at).unwrap_or(u16::MAX).into();
        let level = line.get(log::LEVEL).map_or(0, |&level| u32::from(level));
        let level = LogLevel::try_from(level)
            .map_err(|_| malformed("log level", log::LEVEL, "a log level, 1 to 5"))?;
        let reserved =
            line.get(log::RESERVED) == Some(&0) && u16_at(line, log::RESERVED_2) == Some(0);
        if !reserved || number(log::RESERVED_3) != 0 {
            return Err(malformed(
                "log line header",
                log::RESERVED,
                "zeros at 5, 10 and 20",
            ));
        }
        let mut at = log::BODY;
        let mut text = |part, length: usize| {
            let bytes = slice_at(line, at, length);
            let text = bytes.and_then(|bytes| core::str::from_utf8(bytes).ok());
            let text = text.ok_or(malformed(part, at, "UTF-8 within the line"))?;
            at += length;
            Ok(text)
        };
        let target = text("log target", short(log::TARGET_LEN))?;
        let file = text("log file", short(log::FILE_LEN))?;
        let text = text("log text", number(log::TEXT_LEN))?;
        if line
            .get(at..)
            .is_none_or(|gap| gap.len() != layout::gap(at) || gap.iter().any(|&b| b != 0))
        {
            return Err(malformed(
                "log line padding",
                at,
                "zeros up to a multiple of 8",
            ));
        }
        let line_number = u32_at(line, log::LINE).unwrap_or(0);
        Ok((
            Self {
                level,
                target,
                file,
                line: line_number,
                text,
            },
            size,
        ))
    }
}

/// The lines that stand one after the other in `bytes`. Ends after the first error.
pub fn log_lines(bytes: &[u8]) -> impl Iterator<Item = Result<LogLine<'_>, Malformed>> {
    let mut at = 0;
    core::iter::from_fn(move || {
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
        Some(match LogLine::check(rest) {
            Ok((line, size)) => {
                at += size;
                Ok(line)
            }
            Err(error) => {
                let error = error.moved(at);
                at = bytes.len();
                Err(error)
            }
        })
    })
}

/// Appends a log line to `out`. A target or file name beyond 65,535 bytes is an error.
///
/// # Errors
/// [`EncodeError`]; `out` is then as it was.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a text beyond 4 GiB does not fit the block's limit"
)]
pub fn encode_log_line(line: &LogLine<'_>, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    let start = out.len();
    let target = u16::try_from(line.target.len()).map_err(|_| EncodeError::TooLarge)?;
    let file = u16::try_from(line.file.len()).map_err(|_| EncodeError::TooLarge)?;
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(&[line.level as u8, 0]);
    out.extend_from_slice(&target.to_le_bytes());
    out.extend_from_slice(&file.to_le_bytes());
    out.extend_from_slice(&[0; 2]);
    out.extend_from_slice(&line.line.to_le_bytes());
    out.extend_from_slice(&(line.text.len() as u32).to_le_bytes());
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(line.target.as_bytes());
    out.extend_from_slice(line.file.as_bytes());
    out.extend_from_slice(line.text.as_bytes());
    zeros(out, start);
    set_size(out, start).inspect_err(|_| out.truncate(start))
}
