//! The parts of tables that scans visit.

/// The part of a table that a scan visits, and the order of the visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ScanRange<'a> {
    /// The least sort key.
    pub from: &'a [u8],
    /// The end, which is above all sort keys of the part; `None` for the end of the table.
    pub until: Option<&'a [u8]>,
    /// True if the last element is visited first.
    pub is_reverse: bool,
}

impl ScanRange<'_> {
    /// The whole table, in the order of the sort keys.
    pub const ALL: Self = Self {
        from: &[],
        until: None,
        is_reverse: false,
    };

    /// Returns whether no sort key is in the range.
    pub fn is_empty(&self) -> bool {
        self.until.is_some_and(|until| until <= self.from)
    }
}

/// Changes a prefix to the least bytes above all that begin with it. Returns their number, or
/// `None` if there are none.
pub(crate) fn pass_prefix(prefix: &mut [u8]) -> Option<usize> {
    let at = prefix.iter().rposition(|&byte| byte != u8::MAX)?;
    *prefix.get_mut(at)? += 1;
    Some(at + 1)
}

/// Returns the least sort key above all that begin with `prefix`: the end of their range. `None` if
/// there is none.
pub fn after_prefix(prefix: &[u8]) -> Option<Vec<u8>> {
    let mut end = prefix.to_vec();
    let length = pass_prefix(&mut end)?;
    end.truncate(length);
    Some(end)
}
