use heeus_sdk::prelude::*;
use heeus_sdk::values::json;

fn main() -> Result<(), Error> {
    let _: i64 = json::read("[]")?.get(("lines", -1))?;
    Ok(())
}
