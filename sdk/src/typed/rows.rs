//! Rows from a read.

use alloc::vec::{IntoIter, Vec};
use core::iter::FusedIterator;

/// The rows of a read, in key order.
#[derive(Debug, Clone)]
pub struct Rows<T> {
    rows: IntoIter<T>,
}

impl<T> Rows<T> {
    /// The remaining rows.
    pub fn as_slice(&self) -> &[T] {
        self.rows.as_slice()
    }
}

impl<T> From<Vec<T>> for Rows<T> {
    fn from(rows: Vec<T>) -> Self {
        Self {
            rows: rows.into_iter(),
        }
    }
}

impl<T> Iterator for Rows<T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        self.rows.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rows.size_hint()
    }
}

impl<T> DoubleEndedIterator for Rows<T> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        self.rows.next_back()
    }
}

impl<T> ExactSizeIterator for Rows<T> {}
impl<T> FusedIterator for Rows<T> {}
