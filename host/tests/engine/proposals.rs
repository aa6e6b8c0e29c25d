//! Proposals of wasm beyond the contract: the gate refuses a module of each, with the proposal's
//! name.

use heeus_host::engine::gate;
use heeus_host::error::ErrorKind;

use super::guest::Guest;

/// Parts of a module that need one more proposal to be valid, and the gate's name for it.
const REFUSED: &[(&str, &str)] = &[
    ("(table 1 externref)", "garbage collection (externref"),
    ("(func (param externref))", "garbage collection (externref"),
    (
        "(global externref (ref.null extern))",
        "garbage collection (externref",
    ),
    (
        "(func (result v128) (v128.const i64x2 0 0))",
        "fixed-width SIMD",
    ),
    ("(func (param v128))", "fixed-width SIMD"),
    (
        "(func (param v128 v128) (drop (i8x16.relaxed_swizzle (local.get 0) (local.get 1))))",
        "relaxed SIMD",
    ),
    (
        "(func (param i32) (drop (i32.atomic.load (local.get 0))))",
        "threads",
    ),
    ("(func (atomic.fence))", "threads"),
    ("(func $f (return_call $f))", "tail calls"),
    (
        "(table $t 1 funcref) (func (return_call_indirect $t (i32.const 0)))",
        "tail calls",
    ),
    ("(memory 1)", "multiple memories"),
    ("(table i64 1 funcref)", "memory64"),
    (
        "(global i32 (i32.add (i32.const 1) (i32.const 2)))",
        "extended constant",
    ),
    ("(tag)", "exception handling"),
    ("(tag $e) (func (throw $e))", "exception handling"),
    ("(func (try_table))", "exception handling"),
    ("(func (param (ref func)))", "typed function references"),
    (
        "(type $t (func)) (func (param (ref $t)) (call_ref $t (local.get 0)))",
        "typed function",
    ),
    ("(type (struct (field i32)))", "garbage collection"),
    (
        "(type $a (array i8)) (func (drop (array.new_default $a (i32.const 1))))",
        "garbage",
    ),
    (
        "(func (drop (ref.i31 (i32.const 1))))",
        "garbage collection",
    ),
    ("(rec (type (func)) (type (func)))", "garbage collection"),
    (
        "(func (i64.add128 (i64.const 1) (i64.const 1) (i64.const 1) (i64.const 1)) drop drop)",
        "wide arithmetic",
    ),
    ("(type $f (func)) (type $c (cont $f))", "stack switching"),
];

fn refused(bytes: &[u8]) -> String {
    let Err(error) = gate(bytes) else {
        return "the gate lets it through".into();
    };
    let ErrorKind::Load(findings) = error.kind else {
        return error.to_string();
    };
    match &findings[..] {
        [only] => only.to_string(),
        many => format!("{} findings: {many:?}", many.len()),
    }
}

#[test]
fn each_is_refused_by_name() {
    let wrong: Vec<String> = REFUSED
        .iter()
        .filter_map(|(more, proposal)| {
            let told = refused(&Guest::default().with(more).bytes());
            let begin = format!("module: found the proposal {proposal}");
            (!told.starts_with(&begin) || !told.ends_with("(ABI.md, section 1)"))
                .then(|| format!("{more}: expected {proposal}, but: {told}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn memories_of_proposals_are_refused_by_name() {
    for (memory, proposal) in [
        ("(memory (export \"memory\") 1 1 shared)", "threads"),
        ("(memory (export \"memory\") i64 1)", "memory64"),
        (
            "(memory (export \"memory\") 1 (pagesize 1))",
            "custom page sizes",
        ),
    ] {
        let guest = Guest {
            memory: memory.into(),
            ..Guest::default()
        };
        let told = refused(&guest.bytes());
        let begin = format!("module: found the proposal {proposal}");
        assert!(told.starts_with(&begin), "{told}");
    }
    let component = wat::parse_str("(component)").unwrap();
    let told = refused(&component);
    assert!(told.contains("component"), "{told}");
}

#[test]
fn segments_must_lie_where_instances_have_room() {
    for (more, told) in [
        (
            "(data (i32.const 65530) \"0123456789\")",
            "data segment 2: found bytes 65530 to 65540, expected bytes within the 65536",
        ),
        (
            "(func $f) (table 2 funcref) (elem (i32.const 1) $f $f)",
            "element segment 0: found elements 1 to 3 of table 0, expected elements within the 2",
        ),
        (
            "(data (i32.const -1) \"0\")",
            "found bytes 4294967295 to 4294967296",
        ),
    ] {
        let found = refused(&Guest::default().with(more).bytes());
        assert!(found.contains(told), "{found}");
    }
}

#[test]
fn other_value_types_give_no_false_findings() {
    let types = "(type (func (param f32 f64 i64 funcref) (result funcref)))";
    assert!(gate(&Guest::default().with(types).bytes()).is_ok());
    // One finding only, although later functions have other numbers.
    let told = refused(
        &Guest::default()
            .with("(rec (type (func)) (type (struct)))")
            .bytes(),
    );
    assert!(
        told.starts_with("module: found the proposal garbage collection"),
        "{told}"
    );
}
