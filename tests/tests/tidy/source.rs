//! A Rust source, in which code, comments and literals are separated.

/// A Rust source.
pub struct Source {
    /// Its path from the root.
    pub path: String,
    /// The text.
    pub text: String,
    /// The same text with spaces in place of all comments and the insides of literals, so that
    /// every other byte keeps its offset.
    pub code: String,
    /// The contents of text literals, and their offsets.
    pub literals: Vec<(usize, String)>,
}

impl Source {
    /// Separates the parts of a source.
    pub fn new(text: &str, path: &str) -> Self {
        let mut reader = Reader {
            text: text.as_bytes(),
            at: 0,
            code: text.as_bytes().to_vec(),
            literals: Vec::new(),
        };
        reader.read();
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            code: String::from_utf8_lossy(&reader.code).into_owned(),
            literals: reader.literals,
        }
    }

    /// The number of the line that contains this byte.
    pub fn line(&self, at: usize) -> usize {
        1 + self
            .text
            .bytes()
            .take(at)
            .filter(|&byte| byte == b'\n')
            .count()
    }

    /// The offsets of this word in the code, as a word of its own.
    pub fn words(&self, word: &str) -> Vec<usize> {
        let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
        self.code
            .match_indices(word)
            .map(|(at, _)| at)
            .filter(|&at| {
                !self.code[..at].ends_with(part_of_word)
                    && !self.code[at + word.len()..].starts_with(part_of_word)
            })
            .collect()
    }

    /// The length of the code before the module with the file's own tests.
    pub fn before_tests(&self) -> usize {
        let tests = self.code.find("#[cfg(test)]\nmod ");
        tests.unwrap_or(self.code.len())
    }
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    code: Vec<u8>,
    literals: Vec<(usize, String)>,
}

impl Reader<'_> {
    fn read(&mut self) {
        while self.at < self.text.len() {
            let rest = &self.text[self.at..];
            match rest {
                [b'/', b'/', ..] => self.blank(until(rest, b"\n")),
                [b'/', b'*', ..] => self.blank(comment(rest)),
                [b'"', ..] => self.literal(1, quoted(rest), 1),
                [b'r', b'"' | b'#', ..] if !self.in_word() => self.raw(),
                [b'b', b'r', b'"' | b'#', ..] if !self.in_word() => self.at += 1,
                [b'\'', b'\\', ..] => self.blank(2 + until(&rest[2..], b"'").max(1) + 1),
                [b'\'', _, b'\'', ..] => self.blank(3),
                _ => self.at += 1,
            }
        }
    }

    fn in_word(&self) -> bool {
        let before = self.at.checked_sub(1).map(|at| self.text[at]);
        // `br"` is a prefix too.
        before.is_some_and(|byte| (byte.is_ascii_alphanumeric() && byte != b'b') || byte == b'_')
    }

    /// A raw literal, or a raw identifier.
    fn raw(&mut self) {
        let rest = &self.text[self.at..];
        let hashes = rest[1..].iter().take_while(|&&byte| byte == b'#').count();
        if rest.get(1 + hashes) != Some(&b'"') {
            self.at += 1 + hashes;
            return;
        }
        let end = [&b"\""[..], &vec![b'#'; hashes]].concat();
        let start = 2 + hashes;
        let length = start + until(&rest[start..], &end) + end.len();
        self.literal(start, length.min(rest.len()), end.len());
    }

    /// A literal of `length` bytes, with `before` and `after` bytes of marks around its content.
    fn literal(&mut self, before: usize, length: usize, after: usize) {
        let inside = self.at + before
            ..(self.at + length)
                .saturating_sub(after)
                .max(self.at + before);
        let content = String::from_utf8_lossy(&self.text[inside.clone()]).into_owned();
        self.literals.push((self.at, content));
        for byte in &mut self.code[inside] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        self.at += length;
    }

    fn blank(&mut self, length: usize) {
        let end = (self.at + length).min(self.text.len());
        for byte in &mut self.code[self.at..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        self.at = end;
    }
}

/// The number of bytes before `end`, or of all bytes.
fn until(text: &[u8], end: &[u8]) -> usize {
    let found = text.windows(end.len()).position(|window| window == end);
    found.unwrap_or(text.len())
}

/// The length of a literal in quotes.
fn quoted(text: &[u8]) -> usize {
    let mut at = 1;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

/// The length of a comment, which may contain others.
fn comment(text: &[u8]) -> usize {
    let (mut depth, mut at) = (0_u32, 0);
    while at < text.len() {
        match &text[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => {
                (depth, at) = (depth - 1, at + 2);
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    at
}

#[test]
fn comments_and_literals_are_distinguished_from_code() {
    let text = "let a = \"x\\\"y\"; // unsafe\nr#\"un\"safe\"# /* a /* b */ unsafe */ 'u' '\\'' \
                'a: b\"z\" r#type";
    let source = Source::new(text, "x.rs");
    assert_eq!(source.code.len(), text.len());
    assert_eq!(source.words("unsafe"), []);
    let literals: Vec<_> = source
        .literals
        .iter()
        .map(|(_, text)| text.as_str())
        .collect();
    assert_eq!(literals, ["x\\\"y", "un\"safe", "z"]);
    assert!(source.code.contains("'a: b\" \" r#type"), "{}", source.code);
    assert_eq!(source.line(text.len()), 2);
    let source = Source::new("unsafe_code unsafe", "x.rs");
    assert_eq!(source.words("unsafe"), [12]);
}
