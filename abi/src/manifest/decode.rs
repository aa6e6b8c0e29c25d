//! Decodes the entries of the section.

use alloc::string::String;
use alloc::vec::Vec;

use super::{
    Entity, Extension, FieldDecl, Manifest, OPTIONAL, Sdk, TAG_ENTITY, TAG_EXTENSION, TAG_SDK,
    TAG_STATICS_PERSIST, TAG_UNIQUE, Unique, has_targets,
};
use crate::bytes::{slice_at, u32_at};
use crate::layout::manifest as at;
use crate::{ExtensionKind, Malformed, limits};

const fn malformed<T>(
    part: &'static str,
    at: usize,
    expected: &'static str,
) -> Result<T, Malformed> {
    Err(Malformed { part, at, expected })
}

impl Manifest {
    /// Decodes the contents of the section. It skips entries with a tag of a later version.
    ///
    /// # Errors
    /// [`Malformed`] names the part that breaks the contract.
    pub fn decode(mut section: &[u8]) -> Result<Self, Malformed> {
        let mut manifest = Self::default();
        let mut start = 0;
        let allowed = at::BODY..=limits::MAX_BLOCK;
        while !section.is_empty() {
            let size = u32_at(section, at::SIZE).unwrap_or(0) as usize;
            let Some(entry) =
                slice_at(section, 0, size).filter(|entry| allowed.contains(&entry.len()))
            else {
                return malformed(
                    "manifest entry size",
                    start,
                    "an end within the section, at most 16 MiB",
                );
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
                let extension = body.extension()?;
                self.extensions.push(extension);
            }
            TAG_ENTITY => {
                let entity = body.entity()?;
                self.entities.push(entity);
            }
            TAG_UNIQUE => {
                let unique = body.unique()?;
                self.uniques.push(unique);
            }
            TAG_STATICS_PERSIST => self.statics_persist = true,
            _ => return Ok(()),
        }
        if body.at == entry.len() {
            Ok(())
        } else {
            body.fail("manifest entry end", "no bytes after the last part")
        }
    }
}

/// A manifest entry that is being read.
struct Body<'a> {
    entry: &'a [u8],
    at: usize,
}

impl Body<'_> {
    fn fail<T>(&self, part: &'static str, expected: &'static str) -> Result<T, Malformed> {
        malformed(part, self.at, expected)
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
        let start = self.at;
        let length = self.u8(part)?.into();
        let name = self.text(part, length)?;
        if name.is_empty() || name.contains('\0') {
            malformed(part, start, "1 to 255 bytes without NUL")
        } else {
            Ok(name)
        }
    }

    /// Reads a byte that is the number of an enum's value.
    fn code<T: TryFrom<u32>>(
        &mut self,
        part: &'static str,
        expected: &'static str,
    ) -> Result<T, Malformed> {
        let at = self.at;
        let number = self.u8(part)?.into();
        T::try_from(number).or_else(|_| malformed(part, at, expected))
    }

    fn extension(&mut self) -> Result<Extension, Malformed> {
        let start = self.at;
        let kind = self.code("extension kind", "a kind, 1 to 5")?;
        let name = self.name("extension name")?;
        let length = self.u16("doc line")?.into();
        let doc = self.text("doc line", length)?;
        let sync = kind == ExtensionKind::Projector && self.flag("extension mode")?;
        let targets = if has_targets(kind) {
            self.targets()?
        } else {
            Vec::new()
        };
        let extension = Extension {
            name,
            kind,
            doc,
            targets,
            sync,
        };
        match extension.broken_rule() {
            None => Ok(extension),
            Some(rule) => malformed("extension", start, rule),
        }
    }

    fn flag(&mut self, part: &'static str) -> Result<bool, Malformed> {
        let at = self.at;
        match self.u8(part)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => malformed(part, at, "0 or 1"),
        }
    }

    fn targets(&mut self) -> Result<Vec<String>, Malformed> {
        let count = self.u8("extension target count")?;
        let names = (0..count).map(|_| self.name("extension target"));
        names.collect()
    }

    fn entity(&mut self) -> Result<Entity, Malformed> {
        let start = self.at;
        let kind = self.code("entity kind", "an entity kind, 1 to 3")?;
        let name = self.name("entity name")?;
        let partition_fields = self.u8("declared partition field count")?;
        let keys = self.u16("declared key field count")?;
        let values = self.u16("declared value field count")?;
        let entity = Entity {
            name,
            kind,
            partition_fields,
            key: self.fields(keys)?,
            value: self.fields(values)?,
        };
        match entity.broken_rule() {
            None => Ok(entity),
            Some(rule) => malformed("entity", start, rule),
        }
    }

    fn unique(&mut self) -> Result<Unique, Malformed> {
        let start = self.at;
        let entity = self.name("unique entity")?;
        let count = self.u8("unique field count")?;
        let fields = (0..count).map(|_| self.name("unique field"));
        let fields = fields.collect::<Result<_, _>>()?;
        let unique = Unique { entity, fields };
        match unique.broken_rule() {
            None => Ok(unique),
            Some(rule) => malformed("unique", start, rule),
        }
    }

    fn fields(&mut self, count: u16) -> Result<Vec<FieldDecl>, Malformed> {
        let mut fields = Vec::new();
        for _ in 0..count {
            let at = self.at;
            let byte = self.u8("declared field type")?;
            let number = u32::from(byte & !OPTIONAL);
            let Ok(ty) = number.try_into() else {
                return malformed(
                    "declared field type",
                    at,
                    "a field type, 1 to 11, plus 128 if rows may lack the field",
                );
            };
            fields.push(FieldDecl {
                name: self.name("declared field name")?,
                ty,
                optional: byte & OPTIONAL != 0,
            });
        }
        Ok(fields)
    }
}
