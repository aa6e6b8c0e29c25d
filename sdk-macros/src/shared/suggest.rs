//! One word out of a few, and the error for any other word.

use strsim::osa_distance;

/// Returns the message for `given`, which is none of `words`.
pub fn unknown(what: &str, given: &str, words: &[&str]) -> String {
    let listed = list(words);
    match nearest(given, words) {
        Some(near) => {
            format!("unknown {what} `{given}`, did you mean `{near}`? Expected one of {listed}")
        }
        None => format!("unknown {what} `{given}`; expected one of {listed}"),
    }
}

/// Returns the words as a list for a message.
pub fn list(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

/// Returns the word that the user probably meant with `given`.
pub fn nearest<'a>(given: &str, words: &[&'a str]) -> Option<&'a str> {
    let given = given.to_lowercase();
    let far = |word: &&str| osa_distance(&given, word);
    let near = words.iter().copied().min_by_key(far)?;
    (osa_distance(&given, near) <= near.len() / 3).then_some(near)
}

#[cfg(test)]
mod tests {
    use super::unknown;

    #[test]
    fn a_near_word_is_named() {
        let words = ["command", "query", "job"];
        assert_eq!(
            unknown("kind", "Comand", &words),
            "unknown kind `Comand`, did you mean `command`? Expected one of `command`, `query`, \
             `job`"
        );
    }

    #[test]
    fn a_far_word_is_not() {
        let words = ["command", "query", "job"];
        assert_eq!(
            unknown("kind", "function", &words),
            "unknown kind `function`; expected one of `command`, `query`, `job`"
        );
    }
}
