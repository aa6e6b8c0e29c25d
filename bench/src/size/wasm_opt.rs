//! The program `wasm-opt`, if the machine has it.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use crate::Error;

/// The features that a guest may use (ABI.md, section 1).
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-reference-types",
];

/// The program `wasm-opt`.
#[derive(Debug, Clone)]
pub struct WasmOpt {
    /// Its version, as it prints it.
    pub version: String,
    dir: PathBuf,
}

impl WasmOpt {
    /// Finds the program, if the machine has it.
    pub fn find() -> Option<Self> {
        let answer = Command::new("wasm-opt").arg("--version").output().ok()?;
        let version = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
        let program = env::current_exe().ok()?;
        answer.status.success().then(|| Self {
            version,
            dir: program.with_file_name("wasm-opt"),
        })
    }

    /// The bytes of the module after `-Oz`. `name` is the name of its files.
    ///
    /// # Errors
    /// If the program refuses the module.
    pub fn optimised(&self, module: &[u8], name: &str) -> Result<usize, Error> {
        fs::create_dir_all(&self.dir)?;
        let [from, to] =
            ["wasm", "opt.wasm"].map(|extension| self.dir.join(name).with_extension(extension));
        fs::write(&from, module)?;
        let mut command = Command::new("wasm-opt");
        command
            .args(FEATURES)
            .arg("-Oz")
            .arg(&from)
            .arg("-o")
            .arg(&to);
        let answer = command.output()?;
        if !answer.status.success() {
            let said = String::from_utf8_lossy(&answer.stderr);
            return Err(format!("wasm-opt on {}: {}", from.display(), said.trim()).into());
        }
        Ok(fs::read(&to)?.len())
    }
}
