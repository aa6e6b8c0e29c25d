//! Replacing matches by a text.

use super::matcher::{Captured, Matcher};
use super::{Steps, Stop};

/// A text in which matches were replaced.
#[derive(Debug)]
pub(in super::super) struct Replaced {
    /// The text; `None` if nothing was replaced.
    pub(in super::super) text: Option<Vec<u8>>,
    /// Number of replaced matches.
    pub(in super::super) count: usize,
}

/// Replaces at most `most` matches of a pattern by `by`, in which `%1` stands for a capture. Calls
/// `room` with a number of bytes before the result grows by them.
///
/// # Errors
/// A malformed pattern or replacement, or a limit.
pub(in super::super) fn replace_all<E>(
    (text, pattern, by): (&[u8], &[u8], &[u8]),
    most: usize,
    steps: &mut Steps<'_, E>,
    room: &mut dyn FnMut(usize) -> Result<(), E>,
) -> Result<Replaced, Stop<E>> {
    let (anchored, pattern) = match pattern {
        [b'^', rest @ ..] => (true, rest),
        all => (false, all),
    };
    let mut out = Out {
        bytes: Vec::new(),
        room,
    };
    let (mut at, mut last, mut count) = (0, None, 0);
    let mut matcher = Matcher::new(text, pattern, steps);
    while count < most {
        let Some((start, end)) = matcher.search(at, last, anchored)? else {
            break;
        };
        count += 1;
        out.add(&text[at..start])?;
        add_one(&matcher, (start, end), by, &mut out)?;
        (at, last) = (end, Some(end));
        if anchored {
            break;
        }
    }
    if count == 0 {
        return Ok(Replaced { text: None, count });
    }
    out.add(&text[at..])?;
    let text = Some(out.bytes);
    Ok(Replaced { text, count })
}

/// Adds the replacement of one match.
fn add_one<E>(
    matcher: &Matcher<'_, '_, '_, E>,
    (start, end): (usize, usize),
    by: &[u8],
    out: &mut Out<'_, E>,
) -> Result<(), Stop<E>> {
    let mut rest = by;
    while let Some(at) = rest.iter().position(|byte| *byte == b'%') {
        out.add(&rest[..at])?;
        let digit = rest.get(at + 1).copied().unwrap_or(0);
        match digit {
            b'%' => out.add(b"%")?,
            b'0' => out.add(matcher.whole(start, end))?,
            b'1'..=b'9' => match matcher.captured(usize::from(digit - b'1'), (start, end))? {
                Captured::Text(text) => out.add(text)?,
                Captured::Position(at) => out.add(at.to_string().as_bytes())?,
            },
            _ => return Err(Stop::mistake("invalid use of '%' in replacement string")),
        }
        rest = &rest[(at + 2).min(rest.len())..];
    }
    out.add(rest)
}

/// A text that grows.
struct Out<'r, E> {
    bytes: Vec<u8>,
    room: &'r mut dyn FnMut(usize) -> Result<(), E>,
}

impl<E> Out<'_, E> {
    fn add(&mut self, bytes: &[u8]) -> Result<(), Stop<E>> {
        let free = self.bytes.capacity() - self.bytes.len();
        if free < bytes.len() {
            let more = (bytes.len() - free).max(self.bytes.len()).max(64);
            (self.room)(more).map_err(Stop::Limit)?;
            self.bytes.reserve_exact(free + more);
        }
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }
}
