//! A strict reader of the text format of Prometheus, version 0.0.4. It panics at a text that breaks
//! a rule.

use std::collections::{BTreeMap, BTreeSet};

type Labels = BTreeMap<String, String>;

/// A parsed text.
pub struct Text {
    kinds: BTreeMap<String, String>,
    samples: Vec<(String, Labels, f64)>,
}

impl Text {
    /// Parses a text and checks it against the rules.
    pub fn read(text: &str) -> Self {
        assert!(text.ends_with('\n'), "the last line ends with a newline");
        let mut read = Self {
            kinds: BTreeMap::new(),
            samples: Vec::new(),
        };
        let (mut helped, mut current) = (BTreeSet::new(), String::new());
        for line in text.trim_end_matches('\n').split('\n') {
            if let Some(rest) = line.strip_prefix("# HELP ") {
                let (name, help) = rest.split_once(' ').expect("a help has a text");
                assert!(!help.is_empty() && is_name(name), "{line}");
                assert!(helped.insert(name.to_owned()), "one help: {line}");
            } else if let Some(rest) = line.strip_prefix("# TYPE ") {
                let (name, kind) = rest.split_once(' ').expect("a type has a name");
                let kinds = ["counter", "gauge", "histogram"];
                assert!(kinds.contains(&kind) && is_name(name), "{line}");
                assert!(helped.contains(name), "help comes first: {line}");
                let before = read.kinds.insert(name.to_owned(), kind.to_owned());
                assert_eq!(before, None, "one type: {line}");
                name.clone_into(&mut current);
            } else {
                let (name, labels, value) = sample(line);
                read.check_family(&current, &name, line);
                let same =
                    |(other, own, _): &(String, Labels, f64)| *other == name && *own == labels;
                assert!(!read.samples.iter().any(same), "a series once: {line}");
                read.samples.push((name, labels, value));
            }
        }
        read.check_histograms();
        read
    }

    /// The value of a series.
    pub fn value(&self, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
        let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let labels: Labels = labels.iter().map(pair).collect();
        let mut found = self.samples.iter();
        let found = found.find(|(other, own, _)| other == name && *own == labels);
        found.map(|(_, _, value)| *value)
    }

    /// The type of these series.
    pub fn kind(&self, name: &str) -> Option<&str> {
        self.kinds.get(name).map(String::as_str)
    }

    /// Checks that all lines of a family are consecutive, and have its name.
    fn check_family(&self, family: &str, name: &str, line: &str) {
        let kind = self.kind(family).expect("a type comes before its samples");
        let fits = match name.strip_prefix(family) {
            Some("") => kind != "histogram",
            Some("_bucket" | "_sum" | "_count") => kind == "histogram",
            _ => false,
        };
        assert!(fits, "not of {family}: {line}");
    }

    /// Checks that buckets are cumulative, and that the last one is `+Inf` and equals the count.
    fn check_histograms(&self) {
        let histograms = self.kinds.iter().filter(|(_, kind)| *kind == "histogram");
        for (name, _) in histograms {
            let bucket = format!("{name}_bucket");
            let mut last: BTreeMap<Labels, (f64, f64)> = BTreeMap::new();
            for (_, labels, value) in self.samples.iter().filter(|(own, ..)| *own == bucket) {
                let mut labels = labels.clone();
                let bound = labels.remove("le").expect("a bucket has a bound");
                let bound = number(&bound).expect("a bound is a number");
                let before = last.insert(labels, (bound, *value));
                let (lower, fewer) = before.unwrap_or((f64::NEG_INFINITY, 0.0));
                assert!(lower < bound && fewer <= *value, "{name} {bound}");
            }
            for (labels, (bound, all)) in last {
                assert!(bound.is_infinite(), "{name} has a bucket for all");
                let pairs: Vec<_> = labels
                    .iter()
                    .map(|(n, v)| (n.as_str(), v.as_str()))
                    .collect();
                assert_eq!(self.value(&format!("{name}_count"), &pairs), Some(all));
                assert!(self.value(&format!("{name}_sum"), &pairs).is_some());
            }
        }
    }
}

fn is_name(name: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphabetic() || c == '_';
    name.starts_with(|c| letter(c) || c == ':')
        && name
            .chars()
            .all(|c| letter(c) || c == ':' || c.is_ascii_digit())
}

fn number(text: &str) -> Option<f64> {
    match text {
        "+Inf" => Some(f64::INFINITY),
        _ if text.starts_with(|c: char| c.is_ascii_digit()) => text.parse().ok(),
        _ => None,
    }
}

/// `name{label="value",..} number`.
fn sample(line: &str) -> (String, Labels, f64) {
    let end = line.find(['{', ' ']).expect("a name ends");
    let (name, mut rest) = line.split_at(end);
    assert!(is_name(name), "{line}");
    let mut labels = Labels::new();
    if let Some(inside) = rest.strip_prefix('{') {
        rest = inside;
        loop {
            let (label, after) = rest.split_once("=\"").expect("a label has a value");
            assert!(is_name(label) && !label.contains(':'), "{line}");
            let (value, after) = quoted(after);
            assert_eq!(labels.insert(label.to_owned(), value), None, "{line}");
            if let Some(after) = after.strip_prefix('}') {
                rest = after;
                break;
            }
            rest = after.strip_prefix(',').expect("labels are separated");
        }
    }
    let value = rest.strip_prefix(' ').expect("one space before the value");
    let value = number(value).expect("a value is a number");
    (name.to_owned(), labels, value)
}

/// A value up to its closing quote, and the rest of the text.
fn quoted(text: &str) -> (String, &str) {
    let (mut value, mut letters) = (String::new(), text.char_indices());
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (value, &text[at + 1..]),
            '\\' => value.push(match letters.next() {
                Some((_, 'n')) => '\n',
                Some((_, letter @ ('\\' | '"'))) => letter,
                other => panic!("no escape: {other:?}"),
            }),
            letter => value.push(letter),
        }
    }
    panic!("no end of {text}")
}

#[test]
fn the_reader_is_strict() {
    let refused = |text: &str| std::panic::catch_unwind(|| Text::read(text)).is_err();
    let good = "# HELP a b\n# TYPE a counter\na{b=\"c\"} 1\n";
    assert!(!refused(good));
    for (from, to) in [
        ("# HELP a b\n", ""),
        ("# TYPE a counter\n", ""),
        ("counter", "count"),
        ("\"c\"", "\"c"),
        ("\"c\"", "\"\\c\""),
        ("} 1", "}  1"),
        (" 1\n", " one\n"),
        (" 1\n", " 1"),
        ("a{b", "d{b"),
        ("a{b=\"c\"} 1\n", "a{b=\"c\"} 1\na{b=\"c\"} 2\n"),
        ("counter\na{", "histogram\na_bucket{le=\"1\","),
    ] {
        assert!(
            good.contains(from) && refused(&good.replace(from, to)),
            "{from:?} as {to:?}"
        );
    }
}
