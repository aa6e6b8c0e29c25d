use heeus_sdk::prelude::*;

type Fallible<T> = std::result::Result<T, String>;

#[extension(kind = "command")]
fn f(_: &CommandContext<'_>) -> Fallible<i64> {
    Ok(1)
}

fn main() {}
