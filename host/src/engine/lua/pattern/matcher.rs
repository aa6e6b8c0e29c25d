//! A pattern that is tried at places of a text.

use super::class::{is_in, is_of};
use super::{Steps, Stop};

/// Most captures of a pattern.
const MAX_CAPTURES: usize = 32;

/// Most tries inside of tries, as in Lua: this bounds their use of the host's stack.
const MAX_DEPTH: usize = 200;

/// A part of a text that a pattern captures.
#[derive(Debug, Clone, Copy)]
enum Capture {
    /// It begins here, and has no end yet.
    Open(usize),
    /// The position itself.
    Position(usize),
    /// Its beginning, and its number of bytes.
    Text(usize, usize),
}

/// The value of a capture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Captured<'a> {
    /// A position in the text, counted from 1.
    Position(usize),
    /// A part of the text.
    Text(&'a [u8]),
}

/// Tries a pattern at places of a text.
pub(in super::super) struct Matcher<'a, 's, 'l, E> {
    text: &'a [u8],
    pattern: &'a [u8],
    captures: Vec<Capture>,
    depth: usize,
    steps: &'s mut Steps<'l, E>,
}

type Tried<E> = Result<Option<usize>, Stop<E>>;

impl<'a, 's, 'l, E> Matcher<'a, 's, 'l, E> {
    /// Creates a matcher; `pattern` has no anchor.
    pub(in super::super) fn new(
        text: &'a [u8],
        pattern: &'a [u8],
        steps: &'s mut Steps<'l, E>,
    ) -> Self {
        Self {
            text,
            pattern,
            captures: Vec::new(),
            depth: 0,
            steps,
        }
    }

    /// Returns the first match that begins at `from` or, unless `anchored` is set, later. It does
    /// not end at `last`, the end of the previous match.
    ///
    /// # Errors
    /// A malformed pattern, or a limit.
    pub(in super::super) fn search(
        &mut self,
        from: usize,
        last: Option<usize>,
        anchored: bool,
    ) -> Result<Option<(usize, usize)>, Stop<E>> {
        let mut at = from;
        while at <= self.text.len() {
            self.captures.clear();
            self.depth = 0;
            if let Some(end) = self.try_at(at, 0)?.filter(|end| Some(*end) != last) {
                return Ok(Some((at, end)));
            }
            if anchored {
                break;
            }
            at += 1;
        }
        Ok(None)
    }

    /// Returns the number of captures of the match.
    pub(in super::super) fn captures(&self) -> usize {
        self.captures.len()
    }

    /// Returns the capture of this number, from 0; the whole match if the pattern has none.
    ///
    /// # Errors
    /// If there is no such capture, or it has no end.
    pub(in super::super) fn captured(
        &self,
        index: usize,
        (start, end): (usize, usize),
    ) -> Result<Captured<'a>, Stop<E>> {
        match self.captures.get(index) {
            None if index == 0 => Ok(Captured::Text(&self.text[start..end])),
            None => Err(no_capture(index)),
            Some(Capture::Open(_)) => Err(Stop::mistake("unfinished capture")),
            Some(Capture::Position(at)) => Ok(Captured::Position(at + 1)),
            Some(&Capture::Text(at, size)) => Ok(Captured::Text(&self.text[at..at + size])),
        }
    }

    /// Returns the text of a match.
    pub(super) fn whole(&self, start: usize, end: usize) -> &'a [u8] {
        &self.text[start..end]
    }

    /// Returns a byte of the pattern; 0 after its end, as in C.
    fn byte(&self, at: usize) -> u8 {
        self.pattern.get(at).copied().unwrap_or(0)
    }

    fn text_byte(&self, at: usize) -> u8 {
        self.text.get(at).copied().unwrap_or(0)
    }

    fn try_at(&mut self, s: usize, p: usize) -> Tried<E> {
        if self.depth == MAX_DEPTH {
            return Err(Stop::mistake("pattern too complex"));
        }
        self.depth += 1;
        let end = self.items(s, p);
        self.depth -= 1;
        end
    }

    /// Matches the rest of the pattern.
    fn items(&mut self, mut s: usize, mut p: usize) -> Tried<E> {
        loop {
            self.steps.take(1)?;
            if p >= self.pattern.len() {
                return Ok(Some(s));
            }
            let passed = match (self.byte(p), self.byte(p + 1)) {
                (b'(', b')') => return self.open(s, p + 2, Capture::Position(s)),
                (b'(', _) => return self.open(s, p + 1, Capture::Open(s)),
                (b')', _) => return self.close(s, p + 1),
                (b'$', _) if p + 1 == self.pattern.len() => {
                    return Ok((s == self.text.len()).then_some(s));
                }
                (b'%', b'b') => self.balance(s, p + 2)?.map(|s| (s, p + 4)),
                (b'%', b'f') => self.frontier(s, p + 2)?.map(|p| (s, p)),
                (b'%', digit) if digit.is_ascii_digit() => {
                    self.again(s, digit)?.map(|s| (s, p + 2))
                }
                _ => match self.item(s, p)? {
                    Item::Goes(s, p) => Some((s, p)),
                    Item::Ends(end) => return Ok(end),
                },
            };
            match passed {
                Some(next) => (s, p) = next,
                None => return Ok(None),
            }
        }
    }

    /// Matches a single character, with the repetition that follows it.
    fn item(&mut self, s: usize, p: usize) -> Result<Item, Stop<E>> {
        let end = self.class_end(p)?;
        let is = self.single(s, p, end)?;
        let ended = match (is, self.byte(end)) {
            (false, b'*' | b'?' | b'-') => return Ok(Item::Goes(s, end + 1)),
            (false, _) => None,
            (true, b'?') => match self.try_at(s + 1, end + 1)? {
                None => return Ok(Item::Goes(s, end + 1)),
                found => found,
            },
            (true, b'+') => self.most(s + 1, p, end)?,
            (true, b'*') => self.most(s, p, end)?,
            (true, b'-') => self.least(s, p, end)?,
            (true, _) => return Ok(Item::Goes(s + 1, end)),
        };
        Ok(Item::Ends(ended))
    }

    /// Returns the end of a single character of the pattern.
    fn class_end(&mut self, p: usize) -> Result<usize, Stop<E>> {
        let end = self.pattern.len();
        match self.byte(p) {
            b'%' if p + 1 >= end => Err(Stop::mistake("malformed pattern (ends with '%')")),
            b'%' => Ok(p + 2),
            b'[' => {
                let mut at = p + 1 + usize::from(self.byte(p + 1) == b'^');
                // The first character is always part of the set.
                loop {
                    if at >= end {
                        return Err(Stop::mistake("malformed pattern (missing ']')"));
                    }
                    at += 1 + usize::from(self.byte(at) == b'%' && at + 1 < end);
                    if self.byte(at) == b']' {
                        self.steps.take((at - p) / 8)?;
                        return Ok(at + 1);
                    }
                }
            }
            _ => Ok(p + 1),
        }
    }

    /// Returns whether the character at `s` matches the pattern from `p` to `end`.
    fn single(&mut self, s: usize, p: usize, end: usize) -> Result<bool, Stop<E>> {
        let Some(&byte) = self.text.get(s) else {
            return Ok(false);
        };
        self.steps.take(1 + (end - p) / 4)?;
        Ok(match self.byte(p) {
            b'.' => true,
            b'%' => is_of(byte, self.byte(p + 1)),
            b'[' => is_in(byte, &self.pattern[p + 1..end - 1]),
            one => one == byte,
        })
    }

    fn most(&mut self, s: usize, p: usize, end: usize) -> Tried<E> {
        let mut count = 0;
        while self.single(s + count, p, end)? {
            count += 1;
        }
        loop {
            if let Some(found) = self.try_at(s + count, end + 1)? {
                return Ok(Some(found));
            }
            if count == 0 {
                return Ok(None);
            }
            count -= 1;
        }
    }

    fn least(&mut self, mut s: usize, p: usize, end: usize) -> Tried<E> {
        loop {
            if let Some(found) = self.try_at(s, end + 1)? {
                return Ok(Some(found));
            }
            if !self.single(s, p, end)? {
                return Ok(None);
            }
            s += 1;
        }
    }

    fn open(&mut self, s: usize, p: usize, capture: Capture) -> Tried<E> {
        if self.captures.len() >= MAX_CAPTURES {
            return Err(Stop::mistake("too many captures"));
        }
        self.captures.push(capture);
        let found = self.try_at(s, p)?;
        if found.is_none() {
            self.captures.pop();
        }
        Ok(found)
    }

    fn close(&mut self, s: usize, p: usize) -> Tried<E> {
        let mut open = self.captures.iter().enumerate().rev();
        let open = open.find_map(|(index, capture)| match capture {
            Capture::Open(start) => Some((index, *start)),
            _ => None,
        });
        let Some((index, start)) = open else {
            return Err(Stop::mistake("invalid pattern capture"));
        };
        self.captures[index] = Capture::Text(start, s - start);
        let found = self.try_at(s, p)?;
        if found.is_none() {
            self.captures[index] = Capture::Open(start);
        }
        Ok(found)
    }

    fn balance(&mut self, s: usize, p: usize) -> Tried<E> {
        if p + 1 >= self.pattern.len() {
            let text = "malformed pattern (missing arguments to '%b')";
            return Err(Stop::mistake(text));
        }
        let (begin, end) = (self.byte(p), self.byte(p + 1));
        if self.text_byte(s) != begin {
            return Ok(None);
        }
        let mut open = 1;
        let mut at = s + 1;
        while at < self.text.len() {
            self.steps.take(1)?;
            let byte = self.text[at];
            at += 1;
            if byte == end {
                open -= 1;
                if open == 0 {
                    return Ok(Some(at));
                }
            } else if byte == begin {
                open += 1;
            }
        }
        Ok(None)
    }

    /// Returns the place in the pattern after a frontier, if there is one at `s`.
    fn frontier(&mut self, s: usize, p: usize) -> Tried<E> {
        if self.byte(p) != b'[' {
            return Err(Stop::mistake("missing '[' after '%f' in pattern"));
        }
        let end = self.class_end(p)?;
        self.steps.take((end - p) / 4)?;
        let before = if s == 0 { 0 } else { self.text_byte(s - 1) };
        let set = &self.pattern[p + 1..end - 1];
        let is = !is_in(before, set) && is_in(self.text_byte(s), set);
        Ok(is.then_some(end))
    }

    /// Returns the end of an earlier capture's text, if `s` has the same text.
    fn again(&mut self, s: usize, digit: u8) -> Tried<E> {
        let index = usize::from(digit - b'0');
        let (start, size) = match index.checked_sub(1).and_then(|at| self.captures.get(at)) {
            Some(&Capture::Text(start, size)) => (start, size),
            Some(Capture::Position(_)) => return Ok(None),
            Some(Capture::Open(_)) | None => {
                return Err(Stop::mistake(format!("invalid capture index %{index}")));
            }
        };
        self.steps.take(size / 16)?;
        let is = self.text.get(s..s + size) == Some(&self.text[start..start + size]);
        Ok(is.then_some(s + size))
    }
}

/// The result of matching a single character.
enum Item {
    /// The match continues at this place of the text and of the pattern.
    Goes(usize, usize),
    /// The rest of the pattern was tried, with this result.
    Ends(Option<usize>),
}

/// Returns the error of a capture that the pattern does not have.
pub(super) fn no_capture<E>(index: usize) -> Stop<E> {
    Stop::mistake(format!("invalid capture index %{}", index + 1))
}
