//! The check that a module is valid wasm of the contract, and the cost of compiling it.

use wasmparser::{
    BinaryReaderError, FuncValidatorAllocations, Parser, Payload, ValidPayload, Validator,
};

use super::cost::{Cost, Passed, Stop, function, kept_type};
use super::counts::within;
use super::rules::{FEATURES, proposal};
use super::start::Start;
use crate::engine::{ModuleLimit, ModuleLimits};
use crate::error::{Finding, Findings};

/// Section of ABI.md about modules.
const MODULE: u8 = 1;
/// Section of ABI.md about limits.
const LIMITS: u8 = 13;

/// Validates a module and limits the cost of its functions.
pub(super) fn check(bytes: &[u8], limits: &ModuleLimits, findings: &mut Findings) -> Cost {
    let mut at = At::Module;
    match walk(bytes, limits, &mut at) {
        Ok(cost) => return cost,
        Err(Stop::Passed(passed)) => {
            if passed.limit == ModuleLimit::Cost {
                at = At::Module;
            }
            findings.push(&beyond(at, &passed, limits));
        }
        Err(Stop::Invalid(error)) => findings.push(&invalid(bytes, at, &error)),
    }
    Cost::default()
}

/// The part of a module that a finding is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum At {
    Module,
    /// The initial contents of instances.
    Start,
    Function(u32),
}

/// Validates the parts of a module one by one; `at` is the current part.
fn walk(bytes: &[u8], limits: &ModuleLimits, at: &mut At) -> Result<Cost, Stop> {
    let mut validator = Validator::new_with_features(FEATURES);
    let mut parser = Parser::new(0);
    parser.set_features(FEATURES);
    let mut allocations = FuncValidatorAllocations::default();
    let mut cost = Cost::default();
    let mut start = Start::default();
    for payload in parser.parse_all(bytes) {
        let payload = payload?;
        if let Payload::TypeSection(types) = &payload {
            for ty in types.clone().into_iter_err_on_gc_types() {
                let ty = ty?;
                cost.inlined += kept_type((ty.params().len() + ty.results().len()) as u64);
            }
        }
        let ValidPayload::Func(body, reader) = validator.payload(&payload)? else {
            start.section(&payload)?;
            *at = At::Start;
            within(limits, ModuleLimit::FunctionCost, start.cost()).map_err(Stop::Passed)?;
            *at = At::Module;
            continue;
        };
        *at = At::Function(body.index);
        let mut body = body.into_validator(allocations);
        let one = function(&mut body, &reader, limits)?;
        cost.plain += one.plain;
        cost.inlined += one.inlined;
        within(limits, ModuleLimit::Cost, cost.plain).map_err(Stop::Passed)?;
        allocations = body.into_allocations();
        *at = At::Module;
    }
    cost.plain += start.cost();
    cost.inlined += start.cost();
    within(limits, ModuleLimit::Cost, cost.plain).map_err(Stop::Passed)?;
    Ok(cost)
}

/// Returns the finding about an invalid module.
fn invalid(bytes: &[u8], at: At, error: &BinaryReaderError) -> Finding {
    let place = match at {
        At::Function(index) => format!("in function {index}, "),
        At::Module | At::Start => String::new(),
    };
    let mut found = format!("{} ({place}at byte {})", error.message(), error.offset());
    if let Some(proposal) = proposal(bytes, error) {
        found = format!("the proposal {proposal}: {found}");
    }
    let expected = "valid wasm of the MVP, with the proposals that ABI.md names";
    Finding::new("module", found, expected).of_section(MODULE)
}

/// Returns the finding about a limit that this part of a module exceeds.
pub(super) fn beyond(at: At, passed: &Passed, limits: &ModuleLimits) -> Finding {
    let &Passed { limit, found } = passed;
    let what = match at {
        At::Module => "module".to_owned(),
        At::Start => "start of instances".to_owned(),
        At::Function(index) => format!("function {index}"),
    };
    let name = limit.name();
    let expected = format!("at most {}", limits.get(limit));
    Finding {
        limit: Some(limit),
        ..Finding::new(what, format!("{found} {name}"), expected).of_section(LIMITS)
    }
}
