//! Secrets in files.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::PathBuf;

use super::super::{ExternalError, Secrets};
use super::{check_name, error};

/// Most bytes of a secret: those of a secret of Kubernetes.
const MOST_BYTES: u64 = 1 << 20;
/// Tries to read a file that is replaced meanwhile.
const TRIES: usize = 3;

/// Secrets in the files of a directory, as Docker and Kubernetes mount them.
///
/// The name of a file is that of its secret. The file is read at each call, so a secret that
/// changes is the new one at the next call. One line break at the end is left out. A link must lead
/// to a file in the same directory or below it, like the links of Kubernetes.
#[derive(Debug, Clone)]
pub struct DirSecrets {
    dir: PathBuf,
}

impl DirSecrets {
    /// Returns the secrets in this directory.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// Reads the bytes of a file, and one more than a secret may have if the file has more.
    fn read(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        let dir = fs::canonicalize(&self.dir)?;
        let path = fs::canonicalize(dir.join(name))?;
        if !path.starts_with(&dir) {
            return Err(ReadError::Outside);
        }
        // Opening a pipe would wait for a writer.
        if !fs::metadata(&path)?.is_file() {
            return Err(ReadError::NoFile);
        }
        let mut bytes = Vec::new();
        File::open(path)?
            .take(MOST_BYTES + 1)
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

enum ReadError {
    Io(io::Error),
    Outside,
    NoFile,
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Secrets for DirSecrets {
    fn get(&self, name: &str) -> Result<Option<String>, ExternalError> {
        check_name(name)?;
        // A link may be replaced between the look at it and the reading of its file.
        let mut read = self.read(name);
        for _ in 1..TRIES {
            match &read {
                Err(ReadError::Io(error)) if error.kind() == ErrorKind::NotFound => {
                    read = self.read(name);
                }
                _ => break,
            }
        }
        let mut bytes = match read {
            Ok(bytes) => bytes,
            Err(ReadError::Io(error)) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(ReadError::Io(io)) => {
                return Err(ExternalError::new(error(name, io.kind())));
            }
            Err(ReadError::Outside) => {
                return Err(error(
                    name,
                    "its link leads out of the directory of secrets",
                ));
            }
            Err(ReadError::NoFile) => return Err(error(name, "it is no file")),
        };
        if bytes.len() as u64 > MOST_BYTES {
            return Err(error(name, format!("it has more than {MOST_BYTES} bytes")));
        }
        if bytes.ends_with(b"\n") {
            bytes.pop();
            if bytes.ends_with(b"\r") {
                bytes.pop();
            }
        }
        let secret = String::from_utf8(bytes).map_err(|_| error(name, "it is not UTF-8"))?;
        Ok(Some(secret))
    }
}
