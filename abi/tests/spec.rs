//! Compares ABI.md with the sources in both directions: a row that only one side has is a failure.
//! The tests decode its examples, compare them with the tables beside them and encode them again;
//! they build one record from the text alone.

#[path = "spec/access.rs"]
mod access;
#[path = "support/again.rs"]
mod again;
#[path = "spec/by_hand.rs"]
mod by_hand;
#[path = "spec/codes.rs"]
mod codes;
#[path = "spec/examples.rs"]
mod examples;
#[path = "spec/functions.rs"]
mod functions;
#[path = "support/hex.rs"]
mod hex;
#[path = "spec/layouts.rs"]
mod layouts;
#[path = "spec/limits.rs"]
mod limits;
#[path = "spec/markdown.rs"]
mod markdown;
#[path = "support/model.rs"]
mod model;
#[path = "support/same.rs"]
mod same;
#[path = "spec/storages.rs"]
mod storages;

use markdown::{Document, Item};

/// ABI.md, parsed.
fn spec() -> Document {
    Document::parse(include_str!("../ABI.md"))
}

/// Names of the constants that a source declares, each with its module.
fn constants(source: &str) -> Vec<(String, String)> {
    let mut module = String::new();
    let mut found = Vec::new();
    for line in source.lines() {
        if line == "}" {
            module.clear();
        }
        let line = line.trim();
        if let Some(name) = line.strip_prefix("pub mod ") {
            module = name.trim_end_matches(" {").into();
        }
        if let Some(name) = line
            .strip_prefix("pub const ")
            .and_then(|rest| rest.split(':').next())
            && !name.starts_with("fn ")
        {
            found.push((module.clone(), name.into()));
        }
    }
    found
}

#[test]
fn sections_are_numbered_and_found() {
    let spec = spec();
    let mut last = 0;
    for item in &spec.items {
        if let Item::Heading(title) = item
            && let Some(number) = title.split('.').next().and_then(|word| word.parse().ok())
        {
            last += 1;
            assert_eq!(last, number, "{title}");
        }
    }
    let mut references = 0;
    for reference in spec.text.split("section ").skip(1) {
        let end = reference
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(reference.len());
        if let Ok(number) = reference[..end].parse::<u32>() {
            assert!((1..=last).contains(&number), "section {number}");
            references += 1;
        }
    }
    assert!(references > 8, "{references}");
}

/// Each part of a block that a checker may report belongs to a section, which the message names.
#[test]
fn each_part_of_a_block_has_its_section() {
    let spec = spec();
    let sources = [
        include_str!("../src/check.rs"),
        include_str!("../src/key.rs"),
        include_str!("../src/outcome.rs"),
        include_str!("../src/log.rs"),
        include_str!("../src/page.rs"),
        include_str!("../src/manifest/decode.rs"),
    ];
    let mut seen = 0;
    for source in sources {
        for call in [
            "malformed(",
            "self.fail(",
            "self.name(",
            "self.code(",
            "self.u8(",
            "self.u16(",
        ] {
            for rest in source.split(call).skip(1) {
                let Some(part) = rest.trim_start().strip_prefix('"') else {
                    continue;
                };
                let (part, _) = part.split_once('"').expect("the text ends");
                let part = part.to_owned().leak();
                let error = heeus_abi::Malformed {
                    part,
                    at: 0,
                    expected: "x",
                };
                let section = error.section();
                let heading = |item: &Item| {
                    matches!(item, Item::Heading(title)
                        if title.starts_with(&format!("{section}. ")))
                };
                assert!(spec.items.iter().any(heading), "{part}: section {section}");
                assert!(
                    error
                        .to_string()
                        .ends_with(&format!("(ABI.md, section {section})"))
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 40, "{seen}");
}
