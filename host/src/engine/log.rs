//! Log lines of a run, with their own texts.

use heeus_abi::{LogLevel, LogLine};

/// A line that an extension logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// The level.
    pub level: LogLevel,
    /// The part of the program that logged it, may be empty.
    pub target: String,
    /// Source file, may be empty.
    pub file: String,
    /// Line in the source file, 0 for none.
    pub line: u32,
    /// The text.
    pub text: String,
}

impl From<LogLine<'_>> for LogEntry {
    fn from(line: LogLine<'_>) -> Self {
        Self {
            level: line.level,
            target: line.target.to_owned(),
            file: line.file.to_owned(),
            line: line.line,
            text: line.text.to_owned(),
        }
    }
}
