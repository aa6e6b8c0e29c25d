use heeus_sdk::prelude::*;
use heeus_sdk::sys::Mail;

fn thank(ctx: &CommandContext<'_>) {
    Mail::new(("localhost", 25), "shop@example.com", "customer@example.com").send(ctx);
}

fn main() {}
