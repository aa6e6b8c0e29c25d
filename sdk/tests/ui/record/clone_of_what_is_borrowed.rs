use heeus_sdk::prelude::*;

#[derive(Record)]
struct Article<'run> {
    name: &'run str,
}

fn keep(args: WasmStateElement<'_>) -> Result<Article<'static>, Error> {
    Record::from_record(args.record())
}

fn main() {}
