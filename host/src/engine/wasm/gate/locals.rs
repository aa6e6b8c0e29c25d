//! The locals that blocks use and assign: a compiler has to join their values where paths of
//! control meet.

/// A set of locals.
#[derive(Debug, Clone, Default)]
struct Set(Vec<u64>);

impl Set {
    fn insert(&mut self, local: u32) {
        let word = local as usize / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(word) = self.0.get_mut(word) {
            *word |= 1 << (local % 64);
        }
    }

    fn join(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    fn count(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }
}

/// An open block.
#[derive(Debug, Default)]
struct Block {
    is_loop: bool,
    /// Number of branches to its label.
    branches: u64,
    used: Set,
    assigned: Set,
}

/// The open blocks of a function; its body is the outermost.
#[derive(Debug)]
pub(super) struct Blocks(Vec<Block>);

impl Blocks {
    pub(super) fn new() -> Self {
        Self(vec![Block::default()])
    }

    pub(super) fn open(&mut self, is_loop: bool) {
        self.0.push(Block {
            is_loop,
            ..Block::default()
        });
    }

    /// Returns the number of open loops.
    pub(super) fn loops(&self) -> u64 {
        self.0.iter().filter(|block| block.is_loop).count() as u64
    }

    /// Counts a branch to the label of the block that is `levels` levels out.
    pub(super) fn branch(&mut self, levels: u32) {
        let at = self.0.len().checked_sub(1 + levels as usize);
        if let Some(block) = at.and_then(|at| self.0.get_mut(at)) {
            block.branches += 1;
        }
    }

    pub(super) fn get(&mut self, local: u32) {
        if let Some(block) = self.0.last_mut() {
            block.used.insert(local);
        }
    }

    pub(super) fn set(&mut self, local: u32) {
        if let Some(block) = self.0.last_mut() {
            block.assigned.insert(local);
        }
    }

    /// Ends the innermost block. Returns the number of values that meet at its label, over all
    /// paths to it: those of the locals that it assigns, and in a loop also of those that it uses.
    pub(super) fn end(&mut self) -> u64 {
        let Some(mut block) = self.0.pop() else {
            return 0;
        };
        let ways = block.branches + 1;
        if let Some(outer) = self.0.last_mut() {
            outer.used.join(&block.used);
            outer.assigned.join(&block.assigned);
        }
        if block.is_loop {
            block.assigned.join(&block.used);
        } else if block.branches == 0 {
            return 0;
        }
        ways.saturating_mul(block.assigned.count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_meet_where_branches_lead() {
        let mut blocks = Blocks::new();
        blocks.open(false);
        blocks.open(false);
        blocks.set(70);
        blocks.set(1);
        blocks.get(5);
        blocks.branch(0);
        assert_eq!(blocks.end(), 2 * 2, "of two ways and two locals");
        blocks.open(true);
        blocks.get(9);
        blocks.branch(0);
        blocks.branch(1);
        assert_eq!(blocks.end(), 2, "of two ways and one local that is used");
        assert_eq!(blocks.end(), 2 * 2, "locals of inner blocks count");
        assert_eq!(blocks.end(), 0, "nothing leads to the end of the function");
        assert_eq!(blocks.end(), 0);
    }
}
