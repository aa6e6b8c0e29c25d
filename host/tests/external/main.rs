//! Secrets that a host reads from its environment.

#[path = "../shared/folder.rs"]
mod folder;
mod secrets;
