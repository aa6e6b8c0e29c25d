use heeus_sdk::prelude::*;
use heeus_sdk::sys::FederationCommand;

fn run(ctx: &ValidatorContext<'_>) -> Result<i32, Error> {
    let command = FederationCommand::new(("shop", "orders"), 1, QName("shop.Order"), "{}");
    Ok(command.run(ctx)?.status_code)
}

fn main() {}
