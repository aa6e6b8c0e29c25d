//! The search for a text without a pattern.

use super::{Steps, Stop};

/// Bytes that one step passes over in search of the first byte.
const FAST: usize = 16;

/// Returns whether a pattern has no character with a special meaning.
pub(in super::super) fn is_plain(pattern: &[u8]) -> bool {
    !pattern.iter().any(|byte| b"^$*+?.([%-".contains(byte))
}

/// Returns the first place of `what` in `text`.
///
/// # Errors
/// The limit that was met.
pub(in super::super) fn find<E>(
    text: &[u8],
    what: &[u8],
    steps: &mut Steps<'_, E>,
) -> Result<Option<usize>, Stop<E>> {
    let Some((first, rest)) = what.split_first() else {
        return Ok(Some(0));
    };
    let Some(last) = text.len().checked_sub(what.len()) else {
        return Ok(None);
    };
    let mut at = 0;
    while at <= last {
        // Long searches are divided, so that no step passes over megabytes.
        let end = (at + 64 * FAST).min(last + 1);
        let found = text[at..end].iter().position(|byte| byte == first);
        let Some(skipped) = found else {
            steps.take((end - at) / FAST + 1)?;
            at = end;
            continue;
        };
        at += skipped;
        let candidate = &text[at + 1..at + what.len()];
        let same = candidate.iter().zip(rest).take_while(|(a, b)| a == b);
        let same = same.count();
        steps.take((skipped + same) / FAST + 1)?;
        if same == rest.len() {
            return Ok(Some(at));
        }
        at += 1;
    }
    Ok(None)
}
