use heeus_sdk::prelude::*;

fn main() {
    #[extension(kind = "command")]
    let f = |_: &CommandContext<'_>| {};
}
