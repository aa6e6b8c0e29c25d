//! Paths to values.

use crate::arena::text::Text;
use crate::error::Error;

/// A path to a value: a name, a place in an array, or a tuple of up to five of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no path to a value of JSON",
    note = "a path is a name as `&str`, a place as `usize`, or a tuple of up to five of them: \
            (\"lines\", 0, \"price\")"
)]
pub trait JsonPath: Sized {
    #[doc(hidden)]
    fn with_steps<R>(self, call: impl FnOnce(&[Step<'_>]) -> R) -> R;
}

/// A step of a path.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no step of a path to a value of JSON",
    note = "a step is a name as `&str`, or a place as `usize`"
)]
pub trait JsonStep {
    fn step(&self) -> Step<'_>;
}

#[derive(Clone, Copy)]
pub enum Step<'a> {
    Name(&'a str),
    Index(usize),
}

impl JsonStep for &str {
    #[inline]
    fn step(&self) -> Step<'_> {
        Step::Name(self)
    }
}

impl JsonStep for usize {
    #[inline]
    fn step(&self) -> Step<'_> {
        Step::Index(*self)
    }
}

macro_rules! paths {
    ($(($($step:ident),*))+) => {$(
        impl<$($step: JsonStep),*> JsonPath for ($($step,)*) {
            #[inline]
            #[expect(non_snake_case, reason = "a step has the name of its type")]
            fn with_steps<R>(self, call: impl FnOnce(&[Step<'_>]) -> R) -> R {
                let ($($step,)*) = self;
                call(&[$($step.step()),*])
            }
        }
    )+};
}

paths! { (A) (A, B) (A, B, C) (A, B, C, D) (A, B, C, D, E) }

macro_rules! single {
    ($($ty:ty)+) => {$(
        impl JsonPath for $ty {
            #[inline]
            fn with_steps<R>(self, call: impl FnOnce(&[Step<'_>]) -> R) -> R {
                call(&[self.step()])
            }
        }
    )+};
}

single!(&str usize);

/// Returns the error with the path before its text.
#[cold]
#[inline(never)]
pub(super) fn in_path(steps: &[Step<'_>], error: &Error) -> Error {
    let (mut text, mut reason) = (Text::new(), Text::new());
    for step in steps {
        match step {
            Step::Name(name) => {
                if !text.is_empty() {
                    text.push(".");
                }
                text.push(name);
            }
            Step::Index(index) => {
                text.put("[").put(index).put("]");
            }
        }
    }
    reason.put(error);
    // What follows a name directly: that it is absent, or a place in its array.
    let is_next = matches!(reason.as_bytes().first(), Some(b' ' | b'['));
    if !text.is_empty() && !is_next {
        text.push(": ");
    }
    text.push(&reason);
    text.into()
}
