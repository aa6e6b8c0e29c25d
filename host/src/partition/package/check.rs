//! Comparison of a package with its modules, in both directions.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

use heeus_abi::limits::MAX_NAME;
use heeus_abi::manifest::Entity;
use heeus_abi::{EntityKind, is_qname};

use super::wiring::{extension, shown, twice};
use super::{Declared, Package, Role};
use crate::engine::{EngineKind, Module};
use crate::error::Finding;
use crate::partition::event::{CHANGED, IS_NEW};
use crate::shown::Neutral;

/// All differences between the declarations of a package and its modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differences {
    /// The package.
    pub package: String,
    /// The differences, at least one.
    pub findings: Vec<Finding>,
}

impl fmt::Display for Differences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "package {}: ", Neutral(&self.package))?;
        for (at, finding) in self.findings.iter().enumerate() {
            if at > 0 {
                f.write_str("; ")?;
            }
            write!(f, "{finding}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Differences {}

impl Package {
    /// Compares the declarations with the modules.
    ///
    /// # Errors
    /// [`Differences`]: all of them at once.
    pub fn check(&self) -> Result<(), Differences> {
        let (wired, undeclared) = self.wired();
        let mut findings = self.names(&wired);
        findings.extend(self.modules_twice());
        for declared in &wired {
            findings.extend(self.declared(declared));
            findings.extend(self.targets(&wired, declared));
            findings.extend(job(declared));
        }
        findings.extend(undeclared);
        findings.extend(self.entities());
        findings.extend(self.said_of_others());
        if findings.is_empty() {
            return Ok(());
        }
        let package = self.name.clone();
        Err(Differences { package, findings })
    }

    fn of_kind(&self, kind: EngineKind) -> impl Iterator<Item = &Module> {
        self.modules
            .iter()
            .filter(move |module| module.kind() == kind)
    }

    fn names(&self, wired: &[Declared]) -> Vec<Finding> {
        let mut findings = Vec::new();
        for declared in wired {
            let qname = format!("{}.{}", self.name, declared.name);
            if !is_qname(&qname) {
                let allowed = format!("a qualified name of at most {MAX_NAME} bytes");
                let what = extension(&declared.name);
                findings.push(Finding::new(&what, format!("the name {qname}"), allowed));
            }
        }
        if self.name.is_empty() || self.name.contains(['.', '/', '\0']) {
            let found = format!("{:?}", self.name);
            findings.push(Finding::new(
                "the package's name",
                found,
                "a name without . / and NUL",
            ));
        }
        let mut seen = BTreeMap::new();
        for declared in wired {
            if let Some(before) = seen.insert(&declared.name, declared) {
                findings.push(twice(before, declared));
            }
        }
        findings
    }

    fn modules_twice(&self) -> Vec<Finding> {
        let kinds = EngineKind::ALL.into_iter();
        let twice = kinds.filter_map(|kind| {
            let names: Vec<&str> = self.of_kind(kind).map(Module::name).collect();
            (names.len() > 1).then(|| {
                let what = format!("modules for the {kind} engine");
                Finding::new(&what, names.join(" and "), "at most one")
            })
        });
        twice.collect()
    }

    /// The finding for a declared extension that no module has as declared.
    fn declared(&self, declared: &Declared) -> Option<Finding> {
        let what = extension(&declared.name);
        let Some(module) = self.of_kind(declared.engine).next() else {
            let found = format!("a declaration for the {} engine", declared.engine);
            return Some(Finding::new(
                &what,
                found,
                "an engine that the package has a module for",
            ));
        };
        let mut extensions = module.manifest().extensions.iter();
        match extensions.find(|extension| extension.name == declared.name) {
            None => {
                let found = format!("a declaration as {}", shown(declared));
                let allowed = format!("an extension of {}: {}", module.name(), names(module));
                Some(Finding::new(&what, found, allowed))
            }
            Some(extension) if extension.kind != declared.role.kind() => {
                let found = format!("a declaration as {}", shown(declared));
                let allowed = format!("a {}, as in {}", extension.kind, module.name());
                Some(Finding::new(&what, found, allowed))
            }
            Some(extension) => self.contradicted(declared, (module, extension)),
        }
    }

    /// Findings for entities that two modules declare in different ways.
    fn entities(&self) -> Vec<Finding> {
        let mut seen: BTreeMap<&str, (&Entity, &Module)> = BTreeMap::new();
        let mut findings = Vec::new();
        for module in &self.modules {
            for entity in &module.manifest().entities {
                findings.extend(fields_of_events(entity));
                let (before, of) = *seen.entry(&entity.name).or_insert((entity, module));
                let is_other = uniques_of(of, entity) != uniques_of(module, entity);
                if before != entity || is_other {
                    let what = format!("entity {}", entity.name);
                    let found = format!(
                        "different declarations of {} and {}",
                        of.name(),
                        module.name()
                    );
                    findings.push(Finding::new(
                        &what,
                        found,
                        "each entity declared in one way",
                    ));
                }
            }
        }
        findings
    }
}

impl Package {
    /// Findings for unique fields of entities that no module declares.
    fn said_of_others(&self) -> Vec<Finding> {
        let unknown = self.uniques.iter().filter(|(entity, _)| {
            let mut entities = self.modules.iter().flat_map(|of| &of.manifest().entities);
            !entities.any(|of| of.name == *entity)
        });
        let findings = unknown.map(|(entity, fields)| {
            let what = format!("unique fields ({})", fields.join(", "));
            Finding::new(
                &what,
                format!("the entity {entity}"),
                "entities that its modules declare",
            )
        });
        findings.collect()
    }
}

/// Returns the sets of unique fields that a module declares for an entity.
fn uniques_of<'a>(module: &'a Module, entity: &Entity) -> BTreeSet<BTreeSet<&'a str>> {
    let uniques = module.manifest().uniques.iter();
    let own = uniques.filter(|unique| unique.entity == entity.name);
    own.map(|unique| unique.fields.iter().map(String::as_str).collect())
        .collect()
}

/// Findings for fields of a record with a name that each change in an event uses itself.
fn fields_of_events(entity: &Entity) -> Vec<Finding> {
    let is_record = entity.kind != EntityKind::View;
    let fields = entity
        .value
        .iter()
        .filter(|field| is_record && matches!(field.name.as_str(), IS_NEW | CHANGED));
    let findings = fields.map(|field| {
        let what = format!("entity {}", entity.name);
        let found = format!("the field {}", field.name);
        Finding::new(
            &what,
            found,
            "a field name that events do not use themselves",
        )
    });
    findings.collect()
}

/// The finding for a job that cannot run.
fn job(declared: &Declared) -> Option<Finding> {
    let Role::Job { every, workspaces } = &declared.role else {
        return None;
    };
    let what = extension(&declared.name);
    if *every < Duration::from_millis(1) {
        let found = format!("an interval of {every:?}");
        return Some(Finding::new(&what, found, "at least a millisecond"));
    }
    job_workspaces(&what, workspaces)
}

/// The finding for a job without workspaces, or with the same one twice.
fn job_workspaces(what: &str, workspaces: &[i64]) -> Option<Finding> {
    let mut seen = BTreeSet::new();
    let twice = workspaces
        .iter()
        .find(|&&workspace| !seen.insert(workspace));
    let found = match (twice, workspaces) {
        (Some(twice), _) => format!("workspace {twice} twice"),
        (None, []) => "no workspace".to_owned(),
        _ => return None,
    };
    Some(Finding::new(
        what,
        found,
        "at least one workspace, each once",
    ))
}

fn names(module: &Module) -> String {
    let extensions = module.manifest().extensions.iter();
    let names: Vec<&str> = extensions
        .map(|extension| extension.name.as_str())
        .collect();
    names.join(", ")
}
