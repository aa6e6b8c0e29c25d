//! The block that every instance of a module keeps for the host: room for arguments, then the
//! extensions' names.

use heeus_abi::manifest::Manifest;

/// Bytes of room for arguments; larger arguments get room in their run.
pub(super) const ARGS: u32 = 4 << 10;

/// Layout of the pinned block, the same in all instances of a module.
pub(super) struct Pinned {
    /// Names in ascending order, each with its offset.
    names: Vec<(Box<str>, u32)>,
    /// All names, each with a NUL after it.
    text: Vec<u8>,
}

impl Pinned {
    /// Builds the layout for these extensions.
    pub(super) fn new(manifest: &Manifest) -> Self {
        let mut pinned = Self {
            names: Vec::new(),
            text: Vec::new(),
        };
        for extension in &manifest.extensions {
            // A manifest is at most as large as a module, so its names stay below 4 GiB.
            let at = u32::try_from(ARGS as usize + pinned.text.len()).unwrap_or(u32::MAX);
            pinned.names.push((extension.name.as_str().into(), at));
            pinned.text.extend_from_slice(extension.name.as_bytes());
            pinned.text.push(0);
        }
        pinned.names.sort_unstable();
        pinned
    }

    /// Returns the bytes of the block.
    pub(super) const fn bytes(&self) -> usize {
        ARGS as usize + self.text.len()
    }

    /// Returns the names, which follow the room for arguments.
    pub(super) fn text(&self) -> &[u8] {
        &self.text
    }

    /// Returns the offset of the name in the block. `last` is the index of the name that was found
    /// last.
    #[inline]
    pub(super) fn find(&self, name: &str, last: &mut usize) -> Option<u32> {
        if let Some((known, at)) = self.names.get(*last)
            && **known == *name
        {
            return Some(*at);
        }
        let found = self
            .names
            .binary_search_by(|(known, _)| (**known).cmp(name))
            .ok()?;
        *last = found;
        self.names.get(found).map(|(_, at)| *at)
    }
}

#[cfg(test)]
mod tests {
    use heeus_abi::ExtensionKind;
    use heeus_abi::manifest::Extension;

    use super::*;

    #[test]
    fn every_name_is_found_where_it_is_written() {
        let names = ["Pay", "NewOrder", "P", "Payment"];
        let extension = |name: &&str| Extension::new(*name, ExtensionKind::Command);
        let extensions = names.iter().map(extension).collect();
        let pinned = Pinned::new(&Manifest {
            extensions,
            ..Manifest::default()
        });
        let mut last = 0;
        for name in names.iter().chain(&names) {
            let at = pinned.find(name, &mut last).unwrap() - ARGS;
            let text = &pinned.text()[at as usize..];
            assert!(
                text.starts_with(name.as_bytes()) && text[name.len()] == 0,
                "{name}"
            );
        }
        for unknown in ["", "Pa", "Pay\0", "Z"] {
            assert_eq!(pinned.find(unknown, &mut last), None, "{unknown:?}");
        }
        assert_eq!(pinned.bytes(), ARGS as usize + 4 + 9 + 2 + 8);
    }
}
