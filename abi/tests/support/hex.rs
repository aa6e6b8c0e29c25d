//! Bytes as annotated text: a row is `offset  bytes  # note`, with offset and bytes in hex.

/// Parses a dump. Every row's offset must be the number of bytes before it.
pub fn bytes(dump: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for row in dump.lines() {
        let data = row.split('#').next().unwrap_or_default();
        let mut words = data.split_whitespace();
        let Some(offset) = words.next() else {
            continue;
        };
        assert_eq!(
            number(offset, row),
            bytes.len(),
            "the offset of this row: {row}"
        );
        bytes.extend(words.map(|word| {
            assert_eq!(word.len(), 2, "two digits for each byte: {row}");
            u8::try_from(number(word, row)).expect("two digits")
        }));
    }
    bytes
}

fn number(digits: &str, row: &str) -> usize {
    usize::from_str_radix(digits, 16).unwrap_or_else(|error| panic!("{digits}: {error}: {row}"))
}

/// A dump of the bytes, without notes.
pub fn dump(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut text = String::new();
    for (index, row) in bytes.chunks(8).enumerate() {
        write!(text, "{:04x} ", index * 8).expect("a string takes all");
        for byte in row {
            write!(text, " {byte:02x}").expect("a string takes all");
        }
        text.push('\n');
    }
    text
}
