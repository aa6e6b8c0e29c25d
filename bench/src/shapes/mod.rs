//! Modules that are small but expensive to compile, each as large as the gate accepts.

mod code;
mod flow;
mod parts;
mod sections;
mod ways;

use heeus_host_testkit::{ModuleLimits, gate_within};
use parts::Parts;

/// A form of module that is expensive in one way.
#[derive(Clone, Copy)]
pub struct Shape {
    /// Its name.
    pub name: &'static str,
    /// Adds this much of it to a guest.
    add: fn(u32, &mut Parts),
}

/// All shapes, with the repetitions in a function; those of straight code both in few large
/// functions and in many small ones.
pub fn all() -> Vec<(Shape, u32)> {
    let once = sections::SHAPES
        .iter()
        .chain(flow::SHAPES)
        .chain(ways::SHAPES);
    let twice = code::SHAPES.iter();
    let twice = twice.flat_map(|shape| [LARGE, SMALL].map(|each| (*shape, each)));
    once.map(|shape| (*shape, LARGE)).chain(twice).collect()
}

/// The repetitions in a large function: more than a function may have.
const LARGE: u32 = 20_000;
/// The repetitions in a small function.
const SMALL: u32 = 500;

impl Shape {
    /// The module of this size, with `each` repetitions in a function.
    pub fn module(&self, size: u32, each: u32) -> Vec<u8> {
        let mut parts = Parts::new();
        parts.each = each;
        (self.add)(size, &mut parts);
        parts.module()
    }

    /// The largest size that the gate accepts with these limits, and its module.
    pub fn at(&self, limits: &ModuleLimits, each: u32) -> (u32, Vec<u8>) {
        let passes = |size| {
            let module = self.module(size, each);
            let passed = gate_within(&module, usize::MAX, limits).is_ok();
            passed.then_some(module)
        };
        let (mut low, mut high) = (0, 1);
        let mut largest = self.module(0, each);
        // Doubles the size until the gate refuses it, then halves the gap down to a hundredth.
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

#[cfg(test)]
mod tests {
    use heeus_host_testkit::ModuleLimit;

    use super::*;

    /// The default limits divided by `divisor`; the limits that a guest needs for itself stay.
    fn part(divisor: u64) -> ModuleLimits {
        let all = ModuleLimits::default();
        let part = |limits: ModuleLimits, &limit: &ModuleLimit| {
            let own = matches!(
                limit,
                ModuleLimit::Signature
                    | ModuleLimit::Imports
                    | ModuleLimit::Tables
                    | ModuleLimit::Locals
                    | ModuleLimit::Nesting
                    | ModuleLimit::Types
            );
            let number = all.get(limit);
            limits.with(limit, if own { number } else { number / divisor })
        };
        ModuleLimit::ALL.iter().fold(all, part)
    }

    #[test]
    fn limits_bound_each_shape_and_let_in_more_where_they_are_higher() {
        for (shape, each) in all() {
            let (small, _) = shape.at(&part(40), each);
            let (large, _) = shape.at(&part(20), each);
            assert!(large < 1 << 25, "{}: nothing bounds it", shape.name);
            assert!(small <= large, "{}: {small} and {large}", shape.name);
        }
    }
}
