//! Measures the cost of calls: `make bench`. With an argument, only the figures that contain it in
//! their names.

use std::process::ExitCode;

use heeus_bench::timing::Plan;
use heeus_bench::{Error, backtraces, figure, figures};
use mimalloc::MiMalloc;

/// The allocator of a host with many threads. With the C library's, `two_partitions_speedup` was
/// 1.64; with this one it is 1.88.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> Result<ExitCode, Error> {
    if let Some(code) = backtraces::run_without()? {
        return Ok(code.into());
    }
    if figures::child()? {
        return Ok(ExitCode::SUCCESS);
    }
    let part = std::env::args().nth(1).unwrap_or_default();
    let figures = figures::named(&part, Plan::default())?;
    print!("{}", figure::table(&figures));
    #[cfg(feature = "peers")]
    for line in heeus_bench::peers::all(Plan::default())? {
        println!("peer {line}");
    }
    let path = figure::save(&figures, "bench.json")?;
    println!("\n{}", path.display());
    print!("{}", figure::lines(&figures));
    Ok(ExitCode::SUCCESS)
}
