//! Shapes of instructions that branch internally, among many locals that are read behind all of
//! them.

use wasm_encoder::{BlockType, Function, HeapType, InstructionSink, ValType};

use super::parts::{NOTHING, Parts};
use super::shape::Shape;

/// A shape that repeats an instruction among `$locals` locals, `$each` times in a function.
macro_rules! among {
    ($name:literal, $locals:literal, $each:literal, |$code:ident| $body:expr) => {
        Shape {
            name: $name,
            add: |size, parts| {
                parts.tables = vec![100];
                parts.passive = vec![vec![0, 0]];
                among(size, parts, ($locals, $each), |$code| {
                    $body;
                });
            },
        }
    };
}

pub(super) const SHAPES: &[Shape] = &[
    among!("blocks_among_1900_locals", 1_900, 75, |code| code
        .block(BlockType::Empty)
        .end()),
    among!("ifs_among_300_locals", 300, 500, |code| code
        .local_get(0)
        .if_(BlockType::Empty)
        .end()),
    among!("loops_among_300_locals", 300, 140, |code| code
        .loop_(BlockType::Empty)
        .end()),
    among!("loops_among_1900_locals", 1_900, 18, |code| code
        .loop_(BlockType::Empty)
        .end()),
    among!("table_copies_among_100_locals", 100, 140, |code| code
        .local_get(0)
        .local_get(0)
        .local_get(0)
        .table_copy(0, 0)),
    among!("table_copies_among_1900_locals", 1_900, 7, |code| code
        .local_get(0)
        .local_get(0)
        .local_get(0)
        .table_copy(0, 0)),
    among!("table_inits_among_300_locals", 300, 50, |code| code
        .local_get(0)
        .local_get(0)
        .local_get(0)
        .table_init(0, 0)),
    among!("table_fills_among_300_locals", 300, 90, |code| code
        .local_get(0)
        .ref_null(HeapType::FUNC)
        .local_get(0)
        .table_fill(0)),
    among!("memory_copies_among_300_locals", 300, 170, |code| code
        .local_get(0)
        .local_get(0)
        .local_get(0)
        .memory_copy(0, 0)),
    among!("calls_by_table_among_300_locals", 300, 170, |code| code
        .local_get(0)
        .call_indirect(0, NOTHING)),
];

/// Repeats the code of `add`, `each` times in a function: about as often as the limit on a
/// function's cost allows.
fn among(
    size: u32,
    parts: &mut Parts,
    (locals, each): (u32, u32),
    add: impl Fn(&mut InstructionSink<'_>),
) {
    let mut left = size;
    while left > 0 {
        let now = left.min(each);
        let mut function = Function::new([(locals, ValType::I32)]);
        let mut code = function.instructions();
        (0..locals).for_each(|local| {
            let at = super::code::at(64 + 8 * u64::from(local));
            code.i32_const(8).i32_load(at).local_set(local);
        });
        (0..now).for_each(|_| add(&mut code));
        (0..locals).for_each(|local| {
            code.local_get(local)
                .local_get(local)
                .i32_store(super::code::at(0));
        });
        code.end();
        parts.function(NOTHING, function);
        left -= now;
    }
}
