//! Counts of a module's parts, read from the heads of its sections.

use wasmparser::{
    BinaryReaderError, CompositeInnerType, ElementItems, ElementSectionReader, KnownCustom, Name,
    Payload, TableSectionReader, TypeSectionReader,
};

use super::cost::Passed;
use crate::engine::{ModuleLimit, ModuleLimits};

/// The counts of a module so far.
#[derive(Default)]
pub(super) struct Counts {
    custom_sections: u64,
    custom_bytes: u64,
    manifest_bytes: u64,
    names: u64,
}

/// The result of counting a section: it cannot be read, or it exceeds a limit, or it is within all
/// limits.
type Counted = Result<Result<(), Passed>, BinaryReaderError>;

impl Counts {
    /// Counts the parts of a section.
    ///
    /// # Errors
    /// If the section cannot be read, or exceeds a limit.
    pub(super) fn section(&mut self, payload: &Payload<'_>, limits: &ModuleLimits) -> Counted {
        use ModuleLimit as Limit;

        let within = |limit, found| within(limits, limit, found);
        Ok(match payload {
            Payload::TypeSection(section) => match within(Limit::Types, section.count().into()) {
                Ok(()) => within(Limit::Signature, longest(section.clone())?),
                passed => passed,
            },
            Payload::ImportSection(section) => within(Limit::Imports, section.count().into()),
            Payload::FunctionSection(section) => within(Limit::Functions, section.count().into()),
            Payload::TableSection(section) => match within(Limit::Tables, section.count().into()) {
                Ok(()) => within(Limit::TableElements, at_start(section.clone())?),
                passed => passed,
            },
            Payload::GlobalSection(section) => within(Limit::Globals, section.count().into()),
            Payload::ExportSection(section) => within(Limit::Exports, section.count().into()),
            Payload::ElementSection(section) => {
                match within(Limit::ElementSegments, section.count().into()) {
                    Ok(()) => within(Limit::Elements, items(section.clone())?),
                    passed => passed,
                }
            }
            Payload::DataSection(section) => within(Limit::DataSegments, section.count().into()),
            Payload::CustomSection(section) => {
                self.custom_sections += 1;
                self.custom_bytes += section.data().len() as u64;
                if section.name() == heeus_abi::manifest::SECTION {
                    self.manifest_bytes += section.data().len() as u64;
                }
                if let KnownCustom::Name(names) = section.as_known() {
                    self.names += names
                        .into_iter()
                        .map_while(Result::ok)
                        .map(many)
                        .sum::<u64>();
                }
                within(Limit::CustomSections, self.custom_sections)
                    .and_then(|()| within(Limit::ManifestBytes, self.manifest_bytes))
                    .and_then(|()| within(Limit::Names, self.names))
            }
            _ => Ok(()),
        })
    }

    /// Checks the number of bytes besides custom sections, in a module of `module` bytes.
    ///
    /// # Errors
    /// The limit that they exceed.
    pub(super) fn bytes(&self, module: u64, limits: &ModuleLimits) -> Result<(), Passed> {
        let found = module.saturating_sub(self.custom_bytes);
        within(limits, ModuleLimit::SectionBytes, found)
    }
}

/// Checks that a number is within its limit.
///
/// # Errors
/// The limit that it exceeds.
pub(super) fn within(limits: &ModuleLimits, limit: ModuleLimit, found: u64) -> Result<(), Passed> {
    if found <= limits.get(limit) {
        Ok(())
    } else {
        Err(Passed { limit, found })
    }
}

/// Returns the most parameters and results that any function type has.
fn longest(types: TypeSectionReader<'_>) -> Result<u64, BinaryReaderError> {
    let mut most = 0;
    for group in types {
        for ty in group?.into_types() {
            if let CompositeInnerType::Func(ty) = &ty.composite_type.inner {
                most = most.max(ty.params().len() + ty.results().len());
            }
        }
    }
    Ok(most as u64)
}

fn at_start(tables: TableSectionReader<'_>) -> Result<u64, BinaryReaderError> {
    tables.into_iter().try_fold(0, |sum: u64, table| {
        Ok(sum.saturating_add(table?.ty.initial))
    })
}

fn items(segments: ElementSectionReader<'_>) -> Result<u64, BinaryReaderError> {
    segments.into_iter().try_fold(0, |sum: u64, segment| {
        let items = match segment?.items {
            ElementItems::Functions(items) => items.count(),
            ElementItems::Expressions(_, items) => items.count(),
        };
        Ok(sum.saturating_add(items.into()))
    })
}

/// Returns the number of names in a part of the section `name`.
fn many(names: Name<'_>) -> u64 {
    match names {
        Name::Module { .. } => 1,
        Name::Function(names)
        | Name::Type(names)
        | Name::Table(names)
        | Name::Memory(names)
        | Name::Global(names)
        | Name::Element(names)
        | Name::Data(names)
        | Name::Tag(names) => names.count().into(),
        Name::Local(names) | Name::Label(names) | Name::Field(names) => {
            let each = names.into_iter().map_while(Result::ok);
            each.map(|names| u64::from(names.names.count())).sum()
        }
        Name::Unknown { data, .. } => data.len() as u64,
    }
}
