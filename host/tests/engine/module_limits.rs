//! The limits of a module: their table in ABI.md, and their errors.

use heeus_host::engine::{ModuleLimit, ModuleLimits, gate_within};
use heeus_host::error::ErrorKind;

use super::guest::Guest;

#[test]
fn the_limits_are_those_of_the_contracts_table() {
    let page = include_str!("../../../abi/ABI.md");
    let limits = ModuleLimits::default();
    for &limit in ModuleLimit::ALL {
        let digits = limits.get(limit).to_string();
        let groups = digits.as_bytes().rchunks(3).rev();
        let groups: Vec<_> = groups.map(|group| str::from_utf8(group).unwrap()).collect();
        let row = format!("| {} | {} |", limit.name(), groups.join(","));
        assert!(
            page.lines().any(|line| line == row),
            "no row in ABI.md: {row}"
        );
    }
}

/// A guest that exceeds this limit, and the gate's finding.
fn beyond(limit: ModuleLimit) -> String {
    let limits = ModuleLimits::default().with(limit, 1);
    let more = r#"(table 2 funcref) (table 0 funcref) (elem (table 0) (i32.const 0) func $two $two)
        (elem (table 0) (i32.const 0) func $two) (global i32 (i32.const 0)) (data "x") (data "y")
        (@custom "a" "") (@custom "b" "")
        (func $two (local i32 i32) (block (block (nop))))"#;
    let error = gate_within(&Guest::default().with(more).bytes(), usize::MAX, &limits).unwrap_err();
    let ErrorKind::Load(findings) = error.kind else {
        panic!("{error}")
    };
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].limit, Some(limit), "{findings:?}");
    findings[0].to_string()
}

#[test]
fn each_limit_has_its_named_error() {
    for &limit in ModuleLimit::ALL {
        let told = beyond(limit);
        let allowed = format!(" {}, expected at most 1 (ABI.md, section 13)", limit.name());
        assert!(told.ends_with(&allowed), "{told}");
    }
    assert!(
        beyond(ModuleLimit::Locals).starts_with("function "),
        "a function is named"
    );
}

#[test]
fn memory_and_tables_count_for_one_limit() {
    let limits = ModuleLimits::default();
    let within =
        |bytes, limit| gate_within(bytes, limit, &limits).map_err(|error| error.to_string());
    let small = Guest::default().bytes();
    assert!(within(&small, 65_536).is_ok());
    assert!(within(&small, 65_535).is_err());
    let tables = Guest::default().with("(table 1000 funcref)").bytes();
    assert!(within(&tables, 65_536 + 8_000).is_ok());
    let error = within(&tables, 65_536 + 7_999).unwrap_err();
    assert!(
        error.contains("and 1000 elements of tables, 8000 bytes"),
        "{error}"
    );
}
