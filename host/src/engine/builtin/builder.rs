//! A builder of modules from closures.

use std::mem;

use heeus_abi::limits::MAX_NAME;
use heeus_abi::manifest::{self as declared, Manifest};
use heeus_abi::{ExtensionKind, FieldType};
use heeus_sdk::Entity;
use heeus_sdk::field::Whole;
use heeus_sdk::native::{
    self, CommandFunction, Function, JobFunction, JobOutput, ProjectorFunction, QueryFunction,
    Shape, ValidatorFunction,
};
use heeus_sdk::untyped::{WasmState, WasmStateElement};

use super::module::{BuiltinModule, Code, Entry, refused};
use crate::engine::manifest;
use crate::error::{Error, Finding};

/// Most bytes of a line of documentation.
const MAX_DOC: usize = u16::MAX as usize;

/// Builds a [`BuiltinModule`] of closures and of functions without an annotation.
///
/// They have the signatures of annotated functions. A closure declares the types of its parameters,
/// `&` included, and owns its arguments; for code that borrows from the run,
/// [`function!`](heeus_sdk::native::function) builds a [`Function`].
///
/// ```
/// use heeus_host::engine::BuiltinModule;
/// use heeus_host_testkit::prelude::*;
/// use heeus_sdk::{CommandContext, Error};
///
/// #[derive(heeus_sdk::Record)]
/// struct Order { price: i64 }
/// #[derive(heeus_sdk::Record)]
/// struct Total { total: i64 }
///
/// let tax = 19;
/// let module = BuiltinModule::builder("shop")
///     .command("NewOrder", move |_: &CommandContext<'_>, order: Order| -> Result<Total, Error> {
///         let total = order.price.checked_mul(100 + tax).ok_or("the price is too high")?;
///         Ok(Total { total: total / 100 })
///     })
///     .doc("Takes an order.")
///     .build()?;
/// # Ok::<(), heeus_host::error::Error>(())
/// ```
#[must_use]
pub struct BuiltinBuilder {
    name: String,
    manifest: Manifest,
    entries: Vec<Entry>,
    findings: Vec<Finding>,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $Function:ident)+) => {$(
        $(#[$doc])*
        pub fn $kind<Signature>(self, name: &str, function: impl $Function<Signature>) -> Self {
            self.function(name, Function::$kind(function))
        }
    )+};
}

impl BuiltinBuilder {
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            manifest: Manifest::default(),
            entries: Vec::new(),
            findings: Vec::new(),
        }
    }

    kinds! {
        /// Adds a command.
        command CommandFunction
        /// Adds a query.
        query QueryFunction
        /// Adds a validator.
        validator ValidatorFunction
        /// Adds a projector.
        projector ProjectorFunction
        /// Adds a job.
        job JobFunction
    }

    /// Adds an extension that only uses the untyped layer, `|state, args|`.
    pub fn untyped<R: JobOutput>(
        self,
        name: &str,
        kind: ExtensionKind,
        function: impl for<'s, 'run> Fn(&'s WasmState<'run>, WasmStateElement<'run>) -> R
        + Send
        + Sync
        + 'static,
    ) -> Self {
        self.function(name, Function::untyped(kind, function))
    }

    /// Adds an extension that is already a value.
    pub fn function(mut self, name: &str, function: Function) -> Self {
        let extension = declared::Extension::new(name, function.kind());
        self.manifest.extensions.push(extension);
        self.entries.push(Entry {
            name: name.to_owned(),
            code: Code::Own(function),
        });
        self
    }

    /// Documents the extension that was added last, in one line.
    pub fn doc(mut self, line: &str) -> Self {
        match self.manifest.extensions.last_mut() {
            Some(extension) => line.clone_into(&mut extension.doc),
            None => self.findings.push(Finding::new(
                format!("line {line:?}"),
                "no extension before it",
                "an extension before its line",
            )),
        }
        self
    }

    /// Says which commands of the package the validator that was added last checks.
    pub fn checks<N: Into<String>>(self, commands: impl IntoIterator<Item = N>) -> Self {
        self.last(ExtensionKind::Validator, "checks", |extension| {
            let commands = commands.into_iter().map(Into::into);
            extension.targets.extend(commands);
        })
    }

    /// Says which events the projector that was added last follows: names of commands and of
    /// records, with a package (`orders.NewOrder`) or without for those of its own package.
    pub fn after<N: Into<String>>(self, events: impl IntoIterator<Item = N>) -> Self {
        self.last(ExtensionKind::Projector, "after", |extension| {
            let events = events.into_iter().map(Into::into);
            extension.targets.extend(events);
        })
    }

    /// Makes the projector that was added last synchronous: it follows an event before the next
    /// command of its partition runs.
    pub fn sync(self) -> Self {
        self.last(ExtensionKind::Projector, "sync", |extension| {
            extension.sync = true;
        })
    }

    /// Changes the extension that was added last, which must be of this kind.
    fn last(
        mut self,
        kind: ExtensionKind,
        word: &str,
        change: impl FnOnce(&mut declared::Extension),
    ) -> Self {
        let found = match self.manifest.extensions.last_mut() {
            Some(extension) if extension.kind == kind => {
                change(extension);
                return self;
            }
            Some(other) => format!("the {} {} before it", other.kind, other.name),
            None => "no extension before it".to_owned(),
        };
        let expected = format!("a {kind} before it");
        self.findings.push(Finding::new(word, found, expected));
        self
    }

    /// Declares an entity with the declaration of its struct.
    pub fn entity<E: Whole>(mut self) -> Self {
        // The struct has its fields by name only; their order is in its declaration in this
        // program.
        let all = Manifest::decode(&native::manifest()).unwrap_or_default();
        let mut entities = all.entities.into_iter();
        match entities.find(is_declared_by::<E>) {
            Some(entity) => {
                let uniques = all.uniques.into_iter();
                let own = uniques.filter(|unique| unique.entity == entity.name);
                self.manifest.uniques.extend(own);
                self.manifest.entities.push(entity);
            }
            None => self.findings.push(Finding::new(
                format!("entity {}", E::NAME),
                "no declaration in this program",
                "an entity of a crate that has the same heeus-sdk",
            )),
        }
        self
    }

    /// Declares an entity, which need not have a struct.
    pub fn declare(mut self, entity: declared::Entity) -> Self {
        self.manifest.entities.push(entity);
        self
    }

    /// Checks everything, as when a module is loaded.
    ///
    /// # Errors
    /// [`ErrorKind::Load`](crate::error::ErrorKind::Load) with all findings: no extensions, names
    /// that are invalid or used twice, entities that break a rule or contradict each other.
    pub fn build(mut self) -> Result<BuiltinModule, Error> {
        let mut findings = mem::take(&mut self.findings);
        let extensions = self.manifest.extensions.iter();
        findings.extend(extensions.filter_map(broken_extension));
        findings.extend(self.manifest.entities.iter().filter_map(broken_entity));
        if self.entries.is_empty() {
            findings.push(Finding::new("extensions", "none", "at least one"));
        }
        findings.append(&mut manifest::check(&self.manifest));
        if findings.is_empty() {
            Ok(BuiltinModule::new(&self.name, self.manifest, self.entries))
        } else {
            Err(refused(&self.name, findings))
        }
    }
}

fn broken_extension(extension: &declared::Extension) -> Option<Finding> {
    let what = format!("extension {:?}", extension.name);
    if !is_name(&extension.name) {
        let found = format!("a name of {} bytes", extension.name.len());
        let expected = format!("a name of 1 to {MAX_NAME} bytes without NUL");
        return Some(Finding::new(what, found, expected));
    }
    if extension.doc.len() > MAX_DOC {
        let found = format!("documentation of {} bytes", extension.doc.len());
        let expected = format!("at most {MAX_DOC} bytes");
        return Some(Finding::new(what, found, expected));
    }
    let rule = extension.broken_rule()?;
    Some(Finding::new(what, "another declaration", rule))
}

fn broken_entity(entity: &declared::Entity) -> Option<Finding> {
    let what = format!("entity {:?}", entity.name);
    let mut fields = entity.key.iter().chain(&entity.value);
    if let Some(field) = fields.find(|field| !is_name(&field.name)) {
        let expected = format!("field names of 1 to {MAX_NAME} bytes without NUL");
        return Some(Finding::new(
            what,
            format!("field {:?}", field.name),
            expected,
        ));
    }
    if !is_name(&entity.name) {
        let expected = format!("a name of 1 to {MAX_NAME} bytes without NUL");
        return Some(Finding::new(what, "an invalid name", expected));
    }
    let rule = entity.broken_rule()?;
    Some(Finding::new(what, "another declaration", rule))
}

fn is_name(name: &str) -> bool {
    (1..=MAX_NAME).contains(&name.len()) && !name.contains('\0')
}

/// Returns whether a declaration is the one of the struct `E`.
fn is_declared_by<E: Entity>(entity: &declared::Entity) -> bool {
    entity.name == E::NAME
        && entity.kind == E::KIND
        && same_fields(&entity.key, E::KEY_SHAPE)
        && same_fields(&entity.value, E::SHAPE)
}

fn same_fields(fields: &[declared::FieldDecl], shape: &Shape) -> bool {
    let mut own: Vec<(&str, FieldType, bool)> = fields
        .iter()
        .map(|field| (field.name.as_str(), field.ty, field.optional))
        .collect();
    own.sort_unstable();
    let of_shape = shape
        .fields
        .iter()
        .map(|field| (field.name, field.ty, field.optional));
    own.into_iter().eq(of_shape)
}
