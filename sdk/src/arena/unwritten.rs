//! Memory for items on the stack that are written later. Writing a first value before that would be
//! code for each item.

use core::marker::PhantomData;
use core::mem::MaybeUninit;

/// Memory for `N` items.
pub struct Unwritten<T, const N: usize>([MaybeUninit<T>; N]);

/// A lifetime that belongs to one call of [`written`](Unwritten::written). It is invariant, so no
/// other lifetime can take its place.
type OfCall<'p> = PhantomData<fn(&'p ()) -> &'p ()>;

/// The memory of the items to write in this call.
pub(crate) struct ToWrite<'p, T>(&'p mut [MaybeUninit<T>], OfCall<'p>);

/// The sources of the items to write in this call, one for each item.
pub(crate) struct Sources<'p, S: 'static>(&'static [S], OfCall<'p>);

/// The proof that all items of this call are written.
pub(crate) struct Written<'p>(OfCall<'p>);

// Items are copied, so nothing is left to drop if some are written again, or not all of them.
impl<T: Copy, const N: usize> Unwritten<T, N> {
    /// Creates the memory.
    #[inline]
    pub const fn new() -> Self {
        Self([MaybeUninit::uninit(); N])
    }

    /// Lets `write` write the items from the first `N` sources, and returns them. Returns no items
    /// if there are fewer sources.
    ///
    /// # Errors
    /// The error of `write`.
    #[inline]
    pub(crate) fn written<S, E>(
        &mut self,
        sources: &'static [S],
        write: impl for<'p> FnOnce(ToWrite<'p, T>, Sources<'p, S>) -> Result<Written<'p>, E>,
    ) -> Result<&[T], E> {
        let Some(sources) = sources.first_chunk::<N>() else {
            return Ok(&[]);
        };
        write(
            ToWrite(&mut self.0, PhantomData),
            Sources(sources, PhantomData),
        )?;
        // SAFETY: an array of `MaybeUninit<T>` has the layout of an array of `T`, and all items are
        // written: `write` returned `Written<'p>`, and only `ToWrite<'p, T>::write` creates that,
        // after it has written as many items as `Sources<'p, S>` has. `write` must work for every
        // `'p`, so it has no other values of these types than the two above, which have `N` items.
        Ok(unsafe { &*(&raw const self.0).cast::<[T; N]>() })
    }
}

impl<'p, T: Copy> ToWrite<'p, T> {
    /// Writes the item of each source.
    ///
    /// # Errors
    /// The first error of `item`.
    #[inline]
    pub(crate) fn write<S, E>(
        self,
        Sources(sources, _): Sources<'p, S>,
        mut item: impl FnMut(&'static S) -> Result<T, E>,
    ) -> Result<Written<'p>, E> {
        for (place, source) in self.0.iter_mut().zip(sources) {
            place.write(item(source)?);
        }
        Ok(Written(PhantomData))
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::Unwritten;

    /// Writes the squares of numbers; a negative number is an error, and 13 a panic.
    fn squares<'m, const N: usize>(
        memory: &'m mut Unwritten<i32, N>,
        numbers: &'static [i32],
    ) -> Result<&'m [i32], i32> {
        memory.written(numbers, |squares, numbers| {
            squares.write(numbers, |&number| match number {
                ..0 => Err(number),
                13 => panic!("thirteen"),
                _ => Ok(number * number),
            })
        })
    }

    #[test]
    fn each_item_is_written_from_its_source() {
        let mut memory = Unwritten::<_, 3>::new();
        assert_eq!(squares(&mut memory, &[1, 2, 3]), Ok(&[1, 4, 9][..]));
        assert_eq!(squares(&mut memory, &[4, 5, 6]), Ok(&[16, 25, 36][..]));
    }

    #[test]
    fn sources_behind_the_last_item_are_not_read() {
        let mut memory = Unwritten::<_, 3>::new();
        assert_eq!(squares(&mut memory, &[1, 2, 3, -4]), Ok(&[1, 4, 9][..]));
        let mut memory = Unwritten::<_, 0>::new();
        assert_eq!(squares(&mut memory, &[-1]), Ok(&[][..]));
    }

    #[test]
    fn too_few_sources_are_not_read() {
        let mut memory = Unwritten::<_, 3>::new();
        assert_eq!(squares(&mut memory, &[-1, 2]), Ok(&[][..]));
    }

    #[test]
    fn items_before_an_error_or_a_panic_are_written_again() {
        let mut memory = Unwritten::<_, 3>::new();
        assert_eq!(squares(&mut memory, &[1, -2, 3]), Err(-2));
        let panics = catch_unwind(AssertUnwindSafe(|| {
            squares(&mut memory, &[1, 13, 3]).is_ok()
        }));
        assert!(panics.is_err());
        assert_eq!(squares(&mut memory, &[4, 5, 6]), Ok(&[16, 25, 36][..]));
    }

    #[test]
    fn a_call_within_a_call_writes_its_own_items() {
        let (mut outer, mut inner) = (Unwritten::<_, 2>::new(), Unwritten::<_, 3>::new());
        let sums = outer.written(&[1, 2], |sums, numbers| {
            sums.write(numbers, |number| {
                let squares = squares(&mut inner, &[1, 2, 3])?;
                Ok::<_, i32>(squares.iter().sum::<i32>() * number)
            })
        });
        assert_eq!(sums, Ok(&[14, 28][..]));
    }

    #[test]
    fn items_may_have_padding_or_no_size() {
        let mut memory = Unwritten::<(u8, u64), 2>::new();
        let pairs = memory.written(&[1, 2], |pairs, numbers| {
            pairs.write(numbers, |&number| Ok::<_, ()>((number, number.into())))
        });
        assert_eq!(pairs, Ok(&[(1, 1), (2, 2)][..]));
        let mut memory = Unwritten::<(), 2>::new();
        let units = memory.written(&[1, 2], |units, numbers| {
            units.write(numbers, |_| Ok::<_, ()>(()))
        });
        assert_eq!(units, Ok(&[(), ()][..]));
    }
}
