//! The cost of compiling a script, counted before it is compiled: nothing interrupts the compiler.
//!
//! Most of the work of Lua's compiler is linear. These parts are not: each jump of a chain of
//! `and`, `or` or `elseif` walks the chain so far; each `goto`, label and `break` is compared with
//! the pending ones; each name is searched among the locals of all functions around it.

use super::tokens::{Token, Tokens};

/// Most steps, of about four nanoseconds, for chains of jumps.
const MOST_JUMPS: u64 = 10_000_000;
/// Most steps, of about a nanosecond, for the search of names.
const MOST_NAMES: u64 = 60_000_000;
/// Most parts inside of each other; the compiler itself refuses scripts with fewer.
const DEEPEST: usize = 1000;
/// Most locals of a function at once, and most names of functions around it that it uses.
const LOCALS: u64 = 200;
const UPVALUES: u64 = 255;

/// A part of a script that ends with a closing token.
#[derive(Debug, Clone, Copy, Default)]
struct Part {
    /// Jumps of the expression so far.
    jumps: u64,
    /// Branches of the `if` so far.
    branches: u64,
    is_function: bool,
}

/// The counts of the tokens so far.
struct Cost {
    parts: Vec<Part>,
    /// Locals of each open function.
    functions: Vec<u64>,
    jumps: u64,
    labels: u64,
    names: u64,
    /// Gotos, labels and breaks.
    marks: u64,
    /// True if the next names are declared.
    declares: bool,
    /// True if the next parenthesis has the parameters of a function.
    parameters: bool,
    /// Steps to search for a name here.
    look_up: u64,
}

/// Checks that a script can be compiled in a short time.
///
/// # Errors
/// A description of the parts that are too many.
pub(super) fn check(source: &[u8]) -> Result<(), &'static str> {
    let mut cost = Cost::new();
    for token in Tokens::new(source) {
        match token {
            Token::Name(name) => cost.name(name),
            Token::Sign(sign) => cost.sign(sign),
            Token::Other => cost.declares = false,
        }
        cost.within()?;
        if cost.parts.len() > DEEPEST {
            break;
        }
    }
    Ok(())
}

impl Cost {
    fn new() -> Self {
        let mut cost = Self {
            parts: vec![Part::default()],
            functions: vec![0],
            jumps: 0,
            labels: 0,
            names: 0,
            marks: 0,
            declares: false,
            parameters: false,
            look_up: 0,
        };
        cost.measure();
        cost
    }

    fn within(&self) -> Result<(), &'static str> {
        let costs = [
            (
                self.jumps,
                MOST_JUMPS,
                "chains of `and`, `or` or `elseif` that are too long",
            ),
            (
                self.labels,
                MOST_JUMPS,
                "too many `goto`, labels or `break`",
            ),
            (
                self.names,
                MOST_NAMES,
                "too many functions with many locals inside of each other",
            ),
        ];
        match costs.into_iter().find(|(steps, most, _)| steps > most) {
            Some((_, _, what)) => Err(what),
            None => Ok(()),
        }
    }

    fn top(&mut self) -> &mut Part {
        if self.parts.is_empty() {
            self.parts.push(Part::default());
        }
        let last = self.parts.len() - 1;
        &mut self.parts[last]
    }

    fn open(&mut self, is_function: bool) {
        self.parts.push(Part {
            is_function,
            ..Part::default()
        });
        if is_function {
            self.functions.push(0);
            self.measure();
        }
    }

    fn close(&mut self) {
        let closed = self.parts.pop();
        if closed.is_some_and(|part| part.is_function) {
            self.functions.pop();
            self.measure();
        }
    }

    /// Computes the steps to search for a name here.
    fn measure(&mut self) {
        let (mut around, mut steps) = (1, 1);
        for locals in &self.functions {
            let locals = u64::min(*locals, LOCALS);
            steps += locals + u64::min(around, UPVALUES);
            around += locals;
        }
        self.look_up = steps;
    }

    /// Ends an expression.
    fn ends(&mut self) {
        self.top().jumps = 0;
    }

    fn sign(&mut self, sign: u8) {
        match sign {
            b'(' if std::mem::take(&mut self.parameters) => {
                // The parameters are locals of the function, which `end` closes; the parenthesis
                // closes by itself.
                self.open(true);
                self.open(false);
                self.declares = true;
                return;
            }
            b'(' | b'[' | b'{' => self.open(false),
            b')' => {
                // Jumps inside of parentheses are part of the chain around them.
                let inside = self.top().jumps;
                self.close();
                self.top().jumps += inside;
            }
            b']' | b'}' => self.close(),
            b',' if self.declares => return,
            b'<' | b'>' => return,
            b',' | b';' | b'=' => self.ends(),
            _ => {}
        }
        self.declares = false;
    }

    fn name(&mut self, name: &[u8]) {
        match name {
            b"and" | b"or" => {
                self.top().jumps += 1;
                self.jumps += self.top().jumps;
            }
            b"elseif" => {
                self.ends();
                self.top().branches += 1;
                self.jumps += self.top().branches;
            }
            b"function" => {
                if self.declares {
                    self.declared();
                }
                self.parameters = true;
            }
            b"if" | b"do" | b"repeat" => {
                self.ends();
                self.open(false);
            }
            b"end" | b"until" => self.close(),
            b"goto" | b"::" | b"break" => {
                self.ends();
                self.marks += 1;
                self.labels += self.marks;
            }
            b"local" | b"for" => {
                self.ends();
                self.declares = true;
                return;
            }
            b"then" | b"else" | b"return" | b"while" => self.ends(),
            b"in" | b"not" | b"nil" | b"true" | b"false" => {}
            _ if self.declares => {
                self.declared();
                return;
            }
            _ => self.names += self.look_up,
        }
        self.declares = false;
    }

    /// Counts a local of the current function.
    fn declared(&mut self) {
        if let Some(locals) = self.functions.last_mut() {
            *locals += 1;
        }
        self.measure();
        self.names += self.look_up;
    }
}
