//! Checks that a record has the declared fields.

use heeus_abi::manifest::{FieldDecl, WORKSPACE};
use heeus_abi::{FieldType, RawField, RecordRef, Value};

use super::error::{Invalid, Part};
use super::sort_key::SortKey;
use super::template::Template;
use crate::shown::near;

/// Declared fields of a key or a value, ready to be compared with records.
#[derive(Debug, Clone)]
pub(super) struct FieldSet {
    part: Part,
    /// The fields in the declared order.
    declared: Vec<FieldDecl>,
    /// The same fields in the order of their names, as a record has them.
    sorted: Vec<Sorted>,
    /// The place in `sorted` of each declared field.
    index: Vec<usize>,
    /// The leading bytes of records with all the fields.
    template: Option<Template>,
}

#[derive(Debug, Clone)]
struct Sorted {
    name: Box<str>,
    ty: FieldType,
    /// Place of the field in the declared order.
    place: usize,
}

/// Number of fields of a key that must be present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    /// All fields.
    Whole,
    /// The leading fields, at least this many of them.
    Leading(usize),
}

impl FieldSet {
    /// Takes the declared fields. Names must differ.
    pub(super) fn new(part: Part, declared: Vec<FieldDecl>) -> Self {
        let mut sorted: Vec<_> = declared
            .iter()
            .enumerate()
            .map(|(place, field)| Sorted {
                name: field.name.as_str().into(),
                ty: field.ty,
                place,
            })
            .collect();
        sorted.sort_by(|a, b| a.name.cmp(&b.name));
        let mut index = vec![0; sorted.len()];
        for (at, field) in sorted.iter().enumerate() {
            if let Some(index) = index.get_mut(field.place) {
                *index = at;
            }
        }
        Self {
            part,
            template: Template::new(&declared),
            declared,
            sorted,
            index,
        }
    }

    /// The part that the fields belong to: key or value.
    pub(super) const fn part(&self) -> Part {
        self.part
    }

    /// The fields in the declared order.
    pub(super) fn declared(&self) -> &[FieldDecl] {
        &self.declared
    }

    /// Appends the sort key of a key's record.
    pub(super) fn write_sort_key(
        &self,
        subject: &str,
        record: RecordRef<'_>,
        want: Want,
        out: &mut SortKey,
    ) -> Result<(), Invalid> {
        self.try_order(record, want, out)
            .ok_or_else(|| self.explain(subject, record, Some(want)))
    }

    #[inline]
    fn try_order(&self, record: RecordRef<'_>, want: Want, out: &mut SortKey) -> Option<()> {
        if self.is_complete(record) {
            for (field, &index) in self.declared.iter().zip(&self.index) {
                out.append(field.ty, &record.raw(index)?)?;
            }
            return Some(());
        }
        match want {
            Want::Whole => None,
            Want::Leading(least) if record.len() < least => None,
            Want::Leading(_) => self.try_leading(record, out),
        }
    }

    fn try_leading(&self, record: RecordRef<'_>, out: &mut SortKey) -> Option<()> {
        let count = record.len();
        let mut found = vec![None; count];
        let mut sorted = self.sorted.iter();
        for index in 0..count {
            let raw = record.raw(index)?;
            let field = next_named(&mut sorted, &raw)?;
            // Names differ, so places do: the leading `count` places are all present or one lies
            // beyond them.
            *found.get_mut(field.place)? = Some(raw);
        }
        for (raw, field) in found.iter().zip(&self.declared) {
            out.append(field.ty, raw.as_ref()?)?;
        }
        Some(())
    }

    /// Returns whether the record has exactly the declared fields.
    #[inline]
    fn is_complete(&self, record: RecordRef<'_>) -> bool {
        let template = self.template.as_ref();
        template.is_some_and(|template| template.fits(record))
    }

    /// Checks the record of a value, or of a key with optional fields: it has declared fields only,
    /// each of its declared type.
    pub(super) fn check(&self, subject: &str, record: RecordRef<'_>) -> Result<(), Invalid> {
        self.try_check(record)
            .ok_or_else(|| self.explain(subject, record, None))
    }

    #[inline]
    fn try_check(&self, record: RecordRef<'_>) -> Option<()> {
        if self.is_complete(record) {
            return Some(());
        }
        let mut sorted = self.sorted.iter();
        for index in 0..record.len() {
            let raw = record.raw(index)?;
            let field = next_named(&mut sorted, &raw)?;
            if raw.type_number() != field.ty as u8 {
                return None;
            }
        }
        Some(())
    }

    /// Checks that these are names of declared fields.
    pub(super) fn check_names(&self, subject: &str, names: &[&str]) -> Result<(), Invalid> {
        let known = |name: &str| self.declared.iter().any(|field| field.name == name);
        match names.iter().find(|name| !known(name)) {
            None => Ok(()),
            Some(name) => Err(self.unknown(subject.into(), name)),
        }
    }

    /// The reason why a record was refused.
    #[cold]
    fn explain(&self, subject: &str, record: RecordRef<'_>, want: Option<Want>) -> Invalid {
        let subject = subject.to_owned();
        let part = self.part;
        for field in record.fields() {
            let name = field.name;
            let found = field.value.field_type();
            match self.sorted.iter().find(|field| *field.name == *name) {
                None => return self.unknown(subject, name),
                Some(declared) if declared.ty != found => {
                    return Invalid::WrongType {
                        subject,
                        part,
                        field: name.into(),
                        expected: declared.ty,
                        found,
                    };
                }
                Some(_) => {}
            }
        }
        let absent = |field: &&FieldDecl| record.find(&field.name).is_none();
        let missing = self.declared.iter().find(absent);
        let (Some(want), Some(missing)) = (want, missing) else {
            return Invalid::Malformed { subject, part };
        };
        let Want::Leading(least) = want else {
            return self.missing(subject, &missing.name);
        };
        let mut after = self.declared.iter().skip_while(|field| *field != missing);
        if let Some(found) = after.find(|field| !absent(field)) {
            return Invalid::NotLeading {
                subject,
                found: found.name.clone(),
                missing: missing.name.clone(),
                declared: self.declared.clone(),
            };
        }
        if record.len() < least {
            return Invalid::NoPartition {
                subject,
                missing: missing.name.clone(),
                partition: self.declared.iter().take(least).cloned().collect(),
            };
        }
        Invalid::Malformed { subject, part }
    }

    fn unknown(&self, subject: String, name: &str) -> Invalid {
        if self.part == Part::Key && name == WORKSPACE {
            return Invalid::OtherWorkspace { subject };
        }
        let names = self.declared.iter().map(|field| field.name.as_str());
        Invalid::UnknownField {
            subject,
            part: self.part,
            field: name.into(),
            near: near(name, names).map(Into::into),
            declared: self.declared.clone(),
        }
    }

    /// The error for a missing field that is needed.
    fn missing(&self, subject: String, name: &str) -> Invalid {
        Invalid::MissingField {
            subject,
            part: self.part,
            field: name.into(),
            needed: self.declared.clone(),
        }
    }
}

/// Finds the next declared field that has the name of `raw`. Records are sorted too, so fields that
/// were skipped cannot match later.
#[inline]
fn next_named<'s>(
    sorted: &mut std::slice::Iter<'s, Sorted>,
    raw: &RawField<'_>,
) -> Option<&'s Sorted> {
    let name = raw.name_bytes()?;
    sorted.find(|field| field.name.as_bytes() == name)
}

/// The type of the items, if the field is an array.
pub(super) fn item_type(record: RecordRef<'_>, name: &str) -> Option<FieldType> {
    match record.get(name)? {
        Value::Array(array) => array.item_type(),
        _ => None,
    }
}
