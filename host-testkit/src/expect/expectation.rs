//! The expectations that a test has stated of one run. None may contradict another, or be stated
//! twice.

use super::outcome::Outcome;

/// An expectation that can be stated once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expectation {
    Ok,
    Error,
    ErrorCode,
    Fault,
    FaultAt,
    Limit,
    Failure,
    AnyEnding,
    AllIntents,
    AnyIntents,
    Results,
    NoLogs,
    HostCalls,
    Fuel,
    Arena,
    Memory,
    Snapshot,
}

impl Expectation {
    /// The method or methods that state it.
    const fn method(self) -> &'static str {
        match self {
            Self::Ok => "expect_ok",
            Self::Error => "expect_error",
            Self::ErrorCode => "expect_error_code",
            Self::Fault => "expect_fault",
            Self::FaultAt => "expect_fault_at",
            Self::Limit => "expect_limit",
            Self::Failure => "expect_failure",
            Self::AnyEnding => "ignore_failure",
            Self::AllIntents => "expect_intents or expect_no_intents",
            Self::AnyIntents => "ignore_intents",
            Self::Results => "expect_result or expect_results",
            Self::NoLogs => "expect_no_logs",
            Self::HostCalls => "expect_host_calls",
            Self::Fuel => "expect_fuel_at_most",
            Self::Arena => "expect_arena_at_most",
            Self::Memory => "expect_memory_at_most",
            Self::Snapshot => "expect_snapshot",
        }
    }

    /// Returns whether it is about the way in which the run ended.
    const fn is_ending(self) -> bool {
        matches!(
            self,
            Self::Ok
                | Self::Error
                | Self::ErrorCode
                | Self::Fault
                | Self::FaultAt
                | Self::Limit
                | Self::Failure
        )
    }

    /// Returns whether the two cannot both hold of one run. Either one would check nothing.
    fn contradicts(self, other: Self) -> bool {
        let one_way = |a: Self, b: Self| match a {
            Self::AnyEnding => b.is_ending() || matches!(b, Self::AllIntents | Self::Results),
            Self::AnyIntents => b == Self::AllIntents,
            Self::Ok => b.is_ending() && b != Self::Ok,
            _ => false,
        };
        one_way(self, other) || one_way(other, self)
    }
}

impl Outcome {
    /// Records an expectation.
    ///
    /// # Panics
    /// If it was stated before, or contradicts one that was.
    #[track_caller]
    pub(super) fn state_once(&mut self, expectation: Expectation) {
        if self.expectations.contains(&expectation) {
            self.fail(&format!(
                "{} is called a second time, which checks nothing; state it once",
                expectation.method()
            ));
        }
        self.need_no_contradiction(expectation);
        self.expectations.push(expectation);
    }

    /// Records an expectation of one part of a text. Other parts may be stated beside it.
    ///
    /// # Panics
    /// If an earlier part contains this one or is contained in it, or if it contradicts another
    /// expectation.
    #[track_caller]
    pub(super) fn state_part(&mut self, expectation: Expectation, part: &str) {
        self.need_text(part);
        let covers = |(before, text): &&(Expectation, String)| {
            *before == expectation && (text.contains(part) || part.contains(text.as_str()))
        };
        if let Some((_, text)) = self.parts.iter().find(covers) {
            self.fail(&format!(
                "{} is called a second time with {part:?} after {text:?}, which checks one of them \
                 for nothing; state it once",
                expectation.method()
            ));
        }
        self.need_no_contradiction(expectation);
        self.expectations.push(expectation);
        self.parts.push((expectation, part.to_owned()));
    }

    /// Fails the test if this expectation contradicts an earlier one.
    #[track_caller]
    fn need_no_contradiction(&self, expectation: Expectation) {
        if let Some(other) = self
            .expectations
            .iter()
            .find(|other| expectation.contradicts(**other))
        {
            self.fail(&format!(
                "{} contradicts {}, which was called before",
                expectation.method(),
                other.method()
            ));
        }
    }

    /// Returns whether the test has stated how it expects the run to fail, or that it may fail.
    pub(super) fn may_fail(&self) -> bool {
        let failing = |expectation: &Expectation| match expectation {
            Expectation::AnyEnding | Expectation::Snapshot => true,
            Expectation::Ok => false,
            expectation => expectation.is_ending(),
        };
        self.expectations.iter().any(failing)
    }

    /// Fails the test if the text is empty, since every text contains the empty one.
    #[track_caller]
    pub(super) fn need_text(&self, text: &str) {
        if text.is_empty() {
            self.fail("an empty text is in every text; expect some part of it");
        }
    }
}
