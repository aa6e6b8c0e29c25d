//! Modules that are small but expensive to compile, each as large as the gate accepts.

mod code;
mod flow;
mod parts;
mod sections;
mod shape;
mod ways;

pub use shape::Shape;

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

#[cfg(test)]
mod tests {
    use heeus_host::engine::{ModuleLimit, ModuleLimits};

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
