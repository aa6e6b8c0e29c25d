//! Ordered keys: bytes that sort as the fields do.
//!
//! Signed numbers have their sign bit flipped and stand big-endian; floats come in IEEE total order;
//! texts and bytes have each zero followed by 255 and end with two zeros, so that a text stands
//! before its continuations and a leading part of the fields is a leading part of the bytes.

use heeus_abi::{FieldType, RawField};
use smallvec::SmallVec;

/// An ordered key under way; usual ones need no allocation.
pub(super) type OrderedKey = SmallVec<[u8; 64]>;

/// Appends one field, which has this type. `None` where its bytes are not what the type wants.
#[inline]
#[expect(
    clippy::cast_possible_truncation,
    reason = "a narrow scalar lies in the slot's low bytes"
)]
pub(super) fn append(ty: FieldType, raw: &RawField<'_>, out: &mut OrderedKey) -> Option<()> {
    const SIGN_32: u32 = 1 << 31;
    const SIGN_64: u64 = 1 << 63;
    match ty {
        FieldType::I32 => {
            let bits = raw.scalar(ty)? as u32 ^ SIGN_32;
            out.extend_from_slice(&bits.to_be_bytes());
        }
        FieldType::I64 | FieldType::Id => {
            let bits = raw.scalar(ty)? ^ SIGN_64;
            out.extend_from_slice(&bits.to_be_bytes());
        }
        FieldType::F32 => {
            let bits = raw.scalar(ty)? as u32;
            let flipped = if bits & SIGN_32 == 0 {
                bits ^ SIGN_32
            } else {
                !bits
            };
            out.extend_from_slice(&flipped.to_be_bytes());
        }
        FieldType::F64 => {
            let bits = raw.scalar(ty)?;
            let flipped = if bits & SIGN_64 == 0 {
                bits ^ SIGN_64
            } else {
                !bits
            };
            out.extend_from_slice(&flipped.to_be_bytes());
        }
        FieldType::Bool => out.push(u8::from(raw.scalar(ty)? != 0)),
        FieldType::Str | FieldType::Bytes | FieldType::QName => {
            append_text(raw.payload(ty)?, out);
        }
        FieldType::Record | FieldType::Array => return None,
    }
    Some(())
}

fn append_text(text: &[u8], out: &mut OrderedKey) {
    let mut parts = text.split(|&byte| byte == 0);
    out.extend_from_slice(parts.next().unwrap_or_default());
    for part in parts {
        out.extend_from_slice(&[0, 255]);
        out.extend_from_slice(part);
    }
    out.extend_from_slice(&[0, 0]);
}
