//! Stand-ins for the storages outside of the partition: arranged answers and the requests of runs.
//! Nothing here reaches a network.

mod answers;
mod around;
mod made;
mod requests;
mod uniques;
mod wlog;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use heeus_abi::{KeyRef, RecordRef, Storage};

use super::builtin::{self, Fixed};
use super::error::{Invalid, ReadError};
use super::failures::Planned;
use super::row::{Row, row};
use super::schema::Schema;
use super::used::Used;
use crate::storage::{Element, Visit};

use answers::Answers;
pub use answers::Times;
pub(super) use around::Around;
use around::text;
pub(super) use made::Made;
use uniques::Uniques;
use wlog::WLog;

/// Field of key and value of sys.AppSecret.
const SECRET: &str = "Secret";

/// Everything that a test arranged besides the elements of entities. Runs share it until it
/// changes.
#[derive(Clone, Default)]
pub(super) struct Arranged {
    /// The element of each storage that has only one, by the place of the storage.
    inputs: [Option<Element>; builtin::COUNT],
    standins: Arc<StandIns>,
}

/// The stand-ins for the storages outside.
#[derive(Clone, Default)]
struct StandIns {
    wlog: WLog,
    secrets: BTreeMap<Box<str>, Element>,
    uniques: Uniques,
    http: Answers,
    federation: Answers,
    failures: Vec<Planned>,
}

impl Arranged {
    /// Arranges an element, or an answer.
    pub(super) fn put(
        &mut self,
        schema: &Schema,
        fixed: &Fixed,
        (entity, key): (&str, RecordRef<'_>),
        value: RecordRef<'_>,
    ) -> Result<(), Invalid> {
        match fixed.storage {
            Storage::Http | Storage::FederationCommand => {
                self.answer(fixed, (entity, key), value, Times::Always)?;
                return Ok(());
            }
            Storage::WLog => return self.standins().wlog.put(fixed, (entity, key), value),
            Storage::Uniq => {
                fixed.check_value(value)?;
                let uniques = &mut self.standins().uniques;
                return uniques.put(schema, entity, key, value);
            }
            storage if fixed.takes_intents() => return Err(Invalid::NotReadable { storage }),
            _ => {}
        }
        fixed.check_key(entity, key)?;
        fixed.check_value(value)?;
        let element = Element::new(key, value);
        if fixed.storage == Storage::AppSecret {
            self.standins().secrets.insert(secret(key).into(), element);
        } else if let Some(input) = self.inputs.get_mut(fixed.place) {
            *input = Some(element);
        }
        Ok(())
    }

    /// Arranges an answer to the requests whose keys have these fields. The returned flag says
    /// whether it was given.
    pub(super) fn answer(
        &mut self,
        fixed: &Fixed,
        (entity, when): (&str, RecordRef<'_>),
        value: RecordRef<'_>,
        times: Times,
    ) -> Result<Used, Invalid> {
        let storage = fixed.storage;
        if !matches!(storage, Storage::Http | Storage::FederationCommand) {
            return Err(Invalid::NotAnswered { storage });
        }
        fixed.check_key_part(entity, when)?;
        fixed.check_value(value)?;
        let standins = self.standins();
        let answers = match storage {
            Storage::Http => &mut standins.http,
            _ => &mut standins.federation,
        };
        Ok(answers.put(when, value, times))
    }

    /// Declares these fields of a record entity unique together.
    pub(super) fn unique(
        &mut self,
        schema: &Schema,
        entity: &str,
        fields: &[&str],
    ) -> Result<(), Invalid> {
        self.standins().uniques.declare(schema, entity, fields)
    }

    /// Declares fields unique together for an entity that may not be known yet; nothing clears
    /// that.
    pub(super) fn keep_unique(&mut self, entity: &str, fields: Vec<String>) {
        self.standins().uniques.keep(entity, fields);
    }

    /// Returns whether these fields are kept as unique together.
    pub(super) fn keeps_unique(&self, entity: &str, fields: &[String]) -> bool {
        self.standins.uniques.is_kept(entity, fields)
    }

    /// The fields of an entity that are unique together, set by set.
    pub(super) fn uniques(&self, entity: &str) -> impl Iterator<Item = &Vec<String>> {
        self.standins.uniques.sets(entity)
    }

    pub(super) fn failures(&self) -> &[Planned] {
        &self.standins.failures
    }

    pub(super) fn failures_mut(&mut self) -> &mut Vec<Planned> {
        &mut self.standins().failures
    }

    /// Removes what was arranged in a storage.
    pub(super) fn clear(&mut self, fixed: &Fixed) {
        match fixed.storage {
            Storage::WLog => self.standins().wlog = WLog::default(),
            Storage::AppSecret => self.standins().secrets.clear(),
            Storage::Uniq => self.standins().uniques.clear(),
            Storage::Http => self.standins().http = Answers::default(),
            Storage::FederationCommand => self.standins().federation = Answers::default(),
            _ => {
                if let Some(input) = self.inputs.get_mut(fixed.place) {
                    *input = None;
                }
            }
        }
    }

    /// The elements of a storage; of sys.Uniq those of one entity.
    pub(super) fn rows(
        &self,
        schema: &Schema,
        fixed: &Fixed,
        entity: &str,
    ) -> Result<Vec<Row>, Invalid> {
        let storage = fixed.storage;
        let standins = &*self.standins;
        Ok(match storage {
            Storage::Uniq => {
                schema.find_unique(entity)?;
                standins.uniques.of(entity).map(row).collect()
            }
            Storage::Http | Storage::FederationCommand => {
                return Err(Invalid::NotElements { storage });
            }
            _ if fixed.takes_intents() => return Err(Invalid::NotReadable { storage }),
            _ => {
                fixed.check_key_part(entity, RecordRef::empty())?;
                match storage {
                    Storage::WLog => standins.wlog.all().map(row).collect(),
                    Storage::AppSecret => standins.secrets.values().map(row).collect(),
                    _ => self.input(fixed).map(row).into_iter().collect(),
                }
            }
        })
    }

    /// The element of a whole key, or the answer to a request.
    pub(super) fn get(
        &self,
        fixed: &Fixed,
        key: &KeyRef<'_>,
        around: &Around<'_>,
    ) -> Result<Option<Element>, ReadError> {
        let standins = &*self.standins;
        match fixed.storage {
            Storage::Uniq => return standins.uniques.get(key, around),
            Storage::WLog => return standins.wlog.get(fixed, key, around),
            _ => fixed.check_key(key.entity, key.record)?,
        }
        Ok(match fixed.storage {
            Storage::AppSecret => standins.secrets.get(secret(key.record)).cloned(),
            Storage::Http => Some(requests::http(&standins.http, around.made, key.record)?),
            Storage::FederationCommand => {
                let answers = &standins.federation;
                Some(requests::federation(answers, around.made, key.record)?)
            }
            _ => self.input(fixed).cloned(),
        })
    }

    /// Visits the elements under a partial key, until the visitor breaks. Only sys.WLog may have
    /// more than one element.
    pub(super) fn read(
        &self,
        fixed: &Fixed,
        key: &KeyRef<'_>,
        around: &Around<'_>,
        visit: &mut Visit<'_>,
    ) -> Result<(), ReadError> {
        if fixed.storage == Storage::WLog {
            self.standins.wlog.read(fixed, key, around, visit)?;
        } else if let Some(element) = self.get(fixed, key, around)? {
            // It is the last one, so the answer of the visitor does not matter.
            let (ControlFlow::Continue(()) | ControlFlow::Break(())) = visit(&element);
        }
        Ok(())
    }

    fn input(&self, fixed: &Fixed) -> Option<&Element> {
        self.inputs.get(fixed.place)?.as_ref()
    }

    fn standins(&mut self) -> &mut StandIns {
        Arc::make_mut(&mut self.standins)
    }
}

/// The name of a secret, in a key that was checked.
fn secret(key: RecordRef<'_>) -> &str {
    text(key, SECRET).unwrap_or_default()
}
