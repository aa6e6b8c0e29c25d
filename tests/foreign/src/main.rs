//! `foreign <guest.wasm>`: checks a guest against ABI.md and prints the verdict on each run. Exits
//! with 0 if no run is broken, with 1 if one is, with 2 if there is no guest.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    let (Some(path), None) = (args.next(), args.next()) else {
        eprintln!("usage: foreign <guest.wasm>; with make: make foreign M=<guest.wasm>");
        return ExitCode::from(2);
    };
    let shown = path.to_string_lossy();
    match std::fs::read(&path) {
        Err(error) => {
            eprintln!("{shown}: {error}");
            ExitCode::from(2)
        }
        Ok(wasm) => {
            let report = heeus_foreign::examine(&shown, &wasm);
            println!("{report}");
            if report.is_good() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
    }
}
