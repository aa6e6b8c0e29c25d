//! A directory outside of the workspace, and cargo as a user has it there.

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use heeus_host_testkit::fixture::Toolchain;

const WASM: &str = "wasm32-unknown-unknown";
/// The variables that a user's shell has. All others are those of the tests' own cargo.
const KEPT: [&str; 9] = [
    "PATH",
    "HOME",
    "USERPROFILE",
    "SYSTEMROOT",
    "TMPDIR",
    "CARGO_HOME",
    "RUSTUP_HOME",
    "RUSTUP_TOOLCHAIN",
    "HEEUS_WASM_TOOLCHAIN",
];

/// A crate outside of the workspace. It has the same directory each time, so that cargo builds it
/// only once.
pub struct Outside {
    dir: PathBuf,
    target: PathBuf,
    /// A lock against other runs of this test.
    _lock: File,
}

impl Outside {
    /// The directory of a crate for the workspace in `root`, with these files and the versions of
    /// `root`'s lock file, so that cargo needs nothing new.
    pub fn enter(root: &Path, name: &str, files: &[(&str, &str)]) -> Self {
        let mut hasher = DefaultHasher::new();
        root.hash(&mut hasher);
        let place = format!("heeus-new-user-{:016x}", hasher.finish());
        let top = std::env::temp_dir().join(place);
        fs::create_dir_all(&top).unwrap();
        let lock = File::create(top.join("lock")).unwrap();
        lock.lock().unwrap();

        // Cargo reads it for the directories below.
        fs::create_dir_all(top.join(".cargo")).unwrap();
        write(&top.join(".cargo/config.toml"), &dev_profile(root));

        let dir = top.join(name);
        for part in ["src", "tests"] {
            let part = dir.join(part);
            fs::create_dir_all(&part).unwrap();
            for file in fs::read_dir(&part).unwrap() {
                let file = file.unwrap().path();
                if files.iter().all(|(path, _)| dir.join(path) != file) {
                    fs::remove_file(file).unwrap();
                }
            }
        }
        for (path, text) in files {
            write(&dir.join(path), text);
        }
        fs::copy(root.join("Cargo.lock"), dir.join("Cargo.lock")).unwrap();
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        Self {
            dir,
            target: target.to_owned(),
            _lock: lock,
        }
    }

    /// The path of a build result in the target directory.
    pub fn built(&self, path: &str) -> PathBuf {
        self.target.join(path)
    }

    /// Runs a command line that must succeed, and returns its output.
    pub fn run(&self, line: &str) -> String {
        let (success, said) = self.output(line);
        assert!(success, "`{line}` failed:\n{said}");
        said
    }

    /// Runs a command line that must fail, and returns its output.
    pub fn fails(&self, line: &str) -> String {
        let (success, said) = self.output(line);
        assert!(!success, "`{line}` did not fail:\n{said}");
        said
    }

    /// Returns whether a command line succeeded, and its output.
    fn output(&self, line: &str) -> (bool, String) {
        let mut words = line.split_whitespace();
        let mut command = Command::new(words.next().unwrap());
        let kept = KEPT.map(|name| (name, std::env::var_os(name)));
        command
            .args(words)
            .current_dir(&self.dir)
            .env_clear()
            .envs(
                kept.into_iter()
                    .filter_map(|(name, value)| Some((name, value?))),
            )
            .env("CARGO_NET_OFFLINE", "true")
            .env("CARGO_TARGET_DIR", &self.target);
        if line.contains(WASM)
            && let Some(name) = &Toolchain::find().unwrap().name
        {
            command.env("RUSTUP_TOOLCHAIN", name);
        }
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        let said = text(&output.stdout) + &text(&output.stderr);
        (output.status.success(), said)
    }
}

/// The profile with which the workspace in `root` builds its tests, as a cargo configuration for
/// another workspace: crates with the same features are built once.
fn dev_profile(root: &Path) -> String {
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let mut taken = false;
    let mut profile = String::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            taken = line.starts_with("[profile.dev]") || line.starts_with("[profile.dev.package.");
        }
        if taken {
            profile += line;
            profile += "\n";
        }
    }
    assert!(profile.contains("opt-level"), "{profile}");
    profile
}

/// Writes a file unless it already has this text: cargo compares times of files.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|before| before == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
