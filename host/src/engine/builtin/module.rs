//! Extensions of this program: those that are linked into it, or those that it names one by one.

use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use heeus_abi::manifest::Manifest;
use heeus_abi::{ExtensionKind, RecordRef};
use heeus_sdk::native::{self, Extension, Function, Host};

use super::builder::BuiltinBuilder;
use crate::engine::manifest;
use crate::error::{Error, ErrorKind, Finding, Phase};

/// Extensions that are compiled into this program. Cheap to clone: engines share it.
#[derive(Clone)]
pub struct BuiltinModule {
    inner: Arc<Inner>,
}

struct Inner {
    name: String,
    manifest: Manifest,
    /// In the order of their names.
    entries: Vec<Entry>,
}

/// An extension with its name.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) code: Code,
}

/// The code of an extension.
pub(super) enum Code {
    /// An annotated function.
    Linked(Extension),
    /// A function value that the program built.
    Own(Function),
}

impl Entry {
    /// Returns its kind; `None` if the contract has no such kind.
    pub(super) fn kind(&self) -> Option<ExtensionKind> {
        match &self.code {
            Code::Linked(extension) => extension.kind(),
            Code::Own(function) => Some(function.kind()),
        }
    }

    /// Runs it on this thread. Returns its result block, if it leaves one.
    pub(super) fn run(&self, host: Rc<dyn Host>, args: RecordRef<'_>) -> Option<Vec<u8>> {
        match &self.code {
            Code::Linked(extension) => extension.run(host, args),
            Code::Own(function) => function.run(host, args),
        }
    }
}

impl BuiltinModule {
    /// Takes all annotated functions of this program. `name` is the module's name in errors.
    ///
    /// # Errors
    /// [`ErrorKind::Load`] if there are none, if two have one name, or if entities contradict each
    /// other.
    pub fn linked(name: &str) -> Result<Self, Error> {
        let place = "a crate that this program names and that has the same heeus-sdk";
        Self::annotated(name, place, |_| true)
    }

    /// Takes the annotated functions and the declared entities of these crates of this program.
    /// Crates are named by their packages or by their names in Rust. `name` is the module's name in
    /// errors.
    ///
    /// If the entities of a crate are declared in another crate, the caller names that one too.
    ///
    /// # Errors
    /// As [`linked`](Self::linked); also if one of the crates has no annotated function and
    /// declares no entity.
    pub fn linked_in(name: &str, crates: &[&str]) -> Result<Self, Error> {
        let crates: Vec<String> = crates.iter().map(|own| own.replace('-', "_")).collect();
        let empty = |own: &&String| {
            let mut extensions = Extension::all();
            !extensions.any(|extension| extension.crate_name() == own.as_str())
                && native::manifest_of(|made| made == own.as_str()).is_empty()
        };
        let empty: Vec<Finding> = crates.iter().filter(empty).map(nothing_in).collect();
        if !empty.is_empty() {
            return Err(refused(name, empty));
        }
        Self::annotated(name, "one of these crates", |made| {
            crates.iter().any(|own| own == made)
        })
    }

    /// Returns a builder of a module from closures and from functions without an annotation. `name`
    /// is the module's name in errors.
    pub fn builder(name: &str) -> BuiltinBuilder {
        BuiltinBuilder::new(name)
    }

    fn annotated(name: &str, place: &str, wanted: impl Fn(&str) -> bool) -> Result<Self, Error> {
        let extensions = Extension::all().filter(|extension| wanted(extension.crate_name()));
        let entries: Vec<Entry> = extensions
            .map(|extension| Entry {
                name: extension.name().to_owned(),
                code: Code::Linked(extension),
            })
            .collect();
        let read = if entries.is_empty() {
            Err(vec![none_found(place)])
        } else {
            manifest::read("manifest", &native::manifest_of(wanted))
        };
        match read {
            Ok(manifest) => Ok(Self::new(name, manifest, entries)),
            Err(findings) => Err(refused(name, findings)),
        }
    }

    /// Creates a module from a checked manifest.
    pub(super) fn new(name: &str, manifest: Manifest, mut entries: Vec<Entry>) -> Self {
        entries.sort_unstable_by(|one, other| one.name.cmp(&other.name));
        let name = name.to_owned();
        let inner = Arc::new(Inner {
            name,
            manifest,
            entries,
        });
        Self { inner }
    }

    /// Returns the module's name in errors.
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// Returns the module's manifest.
    pub fn manifest(&self) -> &Manifest {
        &self.inner.manifest
    }

    /// Returns the extension of this name.
    pub(super) fn find(&self, name: &str) -> Option<&Entry> {
        let entries = &self.inner.entries;
        let place = entries.binary_search_by(|entry| entry.name.as_str().cmp(name));
        entries.get(place.ok()?)
    }
}

impl fmt::Debug for BuiltinModule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BuiltinModule").field(&self.name()).finish()
    }
}

/// Returns the error of a module that breaks a rule.
#[cold]
pub(super) fn refused(name: &str, findings: Vec<Finding>) -> Error {
    Error {
        module: name.to_owned(),
        extension: None,
        phase: Phase::Load,
        kind: ErrorKind::Load(findings),
    }
}

#[cold]
fn none_found(place: &str) -> Finding {
    let allowed = format!("at least one annotated function, in {place}");
    Finding::new("extensions of this program", "none", allowed)
}

#[cold]
fn nothing_in(name: &String) -> Finding {
    let mut known: Vec<&str> = Extension::all()
        .map(|extension| extension.crate_name())
        .collect();
    known.sort_unstable();
    known.dedup();
    let allowed = format!("one of the crates that have some: {}", known.join(", "));
    let found = "no annotated function and no entity";
    Finding::new(format!("crate {name}"), found, allowed)
}
