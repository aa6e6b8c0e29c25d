//! Shapes of control flow: values that live over many blocks.

use wasm_encoder::{BlockType, Function, InstructionSink, ValType};

use super::parts::{NOTHING, Parts};
use super::shape::Shape;

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        name: "diamonds_over_8_locals",
        add: |size, parts| one(parts, 8, |code| diamonds(code, size, 8)),
    },
    Shape {
        name: "diamonds_over_400_locals",
        add: |size, parts| one(parts, 400, |code| diamonds(code, size, 400)),
    },
    Shape {
        name: "diamonds_over_1900_locals",
        add: |size, parts| one(parts, 1_900, |code| diamonds(code, size, 1_900)),
    },
    Shape {
        name: "loops_over_200_locals",
        add: |size, parts| {
            one(parts, 200, |code| {
                for at in 0..size {
                    code.loop_(BlockType::Empty);
                    rotate(code, at, 200);
                    code.local_get(at % 200).br_if(0).end();
                }
            });
        },
    },
    Shape {
        name: "loops_in_loops_over_200_locals",
        add: |size, parts| {
            one(parts, 200, |code| {
                (0..size).for_each(|at| {
                    code.loop_(BlockType::Empty);
                    rotate(code, at, 200);
                });
                (0..size).for_each(|at| {
                    rotate(code, at + 9, 200);
                    code.local_get(at % 200).br_if(0).end();
                });
            });
        },
    },
    Shape {
        name: "exits_over_100_locals",
        add: |size, parts| {
            one(parts, 100, |code| {
                code.block(BlockType::Empty);
                for at in 0..size {
                    rotate(code, at, 100);
                    code.local_get(at % 100).br_if(0);
                }
                code.end();
                (0..100).for_each(|local| {
                    code.local_get(local).drop();
                });
            });
        },
    },
    Shape {
        name: "all_locals_read_in_each_loop",
        add: |size, parts| {
            one(parts, 1_000, |code| {
                for at in 0..size {
                    code.loop_(BlockType::Empty);
                    (0..1_000).for_each(|local| {
                        code.local_get(local).local_set((local + at) % 1_000);
                    });
                    code.local_get(at % 1_000).br_if(0).end();
                }
            });
        },
    },
    Shape {
        name: "br_table_of_one_target",
        add: |size, parts| {
            one(parts, 1, |code| {
                let targets = vec![0; size as usize];
                code.block(BlockType::Empty).local_get(0);
                code.br_table(targets, 0).end();
            });
        },
    },
    Shape {
        name: "br_tables_of_many_targets",
        add: |size, parts| {
            for _ in 0..size {
                one(parts, 16, |code| switch(code, 200, 16));
            }
        },
    },
    Shape {
        name: "br_table_over_500_locals",
        add: |size, parts| one(parts, 500, |code| switch(code, size.min(500), 500)),
    },
    Shape {
        name: "br_tables_with_results",
        add: |size, parts| {
            let results = [ValType::I64; 32];
            let ty = parts.ty(&[], &results);
            one(parts, 32, |code| {
                for _ in 0..size {
                    (0..16).for_each(|_| {
                        code.block(BlockType::FunctionType(ty));
                    });
                    (0..32).for_each(|at| {
                        code.i64_const(at);
                    });
                    let targets: Vec<u32> = (0..100).map(|at| at % 16).collect();
                    code.local_get(0).br_table(targets, 0);
                    (0..16).for_each(|_| {
                        code.end();
                    });
                    (0..32).for_each(|_| {
                        code.drop();
                    });
                }
            });
        },
    },
    Shape {
        name: "nested_blocks",
        add: |size, parts| {
            one(parts, 4, |code| {
                for _ in 0..size {
                    nest(code, 500, |code| {
                        code.block(BlockType::Empty);
                    });
                }
            });
        },
    },
    Shape {
        name: "nested_ifs",
        add: |size, parts| {
            one(parts, 4, |code| {
                for _ in 0..size {
                    nest(code, 500, |code| {
                        code.local_get(1).if_(BlockType::Empty);
                    });
                }
            });
        },
    },
    Shape {
        name: "nested_loops",
        add: |size, parts| {
            one(parts, 4, |code| {
                for _ in 0..size {
                    nest(code, 100, |code| {
                        code.local_get(0).local_set(1).loop_(BlockType::Empty);
                    });
                }
            });
        },
    },
    Shape {
        name: "branches_under_a_deep_stack",
        add: |size, parts| {
            one(parts, 2, |code| {
                (0..1_000).for_each(|at| {
                    code.local_get(0).i32_const(at).i32_mul();
                });
                for _ in 0..size {
                    code.local_get(1).if_(BlockType::Empty).call(0).end();
                }
                (0..999).for_each(|_| {
                    code.i32_add();
                });
                code.local_set(0);
            });
        },
    },
    Shape {
        name: "loops_of_many_values",
        add: |size, parts| {
            let values = [ValType::I32; 64];
            let ty = parts.ty(&values, &values);
            one(parts, 64, |code| {
                (0..64).for_each(|local| {
                    code.local_get(local);
                });
                for _ in 0..size {
                    code.loop_(BlockType::FunctionType(ty));
                    code.local_get(0).br_if(0).end();
                }
                (0..64).for_each(|_| {
                    code.drop();
                });
            });
        },
    },
    Shape {
        name: "functions_of_diamonds",
        add: |size, parts| {
            for _ in 0..size {
                one(parts, 60, |code| diamonds(code, 60, 60));
            }
        },
    },
    Shape {
        name: "returns",
        add: |size, parts| {
            one(parts, 2, |code| {
                for _ in 0..size {
                    code.local_get(0).if_(BlockType::Empty).return_().end();
                }
            });
        },
    },
];

/// Adds a function with this many i32 locals.
fn one(parts: &mut Parts, locals: u32, body: impl FnOnce(&mut InstructionSink<'_>)) {
    let mut function = Function::new([(locals, ValType::I32)]);
    let mut code = function.instructions();
    body(&mut code);
    code.end();
    parts.function(NOTHING, function);
}

/// Gives one local a new value, and another local its old value.
fn rotate(code: &mut InstructionSink<'_>, at: u32, locals: u32) {
    let (one, other) = (at % locals, (at + 1) % locals);
    code.local_get(one).i32_const(7).i32_add().local_set(other);
}

/// Branches that join again, each with new values of some locals; at the end all locals are read.
fn diamonds(code: &mut InstructionSink<'_>, count: u32, locals: u32) {
    for at in 0..count {
        code.local_get(at % locals).if_(BlockType::Empty);
        rotate(code, at, locals);
        code.else_();
        rotate(code, at + 3, locals);
        code.end();
    }
    (0..locals).for_each(|local| {
        code.local_get(local).drop();
    });
}

/// Nested blocks, and a jump out of the innermost one to each of them; a local changes behind each.
fn switch(code: &mut InstructionSink<'_>, depth: u32, locals: u32) {
    (0..depth).for_each(|_| {
        code.block(BlockType::Empty);
    });
    let targets: Vec<u32> = (0..depth).collect();
    code.local_get(0).br_table(targets, 0);
    (0..depth).for_each(|at| {
        code.end();
        rotate(code, at, locals);
    });
    (0..locals).for_each(|local| {
        code.local_get(local).drop();
    });
}

/// Opens `depth` nested blocks, and ends them.
fn nest(code: &mut InstructionSink<'_>, depth: u32, open: impl Fn(&mut InstructionSink<'_>)) {
    (0..depth).for_each(|_| open(code));
    (0..depth).for_each(|_| {
        code.end();
    });
}
