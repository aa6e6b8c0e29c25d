//! Functions of this program. The memory that they take themselves is their own; the memory that a
//! host keeps for them has the same bounds.

use heeus_host::engine::{BuiltinEngine, BuiltinModule};
use heeus_sdk::sys::HttpRequest;
use heeus_sdk::{Error, LogLevel, ProjectorContext};

use super::{Runs, Worst, config, large};

type Projector = fn(&ProjectorContext<'_>) -> Result<(), Error>;

fn worst(run: Projector, ends: &'static str) -> Worst {
    let module = BuiltinModule::builder("test")
        .projector("Test", run)
        .build()
        .unwrap();
    Worst::new(BuiltinEngine::new(&module, &config()), ends).state(large(0, 0))
}

fn requests(ctx: &ProjectorContext<'_>, body: &[u8]) -> Result<(), Error> {
    loop {
        HttpRequest::new("POST", "u").body(body).send(ctx)?;
    }
}

pub fn runs() -> Runs {
    let mut runs = Runs::new();
    let mut add = |name: &str, run: Projector, ends: &'static str| {
        runs.insert(
            format!("builtin: {name}"),
            Box::new(move || worst(run, ends)),
        );
    };
    add(
        "a text",
        |_| Err("\u{1}".repeat(1 << 20).into()),
        "error: \\u{1}",
    );
    add("a panic", |_| panic!("{}", "x".repeat(1 << 20)), "panic");
    add(
        "log lines",
        |ctx| {
            for _ in 0..40_000 {
                ctx.log(LogLevel::Info, "");
            }
            Ok(())
        },
        "",
    );
    add(
        "all together",
        |ctx| {
            for _ in 0..8_000 {
                HttpRequest::new("POST", "u").send(ctx)?;
                ctx.log(LogLevel::Info, "");
            }
            Err("\u{1}".repeat(1 << 20).into())
        },
        "error: \\u{1}",
    );
    add(
        "small requests",
        |ctx| requests(ctx, b""),
        "requests of a run",
    );
    add(
        "large requests",
        |ctx| requests(ctx, &vec![1; 100_000]),
        "requests of a run",
    );
    runs
}
