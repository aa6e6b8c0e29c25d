//! The cost of compiling the worst modules that the gate accepts.

use std::process::Command;
use std::time::Instant;
use std::{env, fs};

use heeus_host::engine::{CompiledModule, EngineConfig};

use crate::Error;
use crate::figure::{Amount, Figure, Threshold};
use crate::shapes::{self, Shape};

/// The variable of a process that is to compile one shape: its name, repetitions in a function, and
/// whether calls are inlined.
const SHAPE: &str = "HEEUS_BENCH_SHAPE";

/// The cost of compiling a module.
struct Cost {
    kib: u64,
    seconds: f64,
}

/// The worst cost of all shapes. Each compiles in a process of its own, so that the memory is its
/// own.
pub fn figures() -> Result<[Figure; 2], Error> {
    let (mut kib, mut seconds, mut notes) = (0, 0.0_f64, Vec::new());
    for (shape, each) in shapes::all() {
        for inlining in [true, false] {
            let (cost, line) = apart(&shape, each, inlining)?;
            kib = kib.max(cost.kib);
            seconds = seconds.max(cost.seconds);
            notes.push(line);
        }
    }
    let memory = Figure {
        name: "compile_worst_bytes",
        value: Amount::Bytes(kib << 10),
        threshold: Threshold::AtMost(Amount::Bytes(64 << 20)),
        notes,
    };
    let time = Figure {
        name: "compile_worst_seconds",
        value: Amount::Seconds(seconds),
        threshold: Threshold::AtMost(Amount::Seconds(2.0)),
        notes: Vec::new(),
    };
    Ok([memory, time])
}

/// Compiles a shape in another process.
fn apart(shape: &Shape, each: u32, inlining: bool) -> Result<(Cost, String), Error> {
    let mut command = Command::new(env::current_exe()?);
    let answer = command
        .env(SHAPE, format!("{} {each} {inlining}", shape.name))
        .output()?;
    let said = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
    let mut words = said.split_whitespace();
    let (Some(Ok(kib)), Some(Ok(seconds))) = (
        words.next().map(str::parse),
        words.next().map(str::parse::<f64>),
    ) else {
        let error = String::from_utf8_lossy(&answer.stderr);
        return Err(format!("{}: {said} {error}", shape.name).into());
    };
    let more: Vec<&str> = words.collect();
    let line = format!(
        "{:<36} {:>9} KiB {seconds:>8.3} s  {}",
        shape.name,
        kib,
        more.join(" ")
    );
    Ok((Cost { kib, seconds }, line))
}

/// Compiles the shape for which this process was started, and prints the cost. Returns `false` if
/// it was started for something else.
///
/// # Errors
/// If the shape does not compile, or the machine does not report memory.
pub fn child() -> Result<bool, Error> {
    let Ok(wanted) = env::var(SHAPE) else {
        return Ok(false);
    };
    let mut words = wanted.split(' ');
    let (Some(name), Some(each), Some(inlining)) = (words.next(), words.next(), words.next())
    else {
        return Err(
            format!("{SHAPE} is {wanted}: expected a shape, a number, true or false").into(),
        );
    };
    let mut shapes = shapes::all().into_iter().map(|(shape, _)| shape);
    let shape = shapes
        .find(|shape| shape.name == name)
        .ok_or("no such shape")?;
    let each = each.parse()?;
    let config = EngineConfig {
        inlining: inlining == "true",
        mem_limit: 64 << 20,
        ..EngineConfig::default()
    };
    let (size, module) = shape.at(&config.module, each);
    // Compiles the shape at size 0 first, so that the costs common to all modules do not count.
    CompiledModule::new("small", &shape.module(0, each), &config)?;
    fs::write("/proc/self/clear_refs", "5")?;
    let before = status("VmRSS:")?;
    let start = Instant::now();
    let compiled = CompiledModule::new(name, &module, &config)?;
    let seconds = start.elapsed().as_secs_f64();
    let kib = status("VmHWM:")?.saturating_sub(before);
    drop(compiled);
    println!(
        "{kib} {seconds} size {size}, {each} in a function, {} bytes, inlining {inlining}",
        module.len()
    );
    Ok(true)
}

/// A number from the kernel's report on this process, in KiB.
fn status(field: &str) -> Result<u64, Error> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number.ok_or("no memory is told")?.parse()?)
}
