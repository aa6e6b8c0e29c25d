//! Fields of values and keys of the host.

use heeus_abi::FieldType;

use super::env;
use super::handle::{Class, Handle, token};
use super::put::Name;
use crate::arena::RunMemory;

/// Bytes in the host's room: address and length, as an import returns them.
#[derive(Clone, Copy)]
pub(super) struct Lent(pub(super) u64);

impl Lent {
    fn bytes(&self) -> &[u8] {
        let (at, length) = ((self.0 >> 32) as usize, self.0 as u32 as usize);
        if length == 0 {
            return &[];
        }
        // SAFETY: the host has written that many bytes there, and writes no others before the next
        // call to it. Nobody keeps the slice until then.
        unsafe { core::slice::from_raw_parts(at as *const u8, length) }
    }

    /// Copies the bytes into memory of the run. Returns their place, which `bytes_at` takes.
    pub(super) fn keep(self) -> u64 {
        place_of(RunMemory::new().keep(self.bytes()))
    }

    /// Copies the package of a qualified name and, behind a dot, its entity.
    fn keep_qname(self, entity: impl FnOnce() -> Self) -> u64 {
        let memory = RunMemory::new();
        let package = memory.keep(self.bytes());
        let entity = entity();
        let entity = entity.bytes();
        if entity.is_empty() {
            return place_of(&[]);
        }
        let size = package.len() + 1 + entity.len();
        let mut to = memory.writer(size);
        for part in [package, b".", entity] {
            to.bytes(part);
        }
        place_of(RunMemory::keep_written(to, size).unwrap_or_default())
    }
}

/// The address and the length of bytes of the run, in the form of a slot.
fn place_of(bytes: &[u8]) -> u64 {
    bytes.as_ptr().addr() as u64 | (bytes.len() as u64) << 32
}

impl Handle {
    /// Reads a field. Returns a slot: a scalar, or the address and the length of bytes.
    #[inline(never)]
    pub(super) fn field(self, name: &str, ty: FieldType) -> u64 {
        let name = Name::of(name);
        if self.class == Class::Key {
            return self.key_field(name, ty);
        }
        let (id, at, len) = (self.id, name.ptr(), name.len());
        match ty {
            FieldType::I32 => env::hostValueAsInt32(id, at, len).cast_unsigned().into(),
            FieldType::I64 | FieldType::Id => env::hostValueAsInt64(id, at, len).cast_unsigned(),
            FieldType::F32 => env::hostValueAsFloat32(id, at, len).to_bits().into(),
            FieldType::F64 => env::hostValueAsFloat64(id, at, len).to_bits(),
            FieldType::Bool => env::hostValueAsBool(id, at, len),
            FieldType::Str => Lent(env::hostValueAsString(id, at, len)).keep(),
            FieldType::Bytes => Lent(env::hostValueAsBytes(id, at, len)).keep(),
            FieldType::QName => Lent(env::hostValueAsQNamePkg(id, at, len))
                .keep_qname(|| Lent(env::hostValueAsQNameEntity(id, at, len))),
            FieldType::Record => {
                let value = env::hostValueAsValue(id, at, len);
                let value = match self.class {
                    Class::Object => env::hostValueGetAsValue(value, 0),
                    _ => value,
                };
                place_of(token(Class::Object, value))
            }
            FieldType::Array => place_of(token(Class::Value, env::hostValueAsValue(id, at, len))),
        }
    }

    fn key_field(self, name: Name<'_>, ty: FieldType) -> u64 {
        let (id, at, len) = (self.id, name.ptr(), name.len());
        match ty {
            FieldType::I32 => env::hostKeyAsInt32(id, at, len).cast_unsigned().into(),
            FieldType::I64 | FieldType::Id => env::hostKeyAsInt64(id, at, len).cast_unsigned(),
            FieldType::F32 => env::hostKeyAsFloat32(id, at, len).to_bits().into(),
            FieldType::F64 => env::hostKeyAsFloat64(id, at, len).to_bits(),
            FieldType::Bool => env::hostKeyAsBool(id, at, len),
            FieldType::Str => Lent(env::hostKeyAsString(id, at, len)).keep(),
            FieldType::Bytes => Lent(env::hostKeyAsBytes(id, at, len)).keep(),
            FieldType::QName => Lent(env::hostKeyAsQNamePkg(id, at, len))
                .keep_qname(|| Lent(env::hostKeyAsQNameEntity(id, at, len))),
            // Keys have no such fields.
            FieldType::Record | FieldType::Array => 0,
        }
    }
}
