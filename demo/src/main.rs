//! `heeus-demo [file]`: runs the orders from a file of JSON lines; by default, the file beside this
//! crate.

use std::io;
use std::path::PathBuf;

use heeus_demo::{Error, ORDERS, demo};

fn main() -> Result<(), Error> {
    let path = std::env::args_os().nth(1);
    let path = path.map_or_else(|| PathBuf::from(ORDERS), PathBuf::from);
    match demo(&path, &mut io::stdout().lock()) {
        // The reader has closed the pipe, and wants no more.
        Err(Error::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}
