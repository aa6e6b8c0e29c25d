//! Deployed packages.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use heeus_abi::ExtensionKind;
use heeus_abi::manifest::Entity;

use super::error::InvokeError;
use super::package::{Package, Role};
use crate::engine::{EngineKind, Module, RunReport};
use crate::metrics::{ExtensionLabels, ExtensionMetrics, Metrics};

/// A checked package, the same for all partitions.
pub(super) struct Deployed {
    pub(super) name: String,
    pub(super) modules: Vec<Module>,
    /// Extensions in the order of their names.
    instances: Vec<ExtensionInstance>,
    /// Entities, each with fields that are unique together.
    uniques: Vec<(String, Vec<String>)>,
}

/// One extension of a package.
pub(super) struct ExtensionInstance {
    pub(super) name: String,
    /// Its name, with the name of its package in front.
    pub(super) qname: String,
    pub(super) ext_kind: ExtensionKind,
    /// The kind of engine that runs it.
    pub(super) engine: EngineKind,
    labels: ExtensionLabels,
    /// Set by the first partition that takes the package: a refused package leaves no series.
    metrics: OnceLock<Arc<ExtensionMetrics>>,
    pub(super) role: Role,
    /// Names of the validators that check this command before it runs, in order.
    pub(super) validators: Vec<String>,
}

impl Deployed {
    /// Takes a package that was checked.
    pub(super) fn new(package: Package) -> Self {
        let mut extensions = package.wired().0;
        for declared in &mut extensions {
            if let Role::Projector { events, .. } = &mut declared.role {
                for event in events {
                    *event = package.qualified(event);
                }
            }
        }
        let uniques = package.all_uniques();
        let Package { name, modules, .. } = package;
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
            labels: ExtensionLabels {
                package: name.clone(),
                extension: declared.name.clone(),
                engine: declared.engine,
                kind: declared.role.kind(),
            },
            metrics: OnceLock::new(),
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
            uniques,
        }
    }

    /// Counts the runs of the package from now on.
    pub(super) fn count_in(&self, metrics: &Metrics) {
        for instance in &self.instances {
            let made = || metrics.extension(instance.labels.clone());
            instance.metrics.get_or_init(made);
        }
    }

    pub(super) fn entities(&self) -> impl Iterator<Item = &Entity> {
        self.modules
            .iter()
            .flat_map(|module| &module.manifest().entities)
    }

    /// Entities of its modules, each with fields that are unique together.
    pub(super) fn uniques(&self) -> impl Iterator<Item = (&Entity, Vec<&str>)> {
        self.uniques.iter().filter_map(|(name, fields)| {
            let entity = self.entities().find(|entity| entity.name == *name)?;
            Some((entity, fields.iter().map(String::as_str).collect()))
        })
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
    pub(super) fn find(
        &self,
        name: &str,
        kind: ExtensionKind,
    ) -> Result<&ExtensionInstance, InvokeError> {
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

impl ExtensionInstance {
    /// The name of its package.
    pub(super) fn package(&self) -> &str {
        &self.labels.package
    }

    /// Counts a run that took this long.
    pub(super) fn count(&self, report: &RunReport, elapsed: Duration) {
        if let Some(metrics) = self.metrics.get() {
            metrics.record(report, elapsed);
        }
    }
}

/// All packages of an app, by name.
pub(super) type Packages = std::collections::BTreeMap<String, Arc<Deployed>>;
