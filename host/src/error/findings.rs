//! Findings about a module, up to a limit.

use super::Finding;
use crate::shown::short;

/// Most findings that are listed for one module.
const MOST: usize = 20;

/// The errors of a module: the first findings, and the number of further ones.
#[derive(Default)]
pub(crate) struct Findings {
    list: Vec<Finding>,
    more: usize,
}

impl Findings {
    /// Adds a finding, whose texts may come from the module.
    pub(crate) fn push(&mut self, finding: &Finding) {
        if self.list.len() == MOST {
            self.more += 1;
            return;
        }
        self.list.push(Finding {
            what: short(&finding.what),
            found: short(&finding.found),
            expected: short(&finding.expected),
            section: finding.section,
            limit: finding.limit,
        });
    }

    /// Adds a finding about a rule in this section of ABI.md.
    pub(crate) fn add(
        &mut self,
        section: u8,
        what: impl Into<String>,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) {
        self.push(&Finding::new(what, found, expected).of_section(section));
    }

    /// Adds all of these.
    pub(crate) fn append(&mut self, findings: impl IntoIterator<Item = Finding>) {
        findings.into_iter().for_each(|finding| self.push(&finding));
    }

    /// Returns whether there are no findings.
    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns the findings; if some are not listed, the last one gives their number.
    pub(crate) fn into_vec(mut self) -> Vec<Finding> {
        if self.more > 0 {
            let found = format!("{} findings that are not listed", self.more);
            self.list.push(Finding::new("the rest", found, "none"));
        }
        self.list
    }

    /// Returns `Ok` if there are no findings.
    ///
    /// # Errors
    /// The findings.
    pub(crate) fn none(self) -> Result<(), Vec<Finding>> {
        if self.is_empty() {
            Ok(())
        } else {
            Err(self.into_vec())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_findings_are_counted_and_long_ones_cut() {
        let mut findings = Findings::default();
        for number in 0..1_000 {
            findings.add(1, format!("part {number}"), "x".repeat(100_000), "\u{202e}");
        }
        let told = findings.into_vec();
        assert_eq!(told.len(), MOST + 1);
        assert_eq!(told[MOST].found, "980 findings that are not listed");
        assert_eq!(told[0].expected, "\\u{202e}");
        let bytes: usize = told.iter().map(|finding| finding.to_string().len()).sum();
        assert!(bytes < 20_000, "{bytes}");
    }
}
