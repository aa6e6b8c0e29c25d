//! The log: all writes since the last write of the database, in one frame for each sync.
//!
//! Its file is never shortened, and grows by zeros ahead of the frames: a sync then has no new
//! length to write. Behind the last frame there are zeros, older frames, a frame that was cut off,
//! or bytes from within one. None of them is taken for the next frame: each checksum includes a
//! random salt. The salt changes whenever the log is used from the front again, and the database
//! stores it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write as _};
use std::path::Path;

use super::super::{Batch, TableId, Write};

/// Bytes in front of a frame, little-endian: its length, the checksum of the salt, the number and
/// everything that follows, and the number of the sync.
const HEAD: usize = 8 + 4 + 8;
/// Start of the part that the checksum covers.
const CHECKED: usize = 12;

const MADE: u8 = 0;
const CLEARED: u8 = 1;
const PUT: u8 = 2;

/// An open log.
pub(super) struct Log {
    file: File,
    /// Bytes of all frames.
    len: u64,
    /// Bytes of the file.
    room: u64,
    /// Number of bytes by which the file grows.
    growth: usize,
    /// The next frame, with room for its head.
    frame: Vec<u8>,
    salt: u64,
}

/// A frame that was read.
pub(super) struct Frame {
    pub(super) number: u64,
    /// Names of the new tables.
    pub(super) made: Vec<Box<str>>,
    pub(super) writes: Batch,
}

impl Log {
    /// Opens the log, creates it if that is permitted, and reads its frames up to the first that is
    /// not whole or has another salt.
    pub(super) fn open(
        path: &Path,
        may_make: bool,
        salt: u64,
        growth: usize,
    ) -> Result<(Self, Vec<Frame>), String> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(may_make);
        let file = options.truncate(false).open(path);
        let mut file = file
            .map_err(|error| format!("damaged, or cannot be read: expected its log ({error})"))?;
        let mut bytes = Vec::new();
        let read = file.read_to_end(&mut bytes);
        read.map_err(|error| format!("cannot read its log: {error}"))?;
        let mut frames = Vec::new();
        let mut rest = &*bytes;
        while let Some((number, body, after)) = split_frame(rest, salt) {
            let last: Option<&Frame> = frames.last();
            if last.is_some_and(|last| last.number + 1 != number) {
                break;
            }
            let frame = read_frame(number, body);
            frames.push(frame.ok_or_else(|| {
                format!("damaged: expected tables and writes in its log, at sync {number}")
            })?);
            rest = after;
        }
        let log = Self {
            file,
            len: (bytes.len() - rest.len()) as u64,
            room: bytes.len() as u64,
            growth,
            frame: vec![0; HEAD],
            salt,
        };
        Ok((log, frames))
    }

    /// Makes everything that was read durable.
    pub(super) fn sync_read(&self) -> Result<(), String> {
        let synced = self.file.sync_all();
        synced.map_err(|error| format!("cannot sync its log: {error}"))
    }

    /// Adds a new table to the next frame.
    pub(super) fn add_table(&mut self, name: &str) {
        self.frame.push(MADE);
        self.add_len(name.len());
        self.frame.extend_from_slice(name.as_bytes());
    }

    /// Adds the writes of a batch to the next frame.
    pub(super) fn add(&mut self, batch: &Batch) {
        for write in batch.iter() {
            match write {
                Write::Clear(table) => {
                    self.frame.push(CLEARED);
                    self.frame.extend_from_slice(&table.0.to_le_bytes());
                }
                Write::Put(put) => {
                    self.frame.push(PUT);
                    self.frame.extend_from_slice(&put.table.0.to_le_bytes());
                    for part in [put.key(), put.value(), put.sort_key()] {
                        self.add_len(part.len());
                        self.frame.extend_from_slice(part);
                    }
                }
            }
        }
    }

    fn add_len(&mut self, len: usize) {
        self.frame.extend_from_slice(&(len as u64).to_le_bytes());
    }

    /// Bytes of all frames, including the next one.
    pub(super) fn len(&self) -> u64 {
        self.len + self.frame.len() as u64
    }

    /// Returns whether there are no frames but the next one.
    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns whether the next frame has any content.
    pub(super) fn is_begun(&self) -> bool {
        self.frame.len() > HEAD
    }

    /// Writes the next frame and makes it survive a crash.
    pub(super) fn sync(&mut self, number: u64) -> io::Result<()> {
        let len = (self.frame.len() - HEAD) as u64;
        let (head, _) = self.frame.split_at_mut(HEAD);
        head[..8].copy_from_slice(&len.to_le_bytes());
        head[CHECKED..].copy_from_slice(&number.to_le_bytes());
        let checksum = checksum(self.salt, &self.frame[CHECKED..]);
        self.frame[8..CHECKED].copy_from_slice(&checksum.to_le_bytes());
        let end = self.len + self.frame.len() as u64;
        self.grow(end)?;
        self.file.seek(SeekFrom::Start(self.len))?;
        self.file.write_all(&self.frame)?;
        self.file.sync_data()?;
        self.len = end;
        self.frame.truncate(HEAD);
        Ok(())
    }

    /// Extends the file for frames up to this offset.
    fn grow(&mut self, end: u64) -> io::Result<()> {
        if self.room >= end {
            return Ok(());
        }
        self.file.seek(SeekFrom::Start(self.room))?;
        let zeros = vec![0; self.growth];
        while self.room < end {
            self.file.write_all(&zeros)?;
            self.room += zeros.len() as u64;
        }
        Ok(())
    }

    /// Drops all frames, which are in the database now, and continues with the new salt of the
    /// database.
    pub(super) fn empty(&mut self, salt: u64) {
        self.salt = salt;
        self.len = 0;
        self.frame.shrink_to(HEAD);
    }
}

/// Returns whether anything was ever written to the log at this path.
pub(super) fn is_used(path: &Path) -> Result<bool, String> {
    match fs::read(path) {
        Ok(bytes) => Ok(bytes.iter().any(|&byte| byte != 0)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(format!("cannot read its log: {error}")),
    }
}

fn checksum(salt: u64, checked: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&salt.to_le_bytes());
    hasher.update(checked);
    hasher.finalize()
}

/// Splits the first frame off: its number, its content, and the bytes that follow; `None` if it is
/// not whole.
fn split_frame(bytes: &[u8], salt: u64) -> Option<(u64, &[u8], &[u8])> {
    let (len, rest) = bytes.split_first_chunk()?;
    let (expected, rest) = rest.split_first_chunk()?;
    let len = usize::try_from(u64::from_le_bytes(*len)).ok()?;
    let (checked, after) = rest.split_at_checked(len.checked_add(HEAD - CHECKED)?)?;
    if checksum(salt, checked) != u32::from_le_bytes(*expected) {
        return None;
    }
    let (number, body) = checked.split_first_chunk()?;
    Some((u64::from_le_bytes(*number), body, after))
}

/// Decodes the content of a frame; `None` if it is not valid.
fn read_frame(number: u64, mut bytes: &[u8]) -> Option<Frame> {
    let mut frame = Frame {
        number,
        made: Vec::new(),
        writes: Batch::new(),
    };
    while let Some((&tag, rest)) = bytes.split_first() {
        bytes = rest;
        match tag {
            MADE => {
                let name = str::from_utf8(take(&mut bytes)?).ok()?;
                frame.made.push(name.into());
            }
            CLEARED => frame.writes.clear_table(take_table(&mut bytes)?),
            PUT => {
                let table = take_table(&mut bytes)?;
                let [key, value, sort_key] = [(); 3].map(|()| take(&mut bytes));
                frame.writes.put(table, key?, value?, sort_key?);
            }
            _ => return None,
        }
    }
    Some(frame)
}

fn take_table(bytes: &mut &[u8]) -> Option<TableId> {
    let (table, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(TableId(u32::from_le_bytes(*table)))
}

fn take<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (len, rest) = bytes.split_first_chunk()?;
    let len = usize::try_from(u64::from_le_bytes(*len)).ok()?;
    let (part, rest) = rest.split_at_checked(len)?;
    *bytes = rest;
    Some(part)
}
