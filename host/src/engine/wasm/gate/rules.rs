//! The instructions that a guest may have, and the proposals that it may not use.

use wasmparser::{BinaryReaderError, Validator, WasmFeatures};

/// The features that a guest may use (ABI.md, section 1).
pub(super) const FEATURES: WasmFeatures = WasmFeatures::WASM1
    .union(WasmFeatures::SATURATING_FLOAT_TO_INT)
    .union(WasmFeatures::SIGN_EXTENSION)
    .union(WasmFeatures::REFERENCE_TYPES)
    .union(WasmFeatures::MULTI_VALUE)
    .union(WasmFeatures::BULK_MEMORY)
    .difference(WasmFeatures::GC_TYPES);

/// The features that it may not use, by the names of their proposals. A proposal that needs others
/// includes them.
const REFUSED: [(&str, WasmFeatures); 16] = [
    (
        "garbage collection (externref and other managed references)",
        WasmFeatures::GC_TYPES,
    ),
    ("fixed-width SIMD", WasmFeatures::SIMD),
    (
        "relaxed SIMD",
        WasmFeatures::SIMD.union(WasmFeatures::RELAXED_SIMD),
    ),
    (
        "threads (shared memories and atomics)",
        WasmFeatures::THREADS,
    ),
    ("tail calls", WasmFeatures::TAIL_CALL),
    ("multiple memories", WasmFeatures::MULTI_MEMORY),
    ("memory64", WasmFeatures::MEMORY64),
    ("custom page sizes", WasmFeatures::CUSTOM_PAGE_SIZES),
    (
        "extended constant expressions",
        WasmFeatures::EXTENDED_CONST,
    ),
    ("exception handling (tags)", EXCEPTIONS),
    (
        "legacy exception handling",
        EXCEPTIONS.union(WasmFeatures::LEGACY_EXCEPTIONS),
    ),
    (
        "typed function references",
        WasmFeatures::FUNCTION_REFERENCES,
    ),
    ("garbage collection", GC),
    ("wide arithmetic", WasmFeatures::WIDE_ARITHMETIC),
    ("memory control", WasmFeatures::MEMORY_CONTROL),
    (
        "stack switching",
        GC.union(EXCEPTIONS).union(WasmFeatures::STACK_SWITCHING),
    ),
];

const GC: WasmFeatures = WasmFeatures::GC
    .union(WasmFeatures::GC_TYPES)
    .union(WasmFeatures::FUNCTION_REFERENCES);

const EXCEPTIONS: WasmFeatures = WasmFeatures::EXCEPTIONS.union(WasmFeatures::GC_TYPES);

/// Returns the proposal that a module needs at the place of `error`: the one with which the module
/// is valid, or with which validation gets furthest.
pub(super) fn proposal(bytes: &[u8], error: &BinaryReaderError) -> Option<&'static str> {
    let stops = |proposal: WasmFeatures| {
        let mut validator = Validator::new_with_features(FEATURES.union(proposal));
        let validated = validator.validate_all(bytes);
        validated.map_or_else(|error| error.offset(), |_| usize::MAX)
    };
    let reached = REFUSED.iter().map(|named| (stops(named.1), named));
    // The first of those that get equally far: later ones include it.
    let furthest = reached.rev().max_by_key(|(stop, _)| *stop);
    let wanted = furthest.filter(|(stop, _)| *stop > error.offset());
    let wanted = wanted.map(|(_, named)| named);
    let told = || {
        let missing = error.missing_wasm_feature()?;
        REFUSED
            .iter()
            .find(|(_, proposal)| proposal.intersects(missing))
    };
    wanted.or_else(told).map(|(name, _)| *name)
}
