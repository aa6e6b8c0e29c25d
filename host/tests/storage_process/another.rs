//! A storage that another process has open.

use heeus_host::storage::DurableStorage;

use crate::process::{alone, in_child, spawn};
use crate::support::Folder;

#[test]
fn another_process_is_another_handle() {
    const TEST: &str = "another::another_process_is_another_handle";
    if let Some(path) = in_child() {
        let error = DurableStorage::open(path).expect_err("it is open");
        println!("{error}");
        return;
    }
    let _alone = alone();
    let folder = Folder::new();
    let storage = folder.open();
    let child = spawn(TEST, folder.path(), "");
    let output = child.wait_with_output().expect("ended");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        text.contains("in use: another handle or process has it open"),
        "{text}"
    );
    drop(storage);
}
