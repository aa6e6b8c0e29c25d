//! Encodes the entries of the section.

use alloc::vec::Vec;

use super::{
    Entity, Extension, Sdk, TAG_ENTITY, TAG_EXTENSION, TAG_SDK, TAG_UNIQUE, Unique, has_targets,
    type_byte,
};
use crate::layout::manifest as at;
use crate::{EncodeError, ExtensionKind, limits};

impl Sdk {
    /// Returns the manifest entry.
    ///
    /// # Errors
    /// [`EncodeError`] if a name does not fit.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        let mut out = begin(TAG_SDK);
        put_name(&self.name, &mut out)?;
        put_name(&self.version, &mut out)?;
        finish(out)
    }
}

impl Extension {
    /// Returns the manifest entry. A doc line of more than 65,535 bytes is an error.
    ///
    /// # Errors
    /// [`EncodeError`] if a name or the doc line does not fit, or a [rule](Self::broken_rule) is
    /// broken.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        if self.broken_rule().is_some() {
            return Err(EncodeError::Declaration);
        }
        let mut out = begin(TAG_EXTENSION);
        out.push(self.kind as u8);
        put_name(&self.name, &mut out)?;
        let length = u16::try_from(self.doc.len()).map_err(|_| EncodeError::TooLarge)?;
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(self.doc.as_bytes());
        if self.kind == ExtensionKind::Projector {
            out.push(self.sync.into());
        }
        if has_targets(self.kind) {
            let count = u8::try_from(self.targets.len()).map_err(|_| EncodeError::Declaration)?;
            out.push(count);
            for name in &self.targets {
                put_name(name, &mut out)?;
            }
        }
        finish(out)
    }
}

impl Entity {
    /// Returns the manifest entry.
    ///
    /// # Errors
    /// [`EncodeError`] if a name does not fit, or a [rule](Self::broken_rule) is broken.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        if self.broken_rule().is_some() {
            return Err(EncodeError::Declaration);
        }
        let mut out = begin(TAG_ENTITY);
        out.push(self.kind as u8);
        put_name(&self.name, &mut out)?;
        out.push(self.partition_fields);
        for fields in [&self.key, &self.value] {
            let count = u16::try_from(fields.len()).map_err(|_| EncodeError::TooManyFields)?;
            out.extend_from_slice(&count.to_le_bytes());
        }
        for field in self.key.iter().chain(&self.value) {
            out.push(type_byte(field.ty, field.optional));
            put_name(&field.name, &mut out)?;
        }
        finish(out)
    }
}

impl Unique {
    /// Returns the manifest entry.
    ///
    /// # Errors
    /// [`EncodeError`] if a name does not fit, or a [rule](Self::broken_rule) is broken.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        if self.broken_rule().is_some() {
            return Err(EncodeError::Declaration);
        }
        let mut out = begin(TAG_UNIQUE);
        put_name(&self.entity, &mut out)?;
        out.push(u8::try_from(self.fields.len()).map_err(|_| EncodeError::Declaration)?);
        for name in &self.fields {
            put_name(name, &mut out)?;
        }
        finish(out)
    }
}

fn begin(tag: u8) -> Vec<u8> {
    let mut out = Vec::from([0; at::TAG]);
    out.push(tag);
    out
}

fn put_name(name: &str, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    if name.is_empty() || name.len() > limits::MAX_NAME || name.contains('\0') {
        return Err(EncodeError::Name);
    }
    out.push(u8::try_from(name.len()).map_err(|_| EncodeError::Name)?);
    out.extend_from_slice(name.as_bytes());
    Ok(())
}

fn finish(mut out: Vec<u8>) -> Result<Vec<u8>, EncodeError> {
    set_size(&mut out, 0)?;
    Ok(out)
}

/// Writes the size of the block that begins at `start` and ends with `out` into its first word. It
/// also writes a size that is too large, so that a reader of such a block refuses it for its size.
fn set_size(out: &mut [u8], start: usize) -> Result<(), EncodeError> {
    let size = out.len() - start;
    let room = out.get_mut(start..).and_then(|rest| rest.first_chunk_mut());
    if let Some(room) = room {
        *room = u32::try_from(size).unwrap_or(u32::MAX).to_le_bytes();
    }
    if size > limits::MAX_BLOCK {
        return Err(EncodeError::TooLarge);
    }
    Ok(())
}
