//! Shows where the instructions of runs go: `make anatomy`.

use heeus_bench::{Error, anatomy};

fn main() -> Result<(), Error> {
    let part = std::env::args().nth(1).unwrap_or_default();
    print!("{}", anatomy::tables(&part)?);
    Ok(())
}
