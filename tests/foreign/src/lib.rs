//! Checks a guest in any language against ABI.md.
//!
//! A guest implements all or some of the extensions in the appendix "Conformance of foreign
//! guests". [`examine`] calls them with a table of runs. For each run it reports that the guest
//! passed, which section of ABI.md the guest breaks, or that the guest lacks what the run needs.

mod bench;
mod report;
mod runs;
mod wrong;

use heeus_host::engine::{CompiledModule, EngineConfig};

use bench::Bench;
pub use report::{Line, Report, Verdict};
use wrong::Wrong;

/// Calls a guest with all runs.
pub fn examine(name: &str, wasm: &[u8]) -> Report {
    let mut report = Report::default();
    // A module is compiled once and called only a few times.
    let config = EngineConfig {
        inlining: false,
        ..EngineConfig::default()
    };
    let module = match CompiledModule::new(name, wasm, &config) {
        Ok(module) => module,
        Err(error) => {
            let wrong = Wrong::of(&error, 1);
            report.add("the module is one of ABI 1.0", Verdict::Breaks(wrong));
            return report;
        }
    };
    report.add("the module is one of ABI 1.0", Verdict::Passed);
    let mut bench = Bench::new(module);
    for run in runs::all() {
        let verdict = match bench.lacks(run.needs) {
            Some(what) => Verdict::NotThere(what),
            None => match (run.check)(&mut bench) {
                Ok(()) => Verdict::Passed,
                Err(mut wrong) => {
                    wrong.section.get_or_insert(run.section);
                    Verdict::Breaks(wrong)
                }
            },
        };
        report.add(run.name, verdict);
    }
    report
}
