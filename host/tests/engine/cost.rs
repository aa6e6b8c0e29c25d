//! The cost of instructions, as the gate counts it.

use heeus_host::engine::gate;

use crate::guest::Guest;

/// A guest with a function that repeats this code.
fn doing(what: &str, times: usize) -> Vec<u8> {
    let body = what.repeat(times);
    Guest::default()
        .with(&format!("(func (param i64 i64) {body})"))
        .bytes()
}

#[test]
fn a_rotation_costs_as_much_as_a_division() {
    // Compilers use one register for the shift count, and reserve as much for it as for a division.
    for what in ["i64.rotl", "i64.rotr", "i64.div_u"] {
        let one = format!("(local.set 0 ({what} (local.get 0) (local.get 1)))");
        assert!(gate(&doing(&one, 4_000)).is_ok(), "{what}");
        let refused = gate(&doing(&one, 5_000)).expect_err("beyond the cost of a function");
        let text = refused.to_string();
        assert!(text.contains("cost of a function"), "{text}");
    }
    let one = "(local.set 0 (i64.add (local.get 0) (local.get 1)))";
    assert!(gate(&doing(one, 5_000)).is_ok());
}

/// A guest with a function of many locals that repeats this code, and then uses all locals.
fn among(locals: usize, what: &str, times: usize) -> Vec<u8> {
    let (body, types) = (what.repeat(times), "i32 ".repeat(locals));
    let used: Vec<String> = (0..locals)
        .map(|local| format!("(drop (local.get {local}))"))
        .collect();
    let used = used.concat();
    Guest::default()
        .with(
            "(type $none (func)) (table $t 9 funcref) (data $bytes \"x\") (elem $items func $none)",
        )
        .with("(func $none)")
        .with(&format!("(func (local {types}) {body} {used})"))
        .bytes()
}

#[test]
fn ways_inside_of_an_instruction_cost_by_what_is_alive() {
    // 1,200 copies of table elements in 29 KB of module took 2 GB to compile.
    for what in [
        "(table.copy $t $t (local.get 0) (local.get 0) (local.get 0))",
        "(table.init $t $items (local.get 0) (local.get 0) (local.get 0))",
        "(table.fill $t (local.get 0) (ref.null func) (local.get 0))",
        "(drop (table.grow $t (ref.null func) (local.get 0)))",
        "(memory.copy (local.get 0) (local.get 0) (local.get 0))",
        "(memory.init $bytes (local.get 0) (local.get 0) (local.get 0))",
        "(drop (memory.grow (local.get 0)))",
        "(call_indirect (type $none) (local.get 0))",
        "(loop)",
        // A block is a single way.
        "(block)(block)(block)",
    ] {
        let few = gate(&among(8, what, 130));
        assert!(few.is_ok(), "{what}: {few:?}");
        let refused = gate(&among(1_900, what, 130)).expect_err(what);
        let text = refused.to_string();
        assert!(text.contains("cost of a function"), "{what}: {text}");
    }
}

#[test]
fn what_instances_begin_with_costs_as_a_function_does() {
    let more = |parts: &str| gate(&Guest::default().with("(func $none)").with(parts).bytes());
    let items = |count: usize| "$none ".repeat(count);
    let functions = format!(
        "(table 16000 funcref) (elem (i32.const 0) {})",
        items(16_000)
    );
    assert!(more(&functions).is_ok(), "no code fills such a table");
    for parts in [
        format!("(elem func {})", items(6_000)),
        format!("(elem funcref {})", "(ref.null func)".repeat(6_000)),
        // Whatever follows it is unknown until code runs.
        format!("(table 1 funcref) (elem (i32.const 0) funcref (ref.null func)) {functions}"),
    ] {
        let refused = more(&parts).expect_err("beyond the cost of a function");
        let text = refused.to_string();
        assert!(text.contains("start of instances: found "), "{text}");
        assert!(text.contains("cost of a function"), "{text}");
    }
    let data = "(data (i32.const 0) \"x\")".repeat(700);
    let globals = "(global funcref (ref.func $none))".repeat(700);
    let (data, globals) = (more(&data).unwrap(), more(&globals).unwrap());
    let plain = more("").unwrap();
    assert_eq!(data.cost - plain.cost, 700 * 68);
    assert_eq!(globals.cost - plain.cost, 700 * 17);
}
