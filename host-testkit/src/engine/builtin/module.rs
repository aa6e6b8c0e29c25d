//! Extensions of this very program: those that are linked into it, or those that it names one by one.

use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use heeus_abi::manifest::Manifest;
use heeus_abi::{Kind, RecordRef};
use heeus_sdk::native::{self, Extension, Function, Host};

use super::builder::BuiltinBuilder;
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
    entries: Vec<Entry>,
}

/// An extension and what it is called.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) code: Code,
}

/// What an extension is.
pub(super) enum Code {
    /// An annotated function.
    Linked(Extension),
    /// What the program has made a value of.
    Own(Function),
}

impl Entry {
    /// Its kind, `None` where it is none of the contract.
    pub(super) fn kind(&self) -> Option<Kind> {
        match &self.code {
            Code::Linked(extension) => extension.kind(),
            Code::Own(function) => Some(function.kind()),
        }
    }

    /// Runs it on this thread; returns its result block, if it leaves one.
    pub(super) fn run(&self, host: Rc<dyn Host>, args: RecordRef<'_>) -> Option<Vec<u8>> {
        match &self.code {
            Code::Linked(extension) => extension.run(host, args),
            Code::Own(function) => function.run(host, args),
        }
    }
}

impl BuiltinModule {
    /// All annotated functions of this program. `name` is what errors call them.
    ///
    /// # Errors
    /// [`ErrorKind::Load`] where there are none, or two of one name, or entities that contradict each other.
    pub fn linked(name: &str) -> Result<Self, Error> {
        let place = "a crate that this program names and that has the same heeus-sdk";
        Self::annotated(name, place, |_| true)
    }

    /// The annotated functions and the declared entities of these crates of this program, by the names of their packages or
    /// those that Rust has for them. `name` is what errors call them.
    ///
    /// A crate whose entities are declared in another one names that one too.
    ///
    /// # Errors
    /// As [`linked`](Self::linked); also where one of the crates has no annotated function and declares no entity.
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

    /// A module that is made of closures and of functions that nobody annotated. `name` is what errors call it.
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

    /// A module whose manifest has been checked.
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

    /// What errors call it.
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// What it tells of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.inner.manifest
    }

    /// The extension of this name.
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

/// The error of a module that cannot be.
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
    let allowed = format!("a crate that has some, as these have: {}", known.join(", "));
    let found = "no annotated function and no entity";
    Finding::new(format!("crate {name}"), found, allowed)
}
