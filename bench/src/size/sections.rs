//! The sections of a module.

use std::ops::Range;

use wasmparser::{Parser, Payload};

use crate::Error;

/// A section of a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The kind of section.
    pub name: String,
    /// Its bytes, including its own header.
    pub bytes: usize,
    /// The number of its items, if it is a list.
    pub items: Option<u32>,
}

/// The sections of a module, the largest first. The module consists of all their bytes and the
/// eight before them.
///
/// # Errors
/// If it is no module.
pub fn sections(module: &[u8]) -> Result<Vec<Section>, Error> {
    let mut sections = Vec::new();
    // A header lies between the end of one section and the content of the next one.
    let mut end = 0;
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        if let Payload::Version { range, .. } = &payload {
            end = range.end;
        }
        let Some((name, range, items)) = known(&payload) else {
            continue;
        };
        sections.push(Section {
            name,
            bytes: range.end.saturating_sub(end),
            items,
        });
        end = range.end;
    }
    sections.sort_by_key(|section| std::cmp::Reverse(section.bytes));
    Ok(sections)
}

fn known(payload: &Payload<'_>) -> Option<(String, Range<usize>, Option<u32>)> {
    let list =
        |name: &str, range: Range<usize>, items: u32| Some((name.to_owned(), range, Some(items)));
    match payload {
        Payload::TypeSection(section) => list("types", section.range(), section.count()),
        Payload::ImportSection(section) => list("imports", section.range(), section.count()),
        Payload::FunctionSection(section) => list("functions", section.range(), section.count()),
        Payload::TableSection(section) => list("tables", section.range(), section.count()),
        Payload::MemorySection(section) => list("memories", section.range(), section.count()),
        Payload::GlobalSection(section) => list("globals", section.range(), section.count()),
        Payload::ExportSection(section) => list("exports", section.range(), section.count()),
        Payload::ElementSection(section) => list("elements", section.range(), section.count()),
        Payload::DataSection(section) => list("data", section.range(), section.count()),
        Payload::CodeSectionStart { count, range, .. } => list("code", range.clone(), *count),
        Payload::StartSection { range, .. } => Some(("start".to_owned(), range.clone(), None)),
        Payload::DataCountSection { range, .. } => {
            Some(("data count".to_owned(), range.clone(), None))
        }
        Payload::CustomSection(section) => {
            let name = format!("custom section {}", section.name());
            Some((name, section.range(), None))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_make_up_the_module() {
        let text = r#"(module
            (memory (export "memory") 1)
            (func (export "f") (result i32) (i32.const 7))
            (func)
            (data (i32.const 0) "0123456789012345678901234567890123456789")
            (@custom "heeus.manifest" "some"))"#;
        let module = wat::parse_str(text).unwrap();
        let sections = sections(&module).unwrap();
        let bytes: usize = sections.iter().map(|section| section.bytes).sum();
        assert_eq!(bytes + 8, module.len(), "{sections:?}");
        let find = |name| sections.iter().find(|section| section.name == name);
        assert_eq!(find("code").unwrap().items, Some(2));
        assert_eq!(sections[0].name, "data");
        assert!(
            find("custom section heeus.manifest").is_some(),
            "{sections:?}"
        );
        assert!(super::sections(b"no module").is_err());
    }
}
