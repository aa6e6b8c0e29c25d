//! Secrets in variables and in files.

use std::fs;
use std::process::Command;

use heeus_host::external::{DirSecrets, EnvSecrets, Secrets};

use super::folder::Folder;

fn folder() -> Folder {
    let folder = Folder::new();
    fs::create_dir_all(folder.path()).unwrap();
    folder
}

/// Names that no secret has.
const NO_NAMES: [&str; 12] = [
    "",
    ".",
    "..",
    "..data",
    ".hidden",
    "../etc/passwd",
    "/etc/passwd",
    "a/b",
    "a\\b",
    "a b",
    "a\0b",
    "schlüssel",
];

#[track_caller]
fn refuses_names(secrets: &dyn Secrets) {
    let long = "a".repeat(201);
    for name in NO_NAMES.into_iter().chain([long.as_str()]) {
        let error = secrets.get(name).unwrap_err();
        assert!(error.is_permanent(), "{name:?}");
        let text = error.to_string();
        assert!(!text.chars().any(char::is_control), "{text:?}");
        assert!(text.contains("expected at most 200 letters"), "{text}");
    }
}

/// The name of the test that runs in a process of its own.
const VARIABLES: &str = "secrets::variables_have_a_prefix_and_capitals";
/// Set in that process.
const INSIDE: &str = "HEEUS_TEST_OF_SECRETS";

#[test]
fn variables_have_a_prefix_and_capitals() {
    if std::env::var_os(INSIDE).is_none() {
        let mut inner = Command::new(std::env::current_exe().unwrap());
        inner
            .args(["--exact", VARIABLES])
            .env(INSIDE, "1")
            .env("SHOP_SMTP_PASSWORD", "sesame\n")
            .env("SHOP_EMPTY", "")
            .env("OTHER", "not for extensions");
        let output = inner.output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && text.contains("1 passed"),
            "{text}"
        );
        return;
    }
    let secrets = EnvSecrets::new("SHOP_").unwrap();
    for name in ["smtp.password", "SMTP-Password", "smtp_password"] {
        assert_eq!(secrets.get(name).unwrap().as_deref(), Some("sesame\n"));
    }
    assert_eq!(secrets.get("empty").unwrap().as_deref(), Some(""));
    for name in ["OTHER", "PATH", "smtp", "password"] {
        assert_eq!(secrets.get(name), Ok(None), "{name}");
    }
    refuses_names(&secrets);
    for prefix in ["", "shop_", "A=B", "A B", "Ä"] {
        assert!(EnvSecrets::new(prefix).is_err(), "{prefix}");
    }
}

#[test]
fn files_are_read_at_each_call() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    let secrets = DirSecrets::new(folder.path());
    assert_eq!(secrets.get("token"), Ok(None));
    for (content, secret) in [
        ("first", "first"),
        ("second\n", "second"),
        ("third\r\n", "third"),
        ("two\nlines\n\n", "two\nlines\n"),
        (" spaces ", " spaces "),
        ("\n", ""),
        ("", ""),
    ] {
        fs::write(path("token"), content).unwrap();
        assert_eq!(secrets.get("token").unwrap().as_deref(), Some(secret));
    }
    fs::remove_file(path("token")).unwrap();
    assert_eq!(secrets.get("token"), Ok(None));

    fs::write(path("largest"), vec![b'x'; 1 << 20]).unwrap();
    assert_eq!(
        secrets.get("largest").unwrap().map(|text| text.len()),
        Some(1 << 20)
    );
    fs::write(path("larger"), vec![b'x'; (1 << 20) + 1]).unwrap();
    fs::write(path("binary"), [0xff, 0xfe]).unwrap();
    fs::create_dir(path("folder")).unwrap();
    for (name, text) in [
        (
            "larger",
            "secret \"larger\": it has more than 1048576 bytes",
        ),
        ("binary", "secret \"binary\": it is not UTF-8"),
        ("folder", "secret \"folder\": it is no file"),
    ] {
        assert_eq!(secrets.get(name).unwrap_err().to_string(), text);
    }
    refuses_names(&secrets);
    assert_eq!(DirSecrets::new(path("absent")).get("token"), Ok(None));
}

#[cfg(unix)]
#[test]
fn links_stay_in_the_directory() {
    use std::os::unix::fs::symlink;

    let folder = folder();
    let mounted = folder.path().join("mounted");
    // As Kubernetes mounts a secret.
    for version in ["..2026_12_01", "..2026_12_02"] {
        fs::create_dir_all(mounted.join(version)).unwrap();
        fs::write(mounted.join(version).join("token"), version).unwrap();
    }
    symlink("..2026_12_01", mounted.join("..data")).unwrap();
    symlink("..data/token", mounted.join("token")).unwrap();
    let secrets = DirSecrets::new(&mounted);
    assert_eq!(
        secrets.get("token").unwrap().as_deref(),
        Some("..2026_12_01")
    );
    symlink("..2026_12_02", mounted.join("..data_tmp")).unwrap();
    fs::rename(mounted.join("..data_tmp"), mounted.join("..data")).unwrap();
    fs::remove_dir_all(mounted.join("..2026_12_01")).unwrap();
    assert_eq!(
        secrets.get("token").unwrap().as_deref(),
        Some("..2026_12_02")
    );

    fs::write(folder.path().join("outside"), "not for extensions").unwrap();
    // A directory whose name begins with that of the other.
    fs::create_dir(folder.path().join("mounted-too")).unwrap();
    fs::write(folder.path().join("mounted-too/token"), "neither").unwrap();
    for (name, target) in [
        ("up", "../outside"),
        ("beside", "../mounted-too/token"),
        ("whole", "/etc/hostname"),
        ("twice", "up"),
    ] {
        symlink(target, mounted.join(name)).unwrap();
        let error = secrets.get(name).unwrap_err().to_string();
        let reason = "its link leads out of the directory of secrets";
        assert_eq!(error, format!("secret \"{name}\": {reason}"));
    }
    symlink("nowhere", mounted.join("dangling")).unwrap();
    assert_eq!(secrets.get("dangling"), Ok(None));
    symlink("circle", mounted.join("circle")).unwrap();
    assert!(secrets.get("circle").is_err());
    // The directory itself may be a link.
    symlink("mounted", folder.path().join("link")).unwrap();
    let linked = DirSecrets::new(folder.path().join("link"));
    assert_eq!(
        linked.get("token").unwrap().as_deref(),
        Some("..2026_12_02")
    );
}
