//! Entries of the manifest (section 12).

use std::collections::BTreeSet;

use super::read::{number, part, place, text};
use super::record::is_qname;
use super::{MOST_BYTES, MOST_FIELDS};

/// The kinds that have targets.
pub const VALIDATOR: u8 = 3;
pub const PROJECTOR: u8 = 4;

/// The content of one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryContent {
    Sdk {
        name: String,
        version: String,
    },
    Extension {
        kind: u8,
        name: String,
        doc: String,
        /// Only of validators and projectors.
        targets: Vec<String>,
        /// Only of projectors.
        sync: bool,
    },
    Entity(Declared),
    Unique {
        entity: String,
        fields: Vec<String>,
    },
    StaticsPersist,
    /// An entry with an unknown tag, which is skipped.
    Other,
}

/// A declared entity. A field is its name and the number of its type, plus 128 if rows may lack it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    pub kind: u8,
    pub name: String,
    pub partition: u8,
    pub key: Vec<(String, u8)>,
    pub value: Vec<(String, u8)>,
}

/// Bytes that are read from front to back.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn number(&mut self, size: usize) -> Option<usize> {
        let number = place(self.0, 0, size)?;
        self.0 = &self.0[size..];
        Some(number)
    }

    fn text(&mut self, size: usize) -> Option<String> {
        let text = text(self.0, 0, size)?;
        self.0 = &self.0[size..];
        Some(text)
    }

    fn code(&mut self, most: usize) -> Option<u8> {
        self.code_from(1, most)
    }

    fn code_from(&mut self, least: usize, most: usize) -> Option<u8> {
        let number = self.number(1)?;
        (least..=most)
            .contains(&number)
            .then_some(u8::try_from(number).ok()?)
    }

    fn name(&mut self) -> Option<String> {
        let size = self.number(1)?;
        self.text(size)
            .filter(|name| !name.is_empty() && !name.contains('\0'))
    }

    fn fields(&mut self, count: usize) -> Option<Vec<(String, u8)>> {
        let mut fields = Vec::new();
        for _ in 0..count {
            let byte = u8::try_from(self.number(1)?).ok()?;
            if !(1..=11).contains(&(byte % 128)) {
                return None;
            }
            fields.push((self.name()?, byte));
        }
        Some(fields)
    }
}

/// Reads a section; `None` if an entry is malformed or breaks a rule about single entries.
pub fn manifest(mut bytes: &[u8]) -> Option<Vec<EntryContent>> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let size = place(bytes, 0, 4)?;
        if !(5..=MOST_BYTES).contains(&size) {
            return None;
        }
        let entry = part(bytes, 0, size)?;
        bytes = &bytes[size..];
        found.push(content(number(entry, 4, 1)?, &entry[5..])?);
    }
    Some(found)
}

/// The content of an entry.
fn content(tag: u64, body: &[u8]) -> Option<EntryContent> {
    let mut front = Cursor(body);
    let content = match tag {
        1 => EntryContent::Sdk {
            name: front.name()?,
            version: front.name()?,
        },
        2 => {
            let (kind, name) = (front.code(5)?, front.name()?);
            let size = front.number(2)?;
            let doc = front.text(size)?;
            let sync = kind == PROJECTOR && front.code_from(0, 1)? == 1;
            let count = if [VALIDATOR, PROJECTOR].contains(&kind) {
                front.number(1)?
            } else {
                0
            };
            let targets = (0..count).map(|_| front.name());
            EntryContent::Extension {
                kind,
                name,
                doc,
                targets: targets.collect::<Option<_>>()?,
                sync,
            }
        }
        3 => {
            let (kind, name) = (front.code(3)?, front.name()?);
            let partition = u8::try_from(front.number(1)?).ok()?;
            let (keys, values) = (front.number(2)?, front.number(2)?);
            EntryContent::Entity(Declared {
                kind,
                name,
                partition,
                key: front.fields(keys)?,
                value: front.fields(values)?,
            })
        }
        4 => EntryContent::StaticsPersist,
        6 => {
            let (entity, count) = (front.name()?, front.number(1)?);
            let fields = (0..count).map(|_| front.name());
            let fields = fields.collect::<Option<_>>()?;
            EntryContent::Unique { entity, fields }
        }
        _ => return Some(EntryContent::Other),
    };
    (front.0.is_empty() && keeps_rules(&content)).then_some(content)
}

fn keeps_rules(content: &EntryContent) -> bool {
    match content {
        EntryContent::Extension {
            kind,
            name,
            targets,
            ..
        } => {
            let names: BTreeSet<_> = targets.iter().collect();
            let mut events = targets.iter().filter(|_| *kind == PROJECTOR);
            !name.starts_with("Wasm")
                && names.len() == targets.len()
                && events.all(|name| !name.contains('.') || is_qname(name))
        }
        EntryContent::Unique { entity, fields } => {
            let names: BTreeSet<_> = fields.iter().collect();
            is_qname(entity) && !fields.is_empty() && names.len() == fields.len()
        }
        EntryContent::Entity(entity) => {
            let names = |fields: &[(String, u8)]| {
                let names: BTreeSet<_> = fields.iter().map(|(name, _)| name.clone()).collect();
                names.len() == fields.len() && fields.len() <= MOST_FIELDS
            };
            let partition = usize::from(entity.partition);
            let own = entity.value.iter().all(|(name, ty)| match name.as_str() {
                "sys.ID" => *ty % 128 == 9,
                "sys.IsActive" => *ty % 128 == 5,
                _ => true,
            });
            let key = match entity.kind {
                2 => partition == 0 && own && entity.key == [("ID".to_owned(), 9)],
                3 => partition == 0 && own && entity.key.is_empty(),
                _ => {
                    (1..=entity.key.len()).contains(&partition)
                        && entity.key.iter().all(|(name, _)| name != "WSID")
                }
            };
            is_qname(&entity.name)
                && names(&entity.key)
                && names(&entity.value)
                && entity.key.iter().all(|(_, ty)| *ty <= 9)
                && key
        }
        _ => true,
    }
}

/// The bytes of a section with these entries. A length that does not fit into its field is
/// truncated, and so is read as another one.
pub fn write_manifest(entries: &[EntryContent]) -> Vec<u8> {
    entries.iter().flat_map(write_entry).collect()
}

fn write_entry(content: &EntryContent) -> Vec<u8> {
    let mut out = vec![0; 4];
    match content {
        EntryContent::Sdk { name, version } => {
            out.push(1);
            put_name(&mut out, name);
            put_name(&mut out, version);
        }
        EntryContent::Extension {
            kind,
            name,
            doc,
            targets,
            sync,
        } => {
            out.extend([2, *kind]);
            put_name(&mut out, name);
            out.extend(&doc.len().to_le_bytes()[..2]);
            out.extend(doc.bytes());
            if *kind == PROJECTOR {
                out.push((*sync).into());
            }
            if [VALIDATOR, PROJECTOR].contains(kind) {
                out.extend(&targets.len().to_le_bytes()[..1]);
                for name in targets {
                    put_name(&mut out, name);
                }
            }
        }
        EntryContent::Entity(entity) => {
            out.extend([3, entity.kind]);
            put_name(&mut out, &entity.name);
            out.push(entity.partition);
            out.extend(&entity.key.len().to_le_bytes()[..2]);
            out.extend(&entity.value.len().to_le_bytes()[..2]);
            for (name, ty) in entity.key.iter().chain(&entity.value) {
                out.push(*ty);
                put_name(&mut out, name);
            }
        }
        EntryContent::StaticsPersist => out.push(4),
        EntryContent::Unique { entity, fields } => {
            out.push(6);
            put_name(&mut out, entity);
            out.extend(&fields.len().to_le_bytes()[..1]);
            for name in fields {
                put_name(&mut out, name);
            }
        }
        EntryContent::Other => out.push(255),
    }
    let size = u32::try_from(out.len()).unwrap_or(u32::MAX);
    out[..4].copy_from_slice(&size.to_le_bytes());
    out
}

fn put_name(out: &mut Vec<u8>, name: &str) {
    out.extend(&name.len().to_le_bytes()[..1]);
    out.extend(name.bytes());
}
