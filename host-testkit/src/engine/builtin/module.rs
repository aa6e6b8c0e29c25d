//! The extensions of this very program.

use std::fmt;
use std::sync::Arc;

use heeus_abi::manifest::Manifest;
use heeus_sdk::native::{self, Extension};

use crate::engine::manifest;
use crate::error::{Error, ErrorKind, Finding, Phase};

/// Extensions that are compiled into this very program. Cheap to clone; engines share it.
#[derive(Clone)]
pub struct BuiltinModule {
    inner: Arc<Inner>,
}

struct Inner {
    name: String,
    manifest: Manifest,
    /// In the order of their names.
    extensions: Vec<Extension>,
}

impl BuiltinModule {
    /// All annotated functions of this program. `name` is what errors call them.
    ///
    /// # Errors
    /// [`ErrorKind::Load`] where there are none, or two of one name, or entities that contradict each other.
    pub fn linked(name: &str) -> Result<Self, Error> {
        let mut extensions: Vec<Extension> = Extension::all().collect();
        extensions.sort_unstable_by_key(Extension::name);
        let read = if extensions.is_empty() {
            Err(vec![none_found()])
        } else {
            manifest::read("manifest", &native::manifest())
        };
        let manifest = read.map_err(|findings| Error {
            module: name.to_owned(),
            extension: None,
            phase: Phase::Load,
            kind: ErrorKind::Load(findings),
        })?;
        let name = name.to_owned();
        let inner = Arc::new(Inner {
            name,
            manifest,
            extensions,
        });
        Ok(Self { inner })
    }

    /// What errors call it.
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// What it tells of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.inner.manifest
    }

    /// The extension of this name.
    pub(super) fn find(&self, name: &str) -> Option<Extension> {
        let extensions = &self.inner.extensions;
        let place = extensions.binary_search_by(|extension| extension.name().cmp(name));
        extensions.get(place.ok()?).copied()
    }
}

impl fmt::Debug for BuiltinModule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BuiltinModule").field(&self.name()).finish()
    }
}

#[cold]
fn none_found() -> Finding {
    Finding {
        what: "extensions of this program".to_owned(),
        found: "none".to_owned(),
        allowed: "at least one annotated function, in a crate that this program names and that has the same heeus-sdk"
            .to_owned(),
    }
}
