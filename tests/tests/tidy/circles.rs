//! Files that name each other, and the floors of the guest.

use super::names::{circles, names};
use super::{Finding, check_rule};

/// Crates whose files are held to this.
const ROOTS: [&str; 14] = [
    "abi/src/lib.rs",
    "sdk/src/lib.rs",
    "sdk-macros/src/lib.rs",
    "host/src/lib.rs",
    "host-testkit/src/lib.rs",
    "bench/src/lib.rs",
    "demo/src/lib.rs",
    "fuzz/src/lib.rs",
    "tests/foreign/src/lib.rs",
    "examples/bistro/src/lib.rs",
    "examples/loyalty/src/lib.rs",
    "examples/orders/src/lib.rs",
    "examples/report/src/lib.rs",
    "examples/stock/src/lib.rs",
];

/// Circles that stay, each with its reason.
const NATURAL: [(&[&str], &str); 18] = [
    (
        &[
            "abi/src/array.rs",
            "abi/src/check.rs",
            "abi/src/record.rs",
            "abi/src/value.rs",
        ],
        "a value may be a record or an array, both have values, and both are made by their check",
    ),
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
        &["sdk/src/typed/field.rs", "sdk/src/typed/record.rs"],
        "a record has fields, and a field may be a record",
    ),
    (
        &[
            "host/src/engine/builtin/builder.rs",
            "host/src/engine/builtin/module.rs",
        ],
        "a builder makes a module, and a module begins as a builder",
    ),
    (
        &[
            "host/src/engine/lua/element.rs",
            "host/src/engine/lua/value.rs",
        ],
        "a record has values, and a value may be a record",
    ),
    (
        &[
            "host/src/engine/wasm/gate/cost.rs",
            "host/src/engine/wasm/gate/counts.rs",
        ],
        "costs are counted, and a count is weighed by its cost",
    ),
    (
        &[
            "host/src/engine/wasm/gate/exports.rs",
            "host/src/engine/wasm/gate/imports.rs",
            "host/src/engine/wasm/gate/mod.rs",
            "host/src/engine/wasm/gate/version.rs",
        ],
        "one report is filled by the checks of exports, imports and version",
    ),
    (
        &[
            "host/src/engine/wasm/read.rs",
            "host/src/engine/wasm/read/element.rs",
            "host/src/engine/wasm/read/page.rs",
        ],
        "one delivery, in two ways",
    ),
    (
        &["host/src/error.rs", "host/src/error/class.rs"],
        "an error has a class, which is read from it",
    ),
    (
        &[
            "host-testkit/src/expect/costs.rs",
            "host-testkit/src/expect/kit.rs",
            "host-testkit/src/expect/unused.rs",
            "host-testkit/src/expect/world.rs",
        ],
        "a kit makes its world, and checks costs and unused answers of itself",
    ),
    (
        &[
            "host-testkit/src/expect/expectation.rs",
            "host-testkit/src/expect/outcome.rs",
        ],
        "an outcome checks itself by what was expected of it",
    ),
    (
        &[
            "host-testkit/src/expect/shape/contents.rs",
            "host-testkit/src/expect/shape/mod.rs",
        ],
        "a shape has contents, which may have a shape",
    ),
    (
        &[
            "host-testkit/src/fixture/build.rs",
            "host-testkit/src/fixture/mod.rs",
            "host-testkit/src/fixture/prebuilt.rs",
        ],
        "a fixture is built, or read, by its own kind",
    ),
    (
        &["bench/src/figures/flow.rs", "bench/src/figures/mod.rs"],
        "a group of figures uses what all figures share",
    ),
    (
        &[
            "bench/src/peers/component.rs",
            "bench/src/peers/lua.rs",
            "bench/src/peers/mod.rs",
        ],
        "peers implement the trait that lists them",
    ),
    (
        &[
            "fuzz/src/model/block.rs",
            "fuzz/src/model/record.rs",
            "fuzz/src/model/write.rs",
        ],
        "the model reads by writing again",
    ),
    (
        &[
            "tests/foreign/src/runs/ends.rs",
            "tests/foreign/src/runs/mod.rs",
            "tests/foreign/src/runs/reads.rs",
            "tests/foreign/src/runs/writes.rs",
        ],
        "the table of runs, and the helpers of its rows",
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
    check_rule(
        "files that name each other are at most four, listed here with the reason",
        "have what both need in a file that both name",
        &findings,
    );
    assert_eq!(natural.len(), NATURAL.len(), "a reason for no circle");
}

/// The floors of the guest: a file names files of its own floor and of those before it.
const FLOORS: [&str; 12] = [
    "arena/", "door/", "error/", "run/", "untyped/", "context/", "typed/", "values/", "sys/",
    "handler/", "entry/", "lib.rs",
];
/// Files beside the floors: the names that an author sees.
const BESIDE: [&str; 4] = ["field.rs", "guide.rs", "prelude.rs", "select.rs"];

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
    check_rule(
        "arena <- door <- error <- run <- untyped <- context <- typed <- values <- sys <- handler \
         <- entry",
        "move what is needed down, or hand it in as an argument",
        &findings,
    );
}
