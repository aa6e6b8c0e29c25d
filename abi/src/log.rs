//! Log lines.

use alloc::vec::Vec;

use crate::bytes::{slice_at, u16_at, u32_at};
use crate::layout::{self, log};
use crate::{BlockWriter, EncodeError, LogLevel, Malformed, limits};

/// A line that an extension logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogLine<'a> {
    /// Its severity.
    pub level: LogLevel,
    /// The part of the program that it is about; may be empty.
    pub target: &'a str,
    /// Source file; may be empty.
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
            "the number of bytes of the line, 24 to 16 MiB",
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

/// Iterates over the lines in `bytes`, which lie one after the other. Ends after the first error.
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

impl LogLine<'_> {
    /// Returns the size of the encoded line in bytes.
    ///
    /// # Errors
    /// [`EncodeError::TooLarge`] for a line that does not fit a block, and for a target or a file
    /// name of more than 65,535 bytes.
    pub fn size(&self) -> Result<usize, EncodeError> {
        let most = usize::from(u16::MAX);
        let names = self.target.len().saturating_add(self.file.len());
        let end = (log::BODY + self.text.len()).saturating_add(names);
        let size = end.saturating_add(layout::gap(end));
        if self.target.len() > most || self.file.len() > most || size > limits::MAX_BLOCK {
            return Err(EncodeError::TooLarge);
        }
        Ok(size)
    }

    /// Writes the line. Its [size](Self::size) must be `Ok`.
    pub fn write(&self, to: &mut BlockWriter<'_>) {
        let start = to.at;
        to.skip(log::FILE_LEN);
        to.pair(self.file.len(), self.line as usize);
        to.pair(self.text.len(), 0);
        to.bytes(self.target.as_bytes());
        to.bytes(self.file.as_bytes());
        to.bytes(self.text.as_bytes());
        to.pad();
        let second = self.level as u64 | (self.target.len() as u64) << 16;
        to.patch(start, (to.at - start) as u64 | second << 32);
    }
}

/// Appends a log line to `out`. A target or file name of more than 65,535 bytes is an error.
///
/// # Errors
/// [`EncodeError`]; `out` is then unchanged.
pub fn encode_log_line(line: &LogLine<'_>, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    let start = out.len();
    out.resize(start + line.size()?, 0);
    line.write(&mut BlockWriter::new(
        out.get_mut(start..).unwrap_or_default(),
    ));
    Ok(())
}
