//! Every kept input, run through its target.

use std::collections::BTreeSet;
use std::fs;

use heeus_fuzz::{TARGETS, corpus};

/// The most bytes of all kept inputs together.
const MOST_BYTES: usize = 300 << 10;

fn replay(name: &str) {
    let target = TARGETS.iter().find(|target| target.name == name);
    let run = target.expect("a target of this name").run;
    let inputs = corpus::inputs(name).expect("a directory with inputs");
    assert!(!inputs.is_empty(), "corpus/{name} is empty");
    for (path, bytes) in inputs {
        println!("{}", path.display());
        run(&bytes);
    }
}

macro_rules! targets {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            replay(stringify!($name));
        })*

        /// The names of the targets that run here.
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

targets! { blocks writers modules sections state log lua_values lua_patterns json }

#[test]
fn every_target_is_replayed_and_every_input_has_a_target() {
    let names: Vec<_> = TARGETS.iter().map(|target| target.name).collect();
    assert_eq!(names, NAMES);
    let kept = corpus::directory("");
    let entries = fs::read_dir(kept).expect("the directory of all inputs");
    let found: BTreeSet<String> = entries
        .map(|entry| entry.expect("an entry").file_name())
        .map(|name| name.into_string().expect("a name in UTF-8"))
        .collect();
    assert_eq!(found, names.into_iter().map(str::to_owned).collect());
}

#[test]
fn kept_inputs_are_small() {
    let inputs = |target: &heeus_fuzz::Target| corpus::inputs(target.name).expect("inputs");
    let all = TARGETS.iter().flat_map(inputs);
    let bytes: usize = all.map(|(_, bytes)| bytes.len()).sum();
    assert!(bytes <= MOST_BYTES, "{bytes} bytes");
}
