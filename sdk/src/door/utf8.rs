//! Texts and other payloads of fields. The host promises that texts are UTF-8. The guest checks
//! this all the same, with less code than the standard library has for it: no safe function may
//! return a text of other bytes.

use heeus_abi::RecordRef;

use super::bytes_at;

/// Returns the payload at the place that a slot of this record gives; empty if the record ends
/// before it.
#[inline]
pub(crate) fn payload(record: RecordRef<'_>, slot: u64) -> &[u8] {
    let mut payload = &[][..];
    put_payload(record, slot, &mut payload);
    payload
}

/// Returns the text at the place that a slot of this record gives; empty if it is not UTF-8.
#[inline]
pub(crate) fn text_at(record: RecordRef<'_>, slot: u64) -> &str {
    let mut text = "";
    put_text(record, slot, &mut text);
    text
}

// These two functions write a reference to memory. The compiler knows that a reference loaded from
// memory is not null. It does not know this of one that a call returns, so each caller would check.
#[inline(never)]
fn put_payload<'a>(record: RecordRef<'a>, slot: u64, to: &mut &'a [u8]) {
    *to = bytes_at(record, slot);
}

#[inline(never)]
fn put_text<'a>(record: RecordRef<'a>, slot: u64, to: &mut &'a str) {
    *to = text(bytes_at(record, slot));
}

/// Returns the text of these bytes, empty if they are not UTF-8.
#[inline(never)]
#[expect(clippy::disallowed_methods, reason = "the text is checked here")]
pub(crate) fn text(bytes: &[u8]) -> &str {
    if !is_utf8(bytes) {
        return "";
    }
    // SAFETY: the bytes were checked.
    unsafe { core::str::from_utf8_unchecked(bytes) }
}

fn is_utf8(bytes: &[u8]) -> bool {
    let mut at = 0;
    // Most texts are ASCII, and this step checks most of their bytes.
    let (eights, _) = bytes.as_chunks::<8>();
    for eight in eights {
        if u64::from_ne_bytes(*eight) & 0x8080_8080_8080_8080 != 0 {
            break;
        }
        at += 8;
    }
    while let Some(&lead) = bytes.get(at) {
        at += 1;
        if lead < 0x80 {
            continue;
        }
        let length = lead.leading_ones();
        if !(2..=4).contains(&length) {
            return false;
        }
        let mut letter = u32::from(lead) & 0x7f_u32.wrapping_shr(length);
        for _ in 1..length {
            match bytes.get(at) {
                Some(byte) if byte & 0xc0 == 0x80 => letter = letter << 6 | u32::from(byte & 0x3f),
                _ => return false,
            }
            at += 1;
        }
        // The least letter that has no shorter form is 0x80, 0x800 or 0x10000. A table of shifts
        // takes no memory.
        let shift = 0x0904_0000_u32.wrapping_shr(8 * (length - 1));
        if letter < 0x80_u32.wrapping_shl(shift & 0xff) || char::from_u32(letter).is_none() {
            return false;
        }
    }
    true
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use std::vec::Vec;

    use super::is_utf8;

    fn same(bytes: &[u8]) {
        assert_eq!(
            is_utf8(bytes),
            core::str::from_utf8(bytes).is_ok(),
            "{bytes:x?}"
        );
    }

    /// The bytes at which the rules of UTF-8 change, and one of each range between them.
    const EDGES: [u8; 24] = [
        0, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1,
        0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff,
    ];

    #[test]
    fn every_short_sequence_is_judged_as_the_standard_library_does() {
        same(&[]);
        // Miri takes minutes for all first bytes.
        for a in (0..=0xff).filter(|a| !cfg!(miri) || EDGES.contains(a)) {
            same(&[a]);
            for b in EDGES {
                same(&[a, b]);
                for c in EDGES {
                    same(&[a, b, c]);
                    for d in if cfg!(miri) { &EDGES[..1] } else { &EDGES[..] } {
                        same(&[a, b, c, *d]);
                    }
                }
            }
        }
    }

    #[test]
    fn every_letter_is_one_wherever_it_stands() {
        let step = if cfg!(miri) { 997 } else { 1 };
        for letter in (0..=0x0010_ffff).step_by(step).filter_map(char::from_u32) {
            let mut bytes = Vec::from(*b"ASCII, seven");
            bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
            bytes.extend_from_slice(b" and more");
            assert!(is_utf8(&bytes), "{letter:?}");
            bytes.truncate(12 + letter.len_utf8() - 1);
            same(&bytes);
        }
    }
}
