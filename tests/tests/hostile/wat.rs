//! The conversion of a file of `hostile/` to a module: the prelude with some forms replaced.

use std::fs;
use std::path::{Path, PathBuf};

/// The directory of the guests.
pub fn dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("hostile")
}

/// The module of a guest: `run/endless_loop`.
pub fn module(name: &str) -> Vec<u8> {
    let text = merged(&read("prelude"), &read(name));
    wat::parse_str(&text).unwrap_or_else(|error| panic!("tests/hostile/{name}.wat: {error}"))
}

fn read(name: &str) -> String {
    let path = dir().join(name).with_extension("wat");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The forms of `prelude`, each replaced by the form of the same name in `file`, then the other
/// forms of `file`. Imports are moved to the front.
fn merged(prelude: &str, file: &str) -> String {
    let mut own: Vec<&str> = forms(file);
    let mut all = Vec::new();
    for form in forms(prelude) {
        match own.iter().position(|own| name_of(own) == name_of(form)) {
            Some(place) => all.push(own.remove(place)),
            None => all.push(form),
        }
    }
    all.extend(own);
    // The text format requires imports before all definitions.
    all.sort_by_key(|form| !form.starts_with("(import"));
    format!("(module\n{}\n)", all.join("\n"))
}

/// The outermost forms `(..)` of a text, without comments. Parentheses in strings do not count.
fn forms(text: &str) -> Vec<&str> {
    let mut forms = Vec::new();
    let (mut depth, mut start) = (0_u32, 0);
    let mut rest = text.char_indices();
    while let Some((at, letter)) = rest.next() {
        match letter {
            ';' => drop(rest.find(|(_, letter)| *letter == '\n')),
            '"' => {
                while let Some((_, '\\')) = rest.find(|(_, letter)| matches!(letter, '"' | '\\')) {
                    rest.next();
                }
            }
            '(' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            ')' => {
                depth = depth.checked_sub(1).expect("as many `)` as `(`");
                if depth == 0 {
                    forms.push(&text[start..=at]);
                }
            }
            _ => {}
        }
    }
    assert_eq!(depth, 0, "as many `)` as `(`");
    forms
}

/// The name that a form defines: `$..`, or that of a custom section. `None` for a form that only
/// uses names, such as `(start $begin)`.
fn name_of(form: &str) -> Option<&str> {
    let mut words = form
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')'))
        .filter(|word| !word.is_empty());
    match words.next()? {
        "@custom" => words.next(),
        "import" => words.find(|word| word.starts_with('$')),
        "func" | "data" | "global" | "memory" | "table" => {
            words.next().filter(|word| word.starts_with('$'))
        }
        _ => None,
    }
}

#[test]
fn forms_are_found_and_replaced_by_name() {
    let prelude = "(data $a \"(\\\")\") ;; (\n (func $b (call $x)) (import \"m\" \"n\" (func $c))";
    assert_eq!(forms(prelude).len(), 3);
    let names: Vec<_> = forms(prelude).into_iter().map(name_of).collect();
    assert_eq!(names, [Some("$a"), Some("$b"), Some("$c")]);
    let merged = merged(prelude, "(func $b (nop)) ;; none\n(global $d)");
    assert_eq!(
        merged,
        "(module\n(import \"m\" \"n\" (func $c))\n(data $a \"(\\\")\")\n(func $b (nop))\n(global \
         $d)\n)"
    );
}
