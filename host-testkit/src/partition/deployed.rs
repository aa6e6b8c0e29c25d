//! Packages as they are deployed, and the engines that run them.

use std::sync::Arc;

use heeus_abi::manifest::Entity;
use heeus_abi::{Kind, RecordRef};

use super::error::InvokeError;
use super::package::{Package, Role};
use crate::engine::{Call, Engine, EngineKind, ExtEngineFactory, Module, RunReport};
use crate::error::Error;
use crate::state::HostState;

/// A package that was checked, the same for all partitions.
pub(super) struct Deployed {
    pub(super) name: String,
    modules: Vec<Module>,
    /// In the order of their names.
    instances: Vec<ExtensionInstance>,
}

/// One extension of a package.
#[derive(Debug)]
pub struct ExtensionInstance {
    /// Its name.
    pub name: String,
    /// With the name of its package before it.
    pub qname: String,
    /// Its kind.
    pub ext_kind: Kind,
    /// The kind of engine that runs it.
    pub engine: EngineKind,
    pub(super) role: Role,
    /// Names of the validators that look at this command first, in order.
    pub(super) validators: Vec<String>,
}

/// The engines of one package on one thread: one for each kind that it has a module for.
pub(super) struct Engines {
    made: [Option<Box<dyn Engine>>; EngineKind::ALL.len()],
}

impl Deployed {
    /// A package, which was checked.
    pub(super) fn new(package: Package) -> Self {
        let Package {
            name,
            modules,
            extensions,
        } = package;
        let validators = |command: &str| {
            let of = extensions.iter().filter(|other| match &other.role {
                Role::Validator(commands) => commands.iter().any(|name| name == command),
                _ => false,
            });
            of.map(|validator| validator.name.clone()).collect()
        };
        let instances = extensions.iter().map(|declared| ExtensionInstance {
            name: declared.name.clone(),
            qname: format!("{name}.{}", declared.name),
            ext_kind: declared.role.kind(),
            engine: declared.engine,
            role: declared.role.clone(),
            validators: match declared.role {
                Role::Command => validators(&declared.name),
                _ => Vec::new(),
            },
        });
        let mut instances: Vec<_> = instances.collect();
        instances.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        Self {
            name,
            modules,
            instances,
        }
    }

    pub(super) fn entities(&self) -> impl Iterator<Item = &Entity> {
        self.modules
            .iter()
            .flat_map(|module| &module.manifest().entities)
    }

    pub(super) fn instances(&self) -> &[ExtensionInstance] {
        &self.instances
    }

    pub(super) fn get(&self, name: &str) -> Option<&ExtensionInstance> {
        let place = self
            .instances
            .binary_search_by(|instance| instance.name.as_str().cmp(name));
        self.instances.get(place.ok()?)
    }

    /// The extension of this name and kind.
    pub(super) fn find(&self, name: &str, kind: Kind) -> Result<&ExtensionInstance, InvokeError> {
        let found = self.get(name).filter(|found| found.ext_kind == kind);
        found.ok_or_else(|| {
            let here = self.instances.iter();
            let here = here.filter(|instance| instance.ext_kind == kind);
            InvokeError::UnknownExtension {
                name: format!("{}.{name}", self.name),
                kind,
                known: here.map(|instance| instance.name.clone()).collect(),
            }
        })
    }
}

impl Engines {
    /// Makes the engines of a package.
    ///
    /// # Errors
    /// Of the first engine that cannot be made.
    pub(super) fn make(package: &Deployed, factory: &ExtEngineFactory) -> Result<Self, Error> {
        let mut made = [const { None }; EngineKind::ALL.len()];
        for module in &package.modules {
            if let Some(place) = made.get_mut(module.kind() as usize) {
                *place = Some(factory.make(module)?);
            }
        }
        Ok(Self { made })
    }

    /// Ends all of them.
    pub(super) fn finish(self) -> Vec<Error> {
        let made = self.made.into_iter().flatten();
        made.filter_map(|mut engine| engine.finish().err())
            .collect()
    }
}

impl ExtensionInstance {
    /// Runs it on the engine of its package.
    pub(super) fn invoke(
        &self,
        engines: &mut Engines,
        state: &mut HostState,
        args: RecordRef<'_>,
    ) -> RunReport {
        let engine = engines.made.get_mut(self.engine as usize);
        let Some(Some(engine)) = engine else {
            return RunReport {
                result: Err(Box::new(self.no_engine())),
                ..RunReport::default()
            };
        };
        let (name, kind) = (self.name.as_str(), self.ext_kind);
        engine.invoke(state, &Call { name, kind, args })
    }

    #[cold]
    fn no_engine(&self) -> Error {
        use crate::error::{ErrorKind, Phase};
        Error {
            module: self.qname.clone(),
            extension: Some(self.name.clone()),
            phase: Phase::Run,
            kind: ErrorKind::Call(format!("there is no {} engine", self.engine)),
        }
    }
}

/// All packages of an app, by name.
pub(super) type Packages = std::collections::BTreeMap<String, Arc<Deployed>>;
