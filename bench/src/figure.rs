//! Figures: each has a name, a number, and a threshold for the number.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs, io};

use serde_json::{Map, Number, Value};

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Its name.
    pub name: &'static str,
    /// The number.
    pub value: Amount,
    /// The threshold for the number.
    pub threshold: Threshold,
    /// The numbers behind it, a line each.
    pub notes: Vec<String>,
}

/// The threshold for a figure's number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Threshold {
    /// The most that it should be.
    AtMost(Amount),
    /// The least that it should be.
    AtLeast(Amount),
    /// None: the number is only reported.
    Reported,
}

impl std::fmt::Display for Threshold {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::AtMost(amount) => f.pad(&format!("<= {amount}")),
            Self::AtLeast(amount) => f.pad(&format!(">= {amount}")),
            Self::Reported => f.pad("-"),
        }
    }
}

/// The number of a figure, in the unit in which it is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    /// A quotient, with three decimals.
    Ratio(f64),
    /// A number of bytes.
    Bytes(u64),
    /// A time in seconds, with two decimals.
    Seconds(f64),
    /// A number with one decimal.
    Number(f64),
}

impl std::fmt::Display for Amount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Ratio(ratio) => f.pad(&format!("{ratio:.3}")),
            Self::Bytes(bytes) => f.pad(&bytes.to_string()),
            Self::Seconds(seconds) => f.pad(&format!("{seconds:.2}")),
            Self::Number(number) => f.pad(&format!("{number:.1}")),
        }
    }
}

impl Figure {
    /// Returns whether the number is within the threshold, as both are written.
    pub fn holds(&self) -> bool {
        let written = |amount: Amount| amount.to_string().parse().unwrap_or(f64::NAN);
        match self.threshold {
            Threshold::AtMost(threshold) => written(self.value) <= written(threshold),
            Threshold::AtLeast(threshold) => written(self.value) >= written(threshold),
            Threshold::Reported => true,
        }
    }
}

/// All figures for people: number, threshold, whether it holds, and the numbers behind it.
pub fn table(figures: &[Figure]) -> String {
    let mut out = format!("{:<28}{:>12}{:>12}\n", "figure", "is", "threshold");
    for figure in figures {
        let Figure {
            name,
            value,
            threshold,
            ..
        } = figure;
        let verdict = match figure.threshold {
            Threshold::Reported => "",
            _ if figure.holds() => "ok",
            _ => "MISSED",
        };
        let _infallible = writeln!(out, "{name:<28}{value:>12}{threshold:>12}  {verdict}");
        for note in &figure.notes {
            let _infallible = writeln!(out, "    {note}");
        }
    }
    out
}

/// All figures for programs: a line each, `figure <name> <value>`.
pub fn lines(figures: &[Figure]) -> String {
    let line = |figure: &Figure| format!("figure {} {}\n", figure.name, figure.value);
    figures.iter().map(line).collect()
}

/// All figures as JSON: an object with a number for each name.
pub fn json(figures: &[Figure]) -> String {
    let number = |figure: &Figure| match figure.value {
        Amount::Bytes(bytes) => Some(bytes.into()),
        Amount::Ratio(ratio) => Number::from_f64((ratio * 1e3).round() / 1e3),
        Amount::Seconds(seconds) => Number::from_f64((seconds * 1e2).round() / 1e2),
        Amount::Number(number) => Number::from_f64((number * 1e1).round() / 1e1),
    };
    let pair = |figure: &Figure| {
        let value = number(figure).map_or(Value::Null, Value::Number);
        (figure.name.to_owned(), value)
    };
    let object: Map<String, Value> = figures.iter().map(pair).collect();
    format!("{:#}\n", Value::Object(object))
}

/// Writes all figures as JSON to a file in the target directory that contains this program.
///
/// # Errors
/// If the file cannot be written.
pub fn save(figures: &[Figure], file: &str) -> io::Result<PathBuf> {
    let program = env::current_exe()?;
    let target = program.ancestors().nth(2).unwrap_or(&program);
    let path = target.join(file);
    fs::write(&path, json(figures))?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(name: &'static str, value: Amount, threshold: Amount) -> Figure {
        Figure {
            name,
            value,
            threshold: Threshold::AtMost(threshold),
            notes: vec!["of this".to_owned()],
        }
    }

    fn some() -> [Figure; 4] {
        [
            figure("half", Amount::Ratio(0.5), Amount::Ratio(0.7)),
            figure("large", Amount::Bytes(4501), Amount::Bytes(4500)),
            figure("third", Amount::Ratio(1.0 / 3.0), Amount::Ratio(0.3)),
            figure("wait", Amount::Seconds(1.984), Amount::Seconds(3.0)),
        ]
    }

    #[test]
    fn a_line_is_a_name_and_a_plain_number() {
        let text = lines(&some());
        assert_eq!(
            text,
            "figure half 0.500\nfigure large 4501\nfigure third 0.333\nfigure wait 1.98\n"
        );
    }

    #[test]
    fn json_has_the_same_numbers() {
        let read: Value = serde_json::from_str(&json(&some())).unwrap();
        assert_eq!(
            read,
            serde_json::json!({ "half": 0.5, "large": 4501, "third": 0.333, "wait": 1.98 })
        );
    }

    #[test]
    fn the_table_marks_what_is_missed() {
        let text = table(&some());
        let rows: Vec<&str> = text.lines().filter(|row| !row.starts_with(' ')).collect();
        assert!(
            rows[1].ends_with("ok") && rows[2].ends_with("MISSED"),
            "{text}"
        );
        assert!(rows[3].ends_with("MISSED"), "{text}");
        assert_eq!(text.matches("    of this\n").count(), 4);
    }

    #[test]
    fn a_figure_is_judged_as_it_is_written() {
        assert!(figure("ratio", Amount::Ratio(1.000_4), Amount::Ratio(1.0)).holds());
        assert!(!figure("ratio", Amount::Ratio(1.000_6), Amount::Ratio(1.0)).holds());
        assert!(figure("bytes", Amount::Bytes(1100), Amount::Bytes(1100)).holds());
        assert!(!figure("nothing", Amount::Ratio(f64::NAN), Amount::Ratio(1.0)).holds());
        let mut least = figure("least", Amount::Number(0.59), Amount::Ratio(0.0));
        least.threshold = Threshold::AtLeast(Amount::Ratio(0.6));
        assert!(least.holds());
        least.value = Amount::Ratio(0.59);
        assert!(!least.holds());
        least.threshold = Threshold::Reported;
        assert!(least.holds());
    }
}
