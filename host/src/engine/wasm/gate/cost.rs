//! The cost of compiling a function, counted during its validation.
//!
//! Compilers keep something for each instruction. Where paths of control divide or meet, they also
//! keep something for each value that is alive there. ABI.md, section 13, has the weights.

use wasmparser::{
    BinaryReaderError, FuncValidator, FunctionBody, ModuleArity, Operator, WasmModuleResources,
};

use super::counts::within;
use super::locals::Blocks;
use crate::engine::{ModuleLimit, ModuleLimits};

/// Cost of a function besides its instructions.
const FUNCTION: u64 = 50;
/// Live values that cost as much as two instructions, at each branch.
const LIVE: u64 = 7;
/// Cost of a block, besides the values that meet at its label.
const BLOCK: u64 = 8;
/// Cost of each value that a call, a block or a branch takes or gives.
const VALUE: u64 = 4;
/// Cost of a call, besides the values.
const CALL: u64 = 16;
/// Cost of an instruction that the compiler turns into many.
const HEAVY: u64 = 8;
/// Cost of an instruction that the compiler turns into a call into the host.
const HOST: u64 = 32;
/// Branches inside of one instruction, each with the cost of a branch: checks of fuel and time,
/// copies of single elements, functions of a table that are created at their first use.
const WAYS_OF_LOOP: u64 = 4;
const WAYS_OF_ELEMENT: u64 = 1;
const WAYS_OF_CALL: u64 = 3;
const WAYS_OF_BULK: u64 = 3;
const WAYS_OF_FILL: u64 = 6;
const WAYS_OF_COPY: u64 = 14;

/// A limit that a function exceeds, and the number that was found.
pub(super) struct Passed {
    pub(super) limit: ModuleLimit,
    pub(super) found: u64,
}

/// The reason for which a function is refused.
pub(super) enum Stop {
    Invalid(BinaryReaderError),
    Passed(Passed),
}

impl From<BinaryReaderError> for Stop {
    fn from(error: BinaryReaderError) -> Self {
        Self::Invalid(error)
    }
}

/// The cost of functions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cost {
    /// Without inlining.
    pub(super) plain: u64,
    /// With inlining, scaled so that the same limit applies.
    pub(super) inlined: u64,
}

/// Additional cost of a function with inlining: the compiler keeps all functions, with the code
/// that leads into them, until the last one is compiled, not one at a time.
const KEPT: u64 = 1_500;
/// The most that inlined calls add to a function; it follows from the compiler's own bound.
const INLINED: u64 = 1_000;
/// Factor for the cost of each instruction with inlining.
const KEPT_TIMES: u64 = 3;

/// Returns the additional cost of a function type with `values` parameters and results, with
/// inlining.
pub(super) const fn kept_type(values: u64) -> u64 {
    200 + 20 * values
}

/// Validates a function and counts its cost. Stops as soon as it exceeds a limit.
///
/// # Errors
/// The rule of wasm that it breaks, or the limit that it exceeds.
pub(super) fn function<T: WasmModuleResources>(
    validator: &mut FuncValidator<T>,
    body: &FunctionBody<'_>,
    limits: &ModuleLimits,
) -> Result<Cost, Stop> {
    let within = |limit, found| within(limits, limit, found).map_err(Stop::Passed);
    within(ModuleLimit::FunctionBytes, body.range().len() as u64)?;
    let parameters = u64::from(validator.len_locals());
    let mut locals = parameters;
    for group in body.get_locals_reader()? {
        locals = locals.saturating_add(group?.0.into());
    }
    within(ModuleLimit::Locals, locals)?;
    let mut reader = body.get_binary_reader();
    validator.read_locals(&mut reader)?;

    let mut cost = FUNCTION + VALUE * parameters + locals;
    let mut calls = false;
    let mut blocks = Blocks::new();
    let mut operators = body.get_operators_reader()?;
    while !operators.eof() {
        let (operator, at) = operators.read_with_offset()?;
        let live = locals + u64::from(validator.operand_stack_height());
        cost += weight(&operator, live, validator) + meeting(&operator, &mut blocks);
        calls |= matches!(operator, Operator::Call { .. });
        validator.op(at, &operator)?;
        within(ModuleLimit::FunctionCost, cost)?;
        let nesting = u64::from(validator.control_stack_height());
        within(ModuleLimit::Nesting, nesting.saturating_sub(1))?;
    }
    operators.finish()?;
    let inlined = if calls { INLINED } else { 0 };
    Ok(Cost {
        plain: cost,
        inlined: KEPT_TIMES * cost + KEPT + inlined,
    })
}

/// Returns the cost of one instruction, with `live` values alive: locals, and operands on the
/// stack.
fn weight(operator: &Operator<'_>, live: u64, module: &impl ModuleArity) -> u64 {
    use Operator as Op;

    let edge = 2 + 2 * live / LIVE;
    let arity = || {
        let (takes, gives) = operator.operator_arity(module).unwrap_or_default();
        u64::from(takes) + u64::from(gives)
    };
    match operator {
        Op::End => 1 + VALUE * arity(),
        Op::Block { .. } | Op::If { .. } => BLOCK + edge + VALUE * arity(),
        Op::Loop { .. } => BLOCK + WAYS_OF_LOOP * edge + VALUE * arity(),
        Op::Else | Op::Br { .. } | Op::BrIf { .. } => edge + VALUE * arity(),
        Op::BrTable { targets } => {
            let targets = u64::from(targets.len()) + 1;
            targets.saturating_mul(edge + VALUE * arity())
        }
        Op::Return => HEAVY + VALUE * arity(),
        Op::Call { .. } => CALL + VALUE * arity(),
        Op::CallIndirect { .. } => 2 * CALL + WAYS_OF_CALL * edge + VALUE * arity(),
        Op::GlobalGet { .. } | Op::GlobalSet { .. } => HEAVY,
        Op::MemoryGrow { .. } => 2 * HOST + WAYS_OF_BULK * edge,
        Op::MemoryCopy { .. } | Op::MemoryFill { .. } | Op::MemoryInit { .. } => {
            HOST + WAYS_OF_BULK * edge
        }
        Op::TableGet { .. } | Op::TableSet { .. } => HOST + WAYS_OF_ELEMENT * edge,
        Op::TableGrow { .. } | Op::TableFill { .. } => HOST + WAYS_OF_FILL * edge,
        Op::TableCopy { .. } | Op::TableInit { .. } => HOST + WAYS_OF_COPY * edge,
        Op::TableSize { .. } | Op::DataDrop { .. } | Op::ElemDrop { .. } | Op::RefFunc { .. } => {
            HOST
        }
        _ if is_heavy(operator) => HEAVY,
        _ => 1,
    }
}

/// Follows an instruction through the blocks. If it ends a block, returns the number of values that
/// meet there; if it begins a loop, the number of open loops, itself included.
fn meeting(operator: &Operator<'_>, blocks: &mut Blocks) -> u64 {
    use Operator as Op;

    match operator {
        Op::Block { .. } => blocks.open(false),
        Op::Loop { .. } => {
            blocks.open(true);
            return blocks.loops();
        }
        Op::If { .. } => {
            blocks.open(false);
            // The path around the `if`, or through its `else`.
            blocks.branch(0);
        }
        Op::Br { relative_depth } | Op::BrIf { relative_depth } => blocks.branch(*relative_depth),
        Op::BrTable { targets } => {
            let levels = targets.targets().map_while(Result::ok);
            levels
                .chain([targets.default()])
                .for_each(|levels| blocks.branch(levels));
        }
        Op::LocalGet { local_index } => blocks.get(*local_index),
        Op::LocalSet { local_index } | Op::LocalTee { local_index } => blocks.set(*local_index),
        Op::End => return blocks.end(),
        _ => {}
    }
    0
}

/// Returns whether an instruction has checks that trap, a NaN that is made canonical, or operands
/// in fixed registers, as a rotation by a value that is known only when it runs.
fn is_heavy(operator: &Operator<'_>) -> bool {
    use Operator as Op;

    matches!(
        operator,
        Op::I32DivS
            | Op::I32DivU
            | Op::I32RemS
            | Op::I32RemU
            | Op::I64DivS
            | Op::I64DivU
            | Op::I64RemS
            | Op::I64RemU
            | Op::I32Rotl
            | Op::I32Rotr
            | Op::I64Rotl
            | Op::I64Rotr
            | Op::I32TruncF32S
            | Op::I32TruncF32U
            | Op::I32TruncF64S
            | Op::I32TruncF64U
            | Op::I64TruncF32S
            | Op::I64TruncF32U
            | Op::I64TruncF64S
            | Op::I64TruncF64U
            | Op::F32Ceil
            | Op::F32Floor
            | Op::F32Trunc
            | Op::F32Nearest
            | Op::F32Sqrt
            | Op::F32Add
            | Op::F32Sub
            | Op::F32Mul
            | Op::F32Div
            | Op::F32Min
            | Op::F32Max
            | Op::F64Ceil
            | Op::F64Floor
            | Op::F64Trunc
            | Op::F64Nearest
            | Op::F64Sqrt
            | Op::F64Add
            | Op::F64Sub
            | Op::F64Mul
            | Op::F64Div
            | Op::F64Min
            | Op::F64Max
            | Op::F32DemoteF64
            | Op::F64PromoteF32
    )
}
