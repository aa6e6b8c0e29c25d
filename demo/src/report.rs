//! The report, as tables of text.

use std::io::{self, Write};
use std::path::Path;

use heeus_host_testkit::fixture::WasmFile;

use crate::speed::Speed;
use crate::summary::{Summary, Used};

/// The most line numbers that a reason shows.
const FIRST: usize = 5;
/// The most bad lines that are shown in full.
const BAD: usize = 20;

/// Writes the report.
///
/// # Errors
/// The errors of `out`.
pub(crate) fn write(
    wasm: &WasmFile,
    path: &Path,
    summary: &Summary,
    speed: &Speed,
    out: &mut impl Write,
) -> io::Result<()> {
    let (name, bytes) = (wasm.name(), grouped(wasm.bytes().len()));
    writeln!(out, "{name}: {bytes} bytes")?;
    let (lines, accepted) = (grouped(summary.lines), grouped(summary.accepted));
    let refused_lines = grouped(summary.refused());
    let path = path.display();
    writeln!(
        out,
        "{path}: {lines} lines, {accepted} accepted, {refused_lines} refused"
    )?;
    refused(summary, out)?;
    bad(summary, out)?;
    years(summary, out)?;
    cost(summary, out)?;
    fast(speed, out)
}

fn refused(summary: &Summary, out: &mut impl Write) -> io::Result<()> {
    if summary.refused.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n{:<18}{:<38}{:>5}  first at",
        "refused by", "because", "lines"
    )?;
    for ((by, why), lines) in &summary.refused {
        let first: Vec<_> = lines.iter().take(FIRST).map(usize::to_string).collect();
        let more = if lines.len() > FIRST { ", .." } else { "" };
        let (count, first) = (grouped(lines.len()), first.join(", "));
        writeln!(out, "{by:<18}{why:<38}{count:>5}  {first}{more}")?;
    }
    Ok(())
}

fn bad(summary: &Summary, out: &mut impl Write) -> io::Result<()> {
    if summary.bad.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nwhat the reader found")?;
    for (line, bad) in summary.bad.iter().take(BAD) {
        writeln!(out, "  line {line}: {bad}")?;
    }
    match summary.bad.len().checked_sub(BAD) {
        Some(more @ 1..) => writeln!(out, "  and {} lines more", grouped(more)),
        _ => Ok(()),
    }
}

fn years(summary: &Summary, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n{:>6}{:>8}{:>20}", "year", "days", "amount")?;
    for (year, sum) in &summary.years {
        match sum {
            Ok(sum) => {
                let amount = money(sum.amount.into());
                writeln!(out, "{year:>6}{:>8}{amount:>20}", sum.days)?;
            }
            Err(why) => writeln!(out, "{year:>6}  {why}")?,
        }
    }
    let total = money(summary.total);
    match summary.in_view() {
        Some(_) => writeln!(out, "{:>6}{total:>28}, as much as NewOrder accepted", "all"),
        None => writeln!(out, "NewOrder accepted {total}"),
    }
}

fn cost(summary: &Summary, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "\n{:<18}{:>7}{:>11}{:>9}{:>9}{:>13}{:>14}",
        "extension", "runs", "fuel: min", "median", "max", "arena: peak", "guest memory"
    )?;
    for used in &summary.used {
        let Used {
            name,
            arena,
            memory,
            ..
        } = used;
        let mut fuel = used.fuel.clone();
        fuel.sort_unstable();
        let at = |place: usize| grouped(fuel.get(place).copied().unwrap_or_default());
        let (runs, arena, memory) = (grouped(fuel.len()), grouped(*arena), grouped(*memory));
        let last = fuel.len().saturating_sub(1);
        let (min, median, max) = (at(0), at(last / 2), at(last));
        writeln!(
            out,
            "{name:<18}{runs:>7}{min:>11}{median:>9}{max:>9}{arena:>13}{memory:>14}"
        )?;
    }
    let clean: usize = summary.used.iter().map(|used| used.clean).sum();
    let runs: usize = summary.used.iter().map(|used| used.fuel.len()).sum();
    let (clean, runs) = (grouped(clean), grouped(runs));
    writeln!(
        out,
        "After {clean} of {runs} runs the guest was seen to be as before."
    )
}

fn fast(speed: &Speed, out: &mut impl Write) -> io::Result<()> {
    let rate = grouped(speed.per_second.round());
    let (runs, passes) = (grouped(speed.runs), speed.passes);
    writeln!(out, "\n{rate} runs per second, calls with their apply")?;
    writeln!(
        out,
        "(the median of {passes} passes of {runs} runs, without looking at the guest after each)"
    )
}

/// A number with commas between thousands.
fn grouped(number: impl ToString + Copy) -> String {
    let number = number.to_string();
    let digits = number.trim_start_matches('-').len();
    let mut out = String::new();
    for (index, digit) in number.chars().enumerate() {
        let left = number.len() - index;
        if left < digits && left.is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Cents as money.
fn money(cents: i128) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    format!("{sign}{}.{:02}", grouped(cents / 100), cents % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (-123_456, "-123,456"),
        ] {
            assert_eq!(grouped(number), text);
        }
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

    #[test]
    fn cents_are_money() {
        for (cents, text) in [
            (5, "0.05"),
            (100, "1.00"),
            (-1, "-0.01"),
            (123_456, "1,234.56"),
        ] {
            assert_eq!(money(cents), text);
        }
    }
}
