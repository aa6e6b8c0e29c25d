//! The texts of the errors.

use std::fmt::{self, Display, Formatter};

use heeus_abi::Storage;
use heeus_abi::manifest::{Entity, FieldDecl};

use crate::shown::{Quoted, neutrally};

use super::error::{Duplicate, Forbidden, Invalid, LimitBroken, LimitKind, Overwrite, StateError};
use super::inputs::RunInputs;

/// Most names that a message lists.
const LISTED: usize = 12;

impl Display for StateError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        neutrally(f, fmt::from_fn(|f| self.tell(f)))
    }
}

impl StateError {
    fn tell(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRun => f.write_str("there is no run: begin one first"),
            Self::Forbidden(forbidden) => forbidden.fmt(f),
            Self::Limit(broken) => broken.fmt(f),
            Self::Invalid(invalid) => invalid.fmt(f),
            Self::Exists { entity, key } => {
                write!(
                    f,
                    "{entity} {key} exists: a new record needs a key of its own"
                )
            }
            Self::Missing { entity, key } => {
                write!(
                    f,
                    "{entity} {key} does not exist: an update needs an element"
                )
            }
            Self::Overwrite(overwrite) => overwrite.fmt(f),
            Self::Duplicate(duplicate) => duplicate.fmt(f),
            Self::NewId(error) => error.fmt(f),
            Self::OtherWriter { view, writer } => write!(
                f,
                "view {view}: found rows of the {writer} too, expected one writer"
            ),
            Self::Declaration { entity, reason } => write!(f, "entity {entity}: {reason}"),
            Self::Redeclared { before, now } => write!(
                f,
                "entity {} is declared in two ways: first {}, then {}",
                before.name,
                Declared(before),
                Declared(now)
            ),
            Self::Encode(error) => write!(f, "the updated element cannot be stored: {error}"),
            Self::Storage(error) => error.fmt(f),
        }
    }
}

impl Display for Duplicate {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            entity,
            key,
            values,
            other,
        } = self;
        write!(
            f,
            "{entity} {key}: {values} is unique, and {entity} {other} has it already"
        )
    }
}

impl Display for Overwrite {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            entity,
            key,
            field,
            earlier,
            later,
        } = self;
        let what = field.as_deref().unwrap_or("the row");
        write!(f, "{entity} {key}: two intents of the run set {what}")?;
        for (intent, (at, op, value)) in [("; intent", earlier), (", then intent", later)] {
            write!(f, "{intent} {at}: {op} {value}")?;
        }
        f.write_str(
            ". Reads do not see the writes of the run, so the later intent would overwrite the \
             earlier one; combine both into one intent",
        )
    }
}

impl Display for Forbidden {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            kind,
            storage,
            access,
            allowed,
        } = self;
        write!(
            f,
            "a {kind} may not {} {storage}; it may {allowed} there",
            access.phrase()
        )
    }
}

impl Display for LimitBroken {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { what, kind, limit } = self;
        match what {
            LimitKind::Intents => write!(f, "a {kind} may make at most {limit} intents in a run"),
            LimitKind::IntentBytes => write!(f, "intents of a run may have at most {limit} bytes"),
            LimitKind::WriteBytes => write!(f, "a run may write at most {limit} bytes"),
            LimitKind::Reads => write!(f, "a run may get and read at most {limit} times"),
            LimitKind::ReadBytes => {
                write!(f, "a run may get and read at most {limit} bytes")
            }
            LimitKind::OpenKeyBytes => write!(
                f,
                "keys of reads inside of reads may have at most {limit} bytes together"
            ),
            LimitKind::RequestBytes => {
                write!(f, "requests of a run may have at most {limit} bytes")
            }
            LimitKind::ExternalTime => write!(
                f,
                "calls of a run outside of the host may take at most {limit} ms together"
            ),
        }
    }
}

impl Display for Invalid {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        neutrally(f, fmt::from_fn(|f| self.tell(f)))
    }
}

impl Invalid {
    fn tell(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStored { storage } => {
                let place = match storage {
                    storage if RunInputs::has(*storage) => "is an input of each run",
                    Storage::WLog => "is read from the log of events",
                    Storage::Uniq => "is found in the stored records",
                    Storage::Http | Storage::FederationCommand | Storage::AppSecret => {
                        "is outside of the host"
                    }
                    _ => "only takes intents",
                };
                write!(f, "{storage} {place}: the state has no elements of it")
            }
            Self::NotInput { storage } => write!(f, "{storage} is no input of a run"),
            Self::UnknownEntity {
                storage,
                entity,
                near,
                declared,
            } => {
                match entity.as_str() {
                    "" => write!(f, "{storage} needs an entity")?,
                    entity => write!(f, "{storage} has no entity {entity}")?,
                }
                match declared.as_slice() {
                    [] => f.write_str("; none is declared")?,
                    names => write!(f, "; declared: {}", Listed(names))?,
                }
                did_you_mean(near.as_deref(), f)
            }
            Self::WrongStorage {
                entity,
                belongs,
                wanted,
            } => write!(f, "{entity} is in {belongs}, not in {wanted}"),
            Self::NoEntities { storage, entity } => {
                write!(f, "{storage} has no entities, but the key names {entity}")
            }
            _ => self.fmt_field(f),
        }
    }

    fn fmt_field(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownField {
                subject,
                part,
                field,
                near,
                declared,
            } => {
                write!(f, "{subject}: {part} has no field {field}")?;
                match declared.as_slice() {
                    [] => write!(f, "; the {part} has no fields")?,
                    fields => write!(f, "; declared: {}", Listed(fields))?,
                }
                did_you_mean(near.as_deref(), f)
            }
            Self::WrongType {
                subject,
                part,
                field,
                expected,
                found,
            } => write!(
                f,
                "{subject}: {part} field {field}: found {found}, expected {expected}"
            ),
            Self::WrongItems {
                subject,
                field,
                expected,
                found,
            } => write!(
                f,
                "{subject}: items of {field}: found {found}, expected {expected}"
            ),
            Self::Absent(error) => error.fmt(f),
            _ => self.fmt_rest(f),
        }
    }

    fn fmt_rest(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingField {
                subject,
                part,
                field,
                needed,
            } => write!(
                f,
                "{subject}: {part} field {field} is missing; required: {}",
                Listed(needed)
            ),
            Self::NotLeading {
                subject,
                found,
                missing,
                declared,
            } => write!(
                f,
                "{subject}: a partial key has the first key fields, but it has {found} without \
                 {missing}; declared: {}",
                Listed(declared)
            ),
            Self::NoPartition {
                subject,
                missing,
                partition,
            } => write!(
                f,
                "{subject}: a read needs the whole partition key, but {missing} is missing; \
                 partition key: {}",
                Listed(partition)
            ),
            Self::OtherWorkspace { subject } => write!(
                f,
                "{subject}: this host has no keys with WSID: leave it out for the workspace of the \
                 run"
            ),
            _ => self.fmt_values(f),
        }
    }

    fn fmt_values(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoItems { subject, field } => write!(
                f,
                "{subject}: {field} is an array without items; leave the field out instead"
            ),
            Self::SecondResponse => {
                f.write_str("sys.Response has a value already: a run responds at most once")
            }
            Self::OtherId { entity, key, value } => {
                write!(
                    f,
                    "{entity}: ID of the key is {key}, sys.ID of the value {value}"
                )
            }
            Self::NotUnique {
                entity,
                fields,
                declared,
            } => {
                let set = |fields: &[String]| format!("({})", fields.join(", "));
                let fields = set(fields);
                write!(f, "{entity}: {fields} is not unique; ")?;
                match declared.as_slice() {
                    [] => f.write_str("a key needs at least one field"),
                    sets => {
                        let sets: Vec<_> = sets.iter().map(|fields| set(fields)).collect();
                        write!(f, "declared: {}", Listed(&sets))
                    }
                }
            }
            Self::UnknownNumber {
                subject,
                field,
                expected,
                found,
            } => write!(f, "{subject}: {field}: found {found}, expected {expected}"),
            Self::UnknownText {
                subject,
                field,
                expected,
                found,
            } => write!(
                f,
                "{subject}: {field}: found {}, expected {expected}",
                Quoted(found)
            ),
            Self::Malformed { subject, part } => {
                write!(f, "{subject}: the {part} is not a canonical record")
            }
            _ => Ok(()),
        }
    }
}

pub(super) fn did_you_mean(near: Option<&str>, f: &mut Formatter<'_>) -> fmt::Result {
    match near {
        Some(near) => write!(f, "; did you mean {near}?"),
        None => Ok(()),
    }
}

/// A thing that can be an entry in a list of names.
pub(super) trait Named {
    fn named(&self, f: &mut Formatter<'_>) -> fmt::Result;
}

impl Named for String {
    fn named(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl Named for FieldDecl {
    fn named(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mark = if self.optional { "?" } else { "" };
        write!(f, "{} {}{mark}", self.name, self.ty)
    }
}

/// The first few names, separated by commas.
pub(super) struct Listed<'a, T>(pub(super) &'a [T]);

impl<T: Named> Display for Listed<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (index, item) in self.0.iter().take(LISTED).enumerate() {
            f.write_str(if index == 0 { "" } else { ", " })?;
            item.named(f)?;
        }
        match self.0.len().checked_sub(LISTED) {
            Some(more @ 1..) => write!(f, " and {more} more"),
            _ => Ok(()),
        }
    }
}

/// An entity's declaration: `view (Year i32; Month i32) {Amount i64}`, the partition key before the
/// semicolon.
struct Declared<'a>(&'a Entity);

impl Display for Declared<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let entity = self.0;
        let partition = usize::from(entity.partition_fields).min(entity.key.len());
        let (partition, rest) = entity.key.split_at(partition);
        let between = if partition.is_empty() || rest.is_empty() {
            ""
        } else {
            "; "
        };
        let (partition, rest) = (Listed(partition), Listed(rest));
        let value = Listed(&entity.value);
        write!(
            f,
            "{} ({partition}{between}{rest}) {{{value}}}",
            entity.kind
        )
    }
}
