//! Suggestions for misspelt names.

/// Longer names are compared only as a whole: the guest chooses them, and the search costs the
/// square of their length.
const LONGEST: usize = 64;

/// The name nearest to `wanted`, if it is near enough to be the one that was meant.
pub fn near<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if wanted.len() > LONGEST {
        return None;
    }
    let most = (wanted.len() / 3).clamp(1, 3);
    let distances = names.map(|name| (distance(wanted, name), name));
    let best = distances.min_by_key(|&(distance, _)| distance)?;
    (best.0 <= most).then_some(best.1)
}

/// Number of insertions, deletions, replacements and swaps of neighbours between two names, without
/// regard to case.
fn distance(a: &str, b: &str) -> usize {
    if b.len() > LONGEST {
        return usize::MAX;
    }
    strsim::osa_distance(&a.to_ascii_lowercase(), &b.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{distance, near};

    #[test]
    fn distances() {
        for (a, b, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("Year", "year", 0),
            ("Yaer", "Year", 1),
            ("ab", "ba", 1),
            ("ca", "abc", 3),
            ("Month", "Months", 1),
        ] {
            assert_eq!(distance(a, b), expected, "{a} to {b}");
        }
    }

    #[test]
    fn near_names_only() {
        let names = || ["Year", "Month", "Day"].into_iter();
        assert_eq!(near("Mont", names()), Some("Month"));
        assert_eq!(near("dya", names()), Some("Day"));
        assert_eq!(near("Amount", names()), None);
        assert_eq!(near("Price", names()), None);
    }
}
