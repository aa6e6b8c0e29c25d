//! The cost of filling the globals, tables and memory that instances begin with.
//!
//! A compiler turns this into one function. Functions that a table holds from the beginning need no
//! code, unless a computed value comes before them.

use wasmparser::{
    BinaryReaderError, DataSectionReader, Element, ElementItems, ElementKind, ElementSectionReader,
    GlobalSectionReader, Operator, Payload,
};

/// Cost of a data segment: a copy of bytes, with checks of fuel and time.
const DATA: u64 = 68;
/// Cost of an element segment, besides its items.
const SEGMENT: u64 = 17;
/// Cost of a reference that code computes.
const COMPUTED: u64 = 17;

/// The counts so far.
#[derive(Default)]
pub(super) struct Start {
    cost: u64,
    /// True if an active segment had expressions.
    expressions: bool,
}

impl Start {
    pub(super) const fn cost(&self) -> u64 {
        self.cost
    }

    /// Counts the cost of a section.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) fn section(&mut self, payload: &Payload<'_>) -> Result<(), BinaryReaderError> {
        match payload {
            Payload::GlobalSection(section) => self.globals(section.clone()),
            Payload::ElementSection(section) => self.elements(section.clone()),
            Payload::DataSection(section) => {
                self.data(section);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn globals(&mut self, globals: GlobalSectionReader<'_>) -> Result<(), BinaryReaderError> {
        for global in globals {
            let begin = global?.init_expr.get_operators_reader().read()?;
            if matches!(begin, Operator::RefFunc { .. }) {
                self.cost += COMPUTED;
            }
        }
        Ok(())
    }

    fn elements(&mut self, segments: ElementSectionReader<'_>) -> Result<(), BinaryReaderError> {
        for segment in segments {
            self.segment(&segment?);
        }
        Ok(())
    }

    fn segment(&mut self, segment: &Element<'_>) {
        let (functions, items) = match &segment.items {
            ElementItems::Functions(items) => (true, items.count()),
            ElementItems::Expressions(_, items) => (false, items.count()),
        };
        let each = match segment.kind {
            ElementKind::Declared => 1,
            ElementKind::Passive => COMPUTED,
            ElementKind::Active { .. } => {
                self.expressions |= !functions;
                if self.expressions { COMPUTED } else { 1 }
            }
        };
        self.cost += SEGMENT + each * u64::from(items);
    }

    fn data(&mut self, segments: &DataSectionReader<'_>) {
        self.cost += DATA * u64::from(segments.count());
    }
}
