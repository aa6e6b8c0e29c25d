//! A script, checked.

use std::fmt;
use std::sync::Arc;

use heeus_abi::manifest::Manifest;

use super::cost;
use super::declared::Declared;
use super::failure::clipped;
use super::machine::{Machine, text_of};
use crate::engine::{EngineConfig, manifest};
use crate::error::{Error, ErrorKind, Fault, Finding, Phase};

/// A Lua script that was run once for its declarations. Cheap to clone: engines share it.
#[derive(Clone)]
pub struct LuaModule {
    inner: Arc<Inner>,
}

struct Inner {
    name: String,
    source: Box<[u8]>,
    manifest: Manifest,
}

impl LuaModule {
    /// Compiles a script and runs its top level, in a sandbox and within the limits of `config`.
    /// `name` is its source file in errors.
    ///
    /// # Errors
    /// [`ErrorKind::Load`] if it is not Lua as text, is too large or costs too much to compile,
    /// fails, declares no extension, two of one name, or entities that contradict each other;
    /// [`ErrorKind::Limit`] if it exceeds a limit. The error has the script's line.
    pub fn new(name: &str, source: impl AsRef<[u8]>, config: &EngineConfig) -> Result<Self, Error> {
        let source = source.as_ref();
        let manifest = declared(name, source, config).map_err(|kind| Error {
            module: name.to_owned(),
            extension: None,
            phase: Phase::Load,
            kind,
        })?;
        let inner = Arc::new(Inner {
            name: name.to_owned(),
            source: source.into(),
            manifest,
        });
        Ok(Self { inner })
    }

    /// Returns the script's name in errors.
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// Returns the script's manifest.
    pub fn manifest(&self) -> &Manifest {
        &self.inner.manifest
    }

    pub(super) fn source(&self) -> &[u8] {
        &self.inner.source
    }
}

impl fmt::Debug for LuaModule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LuaModule").field(&self.name()).finish()
    }
}

fn declared(name: &str, source: &[u8], config: &EngineConfig) -> Result<Manifest, ErrorKind> {
    const EXPECTED: &str = "Lua 5.4 as text that declares extensions with heeus.extension";
    let finding = |what: String, found: &str, expected: &str| {
        ErrorKind::Load(vec![Finding::new(what, found, expected)])
    };
    if source.len() > config.max_script {
        let found = format!("{} bytes", source.len());
        let expected = format!("at most {} bytes", config.max_script);
        return Err(finding("script".to_owned(), &found, &expected));
    }
    if let Err(found) = cost::check(text_of(source)) {
        let expected = "a script that compiles in a short time, since nothing interrupts the \
                       compiler";
        return Err(finding("script".to_owned(), found, expected));
    }
    let ran =
        Machine::new(name, source, config).and_then(|machine| machine.declare(Declared::default()));
    let declared = ran.map_err(|kind| match kind {
        ErrorKind::Fault(fault) => finding(place(&fault), &fault.text, EXPECTED),
        ErrorKind::Extension { text, .. } => {
            finding("script".to_owned(), &clipped(text.as_bytes()), EXPECTED)
        }
        kind => kind,
    })?;
    if declared.extensions.is_empty() {
        return Err(finding("script".to_owned(), "no extension", EXPECTED));
    }
    let entries = declared.encode();
    let entries = entries.map_err(|(what, rule)| finding(what, "another declaration", rule))?;
    manifest::read("manifest", &entries).map_err(ErrorKind::Load)
}

/// Describes the place of a fault: "script line 3".
fn place(fault: &Fault) -> String {
    match fault.line {
        0 => "script".to_owned(),
        line => format!("script line {line}"),
    }
}
