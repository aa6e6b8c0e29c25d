//! All that is wrong with a module.

use crate::error::Finding;

#[derive(Default)]
pub(super) struct Findings(Vec<Finding>);

impl Findings {
    pub(super) fn add(
        &mut self,
        what: impl Into<String>,
        found: impl Into<String>,
        allowed: impl Into<String>,
    ) {
        self.0.push(Finding::new(what, found, allowed));
    }

    pub(super) fn append(&mut self, mut findings: Vec<Finding>) {
        self.0.append(&mut findings);
    }

    pub(super) fn add_unless_any(&mut self, what: &str, found: String, allowed: &str) {
        if self.0.is_empty() {
            self.add(what, found, allowed);
        }
    }

    pub(super) fn into_vec(self) -> Vec<Finding> {
        self.0
    }
}
