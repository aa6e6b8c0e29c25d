//! Whether a reset puts the guest back to where it was.

use std::ops::Range;
use std::sync::OnceLock;

use heeus_abi::export;
use heeus_abi::layout::arena;

use super::data::breach;
use super::gate::GateReport;
use super::memory::{number, word};
use super::names::ARGS;
use crate::engine::ResetCheck;
use crate::error::ErrorKind;

/// How a guest looks after a reset. All instances of a module look the same then, so it is kept with the module.
#[derive(Default)]
pub(super) struct Reference {
    /// Taken after a run that no extension saw; `None` where the guest did not take part.
    untouched: OnceLock<Option<Image>>,
    /// Else taken after the first run.
    first: OnceLock<Image>,
}

/// Parts of a guest's memory, and the arena's begin.
pub(super) struct Image {
    parts: Vec<(u32, Vec<u8>)>,
    arena_base: Option<u32>,
}

impl Reference {
    /// Takes the image of an untouched guest, where nobody did.
    pub(super) fn prepare(&self, untouched: impl FnOnce() -> Option<Image>) {
        self.untouched.get_or_init(untouched);
    }

    /// Compares `memory` after a reset. The pinned block begins at `pinned`.
    ///
    /// # Errors
    /// [`ErrorKind::Abi`] naming the first address that is not as it was.
    pub(super) fn compare(
        &self,
        memory: &[u8],
        report: &GateReport,
        pinned: u32,
    ) -> Result<ResetCheck, ErrorKind> {
        if report.statics.is_none() {
            return Ok(ResetCheck::NotTold);
        }
        let image = match self.untouched.get() {
            Some(Some(image)) => image,
            _ => self
                .first
                .get_or_init(|| Image::take(memory, report, pinned)),
        };
        image
            .compare(memory, report)
            .map_err(|what| breach(export::RESET.name, what))?;
        Ok(ResetCheck::Same)
    }
}

impl Image {
    /// Copies what a reset must restore: static data, and the heap up to the arena where the guest tells both. The room
    /// for arguments is the host's; the arena block is judged by its meaning.
    pub(super) fn take(memory: &[u8], report: &GateReport, pinned: u32) -> Self {
        let block = report.capabilities.arena;
        let arena_base = block.and_then(|block| field(memory, block, arena::BASE));
        let mut ranges = vec![report.statics.clone().unwrap_or_default()];
        if let Some(base) = arena_base {
            // An arena within the statics is free from its begin on.
            for range in &mut ranges {
                range.end = range.end.min(base.max(range.start));
            }
            if let Some(heap) = report.heap_base {
                ranges.push(heap..base);
            }
        }
        cut(&mut ranges, pinned..pinned.saturating_add(ARGS));
        if let Some(block) = block {
            cut(
                &mut ranges,
                block..block.saturating_add(number(arena::BYTES)),
            );
        }
        let copy = |range: Range<u32>| {
            let bytes = memory.get(range.start as usize..range.end as usize)?;
            Some((range.start, bytes.to_vec()))
        };
        Self {
            parts: ranges.into_iter().filter_map(copy).collect(),
            arena_base,
        }
    }

    fn compare(&self, memory: &[u8], report: &GateReport) -> Result<(), String> {
        for (start, before) in &self.parts {
            let start = *start as usize;
            let now = memory.get(start..start + before.len()).unwrap_or_default();
            if now != before {
                return Err(difference(start, before, now));
            }
        }
        let Some((block, base)) = report.capabilities.arena.zip(self.arena_base) else {
            return Ok(());
        };
        let told = |at| field(memory, block, at).unwrap_or(u32::MAX);
        let (now, position, peak) = (told(arena::BASE), told(arena::POSITION), told(arena::PEAK));
        if now != base || position != base || peak > base {
            return Err(format!(
                "arena block says base {now}, position {position}, peak {peak}: expected base and position {base} \
                 and no higher peak"
            ));
        }
        Ok(())
    }
}

fn field(memory: &[u8], block: u32, at: usize) -> Option<u32> {
    word(memory, block.checked_add(number(at))?)
}

#[cold]
fn difference(start: usize, before: &[u8], now: &[u8]) -> String {
    let pairs = before.iter().zip(now);
    let at = pairs.take_while(|(before, now)| before == now).count();
    let byte = |bytes: &[u8]| bytes.get(at).copied().unwrap_or_default();
    let count = before
        .iter()
        .zip(now)
        .filter(|(before, now)| before != now)
        .count();
    format!(
        "byte at address {} is {:#04x} after the reset: expected {:#04x} as before ({count} bytes differ)",
        start + at,
        byte(now),
        byte(before)
    )
}

/// Takes `hole` out of `ranges`.
fn cut(ranges: &mut Vec<Range<u32>>, hole: Range<u32>) {
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
            super::cut(&mut ranges, hole);
            ranges
        };
        assert_eq!(cut(12..14), [10..12, 14..20, 30..40]);
        assert_eq!(cut(5..15), [15..20, 30..40]);
        assert_eq!(cut(15..35), [10..15, 35..40]);
        assert_eq!(cut(0..50), []);
        assert_eq!(cut(20..30), [10..20, 30..40]);
    }
}
