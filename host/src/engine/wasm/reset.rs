//! The check that a reset restores the guest (ABI.md, section 2).
//!
//! It compares all memory below the arena's beginning, globals and tables. It sets to zero the
//! memory on whose contents a guest may not rely: free memory, its stack and the host's own room.
//! So no later run can read there what an earlier run left.

use std::ops::Range;
use std::sync::OnceLock;

use heeus_abi::export;
use heeus_abi::layout::arena;

use super::data::breach;
use super::gate::GateReport;
use super::memory::{number, word};
use crate::engine::ResetCheck;
use crate::error::ErrorKind;

/// The image of a guest after a reset. All instances of a module look the same then, so it is kept
/// with the module.
#[derive(Default)]
pub(super) struct Reference {
    /// Taken after a run that no extension saw; `None` if the guest did not take part.
    untouched: OnceLock<Option<Image>>,
    /// Otherwise taken after the first run.
    first: OnceLock<Image>,
}

/// Parts of a guest's memory that a reset restores, and the rest of the state that it restores.
pub(super) struct Image {
    parts: Vec<(u32, Vec<u8>)>,
    /// Bytes of the memory.
    len: usize,
    /// The arena block, if the guest has one.
    words: Option<Words>,
    globals: Vec<u64>,
}

/// The known parts of an instance's memory.
pub(super) struct Layout<'a> {
    pub(super) report: &'a GateReport,
    /// The stack in the memory.
    pub(super) stack: Option<Range<u32>>,
    /// True if there may be a stack at an unknown place.
    pub(super) hidden_stack: bool,
    /// The block that is kept for the host.
    pub(super) pinned: Range<u32>,
    /// Its part for the arguments of each run.
    pub(super) args: Range<u32>,
}

impl Reference {
    /// Takes the image of an untouched guest, unless it was taken before.
    pub(super) fn prepare(&self, untouched: impl FnOnce() -> Option<Image>) {
        self.untouched.get_or_init(untouched);
    }

    /// Compares memory and globals after a reset, then clears the memory on which no run may rely.
    ///
    /// # Errors
    /// [`ErrorKind::Abi`] with the first difference.
    pub(super) fn compare(
        &self,
        memory: &mut [u8],
        globals: &[u64],
        layout: &Layout<'_>,
    ) -> Result<ResetCheck, ErrorKind> {
        let broken = |what| breach(export::RESET.name, format!("{what} (ABI.md, section 2)"));
        let image = match self.untouched.get() {
            Some(Some(image)) => image,
            _ => self
                .first
                .get_or_init(|| Image::take(memory, globals.to_vec(), layout)),
        };
        image.globals(globals).map_err(broken)?;
        let check = image.memory(memory, layout).map_err(broken)?;
        clear(memory, image.words.map(|words| words.base), layout);
        Ok(check)
    }
}

impl Image {
    /// Copies the memory that a reset must restore: all memory below the arena's beginning, or all
    /// memory if the guest does not report that address; but neither the stack nor the host's own
    /// room.
    pub(super) fn take(memory: &[u8], globals: Vec<u64>, layout: &Layout<'_>) -> Self {
        let words = Words::of(memory, layout);
        let end = words.map(|words| words.base);
        let end = end.unwrap_or_else(|| u32::try_from(memory.len()).unwrap_or(u32::MAX));
        let mut ranges: Vec<_> = std::iter::once(0..end).collect();
        let block = layout.report.capabilities.arena;
        let block = block.map(|at| at..at.saturating_add(number(arena::BYTES)));
        for hole in layout.stack.iter().chain([&layout.args]).chain(&block) {
            cut(&mut ranges, hole);
        }
        let copy = |range: Range<u32>| {
            let bytes = memory.get(range.start as usize..range.end as usize)?;
            Some((range.start, bytes.to_vec()))
        };
        Self {
            parts: ranges.into_iter().filter_map(copy).collect(),
            len: memory.len(),
            words,
            globals,
        }
    }

    fn globals(&self, now: &[u64]) -> Result<(), String> {
        let mut pairs = self.globals.iter().zip(now);
        match pairs.find(|(before, now)| before != now) {
            None => Ok(()),
            Some((before, now)) => Err(format!(
                "a global is {now:#x} after the reset: expected {before:#x} as before"
            )),
        }
    }

    fn memory(&self, memory: &[u8], layout: &Layout<'_>) -> Result<ResetCheck, String> {
        let mut check = ResetCheck::Same;
        if let Some(before) = &self.words {
            let now = Words::of(memory, layout);
            now.map_or(Ok(()), |now| now.check(before, memory, layout))?;
            let statics = layout.report.statics.as_ref();
            if statics.is_some_and(|statics| statics.end > before.base) {
                // An arena in the midst of statics does not report its end.
                check = ResetCheck::Unknown;
            }
        }
        for (start, before) in &self.parts {
            let from = *start as usize;
            let now = memory.get(from..from + before.len()).unwrap_or_default();
            if now == before {
                continue;
            }
            if let Some(changed) =
                difference(*start, before, now, |at| self.must_restore(at, layout))
            {
                return Err(changed);
            }
            check = ResetCheck::Unknown;
        }
        let grown = memory.get(self.len..).unwrap_or_default();
        if self.words.is_none() && !is_zero(grown) {
            check = ResetCheck::Unknown;
        }
        Ok(check)
    }

    /// Returns whether the guest reports that a reset must restore this address.
    fn must_restore(&self, at: u32, layout: &Layout<'_>) -> bool {
        let in_statics = layout.report.statics.as_ref();
        if in_statics.is_some_and(|statics| statics.contains(&at)) {
            return true;
        }
        match self.words {
            None => false,
            Some(_) if layout.hidden_stack => {
                let heap = layout.report.heap_base;
                heap.is_some_and(|heap| at >= heap)
            }
            Some(_) => true,
        }
    }
}

/// The words of an arena block.
#[derive(Clone, Copy)]
struct Words {
    base: u32,
    position: u32,
    peak: u32,
}

impl Words {
    fn of(memory: &[u8], layout: &Layout<'_>) -> Option<Self> {
        let block = layout.report.capabilities.arena?;
        let field = |at| word(memory, block.checked_add(number(at))?);
        Some(Self {
            base: field(arena::BASE)?,
            position: field(arena::POSITION)?,
            peak: field(arena::PEAK)?,
        })
    }

    /// Checks the rules of ABI.md, section 10, that hold after a reset.
    fn check(&self, before: &Self, memory: &[u8], layout: &Layout<'_>) -> Result<(), String> {
        let base = before.base;
        let &Self {
            base: now,
            position,
            peak,
        } = self;
        // If the guest broke the rules already when `before` was taken, only the meaning of the
        // words is checked, not the equality of the peaks.
        let another = before.position == base && peak != before.peak;
        if now != base || position != base || peak > base || another {
            return Err(format!(
                "arena block says base {now}, position {position}, peak {peak}: expected base and \
                 position {base}, peak {}",
                before.peak
            ));
        }
        let pinned = layout.pinned.end;
        if base < pinned || base as usize > memory.len() {
            return Err(format!(
                "arena block says base {base}: expected {pinned}, the end of the pinned blocks, to \
                 {}, the end of the memory",
                memory.len()
            ));
        }
        Ok(())
    }
}

/// Sets to zero the memory on which no run may rely: the stack, the room for arguments, and free
/// memory if the guest reports its beginning. An arena in the midst of statics stays unchanged,
/// since it does not report its end.
fn clear(memory: &mut [u8], base: Option<u32>, layout: &Layout<'_>) {
    let free = base.map(|base| base..u32::MAX);
    let statics = layout.report.statics.as_ref();
    let free = free.filter(|free| statics.is_none_or(|statics| statics.end <= free.start));
    let args = Some(layout.args.clone());
    for range in [layout.stack.clone(), args, free].into_iter().flatten() {
        let end = memory.len().min(range.end as usize);
        let start = end.min(range.start as usize);
        if let Some(bytes) = memory.get_mut(start..end) {
            // Pages that are already zero are not written to.
            for page in bytes.chunks_mut(ZEROS.len()) {
                if !is_zero(page) {
                    page.fill(0);
                }
            }
        }
    }
}

static ZEROS: [u8; 4096] = [0; 4096];

fn is_zero(bytes: &[u8]) -> bool {
    let mut pages = bytes.chunks(ZEROS.len());
    pages.all(|page| ZEROS.get(..page.len()) == Some(page))
}

/// Describes the first changed byte among those for which `must_restore` returns true.
#[cold]
fn difference(
    start: u32,
    before: &[u8],
    now: &[u8],
    must_restore: impl Fn(u32) -> bool,
) -> Option<String> {
    let places = (start..).zip(before.iter().zip(now));
    let mut differing = places.filter(|(at, (before, now))| before != now && must_restore(*at));
    let (at, (before, now)) = differing.next()?;
    let count = 1 + differing.count();
    Some(format!(
        "byte at address {at} is {now:#04x} after the reset: expected {before:#04x} as before \
         ({count} bytes differ)"
    ))
}

/// Removes `hole` from `ranges`.
fn cut(ranges: &mut Vec<Range<u32>>, hole: &Range<u32>) {
    let parts = |range: &Range<u32>| {
        let before = range.start..range.end.min(hole.start);
        let after = range.start.max(hole.end)..range.end;
        [before, after]
    };
    let all = ranges
        .iter()
        .flat_map(parts)
        .filter(|range| range.start < range.end);
    *ranges = all.collect();
}

#[cfg(test)]
mod tests {
    #[test]
    fn holes_are_cut_out() {
        let cut = |hole| {
            let mut ranges = vec![10..20, 30..40];
            super::cut(&mut ranges, &hole);
            ranges
        };
        assert_eq!(cut(12..14), [10..12, 14..20, 30..40]);
        assert_eq!(cut(5..15), [15..20, 30..40]);
        assert_eq!(cut(15..35), [10..15, 35..40]);
        assert_eq!(cut(0..50), []);
        assert_eq!(cut(20..30), [10..20, 30..40]);
    }
}
