//! Modules with sections of all kinds, each from a number: every one that the gate accepts links.

use heeus_fuzz::sections_pass;

/// The number of modules.
const MODULES: u64 = 200;
/// The words of an input: as many as the longest module uses.
const WORDS: usize = 64;

/// Pseudo-random bytes (splitmix64).
fn bytes(seed: u64) -> Vec<u8> {
    let mut state = seed;
    let words = (0..WORDS).map(|_| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = state;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    });
    words.flat_map(u64::to_le_bytes).collect()
}

#[test]
fn what_the_gate_lets_through_links() {
    let passed = (0..MODULES).filter(|seed| sections_pass(&bytes(*seed)));
    let passed = passed.count() as u64;
    // If all or few pass, the test shows little.
    assert!(
        (MODULES / 4..MODULES).contains(&passed),
        "{passed} of {MODULES}"
    );
}
