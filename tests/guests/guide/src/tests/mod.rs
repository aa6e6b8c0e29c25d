//! The tests that the guide shows, and a check that it shows them.

extern crate std;

mod commands;
mod first;
mod jobs;
mod projectors;
mod queries;
mod validators;

/// A page of the guide, its example, and the example's test.
macro_rules! page {
    ($name:literal) => {
        (
            include_str!(concat!("../../../../../sdk/src/guide/", $name, ".md")),
            include_str!(concat!("../", $name, ".rs")),
            include_str!(concat!($name, ".rs")),
        )
    };
}

#[test]
fn the_guide_shows_what_is_tested() {
    for (page, example, test) in [
        page!("commands"),
        page!("jobs"),
        page!("projectors"),
        page!("queries"),
        page!("validators"),
    ] {
        for (fence, code) in [("```", example), ("```text", test)] {
            let block = std::format!("\n{fence}\n{code}```\n");
            assert!(page.contains(&block), "no page shows{block}");
        }
    }
    let page = include_str!("../../../../../sdk/src/guide/testing.md");
    for test in [
        include_str!("../commands/testing.rs"),
        include_str!("../jobs/days.rs"),
    ] {
        let block = std::format!("\n```text\n{test}```\n");
        assert!(page.contains(&block), "no page shows{block}");
    }
}
