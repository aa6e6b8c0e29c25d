//! Addresses of mails.

/// An address, and the name of its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mailbox {
    /// Empty if the address stands alone.
    pub name: String,
    pub address: String,
}

impl Mailbox {
    /// Reads `address` or `Name <address>`; `None` if it is neither. Nothing in the result can
    /// begin a new line or end the address.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.chars().any(char::is_control) {
            return None;
        }
        let Some(before) = text.strip_suffix('>') else {
            return is_address(text).then(|| Self {
                name: String::new(),
                address: text.to_owned(),
            });
        };
        let (name, address) = before.rsplit_once('<')?;
        is_address(address).then_some(Self {
            name: unquoted(name.trim())?,
            address: address.to_owned(),
        })
    }
}

/// Returns whether a text is an address: a name without quotes, and a domain. Letters of other
/// scripts are allowed, since there are servers that take them.
fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let is_atom = |letter: char| {
        letter.is_alphanumeric()
            || letter.is_ascii() && b"!#$%&'*+-/=?^_`{|}~".contains(&(letter as u8))
    };
    text.len() <= 254
        && local.len() <= 64
        && local
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(is_atom))
        && is_domain(domain)
}

/// Returns whether a text is the name of a domain.
pub(super) fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        let is_plain = |letter: char| letter.is_alphanumeric() || letter == '-';
        (1..=63).contains(&label.len())
            && label.chars().all(is_plain)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(is_label)
}

/// A name without the quotes around it; `None` if they do not match.
fn unquoted(name: &str) -> Option<String> {
    let Some(quoted) = name.strip_prefix('"') else {
        return (!name.contains('"')).then(|| name.to_owned());
    };
    let quoted = quoted.strip_suffix('"')?;
    let mut plain = String::new();
    let mut letters = quoted.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => return None,
            '\\' => plain.push(letters.next()?),
            letter => plain.push(letter),
        }
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_with_and_without_a_name() {
        for (text, name, address) in [
            ("a@b.example", "", "a@b.example"),
            (" a.b+c@b ", "", "a.b+c@b"),
            ("Ann Lee <ann@b.example>", "Ann Lee", "ann@b.example"),
            ("<ann@b.example>", "", "ann@b.example"),
            (
                r#""Lee, \"A\"" <ann@b.example>"#,
                r#"Lee, "A""#,
                "ann@b.example",
            ),
            ("Jörg <jörg@bücher.example>", "Jörg", "jörg@bücher.example"),
            ("A <B> <c@d>", "A <B>", "c@d"),
        ] {
            let expected = Mailbox {
                name: name.to_owned(),
                address: address.to_owned(),
            };
            assert_eq!(Mailbox::parse(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let long = format!("{}@b.example", "a".repeat(65));
        for text in [
            "",
            "a",
            "@b.example",
            "a@",
            "a@b..example",
            "a@-b.example",
            "a..b@c",
            ".a@c",
            "a@b, c@d",
            "a b@c",
            "\"a b\"@c",
            "a@b>",
            "<a@b",
            "a@b\r\nBcc: c@d",
            "A\nBcc: c@d <a@b>",
            "\"A <a@b>",
            "A\" <a@b>",
            "\"A\" \"B\" <a@b>",
            "a@[127.0.0.1]",
            "a@b> SIZE=0",
            &long,
        ] {
            assert_eq!(Mailbox::parse(text), None, "{text}");
        }
    }
}
