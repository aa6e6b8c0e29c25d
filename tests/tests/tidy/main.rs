//! Rules of the tree that no compiler checks. A test reads the files and names each place that
//! breaks a rule, with the remedy.

mod circles;
mod dependencies;
mod directions;
mod examples;
mod files;
mod generated;
mod names;
mod numbers;
mod prose;
mod rooms;
mod source;
mod surface;
mod tree;

use source::Source;

/// A place that breaks a rule.
struct Finding {
    place: String,
    what: String,
}

impl Source {
    /// A finding at a byte of this file.
    fn finding(&self, at: usize, what: impl Into<String>) -> Finding {
        Finding {
            place: format!("{}:{}", self.path, self.line(at)),
            what: what.into(),
        }
    }
}

/// Fails if there are findings. `rule` is the rule, `remedy` says what to do.
#[track_caller]
fn check_rule(rule: &str, remedy: &str, findings: &[Finding]) {
    let lines: Vec<String> = findings
        .iter()
        .map(|Finding { place, what }| format!("  {place}: {what}"))
        .collect();
    assert!(
        lines.is_empty(),
        "\nthe rule: {rule}\n{} break it:\n{}\nwhat to do: {remedy}\n",
        lines.len(),
        lines.join("\n")
    );
}
