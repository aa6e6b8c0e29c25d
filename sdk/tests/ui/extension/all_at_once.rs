use heeus_sdk::extension;

#[extension(knd = "command", name = "Wasm")]
async unsafe fn f<T>(_: T) {}

fn it_is_still_there() {
    let _ = unsafe { f(1) };
}

fn main() {}
