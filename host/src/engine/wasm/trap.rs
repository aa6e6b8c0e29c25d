//! Turning a trap of the machine into an error that says which side is to blame.

use std::fmt;

use heeus_abi::FaultCause;
use wasmtime::{Store, WasmBacktrace};

use super::data::{StoreData, breach};
use super::fault;
use super::stack::Stack;
use crate::engine::EngineConfig;
use crate::error::{ErrorKind, Fault, Limit, Limited, Trap};
use crate::shown::{SHORT, bounded, neutrally};

/// Beginnings of the names of functions that a panic of Rust runs through.
const MACHINERY: [&str; 6] = [
    "rust_begin_unwind",
    "__rustc",
    "core::panicking::",
    "core::option::",
    "core::result::",
    "heeus_sdk::",
];

/// Most names of functions that a trap or a panic shows.
const FRAMES: usize = 16;

/// The stopped guest, as far as it exists.
#[derive(Default)]
pub(super) struct TrapSite<'a> {
    /// Its memory; `None` if there is no instance yet.
    pub(super) memory: Option<&'a [u8]>,
    /// Address of its fault block.
    pub(super) fault: Option<u32>,
    /// The stack in its memory, and the pointer to it.
    pub(super) stack: Option<(&'a Stack, u32)>,
}

/// Turns the error that stopped a guest into an error of the host.
#[cold]
pub(super) fn explain(
    error: wasmtime::Error,
    store: &Store<StoreData>,
    guest: &TrapSite<'_>,
    config: &EngineConfig,
) -> ErrorKind {
    use wasmtime::Trap as Machine;

    let function = store.data().inside.name();
    let limited = |limit, fault| {
        ErrorKind::Limit(Limited {
            limit,
            function,
            fault,
        })
    };
    let Some(&trap) = error.downcast_ref::<Machine>() else {
        return not_a_trap(error, store);
    };
    match trap {
        Machine::Interrupt => return limited(Limit::Time(config.run_time), None),
        Machine::StackOverflow => return limited(Limit::Stack(config.max_stack), None),
        Machine::OutOfFuel => {
            return limited(Limit::Fuel(config.fuel.unwrap_or(u64::MAX)), None);
        }
        _ => {}
    }
    let outside = trap == Machine::MemoryOutOfBounds;
    let exhausted = guest
        .stack
        .and_then(|(stack, pointer)| stack.exhausted(pointer, outside));
    if let Some(limit) = exhausted {
        return limited(limit, None);
    }
    let told = guest
        .memory
        .zip(guest.fault)
        .map_or(Ok(None), |(memory, at)| fault::read(memory, at));
    let told = match told {
        Ok(told) => told,
        Err(cause) => {
            let what = format!(
                "fault block: {cause}: expected 0 to {}",
                FaultCause::ALL.len()
            );
            return breach(function, what);
        }
    };
    let gave_up = told.is_some() || trap == Machine::UnreachableCodeReached;
    if let Some(limit) = refused(store).filter(|_| gave_up) {
        return limited(limit, told.map(Box::new));
    }
    match told {
        Some(fault) => ErrorKind::Fault(Box::new(Fault {
            frames: frames(&error),
            ..fault
        })),
        None => ErrorKind::Trap(Box::new(Trap {
            function,
            text: trap.to_string(),
            frames: frames(&error),
        })),
    }
}

/// Returns the error of an import, or the reason for which no instance could be created.
fn not_a_trap(error: wasmtime::Error, store: &Store<StoreData>) -> ErrorKind {
    match error.downcast::<ErrorKind>() {
        Ok(kind) => kind,
        Err(error) => match refused(store) {
            Some(limit) => {
                let function = store.data().inside.name();
                ErrorKind::Limit(Limited {
                    limit,
                    function,
                    fault: None,
                })
            }
            None => ErrorKind::Link(no_instance(&error)),
        },
    }
}

/// Returns the memory limit, if growth was refused during this call.
fn refused(store: &Store<StoreData>) -> Option<Limit> {
    let limiter = &store.data().limiter;
    let wanted = limiter.refused()?;
    Some(Limit::Memory {
        bytes: limiter.bytes(),
        wanted,
    })
}

/// Returns the error of a guest whose `WasmMalloc` returned no room: the memory limit if growth was
/// refused, otherwise a fault of the guest.
#[cold]
pub(super) fn no_room(bytes: usize, store: &Store<StoreData>) -> ErrorKind {
    let fault: Fault = fault::out_of_memory(bytes);
    match refused(store) {
        Some(limit) => ErrorKind::Limit(Limited {
            limit,
            function: heeus_abi::export::MALLOC.name,
            fault: None,
        }),
        None => ErrorKind::Fault(Box::new(fault)),
    }
}

fn frames(error: &wasmtime::Error) -> Vec<String> {
    let Some(backtrace) = error.downcast_ref::<WasmBacktrace>() else {
        return Vec::new();
    };
    let frames = backtrace.frames().iter();
    let names = frames.filter_map(|frame| frame.func_name());
    // A short mangled name may stand for a far longer one.
    let names = names.map(|name| {
        let name = rustc_demangle::demangle(name);
        bounded(
            SHORT,
            fmt::from_fn(|f| neutrally(f, format_args!("{name:#}"))),
        )
    });
    let names = names.skip_while(|name| MACHINERY.iter().any(|begin| name.starts_with(begin)));
    names.take(FRAMES).collect()
}

/// Returns the reason for which the host could not create an instance of a valid module.
#[cold]
fn no_instance(error: &wasmtime::Error) -> String {
    let text = format!("{error:#}");
    if text.contains("mmap failed") {
        return format!(
            "this host has no address space for another instance, which is not a fault of the \
             module: each takes 4 GiB of it; see `ulimit -v`: {text}"
        );
    }
    text
}
