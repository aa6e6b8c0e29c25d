//! The exports that the platform asks for, and one for each extension.

use core::arch::wasm32::{memory_grow, unreachable};
use core::panic::PanicInfo;

use crate::abi::{RowKey, Value};

const PAGE: usize = 1 << 16;

/// Exports functions under the names of the platform.
macro_rules! exports {
    ($($name:literal => fn $function:ident $signature:tt $(-> $result:ty)? $body:block)*) => { $(
        // SAFETY: the platform reserves this name, or the schema names the extension so; nothing
        // else in the module has it.
        #[unsafe(export_name = $name)]
        extern "C" fn $function $signature $(-> $result)? $body
    )* };
}

exports! {
    "NewOrder" => fn new_order() { crate::new_order() }
    "CalcOrderedItems" => fn calc_ordered_items() { crate::calc_ordered_items() }
    "DaysOfYear" => fn days_of_year() { crate::days_of_year() }
    "WasmOnReadValue" => fn on_read_value(key: u64, value: u64) {
        crate::day(RowKey(key), Value(value))
    }
    // Nothing is freed: the platform asks for a few buffers, once in an instance.
    "malloc" => fn malloc(size: usize) -> usize {
        match memory_grow(0, size.div_ceil(PAGE)) {
            usize::MAX => unreachable(),
            pages => pages * PAGE,
        }
    }
    "free" => fn free(_: usize) {}
    "WasmAbiVersion_0_0_1" => fn version() {}
    "WasmGetHeapInuse" => fn heap_in_use() -> u64 { 0 }
    "WasmGetHeapSys" => fn heap_sys() -> u64 { 0 }
    "WasmGetMallocs" => fn mallocs() -> u64 { 0 }
    "WasmGetFrees" => fn frees() -> u64 { 0 }
    "WasmGC" => fn gc() {}
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    unreachable()
}
