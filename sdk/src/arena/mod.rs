//! The guest's memory: a bump arena that a reset puts back, together with every static.
//!
//! The arena is the global allocator, so a reset must not leave a pointer into it: not in a
//! `OnceCell`, not in a `thread_local`. Therefore the first run copies the whole writable image
//! (all statics, the arena's own included) behind the memory allocated until then, and a reset
//! copies the image back. To free the memory of a run costs nothing.
//!
//! With a heap feature there is a real heap instead, statics persist, and a reset frees the blocks
//! of the ABI: see `heap`. Natively the memory of a run is a list of blocks: see `native`.

#[cfg(all(
    target_arch = "wasm32",
    not(any(feature = "heap-dlmalloc", feature = "heap-wee"))
))]
mod bump;
#[cfg(all(
    target_arch = "wasm32",
    not(any(feature = "heap-dlmalloc", feature = "heap-wee"))
))]
mod bump_text;
#[cfg(target_arch = "wasm32")]
#[cfg_attr(feature = "voedger", path = "no_fault.rs")]
pub(crate) mod fault;
#[cfg(target_arch = "wasm32")]
pub(crate) mod global;
#[cfg(all(
    target_arch = "wasm32",
    any(feature = "heap-dlmalloc", feature = "heap-wee")
))]
mod heap;
#[cfg(all(target_arch = "wasm32", feature = "voedger"))]
pub(crate) mod host;
#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(not(target_arch = "wasm32"))]
mod native_text;
mod run_memory;
pub(crate) mod small_vec;
pub(crate) mod text;
mod to_text;
pub(crate) mod unwritten;
#[cfg(target_arch = "wasm32")]
mod wasm;

#[cfg(all(
    target_arch = "wasm32",
    not(any(feature = "heap-dlmalloc", feature = "heap-wee"))
))]
pub(crate) use bump::first_run;
#[cfg(all(
    target_arch = "wasm32",
    not(any(feature = "heap-dlmalloc", feature = "heap-wee"))
))]
pub(crate) use bump_text::RunText;
#[cfg(all(
    target_arch = "wasm32",
    any(feature = "heap-dlmalloc", feature = "heap-wee")
))]
pub(crate) use heap::{RunText, first_run};
#[cfg(not(target_arch = "wasm32"))]
pub use native::RunMemory;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use native_text::RunText;
#[cfg(target_arch = "wasm32")]
pub use wasm::RunMemory;

#[cfg(all(
    target_arch = "wasm32",
    feature = "voedger",
    any(feature = "heap-dlmalloc", feature = "heap-wee")
))]
compile_error!("a module for Voedger has no heap: take `voedger` or a heap, not both");
