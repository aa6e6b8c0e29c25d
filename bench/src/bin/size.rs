//! Weighs guests: `make size`.

use heeus_bench::size::{self, WasmOpt};
use heeus_bench::{Error, figure};

fn main() -> Result<(), Error> {
    let optimiser = WasmOpt::find();
    match &optimiser {
        Some(found) => println!("wasm-opt: {}\n", found.version),
        None => println!("wasm-opt: there is none here, so no optimised sizes are shown\n"),
    }
    let figures = size::all(optimiser.as_ref())?;
    print!("{}", figure::table(&figures));
    let path = figure::save(&figures, "size.json")?;
    println!("\n{}", path.display());
    print!("{}", figure::lines(&figures));
    Ok(())
}
