//! Shapes of straight code: one instruction, repeated.

use wasm_encoder::{BlockType, Function, InstructionSink, MemArg, ValType};

use super::parts::{NOTHING, Parts, number};
use super::shape::Shape;

/// A shape that repeats an instruction.
macro_rules! repeated {
    ($name:literal, $locals:expr, |$code:ident| $body:expr) => {
        Shape {
            name: $name,
            add: |size, parts| {
                repeat(size, parts, $locals, |$code, _| {
                    $body;
                })
            },
        }
    };
    ($name:literal, $locals:expr, |$code:ident, $at:ident| $body:expr) => {
        Shape {
            name: $name,
            add: |size, parts| {
                repeat(size, parts, $locals, |$code, $at| {
                    $body;
                })
            },
        }
    };
}

const WORDS: &[(u32, ValType)] = &[(8, ValType::I32), (8, ValType::I64)];
const FLOATS: &[(u32, ValType)] = &[(8, ValType::F64), (8, ValType::F32)];
const AT: MemArg = at(16);

/// A memory access with this offset, at any address.
pub(super) const fn at(offset: u64) -> MemArg {
    MemArg {
        offset,
        align: 0,
        memory_index: 0,
    }
}

pub(super) const SHAPES: &[Shape] = &[
    repeated!("adds", WORDS, |code, at| code
        .local_get(at % 7)
        .local_get(1 + at % 5)
        .i32_add()
        .local_set(at % 8)),
    repeated!("divisions", WORDS, |code, at| code
        .local_get(at % 7)
        .local_get(1 + at % 5)
        .i32_div_s()
        .local_set(at % 8)),
    repeated!("float_adds", FLOATS, |code, at| code
        .local_get(at % 7)
        .local_get(1 + at % 5)
        .f64_add()
        .local_set(at % 8)),
    repeated!("float_minimums", FLOATS, |code, at| code
        .local_get(8 + at % 7)
        .local_get(9 + at % 5)
        .f32_min()
        .local_set(8 + at % 8)),
    repeated!("float_roundings", FLOATS, |code, at| code
        .local_get(at % 7)
        .f64_nearest()
        .local_set(at % 8)),
    repeated!("conversions", FLOATS, |code, at| code
        .local_get(at % 7)
        .i64_trunc_f64_u()
        .f64_convert_i64_u()
        .local_set(at % 8)),
    repeated!("conversions_saturating", FLOATS, |code, at| code
        .local_get(at % 7)
        .i64_trunc_sat_f64_u()
        .f64_convert_i64_u()
        .local_set(at % 8)),
    repeated!("selects", WORDS, |code, at| code
        .local_get(at % 7)
        .local_get(1 + at % 5)
        .local_get(2 + at % 3)
        .select()
        .local_set(at % 8)),
    repeated!("float_constants", FLOATS, |code, at| code
        .f64_const(f64::from(at).into())
        .local_set(at % 8)),
    repeated!("loads_and_stores", WORDS, |code, at| code
        .local_get(at % 7)
        .local_get(at % 5)
        .i64_load(AT)
        .i64_store(AT)),
    repeated!("bit_counts", WORDS, |code, at| code
        .local_get(at % 7)
        .i32_popcnt()
        .i32_clz()
        .local_set(at % 8)),
    repeated!("stores", WORDS, |code, at| code
        .local_get(at % 7)
        .local_get(at % 5)
        .i32_store8(AT)),
    repeated!("bulk_memory", WORDS, |code| code
        .local_get(0)
        .local_get(1)
        .local_get(2)
        .memory_fill(0)),
    repeated!("memory_sizes", WORDS, |code| code
        .memory_size(0)
        .memory_grow(0)
        .local_set(0)),
    repeated!("dead_code", WORDS, |code| code
        .unreachable()
        .local_get(0)
        .local_set(1)),
    repeated!("nops", &[], |code| code.nop()),
    repeated!("drops", &[], |code| code.i32_const(7).drop()),
    Shape {
        name: "globals_used",
        add: |size, parts| {
            parts.globals = vec![ValType::I64; 500];
            repeat(size, parts, &[], |code, at| {
                code.global_get(at % 500)
                    .global_get((at + 7) % 500)
                    .i64_add()
                    .global_set((at + 1) % 500);
            });
        },
    },
    Shape {
        name: "calls",
        add: |size, parts| {
            repeat(size, parts, &[], |code, _| {
                code.call(0);
            });
        },
    },
    Shape {
        name: "calls_of_many_values",
        add: |size, parts| {
            let values = [ValType::I64; 64];
            let ty = parts.ty(&values, &values);
            let mut echo = Function::new([]);
            let mut code = echo.instructions();
            (0..64).for_each(|local| {
                code.local_get(local);
            });
            code.end();
            let echo = parts.function(ty, echo);
            let mut caller = Function::new([]);
            let mut code = caller.instructions();
            (0..64).for_each(|local| {
                code.local_get(local);
            });
            (0..size).for_each(|_| {
                code.call(echo);
            });
            code.end();
            parts.function(ty, caller);
        },
    },
    Shape {
        name: "calls_by_table",
        add: |size, parts| {
            parts.tables = vec![100];
            repeat(size, parts, &[], |code, at| {
                code.i32_const((at % 100).cast_signed())
                    .call_indirect(0, NOTHING);
            });
        },
    },
    Shape {
        name: "table_accesses",
        add: |size, parts| {
            parts.tables = vec![100];
            repeat(size, parts, WORDS, |code, _| {
                code.local_get(0).local_get(1).table_get(0).table_set(0);
            });
        },
    },
    Shape {
        name: "deep_stack",
        add: |size, parts| {
            let mut function = Function::new([(1, ValType::I32)]);
            let mut code = function.instructions();
            (0..size).for_each(|at| {
                code.local_get(0).i32_const(at.cast_signed()).i32_mul();
            });
            (1..size).for_each(|_| {
                code.i32_add();
            });
            if size > 0 {
                code.local_set(0);
            }
            code.end();
            parts.function(NOTHING, function);
        },
    },
    Shape {
        name: "small_functions_that_call",
        add: |size, parts| {
            for at in 0..size {
                let mut function = Function::new([]);
                let mut code = function.instructions();
                (0..8).for_each(|more| {
                    code.call(7 + (at + more + 1) % size);
                });
                code.end();
                parts.function(NOTHING, function);
            }
        },
    },
    Shape {
        name: "chain_of_calls_to_inline",
        add: |size, parts| {
            for at in 0..size {
                let mut function = Function::new([(1, ValType::I64)]);
                let mut code = function.instructions();
                (0..20).for_each(|_| {
                    code.local_get(0).i64_const(9).i64_mul().local_set(0);
                });
                if at > 0 {
                    (0..20).for_each(|_| {
                        code.call(6 + at);
                    });
                }
                code.end();
                parts.function(NOTHING, function);
            }
        },
    },
    Shape {
        name: "blocks_one_after_the_other",
        add: |size, parts| {
            repeat(size, parts, &[], |code, _| {
                code.block(BlockType::Empty).end();
            });
        },
    },
];

/// Repeats the code of `add` `size` times.
fn repeat(
    size: u32,
    parts: &mut Parts,
    locals: &[(u32, ValType)],
    add: impl Fn(&mut InstructionSink<'_>, u32),
) {
    let mut left = size;
    while left > 0 {
        let now = left.min(parts.each);
        let mut function = Function::new(locals.iter().copied());
        let mut code = function.instructions();
        (0..now).for_each(|at| add(&mut code, number(at as usize)));
        code.end();
        parts.function(NOTHING, function);
        left -= now;
    }
}
