//! Entries of the manifest: the SDK that built the module, and how the module keeps memory.

use heeus_abi::manifest::TAG_SDK;

#[cfg(any(feature = "heap-dlmalloc", feature = "heap-wee"))]
const _: () = {
    use heeus_abi::manifest::TAG_STATICS_PERSIST;

    // SAFETY: as in `__manifest`.
    #[expect(dead_code, reason = "read by hosts, in the module")]
    #[unsafe(link_section = "heeus.manifest")]
    static ENTRY: [u8; 5] = [5, 0, 0, 0, TAG_STATICS_PERSIST];
};

const NAME: &[u8] = b"heeus-sdk";
const VERSION: &[u8] = env!("CARGO_PKG_VERSION").as_bytes();
const SIZE: usize = 4 + 1 + 1 + NAME.len() + 1 + VERSION.len();

// SAFETY: as in `__manifest`.
#[expect(dead_code, reason = "read by hosts, in the module")]
#[unsafe(link_section = "heeus.manifest")]
static ENTRY: [u8; SIZE] = {
    let mut entry = [0; SIZE];
    let (size, body) = entry.split_at_mut(4);
    size.copy_from_slice(&(SIZE as u32).to_le_bytes());
    let (tag, names) = body.split_at_mut(1);
    tag[0] = TAG_SDK;
    let (name, version) = names.split_at_mut(1 + NAME.len());
    name[0] = NAME.len() as u8;
    name.split_at_mut(1).1.copy_from_slice(NAME);
    version[0] = VERSION.len() as u8;
    version.split_at_mut(1).1.copy_from_slice(VERSION);
    entry
};
