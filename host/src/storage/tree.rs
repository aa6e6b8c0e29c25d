//! A persistent ordered map: a clone costs one reference count, and a change copies only those
//! nodes on its path that a clone still holds.

use std::cmp::Ordering;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use super::{Element, ScanRange, Visit};

/// Most entries of a leaf, and most children of a branch.
const FULL: usize = 16;

/// Elements ordered by the bytes of their sort keys.
#[derive(Clone, Default)]
pub(super) struct Tree {
    root: Arc<Node>,
}

#[derive(Clone)]
enum Node {
    Leaf(Vec<Entry>),
    Branch(Vec<Child>),
}

impl Default for Node {
    fn default() -> Self {
        Self::Leaf(Vec::new())
    }
}

#[derive(Clone)]
struct Entry {
    head: Head,
    element: Element,
}

/// A part of the tree with its lower bound: no key in it is less, and all keys in the previous
/// child are. The bound of the first child has no meaning.
#[derive(Clone)]
struct Child {
    head: Head,
    /// The whole key of the bound, if the head does not hold it.
    long: Option<Element>,
    node: Arc<Node>,
}

/// The first bytes of an sort key and their number. Most comparisons need nothing else, so they
/// read no other memory. Heads sort like their keys; only long keys with equal heads may differ.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Head {
    first: u128,
    /// Length of the key, or `LONG` if it is longer than a head.
    len: u8,
}

/// Bytes of a key that a head holds.
const HELD: usize = 16;
const LONG: u8 = 17;
const _: () = assert!(LONG as usize == HELD + 1, "one more than a head holds");

impl Head {
    #[inline]
    fn new(sort_key: &[u8]) -> Self {
        if let Some(first) = sort_key.first_chunk::<HELD>() {
            let len = if sort_key.len() == HELD {
                LONG - 1
            } else {
                LONG
            };
            return Self {
                first: u128::from_be_bytes(*first),
                len,
            };
        }
        let mut short = [0; HELD];
        let mut len = 0;
        for (to, from) in short.iter_mut().zip(sort_key) {
            *to = *from;
            len += 1;
        }
        Self {
            first: u128::from_be_bytes(short),
            len,
        }
    }
}

/// An sort key to search for.
#[derive(Clone, Copy)]
struct Wanted<'a> {
    head: Head,
    sort_key: &'a [u8],
}

impl<'a> Wanted<'a> {
    #[inline]
    fn new(sort_key: &'a [u8]) -> Self {
        Self {
            head: Head::new(sort_key),
            sort_key,
        }
    }

    /// Compares the key with this head, which belongs to the element, with the wanted one.
    #[inline]
    fn order_of(&self, head: Head, element: Option<&Element>) -> Ordering {
        head.cmp(&self.head).then_with(|| match element {
            Some(element) if head.len == LONG => element.sort_key().cmp(self.sort_key),
            _ => Ordering::Equal,
        })
    }
}

impl Entry {
    fn new(element: Element) -> Self {
        Self {
            head: Head::new(element.sort_key()),
            element,
        }
    }

    fn wanted(&self) -> Wanted<'_> {
        Wanted {
            head: self.head,
            sort_key: self.element.sort_key(),
        }
    }

    /// A child with this node, bounded by the key of this entry.
    fn child(&self, node: Arc<Node>) -> Child {
        Child {
            head: self.head,
            long: (self.head.len == LONG).then(|| self.element.clone()),
            node,
        }
    }
}

/// Finds the place of the wanted key among the entries, or the place where it would be.
#[inline]
fn place_of(entries: &[Entry], wanted: Wanted<'_>) -> Result<usize, usize> {
    entries.binary_search_by(|entry| wanted.order_of(entry.head, Some(&entry.element)))
}

/// The child that holds the wanted key, if any does.
#[inline]
fn child_of(children: &[Child], wanted: Wanted<'_>) -> usize {
    let rest = children.get(1..).unwrap_or_default();
    rest.partition_point(|child| wanted.order_of(child.head, child.long.as_ref()).is_le())
}

impl Tree {
    /// The element under an sort key.
    pub(super) fn get(&self, sort_key: &[u8]) -> Option<&Element> {
        let wanted = Wanted::new(sort_key);
        let mut node = &*self.root;
        loop {
            match node {
                Node::Branch(children) => node = &children.get(child_of(children, wanted))?.node,
                Node::Leaf(entries) => {
                    let at = place_of(entries, wanted).ok()?;
                    return Some(&entries.get(at)?.element);
                }
            }
        }
    }

    /// Visits the elements whose keys are in `range`, in its order.
    pub(super) fn scan(&self, range: &ScanRange<'_>, visit: &mut Visit<'_>) {
        if range.is_empty() {
            return;
        }
        let within = (Wanted::new(range.from), range.until.map(Wanted::new));
        let _stopped_or_done = if range.is_reverse {
            descend(&self.root, within, visit)
        } else {
            ascend(&self.root, within, visit)
        };
    }

    /// Puts an element in its place, or replaces the element under the same key.
    pub(super) fn put(&mut self, element: Element) {
        let entry = Entry::new(element);
        let Some(right) = put(&mut self.root, entry) else {
            return;
        };
        let node = std::mem::take(&mut self.root);
        let left = Child {
            node,
            ..right.clone()
        };
        self.root = Arc::new(Node::Branch(vec![left, right]));
    }
}

/// The first key of a range, and the one that ends it.
type Within<'a> = (Wanted<'a>, Option<Wanted<'a>>);

/// Returns the places of the entries within a range.
#[inline]
fn places(entries: &[Entry], (from, until): Within<'_>) -> Range<usize> {
    let (Ok(from) | Err(from)) = place_of(entries, from);
    let is_before = |until: &Wanted<'_>| {
        let last = entries.last();
        last.is_none_or(|last| until.order_of(last.head, Some(&last.element)).is_lt())
    };
    let until = match until {
        Some(until) if !is_before(&until) => {
            let (Ok(at) | Err(at)) = place_of(entries, until);
            at
        }
        _ => entries.len(),
    };
    from..until
}

fn ascend(node: &Node, within: Within<'_>, visit: &mut Visit<'_>) -> ControlFlow<()> {
    match node {
        Node::Leaf(entries) => {
            let places = places(entries, within);
            let is_last = places.end < entries.len();
            for entry in entries.get(places).unwrap_or_default() {
                visit(&entry.element)?;
            }
            if is_last {
                return ControlFlow::Break(());
            }
        }
        Node::Branch(children) => {
            let from = child_of(children, within.0);
            for child in children.get(from..).unwrap_or_default() {
                ascend(&child.node, within, visit)?;
            }
        }
    }
    ControlFlow::Continue(())
}

fn descend(node: &Node, within: Within<'_>, visit: &mut Visit<'_>) -> ControlFlow<()> {
    match node {
        Node::Leaf(entries) => {
            let places = places(entries, within);
            let is_last = places.start > 0;
            for entry in entries.get(places).unwrap_or_default().iter().rev() {
                visit(&entry.element)?;
            }
            if is_last {
                return ControlFlow::Break(());
            }
        }
        Node::Branch(children) => {
            let last = match within.1 {
                Some(until) => child_of(children, until),
                None => children.len().saturating_sub(1),
            };
            for child in children.get(..=last).unwrap_or_default().iter().rev() {
                descend(&child.node, within, visit)?;
            }
        }
    }
    ControlFlow::Continue(())
}

/// Puts an entry into a node. Splits a full node and returns the part that was split off.
fn put(node: &mut Arc<Node>, entry: Entry) -> Option<Child> {
    match Arc::make_mut(node) {
        Node::Leaf(entries) => put_in_leaf(entries, entry),
        Node::Branch(children) => {
            let at = child_of(children, entry.wanted());
            let split = put(&mut children.get_mut(at)?.node, entry)?;
            children.insert(at + 1, split);
            if children.len() <= FULL {
                return None;
            }
            let right = children.split_off(split_at(at + 1, children.len()));
            let first = right.first()?.clone();
            let node = Arc::new(Node::Branch(right));
            Some(Child { node, ..first })
        }
    }
}

fn put_in_leaf(entries: &mut Vec<Entry>, entry: Entry) -> Option<Child> {
    let at = match place_of(entries, entry.wanted()) {
        Ok(at) => {
            *entries.get_mut(at)? = entry;
            return None;
        }
        Err(at) => at,
    };
    entries.insert(at, entry);
    if entries.len() <= FULL {
        return None;
    }
    let right = entries.split_off(split_at(at, entries.len()));
    let first = right.first()?.clone();
    Some(first.child(Arc::new(Node::Leaf(right))))
}

/// Returns the place to split at after an insert at `at`: the middle, or the end, so that keys in
/// ascending order leave full nodes behind.
fn split_at(at: usize, len: usize) -> usize {
    if at + 1 == len { len - 1 } else { len / 2 }
}
