//! Storages of each kind.

use heeus_host::storage::{DurableStorage, FailingStorage, MemoryStorage, Storage};

use crate::support::Folder;

/// Kinds of storages.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Memory,
    Durable,
    Failing,
}

pub const KINDS: [Kind; 3] = [Kind::Memory, Kind::Durable, Kind::Failing];

/// A storage of some kind.
pub struct Subject {
    kind: Kind,
    // Closed before its folder is removed.
    storage: Option<Box<dyn Storage>>,
    folder: Folder,
}

impl Subject {
    pub fn new(kind: Kind) -> Self {
        let mut subject = Self {
            kind,
            storage: None,
            folder: Folder::new(),
        };
        subject.open();
        subject
    }

    fn open(&mut self) {
        self.storage = Some(match self.kind {
            Kind::Memory => Box::new(MemoryStorage::new()),
            Kind::Durable => Box::new(self.folder.open()),
            Kind::Failing => {
                let inner: Box<dyn Storage> = Box::new(self.folder.open());
                Box::new(FailingStorage::new(inner).0)
            }
        });
    }

    /// Opens a durable storage again.
    pub fn reopen(&mut self) {
        if self.storage().is_durable() {
            self.storage = None;
            self.open();
        }
    }

    pub fn storage(&mut self) -> &mut dyn Storage {
        self.storage.as_deref_mut().expect("open")
    }
}

/// The reason why a folder cannot be opened.
#[track_caller]
pub fn refused(folder: &Folder) -> String {
    let error = DurableStorage::open(folder.path()).expect_err("refused");
    assert_eq!(error.doing, "open");
    let path = format!("{}: ", folder.path().display());
    let reason = error.reason.strip_prefix(&path);
    let reason = reason.unwrap_or_else(|| panic!("no path in {error}"));
    reason.to_owned()
}
