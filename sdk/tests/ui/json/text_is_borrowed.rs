use heeus_sdk::prelude::*;
use heeus_sdk::values::json;

fn main() -> Result<(), Error> {
    let name: &str = json::read("{}")?.get("name")?;
    let _ = name;
    Ok(())
}
