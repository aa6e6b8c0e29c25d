//! Files that name each other, and the floors of the guest.

use super::names::{circles, names};
use super::{Finding, holds};

/// The crates whose files are checked.
const ROOTS: [&str; 2] = ["sdk/src/lib.rs", "sdk-macros/src/lib.rs"];

/// Circles that are accepted, each with its reason.
const NATURAL: [(&[&str], &str); 4] = [
    (
        &[
            "sdk/src/untyped/builder.rs",
            "sdk/src/untyped/element.rs",
            "sdk/src/untyped/value.rs",
        ],
        "a value is a record or an array of them, and a record has values",
    ),
    (
        &["sdk/src/door/imports.rs", "sdk/src/door/imports_host.rs"],
        "the host of tests stands where the imports stand",
    ),
    (
        &["sdk/src/typed/entity.rs", "sdk/src/typed/store.rs"],
        "an entity is read and written by what is generic over entities",
    ),
    (
        &["sdk/src/typed/field.rs", "sdk/src/typed/record.rs"],
        "a record has fields, and a field may be a record",
    ),
];

/// The most files of a circle.
const MOST: usize = 4;

#[test]
fn files_name_each_other_in_small_circles_with_a_reason() {
    let (mut findings, mut natural) = (Vec::new(), Vec::new());
    for root in ROOTS {
        for circle in circles(&names(root)) {
            let known = NATURAL.iter().find(|(files, _)| *files == circle);
            match known {
                Some(_) if circle.len() <= MOST => natural.push(circle),
                _ => findings.push(Finding {
                    place: circle[0].clone(),
                    what: format!("{} files: {}", circle.len(), circle.join(", ")),
                }),
            }
        }
    }
    holds(
        "files that name each other are at most four, listed here with the reason",
        "have what both need in a file that both name",
        &findings,
    );
    assert_eq!(natural.len(), NATURAL.len(), "a reason for no circle");
}

/// The floors of the guest: a file names files of its own floor and of those before it.
const FLOORS: [&str; 11] = [
    "arena/", "door/", "error.rs", "run/", "untyped/", "context/", "typed/", "sys/", "handler/",
    "entry/", "lib.rs",
];
/// Files beside the floors: the names that an author sees.
const BESIDE: [&str; 2] = ["guide.rs", "prelude.rs"];

fn floor(file: &str) -> Option<usize> {
    let file = file.strip_prefix("sdk/src/")?;
    FLOORS.iter().position(|floor| file.starts_with(floor))
}

#[test]
fn floors_of_the_guest_name_those_below() {
    let mut findings = Vec::new();
    for (file, named) in names("sdk/src/lib.rs") {
        let Some(own) = floor(&file) else {
            assert!(BESIDE.iter().any(|beside| file.ends_with(beside)), "{file}");
            continue;
        };
        for above in named.iter().filter(|named| floor(named) > Some(own)) {
            findings.push(Finding {
                place: file.clone(),
                what: format!("names {above}"),
            });
        }
    }
    holds(
        "arena <- door <- error <- run <- untyped <- context <- typed <- sys <- handler <- entry",
        "move what is needed down, or hand it in as an argument",
        &findings,
    );
}
