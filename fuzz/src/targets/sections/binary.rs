//! Modules as bytes, with their sections in another order.

use arbitrary::{Error, Result, Unstructured};

/// The number of bytes before the first section.
const HEAD: usize = 8;

/// The bytes of a section, including its header.
#[derive(Debug, Clone, Copy)]
pub struct Section<'a>(&'a [u8]);

impl Section<'_> {
    fn is_custom(self) -> bool {
        self.0.first() == Some(&0)
    }
}

/// The sections of a valid module, in their order.
pub fn sections(module: &[u8]) -> Vec<Section<'_>> {
    let mut rest = &module[HEAD..];
    let mut sections = Vec::new();
    while !rest.is_empty() {
        let (mut size, mut head) = (0, 1);
        for (byte, shift) in rest[1..].iter().zip((0..32).step_by(7)) {
            size |= usize::from(byte & 0x7f) << shift;
            head += 1;
            if *byte < 0x80 {
                break;
            }
        }
        let (section, more) = rest.split_at(head + size);
        sections.push(Section(section));
        rest = more;
    }
    sections
}

fn module<'a>(sections: impl IntoIterator<Item = Section<'a>>) -> Vec<u8> {
    let mut bytes = b"\0asm\x01\0\0\0".to_vec();
    for section in sections {
        bytes.extend_from_slice(section.0);
    }
    bytes
}

/// The module with its custom sections at other places, but in the same order.
///
/// # Errors
/// If the input ends.
pub fn custom_moved(from: &mut Unstructured<'_>, sections: &[Section<'_>]) -> Result<Vec<u8>> {
    let (custom, mut all): (Vec<_>, Vec<_>) = sections.iter().partition(|it| it.is_custom());
    let mut least = 0;
    for section in custom {
        let at = from.int_in_range(least..=all.len())?;
        all.insert(at, section);
        least = at + 1;
    }
    Ok(module(all))
}

/// The module with two sections swapped that must be in order.
///
/// # Errors
/// If the input ends.
pub fn swapped(from: &mut Unstructured<'_>, sections: &[Section<'_>]) -> Result<Vec<u8>> {
    let mut all: Vec<_> = sections
        .iter()
        .filter(|it| !it.is_custom())
        .copied()
        .collect();
    let at = from.choose_index(all.len())?;
    let other = from.choose_index(all.len())?;
    if at == other {
        return Err(Error::IncorrectFormat);
    }
    all.swap(at, other);
    let custom = sections.iter().filter(|it| it.is_custom()).copied();
    Ok(module(all.into_iter().chain(custom)))
}
