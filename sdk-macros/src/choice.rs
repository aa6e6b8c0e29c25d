//! One word out of a few, and what is said of any other.

/// The message for `given`, which is none of `words`.
pub fn unknown(what: &str, given: &str, words: &[&str]) -> String {
    let listed = list(words);
    match nearest(given, words) {
        Some(near) => {
            format!("unknown {what} `{given}`, did you mean `{near}`? There are {listed}")
        }
        None => format!("unknown {what} `{given}`; there are {listed}"),
    }
}

/// The words as a message lists them.
pub fn list(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

/// The word that `given` was probably meant to be.
pub fn nearest<'a>(given: &str, words: &[&'a str]) -> Option<&'a str> {
    let given = given.to_lowercase();
    let far = |word: &&str| distance(&given, word);
    let near = words.iter().copied().min_by_key(far)?;
    (distance(&given, near) <= near.len() / 3).then_some(near)
}

/// How many letters must be put in, left out or changed to get from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, b) in to.chars().enumerate() {
            let changed = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[to.chars().count()]
}

#[cfg(test)]
mod tests {
    use super::{distance, unknown};

    #[test]
    fn distances() {
        for (from, to, expected) in [
            ("", "job", 3),
            ("job", "job", 0),
            ("jbo", "job", 2),
            ("comand", "command", 1),
            ("commands", "command", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(from, to), expected, "{from} {to}");
            assert_eq!(distance(to, from), expected, "{to} {from}");
        }
    }

    #[test]
    fn a_near_word_is_named() {
        let words = ["command", "query", "job"];
        assert_eq!(
            unknown("kind", "Comand", &words),
            "unknown kind `Comand`, did you mean `command`? There are `command`, `query`, `job`"
        );
    }

    #[test]
    fn a_far_word_is_not() {
        let words = ["command", "query", "job"];
        assert_eq!(
            unknown("kind", "function", &words),
            "unknown kind `function`; there are `command`, `query`, `job`"
        );
    }
}
