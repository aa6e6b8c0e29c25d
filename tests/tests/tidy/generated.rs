//! The output of macros, as in sdk-macros/golden.

use super::source::Source;
use super::tree::{is_in, sources};
use super::{Finding, check_rule};

fn golden() -> Vec<Source> {
    sources(|path| is_in(path, &["sdk-macros/golden/"]))
}

/// The beginning of the macro's own output: behind the user's function, which stays as it is.
fn begin(source: &Source) -> usize {
    source.code.find("const __extension_").unwrap_or(0)
}

#[test]
fn generated_paths_begin_at_core_or_at_the_sdks_private_door() {
    let mut findings = Vec::new();
    for source in golden() {
        for (at, _) in source.code.match_indices("::") {
            let before = source.code[..at].trim_end();
            let absolute = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '>');
            let path = &source.code[at..];
            let allowed = ["::core::", "::heeus_sdk::__private_1 as __heeus_sdk;"];
            if absolute
                && !path.starts_with("::<")
                && !allowed.iter().any(|root| path.starts_with(root))
            {
                let end = path.find(['(', '<', ' ', '\n', ';']).unwrap_or(path.len());
                findings.push(source.finding(at, format!("`{}`", &path[..end])));
            }
        }
    }
    check_rule(
        "generated code names ::core and ::heeus_sdk::__private_1 only",
        "give what it needs a name in `__private_1`",
        &findings,
    );
}

/// Names to which a user's crate may give another meaning.
const NOT_OURS: [&str; 24] = [
    "Result", "Option", "Some", "None", "Ok", "Err", "String", "Vec", "Box", "str", "u8", "u32",
    "i32", "bool", "Default", "From", "Into", "Sized", "Send", "Sync", "drop", "panic", "assert",
    "concat",
];

#[test]
fn generated_code_relies_on_no_name_around_it() {
    let mut findings: Vec<Finding> = Vec::new();
    for source in golden() {
        let begin = begin(&source);
        for name in NOT_OURS {
            for at in source.words(name).into_iter().filter(|&at| at >= begin) {
                let before = source.code[..at].trim_end();
                if !before.ends_with("::") {
                    findings.push(source.finding(at, format!("`{name}`")));
                }
            }
        }
    }
    check_rule(
        "generated code means what it says in a crate with a `Result`, an `Option` or a `str` of \
         its own",
        "write the whole path: `::core::..`",
        &findings,
    );
}
