//! Packages: extensions that are shipped together, each with its role.

mod check;
mod wiring;

use std::time::Duration;

use heeus_abi::ExtensionKind;

use crate::engine::{EngineKind, Module};

pub use check::Differences;

/// Extensions that are shipped together: their modules, one for each kind of engine, and the roles
/// of extensions.
///
/// ```
/// use std::time::Duration;
///
/// use heeus_host::engine::EngineKind::Wasm;
/// use heeus_host::Package;
/// use heeus_host::engine::CompiledModule;
///
/// # fn package(module: CompiledModule) -> Package {
/// Package::new("orders")
///     .module(module)
///     .job("CleanUp", Wasm, Duration::from_hours(24), 1)
/// # }
/// ```
///
/// The manifest of a module says what its extensions are for: commands and queries as such,
/// validators with `checks(..)`, projectors with `after(..)`. A package declares only the others:
/// jobs, and projectors of all events. What it declares beside a manifest must agree with it.
#[derive(Debug, Clone)]
pub struct Package {
    pub(super) name: String,
    pub(super) modules: Vec<Module>,
    pub(super) extensions: Vec<Declared>,
    /// Entities, each with fields that are unique together.
    pub(super) uniques: Vec<(String, Vec<String>)>,
}

/// An extension as the package declares it.
#[derive(Debug, Clone)]
pub(super) struct Declared {
    pub(super) name: String,
    pub(super) engine: EngineKind,
    pub(super) role: Role,
}

/// The role of an extension.
#[derive(Debug, Clone)]
pub(super) enum Role {
    Command,
    Query,
    /// Checks these commands of its package before they run.
    Validator(Vec<String>),
    /// Follows events of these names.
    Projector {
        sync: bool,
        events: Vec<String>,
    },
    /// Runs each time that this period has passed, in each of these workspaces.
    Job {
        every: Duration,
        workspaces: Vec<i64>,
    },
}

impl Role {
    pub(super) const fn kind(&self) -> ExtensionKind {
        match self {
            Self::Command => ExtensionKind::Command,
            Self::Query => ExtensionKind::Query,
            Self::Validator(_) => ExtensionKind::Validator,
            Self::Projector { .. } => ExtensionKind::Projector,
            Self::Job { .. } => ExtensionKind::Job,
        }
    }
}

impl Package {
    /// A package without modules. Its name is the first part of the names of its events:
    /// `orders.NewOrder`.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            modules: Vec::new(),
            extensions: Vec::new(),
            uniques: Vec::new(),
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Adds a module; at most one for each kind of engine. Its extensions are those of the package,
    /// each with the role that the manifest says, unless the package declares it.
    pub fn module(mut self, module: impl Into<Module>) -> Self {
        self.modules.push(module.into());
        self
    }

    /// Declares a command of the module for this kind of engine.
    pub fn command(self, name: impl Into<String>, engine: EngineKind) -> Self {
        self.declare(name, engine, Role::Command)
    }

    /// Declares a query.
    pub fn query(self, name: impl Into<String>, engine: EngineKind) -> Self {
        self.declare(name, engine, Role::Query)
    }

    /// Declares a validator of these commands of the package. Validators run before their commands,
    /// in the order in which they are declared; then those of manifests, by name.
    pub fn validator<N: Into<String>>(
        self,
        name: impl Into<String>,
        engine: EngineKind,
        commands: impl IntoIterator<Item = N>,
    ) -> Self {
        let commands = commands.into_iter().map(Into::into).collect();
        self.declare(name, engine, Role::Validator(commands))
    }

    /// Declares a projector that follows events before the next command of its partition runs. An
    /// event has the name of its command (`orders.NewOrder`) and the names of the records that it
    /// wrote (`orders.Order`); a name without a package is one of this package. A projector without
    /// names follows all events.
    pub fn sync_projector<N: Into<String>>(
        self,
        name: impl Into<String>,
        engine: EngineKind,
        events: impl IntoIterator<Item = N>,
    ) -> Self {
        self.projector(name, engine, events, true)
    }

    /// Declares a projector that follows the log when there is time. The names are as for
    /// [`sync_projector`](Self::sync_projector).
    pub fn async_projector<N: Into<String>>(
        self,
        name: impl Into<String>,
        engine: EngineKind,
        events: impl IntoIterator<Item = N>,
    ) -> Self {
        self.projector(name, engine, events, false)
    }

    /// Declares a job that runs in a workspace each time that `every` has passed, by the clock of
    /// the app.
    pub fn job(
        self,
        name: impl Into<String>,
        engine: EngineKind,
        every: Duration,
        workspace: i64,
    ) -> Self {
        self.job_in(name, engine, every, [workspace])
    }

    /// Declares a job that runs in each of these workspaces, as [`job`](Self::job) does in one.
    /// Each workspace has its own turns: a failure in one does not stop the others.
    pub fn job_in(
        self,
        name: impl Into<String>,
        engine: EngineKind,
        every: Duration,
        workspaces: impl IntoIterator<Item = i64>,
    ) -> Self {
        let workspaces = workspaces.into_iter().collect();
        self.declare(name, engine, Role::Job { every, workspaces })
    }

    /// Declares that these fields of a record entity are unique together, as the manifest of a
    /// module may do too (`#[entity(record = "shop.Voucher", unique(code))]`): no two active
    /// records of a workspace have the same values in all of them. The declaration is stored with
    /// the entity, so it holds in later processes and versions too, and must be part of the first
    /// deployment of the entity. A record that lacks one of the fields is not checked. The host
    /// keeps an index of the fields: a check and a look-up cost the same among many records as
    /// among few.
    ///
    /// ```
    /// # fn package(package: heeus_host::Package) -> heeus_host::Package {
    /// package.unique("shop.Voucher", ["Code"])
    /// # }
    /// ```
    pub fn unique<N: Into<String>>(
        mut self,
        entity: impl Into<String>,
        fields: impl IntoIterator<Item = N>,
    ) -> Self {
        let fields = fields.into_iter().map(Into::into).collect();
        self.uniques.push((entity.into(), fields));
        self
    }

    fn projector<N: Into<String>>(
        self,
        name: impl Into<String>,
        engine: EngineKind,
        events: impl IntoIterator<Item = N>,
        sync: bool,
    ) -> Self {
        let events = events.into_iter().map(Into::into).collect();
        self.declare(name, engine, Role::Projector { sync, events })
    }

    fn declare(mut self, name: impl Into<String>, engine: EngineKind, role: Role) -> Self {
        let name = name.into();
        self.extensions.push(Declared { name, engine, role });
        self
    }
}
