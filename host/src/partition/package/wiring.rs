//! The extensions of a package: those that it declares, and all others of its modules, as their
//! manifests say.

use std::collections::BTreeSet;

use heeus_abi::manifest::{self, has_targets};
use heeus_abi::{EntityKind, ExtensionKind, is_qname};

use super::{Declared, Package, Role};
use crate::engine::Module;
use crate::error::Finding;
use crate::shown::Neutral;

impl Package {
    /// Returns its extensions, and a finding for each that neither the package nor the manifest
    /// describes. Extensions of a manifest follow those that the package declares, by name.
    pub(in crate::partition) fn wired(&self) -> (Vec<Declared>, Vec<Finding>) {
        let (mut wired, mut findings) = (self.extensions.clone(), Vec::new());
        let by_hand = wired.len();
        for module in &self.modules {
            for of in &module.manifest().extensions {
                // A declaration for an engine without a module has a finding of its own.
                let is_declared = |known: &Declared| {
                    let other = self.modules.iter().any(|of| of.kind() == known.engine);
                    known.name == of.name && (known.engine == module.kind() || !other)
                };
                if self.extensions.iter().any(is_declared) {
                    continue;
                }
                match role(of) {
                    Ok(role) => wired.push(Declared {
                        name: of.name.clone(),
                        engine: module.kind(),
                        role,
                    }),
                    Err(expected) => {
                        let found =
                            format!("a {} of {} that is not declared", of.kind, module.name());
                        findings.push(Finding::new(extension(&of.name), found, expected));
                    }
                }
            }
        }
        wired[by_hand..].sort_by(|a, b| a.name.cmp(&b.name));
        (wired, findings)
    }

    /// Returns the unique fields that the package and its modules declare, each set once.
    pub(in crate::partition) fn all_uniques(&self) -> Vec<(String, Vec<String>)> {
        let mut all = self.uniques.clone();
        for unique in self.modules.iter().flat_map(|of| &of.manifest().uniques) {
            let set: BTreeSet<_> = unique.fields.iter().collect();
            let is_same = |(entity, fields): &(String, Vec<String>)| {
                *entity == unique.entity && fields.iter().collect::<BTreeSet<_>>() == set
            };
            if !all.iter().any(is_same) {
                all.push((unique.entity.clone(), unique.fields.clone()));
            }
        }
        all
    }

    /// Returns the name of an event, with the package in front.
    pub(in crate::partition) fn qualified(&self, event: &str) -> String {
        if event.contains('.') {
            event.to_owned()
        } else {
            format!("{}.{event}", self.name)
        }
    }

    /// Findings for targets that do not exist, as far as this package can say.
    pub(super) fn targets(&self, wired: &[Declared], declared: &Declared) -> Vec<Finding> {
        let what = extension(&declared.name);
        let is_command = |name: &str| {
            let mut here = wired.iter();
            here.any(|other| other.name == name && other.role.kind() == ExtensionKind::Command)
        };
        match &declared.role {
            Role::Validator(commands) => {
                let missing = commands.iter().filter(|name| !is_command(name));
                let missing = missing.map(|name| {
                    let found = format!("a validator of {}", Neutral(name));
                    Finding::new(&what, found, "commands that the package declares")
                });
                missing.collect()
            }
            Role::Projector { events, .. } => {
                let missing = events.iter().filter_map(|event| {
                    let expected = if event.contains('.') {
                        (!is_qname(event)).then_some("qualified names of commands or records")
                    } else {
                        let known = is_command(event) || self.has_record(event);
                        (!known).then_some("commands or records of the package")
                    }?;
                    Some(Finding::new(
                        &what,
                        format!("a projector of {event:?}"),
                        expected,
                    ))
                });
                missing.collect()
            }
            _ => Vec::new(),
        }
    }

    /// Returns whether a module declares a record or a singleton of this name without package.
    fn has_record(&self, name: &str) -> bool {
        let qname = self.qualified(name);
        let mut entities = self.modules.iter().flat_map(|of| &of.manifest().entities);
        entities.any(|entity| entity.name == qname && entity.kind != EntityKind::View)
    }

    /// The finding for a declaration that differs from what the manifest says.
    pub(super) fn contradicted(
        &self,
        declared: &Declared,
        (module, of): (&Module, &manifest::Extension),
    ) -> Option<Finding> {
        let (ours, is_sync) = match &declared.role {
            Role::Validator(commands) => (commands.iter().cloned().collect(), false),
            Role::Projector { sync, events } => (self.all_qualified(events), *sync),
            _ => return None,
        };
        let theirs: BTreeSet<String> = match of.kind {
            ExtensionKind::Projector => self.all_qualified(&of.targets),
            _ => of.targets.iter().cloned().collect(),
        };
        let agree = if theirs.is_empty() {
            is_sync || !of.sync
        } else {
            (&ours, is_sync) == (&theirs, of.sync)
        };
        if agree {
            return None;
        }
        let text = |sync, names: BTreeSet<String>| {
            let names: Vec<_> = names.into_iter().collect();
            let names = if names.is_empty() {
                "all events".to_owned()
            } else {
                names.join(", ")
            };
            let mode = match (of.kind, sync) {
                (ExtensionKind::Projector, true) => "a synchronous projector",
                (ExtensionKind::Projector, false) => "an asynchronous projector",
                _ => "a validator",
            };
            format!("{mode} of {}", Neutral(&names))
        };
        let expected = if theirs.is_empty() {
            format!("a synchronous projector, as in {}", module.name())
        } else {
            format!("{}, as in {}", text(of.sync, theirs), module.name())
        };
        Some(Finding::new(
            extension(&declared.name),
            text(is_sync, ours),
            expected,
        ))
    }

    fn all_qualified(&self, events: &[String]) -> BTreeSet<String> {
        events.iter().map(|event| self.qualified(event)).collect()
    }
}

/// Returns the role that a manifest gives an extension, or what a declaration by hand must say.
fn role(extension: &manifest::Extension) -> Result<Role, &'static str> {
    if has_targets(extension.kind) && extension.targets.is_empty() {
        return Err(match extension.kind {
            ExtensionKind::Validator => {
                "`checks(..)` at the extension, or a declaration as a validator of commands"
            }
            _ => "`after(..)` at the extension, or a declaration as a projector of events",
        });
    }
    let targets = extension.targets.clone();
    match extension.kind {
        ExtensionKind::Command => Ok(Role::Command),
        ExtensionKind::Query => Ok(Role::Query),
        ExtensionKind::Validator => Ok(Role::Validator(targets)),
        ExtensionKind::Projector => Ok(Role::Projector {
            sync: extension.sync,
            events: targets,
        }),
        ExtensionKind::Job => Err("a declaration as a job, with its interval and workspaces"),
    }
}

/// Describes a declaration beside another one of the same name.
pub(super) fn twice(before: &Declared, declared: &Declared) -> Finding {
    let found = format!(
        "a declaration as {} and one as {}",
        shown(before),
        shown(declared)
    );
    Finding::new(extension(&declared.name), found, "each name once")
}

pub(super) fn extension(name: &str) -> String {
    format!("extension {name}")
}

pub(super) fn shown(declared: &Declared) -> String {
    format!(
        "a {} of the {} engine",
        declared.role.kind(),
        declared.engine
    )
}
