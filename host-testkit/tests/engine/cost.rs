//! What instructions cost, as the gate counts it.

use heeus_host_testkit::gate;

use crate::guest::Guest;

/// A guest with a function that does this so often.
fn doing(what: &str, times: usize) -> Vec<u8> {
    let body = what.repeat(times);
    Guest::default()
        .with(&format!("(func (param i64 i64) {body})"))
        .bytes()
}

#[test]
fn a_rotation_costs_as_much_as_a_division() {
    // Compilers have one register for how far it goes, and keep as much for it as for a division.
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
