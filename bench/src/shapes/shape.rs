//! A shape of module, at the size that the gate lets through.

use heeus_host::engine::{ModuleLimits, gate_within};

use super::parts::Parts;

/// A shape of module that is expensive in one way.
#[derive(Clone, Copy)]
pub struct Shape {
    /// Its name.
    pub name: &'static str,
    /// Adds so much of it to a guest.
    pub(super) add: fn(u32, &mut Parts),
}

impl Shape {
    /// The module of this size, with so many repetitions in a function.
    pub fn module(&self, size: u32, each: u32) -> Vec<u8> {
        let mut parts = Parts::new();
        parts.each = each;
        (self.add)(size, &mut parts);
        parts.module()
    }

    /// The largest size that the gate lets through with these limits, and its module.
    pub fn at(&self, limits: &ModuleLimits, each: u32) -> (u32, Vec<u8>) {
        let passes = |size| {
            let module = self.module(size, each);
            let passed = gate_within(&module, usize::MAX, limits).is_ok();
            passed.then_some(module)
        };
        let (mut low, mut high) = (0, 1);
        let mut largest = self.module(0, each);
        // Doubles until it is refused, then halves the gap down to a hundredth.
        while let Some(module) = passes(high).filter(|_| high < 1 << 26) {
            (low, high, largest) = (high, high * 2, module);
        }
        while high - low > 1 + low / 100 {
            let middle = low + (high - low) / 2;
            match passes(middle) {
                Some(module) => (low, largest) = (middle, module),
                None => high = middle,
            }
        }
        (low, largest)
    }
}
