use heeus_sdk::prelude::*;
use heeus_sdk::sys::HttpRequest;

fn ask(ctx: &CommandContext<'_>) -> Result<i32, Error> {
    Ok(HttpRequest::new("GET", "https://shop.example").send(ctx)?.status_code)
}

fn main() {}
