use heeus_sdk::prelude::*;
use heeus_sdk::sys::Response;

fn answer(ctx: &ProjectorContext<'_>) {
    let response = Response {
        status_code: 200,
        error_message: None,
    };
    response.send(ctx);
}

fn main() {}
