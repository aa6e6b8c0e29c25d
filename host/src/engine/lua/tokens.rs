//! The tokens of a script, as far as they matter for the cost of compiling it.

/// A token of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A name or a keyword.
    Name(&'a [u8]),
    /// A sign of one byte; `=` is an assignment, not a part of `==`.
    Sign(u8),
    /// A text, a number, or another sign.
    Other,
}

/// The tokens of a script, one after the other. A source that is not Lua has tokens too: the
/// compiler reports its errors.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub(super) const fn new(source: &'a [u8]) -> Self {
        Self { rest: source }
    }

    /// Passes over `bytes` bytes.
    fn pass(&mut self, bytes: usize) -> &'a [u8] {
        let (passed, rest) = self.rest.split_at(bytes.min(self.rest.len()));
        self.rest = rest;
        passed
    }

    /// Passes over bytes as long as `is` returns true.
    fn pass_while(&mut self, is: impl Fn(u8) -> bool) -> &'a [u8] {
        let count = self.rest.iter().take_while(|byte| is(**byte)).count();
        self.pass(count)
    }

    /// Passes over a long bracket and its contents, if one begins here.
    fn long(&mut self) -> bool {
        let [b'[', behind @ ..] = self.rest else {
            return false;
        };
        let level = behind.iter().take_while(|byte| **byte == b'=').count();
        if behind.get(level) != Some(&b'[') {
            return false;
        }
        self.pass(level + 2);
        while !self.rest.is_empty() {
            self.pass_while(|byte| byte != b']');
            let closes = self.rest.get(1..=level);
            let closes = closes.is_some_and(|signs| signs.iter().all(|byte| *byte == b'='));
            if closes && self.rest.get(level + 1) == Some(&b']') {
                self.pass(level + 2);
                break;
            }
            self.pass(1);
        }
        true
    }

    fn comment(&mut self) {
        self.pass(2);
        if !self.long() {
            self.pass_while(|byte| byte != b'\n' && byte != b'\r');
        }
    }

    /// Passes over a text in quotes; without a closing quote it ends at the first unescaped line
    /// end.
    fn text(&mut self, quote: u8) {
        self.pass(1);
        loop {
            self.pass_while(|byte| byte != quote && byte != b'\\' && byte != b'\n');
            match self.rest {
                [b'\\', b'z', ..] => {
                    self.pass(2);
                    self.pass_while(|byte| byte == b' ' || (9..=13).contains(&byte));
                }
                // Two bytes that end a line are one escape.
                [b'\\', b'\r', b'\n', ..] | [b'\\', b'\n', b'\r', ..] => {
                    self.pass(3);
                }
                [b'\\', ..] => {
                    self.pass(2);
                }
                _ => {
                    self.pass(1);
                    return;
                }
            }
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let is_name = |byte: u8| byte == b'_' || byte.is_ascii_alphanumeric();
        loop {
            self.pass_while(|byte| byte == b' ' || (9..=13).contains(&byte));
            if self.long() {
                return Some(Token::Other);
            }
            return Some(match self.rest {
                [] => return None,
                [b'-', b'-', ..] => {
                    self.comment();
                    continue;
                }
                [quote @ (b'"' | b'\''), ..] => {
                    self.text(*quote);
                    Token::Other
                }
                [b'0'..=b'9', ..] | [b'.', b'0'..=b'9', ..] => {
                    // A number ends here before the sign of its exponent; the sign is then a token
                    // of its own, which costs nothing.
                    self.pass_while(|byte| is_name(byte) || byte == b'.');
                    Token::Other
                }
                [b':', b':', ..] => {
                    self.pass(2);
                    Token::Name(b"::")
                }
                [b'=' | b'~' | b'<' | b'>', b'=', ..] => {
                    self.pass(2);
                    Token::Other
                }
                [byte, ..] if is_name(*byte) => Token::Name(self.pass_while(is_name)),
                [byte, ..] => {
                    self.pass(1);
                    Token::Sign(*byte)
                }
            });
        }
    }
}
