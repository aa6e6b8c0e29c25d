//! Whether a module is valid wasm of the contract, and what compiling it costs.

use wasmparser::{
    BinaryReaderError, FuncValidatorAllocations, Parser, Payload, ValidPayload, Validator,
};

use super::cost::{Cost, Passed, Stop, function, kept_type};
use super::counts::within;
use super::limits::{ModuleLimit, ModuleLimits};
use super::rules::{FEATURES, proposal};
use crate::error::{Finding, Findings};

/// Section of ABI.md about modules.
const MODULE: u8 = 1;
/// Section of ABI.md about limits.
const LIMITS: u8 = 13;

/// Validates a module and bounds the cost of its functions.
pub(super) fn check(bytes: &[u8], limits: &ModuleLimits, findings: &mut Findings) -> Cost {
    let mut at = None;
    match walk(bytes, limits, &mut at) {
        Ok(cost) => return cost,
        Err(Stop::Passed(passed)) => {
            let place = at.filter(|_| passed.limit != ModuleLimit::Cost);
            findings.push(&beyond(place, &passed, limits));
        }
        Err(Stop::Invalid(error)) => findings.push(&invalid(bytes, at, &error)),
    }
    Cost::default()
}

/// Goes through a module; `at` is the function that it is in.
fn walk(bytes: &[u8], limits: &ModuleLimits, at: &mut Option<u32>) -> Result<Cost, Stop> {
    let mut validator = Validator::new_with_features(FEATURES);
    let mut parser = Parser::new(0);
    parser.set_features(FEATURES);
    let mut allocations = FuncValidatorAllocations::default();
    let mut cost = Cost::default();
    for payload in parser.parse_all(bytes) {
        let payload = payload?;
        if let Payload::TypeSection(types) = &payload {
            for ty in types.clone().into_iter_err_on_gc_types() {
                let ty = ty?;
                cost.inlined += kept_type((ty.params().len() + ty.results().len()) as u64);
            }
        }
        let ValidPayload::Func(body, reader) = validator.payload(&payload)? else {
            continue;
        };
        *at = Some(body.index);
        let mut body = body.into_validator(allocations);
        let one = function(&mut body, &reader, limits)?;
        cost.plain += one.plain;
        cost.inlined += one.inlined;
        within(limits, ModuleLimit::Cost, cost.plain).map_err(Stop::Passed)?;
        allocations = body.into_allocations();
        *at = None;
    }
    Ok(cost)
}

/// What to say of a module that is not valid.
fn invalid(bytes: &[u8], at: Option<u32>, error: &BinaryReaderError) -> Finding {
    let place = at.map_or_else(String::new, |index| format!("in function {index}, "));
    let mut found = format!("{} ({place}at byte {})", error.message(), error.offset());
    if let Some(proposal) = proposal(bytes, error) {
        found = format!("the proposal {proposal}: {found}");
    }
    let allowed = "valid wasm of the MVP, with the proposals that ABI.md names";
    Finding::new("module", found, allowed).of_section(MODULE)
}

/// What to say of a module that passes a limit, in this function where it is one of a function.
pub(super) fn beyond(at: Option<u32>, passed: &Passed, limits: &ModuleLimits) -> Finding {
    let &Passed { limit, found } = passed;
    let what = at.map_or_else(|| "module".to_owned(), |index| format!("function {index}"));
    let name = limit.name();
    let allowed = format!("at most {}", limits.get(limit));
    Finding {
        limit: Some(limit),
        ..Finding::new(what, format!("{found} {name}"), allowed).of_section(LIMITS)
    }
}
