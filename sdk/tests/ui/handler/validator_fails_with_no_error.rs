use heeus_sdk::prelude::*;

struct Refused;

#[extension(kind = "validator")]
fn f(_: &ValidatorContext<'_>) -> Result<(), Refused> {
    Err(Refused)
}

fn main() {}
