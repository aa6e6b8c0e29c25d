//! The cost of deploying a package, and of keeping it.

use std::time::{Duration, Instant};

use heeus_host::App;
use heeus_host::engine::CompiledModule;
use wasm_encoder::{CustomSection, Encode as _};

use crate::Error;
use crate::figure::{Amount, Figure, Threshold};
use crate::timing::{Contender, Plan, interleave};
use crate::{setup, shop};

/// The number of idle packages.
const PACKAGES: u32 = 1000;

/// The cost of replacing a package by itself, its module compiled already, in one partition.
pub fn again() -> Result<Figure, Error> {
    let app = App::in_memory(shop::config(1))?;
    let package = shop::package("flow", shop::wasm()?);
    let work = |times: u32| {
        let packages: Vec<_> = (0..times).map(|_| package.clone()).collect();
        let start = Instant::now();
        for package in packages {
            let deployed = app.deploy(package);
            assert_eq!(deployed, Ok(Vec::new()));
        }
        start.elapsed()
    };
    let plan = Plan {
        rounds: 200,
        turn: Duration::from_millis(5),
    };
    let [series] = interleave(plan, [Contender::timing_itself("deploy again", work)]);
    Ok(Figure {
        name: "deploy_again_us",
        value: Amount::Number(series.median() / 1e3),
        threshold: Threshold::AtMost(Amount::Number(200.0)),
        notes: super::costs([&series]),
    })
}

/// The memory of a thousand packages that are not called, each with a module of its own: code,
/// instance and declarations, in an app of one partition.
pub fn idle() -> Result<Figure, Error> {
    let wasm = setup::fixture("bench/guests/flow").wasm()?;
    let app = App::in_memory(shop::config(1))?;
    let deploy = |number: u32| -> Result<(), Error> {
        let bytes = distinct(wasm.bytes(), number);
        let module = CompiledModule::new(wasm.name(), &bytes, &shop::engine())?;
        app.deploy(shop::package(&format!("flow{number}"), module.into()))?;
        Ok(())
    };
    // The first packages also take memory that is needed only once: for the compiler, its threads,
    // the machine.
    for number in 0..50 {
        deploy(PACKAGES + number)?;
    }
    let before = resident()?;
    for number in 0..PACKAGES {
        deploy(number)?;
    }
    let grown = resident()?.saturating_sub(before);
    Ok(Figure {
        name: "idle_package_kb",
        value: Amount::Number(f64::from(u32::try_from(grown)?) / f64::from(PACKAGES) / 1024.0),
        threshold: Threshold::AtMost(Amount::Number(300.0)),
        notes: vec![format!(
            "{grown} bytes for {PACKAGES} packages of a module of {} bytes",
            wasm.bytes().len()
        )],
    })
}

/// The same module with a section that makes it unique.
fn distinct(module: &[u8], number: u32) -> Vec<u8> {
    let mut bytes = module.to_vec();
    let number = number.to_string();
    let section = CustomSection {
        name: "number".into(),
        data: number.as_bytes().into(),
    };
    bytes.push(0);
    section.encode(&mut bytes);
    bytes
}

/// The bytes of this process in memory.
fn resident() -> Result<u64, Error> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().strip_suffix("kB"));
    let kib: u64 = kib.ok_or("no VmRSS in /proc/self/status")?.trim().parse()?;
    Ok(kib * 1024)
}
