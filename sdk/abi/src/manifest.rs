//! The manifest: what a module has, readable without running it.
//!
//! The custom section [`SECTION`] holds entries one after the other, so that a linker may join the
//! sections of many objects. Each entry is `u32` size, `u8` tag and a body; strings in bodies are
//! a `u8` length (a doc line: `u16`) and UTF-8 bytes.

use alloc::string::String;
use alloc::vec::Vec;

use crate::bytes::{slice_at, u32_at};
use crate::layout::manifest as at;
use crate::{EncodeError, EntityKind, FieldType, Kind, Malformed, limits};

/// Name of the custom section.
pub const SECTION: &str = "heeus.manifest";
/// Tag of an entry that names the SDK: string name, string version.
pub const TAG_SDK: u8 = 1;
/// Tag of an extension: `u8` kind, string name, doc line.
pub const TAG_EXTENSION: u8 = 2;
/// Tag of an entity: `u8` entity kind, string name, `u8` number of leading key fields that form the partition key,
/// `u16` number of key fields, `u16` number of value fields, then each: `u8` type, string name.
pub const TAG_ENTITY: u8 = 3;

/// What a module tells of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Names and versions of the SDKs that made it.
    pub sdks: Vec<Sdk>,
    /// Its extensions.
    pub extensions: Vec<Extension>,
    /// The entities that they declare.
    pub entities: Vec<Entity>,
}

/// What made a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sdk {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// An extension as it is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// What `WasmRun` is given.
    pub name: String,
    /// What it is for.
    pub kind: Kind,
    /// One line for humans, may be empty.
    pub doc: String,
}

/// An entity as it is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Qualified name.
    pub name: String,
    /// View, record or singleton.
    pub kind: EntityKind,
    /// How many leading key fields form the partition key.
    pub partition_fields: u8,
    /// Key fields; the order of elements follows their order.
    pub key: Vec<FieldDecl>,
    /// Value fields.
    pub value: Vec<FieldDecl>,
}

/// A field as it is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldDecl {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: FieldType,
}

impl Manifest {
    /// Decodes the contents of the section. Entries with a tag of a later version are passed over.
    ///
    /// # Errors
    /// [`Malformed`] names the part that breaks the contract.
    pub fn decode(mut section: &[u8]) -> Result<Self, Malformed> {
        let mut manifest = Self::default();
        let mut start = 0;
        while !section.is_empty() {
            let size = u32_at(section, at::SIZE).unwrap_or(0) as usize;
            let Some(entry) = slice_at(section, 0, size).filter(|entry| entry.len() >= at::BODY)
            else {
                return Err(Malformed {
                    part: "manifest entry size",
                    at: start,
                    expected: "an end within the section",
                });
            };
            manifest.entry(entry).map_err(|error| error.moved(start))?;
            section = section.get(size..).unwrap_or_default();
            start += size;
        }
        Ok(manifest)
    }

    fn entry(&mut self, entry: &[u8]) -> Result<(), Malformed> {
        let mut body = Body { entry, at: at::TAG };
        match body.u8("manifest tag")? {
            TAG_SDK => self.sdks.push(Sdk {
                name: body.name("SDK name")?,
                version: body.name("SDK version")?,
            }),
            TAG_EXTENSION => {
                let kind = body.u8("extension kind")?;
                let kind = Kind::try_from(u32::from(kind))
                    .or_else(|_| body.fail("extension kind", "a kind, 1 to 5"))?;
                let name = body.name("extension name")?;
                self.extensions.push(Extension {
                    name,
                    kind,
                    doc: body.doc()?,
                });
            }
            TAG_ENTITY => {
                let entity = body.entity()?;
                self.entities.push(entity);
            }
            _ => return Ok(()),
        }
        if body.at == entry.len() {
            Ok(())
        } else {
            body.fail("manifest entry end", "no bytes after the last part")
        }
    }
}

/// A manifest entry on its way through.
struct Body<'a> {
    entry: &'a [u8],
    at: usize,
}

impl Body<'_> {
    fn fail<T>(&self, part: &'static str, expected: &'static str) -> Result<T, Malformed> {
        Err(Malformed {
            part,
            at: self.at,
            expected,
        })
    }

    fn u8(&mut self, part: &'static str) -> Result<u8, Malformed> {
        let Some(&byte) = self.entry.get(self.at) else {
            return self.fail(part, "a byte within the entry");
        };
        self.at += 1;
        Ok(byte)
    }

    fn u16(&mut self, part: &'static str) -> Result<u16, Malformed> {
        Ok(u16::from_le_bytes([self.u8(part)?, self.u8(part)?]))
    }

    fn text(&mut self, part: &'static str, length: usize) -> Result<String, Malformed> {
        let text =
            slice_at(self.entry, self.at, length).and_then(|text| core::str::from_utf8(text).ok());
        let Some(text) = text else {
            return self.fail(part, "UTF-8 within the entry");
        };
        self.at += length;
        Ok(text.into())
    }

    fn name(&mut self, part: &'static str) -> Result<String, Malformed> {
        let length = self.u8(part)?.into();
        let name = self.text(part, length)?;
        if name.is_empty() || name.contains('\0') {
            self.fail(part, "1 to 255 bytes without NUL")
        } else {
            Ok(name)
        }
    }

    fn doc(&mut self) -> Result<String, Malformed> {
        let length = self.u16("doc line")?.into();
        self.text("doc line", length)
    }

    fn entity(&mut self) -> Result<Entity, Malformed> {
        let kind = self.u8("entity kind")?;
        let kind = EntityKind::try_from(u32::from(kind))
            .or_else(|_| self.fail("entity kind", "an entity kind, 1 to 3"))?;
        let name = self.name("entity name")?;
        let partition_fields = self.u8("partition field count")?;
        let keys = self.u16("key field count")?;
        let values = self.u16("value field count")?;
        if u16::from(partition_fields) > keys {
            return self.fail("partition field count", "at most the number of key fields");
        }
        Ok(Entity {
            name,
            kind,
            partition_fields,
            key: self.fields(keys)?,
            value: self.fields(values)?,
        })
    }

    fn fields(&mut self, count: u16) -> Result<Vec<FieldDecl>, Malformed> {
        let mut fields = Vec::new();
        for _ in 0..count {
            let ty = self.u8("declared field type")?;
            let ty = FieldType::try_from(u32::from(ty))
                .or_else(|_| self.fail("declared field type", "a field type, 1 to 11"))?;
            fields.push(FieldDecl {
                name: self.name("declared field name")?,
                ty,
            });
        }
        Ok(fields)
    }
}

impl Sdk {
    /// The manifest entry.
    ///
    /// # Errors
    /// [`EncodeError`] where a name does not fit.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        let mut out = begin(TAG_SDK);
        put_name(&self.name, &mut out)?;
        put_name(&self.version, &mut out)?;
        finish(out)
    }
}

impl Extension {
    /// The manifest entry. A doc line beyond 65,535 bytes is an error.
    ///
    /// # Errors
    /// [`EncodeError`] where a name or the doc line does not fit.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        let mut out = begin(TAG_EXTENSION);
        out.push(self.kind as u8);
        put_name(&self.name, &mut out)?;
        let length = u16::try_from(self.doc.len()).map_err(|_| EncodeError::TooLarge)?;
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(self.doc.as_bytes());
        finish(out)
    }
}

impl Entity {
    /// The manifest entry.
    ///
    /// # Errors
    /// [`EncodeError`] where a name or a number of fields does not fit.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        let mut out = begin(TAG_ENTITY);
        out.push(self.kind as u8);
        put_name(&self.name, &mut out)?;
        out.push(self.partition_fields);
        for fields in [&self.key, &self.value] {
            let count = u16::try_from(fields.len()).map_err(|_| EncodeError::TooManyFields)?;
            out.extend_from_slice(&count.to_le_bytes());
        }
        for field in self.key.iter().chain(&self.value) {
            out.push(field.ty as u8);
            put_name(&field.name, &mut out)?;
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
    crate::key::set_size(&mut out, 0)?;
    Ok(out)
}
