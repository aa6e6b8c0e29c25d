use heeus_sdk::prelude::*;

#[derive(Field)]
struct Both<'a, 'b>(&'a str, core::marker::PhantomData<&'b ()>);

#[derive(Record)]
struct Bill<'run> {
    both: Both<'run, 'run>,
}

fn main() {}
