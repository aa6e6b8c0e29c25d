//! A persistent ordered map: cloning is one reference count, and a change copies only what it
//! passes on its way where a clone still holds it.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::{Element, Visit};

/// Most entries of a leaf, and most children of a branch.
const FULL: usize = 32;

/// Elements ordered by the bytes of their ordered keys.
#[derive(Clone, Default)]
pub(super) struct Tree {
    root: Arc<Node>,
}

#[derive(Clone)]
enum Node {
    Leaf(Vec<Entry>),
    /// Each child's entry is not above any entry in it, and above all entries of the child before;
    /// the first child's entry means nothing.
    Branch(Vec<(Entry, Arc<Node>)>),
}

impl Default for Node {
    fn default() -> Self {
        Self::Leaf(Vec::new())
    }
}

#[derive(Clone)]
struct Entry {
    /// First bytes of the ordered key: most comparisons end here and touch no other memory.
    head: u64,
    element: Element,
}

/// An ordered key on the search.
#[derive(Clone, Copy)]
struct Wanted<'a> {
    head: u64,
    order: &'a [u8],
}

impl<'a> Wanted<'a> {
    fn new(order: &'a [u8]) -> Self {
        let head = order.first_chunk().copied().unwrap_or_else(|| {
            let mut short = [0; 8];
            for (to, from) in short.iter_mut().zip(order) {
                *to = *from;
            }
            short
        });
        Self {
            head: u64::from_be_bytes(head),
            order,
        }
    }
}

impl Entry {
    /// Whether the entry stands before the wanted key. Zeros after a short head are no matter: where
    /// heads are equal the whole keys decide.
    #[inline]
    fn before(&self, wanted: Wanted<'_>) -> bool {
        self.head < wanted.head || (self.head == wanted.head && self.element.order() < wanted.order)
    }

    #[inline]
    fn is(&self, wanted: Wanted<'_>) -> bool {
        self.head == wanted.head && self.element.order() == wanted.order
    }
}

/// The child that holds the wanted key, if any does.
fn child_of(children: &[(Entry, Arc<Node>)], wanted: Wanted<'_>) -> usize {
    let rest = children.get(1..).unwrap_or_default();
    rest.partition_point(|(first, _)| first.before(wanted) || first.is(wanted))
}

impl Tree {
    /// The element under an ordered key.
    pub(super) fn get(&self, order: &[u8]) -> Option<&Element> {
        let wanted = Wanted::new(order);
        let mut node = &*self.root;
        loop {
            match node {
                Node::Branch(children) => node = &children.get(child_of(children, wanted))?.1,
                Node::Leaf(entries) => {
                    let at = entries.partition_point(|entry| entry.before(wanted));
                    let entry = entries.get(at).filter(|entry| entry.is(wanted))?;
                    return Some(&entry.element);
                }
            }
        }
    }

    /// Visits in order what begins with `prefix`.
    pub(super) fn scan(&self, prefix: &[u8], visit: &mut Visit<'_>) {
        let _stopped_or_done = scan(&self.root, Wanted::new(prefix), visit);
    }

    /// Puts an element in its place, or in that of the element under the same key.
    pub(super) fn put(&mut self, element: Element) {
        let head = Wanted::new(element.order()).head;
        let Some((entry, right)) = put(&mut self.root, Entry { head, element }) else {
            return;
        };
        let left = std::mem::take(&mut self.root);
        self.root = Arc::new(Node::Branch(vec![(entry.clone(), left), (entry, right)]));
    }
}

fn scan(node: &Node, prefix: Wanted<'_>, visit: &mut Visit<'_>) -> ControlFlow<()> {
    match node {
        Node::Leaf(entries) => {
            let from = entries.partition_point(|entry| entry.before(prefix));
            for entry in entries.get(from..).unwrap_or_default() {
                if !entry.element.order().starts_with(prefix.order) {
                    return ControlFlow::Break(());
                }
                visit(&entry.element)?;
            }
        }
        Node::Branch(children) => {
            let from = child_of(children, prefix);
            for (_, child) in children.get(from..).unwrap_or_default() {
                scan(child, prefix, visit)?;
            }
        }
    }
    ControlFlow::Continue(())
}

/// A node that was split off: it stands right of the node that was too full, from this entry on.
type Split = Option<(Entry, Arc<Node>)>;

fn put(node: &mut Arc<Node>, entry: Entry) -> Split {
    match Arc::make_mut(node) {
        Node::Leaf(entries) => put_in_leaf(entries, entry),
        Node::Branch(children) => {
            let wanted = Wanted {
                head: entry.head,
                order: entry.element.order(),
            };
            let at = child_of(children, wanted);
            let split = put(&mut children.get_mut(at)?.1, entry)?;
            children.insert(at + 1, split);
            if children.len() <= FULL {
                return None;
            }
            let right = children.split_off(split_at(at + 1, children.len()));
            let first = right.first()?.0.clone();
            Some((first, Arc::new(Node::Branch(right))))
        }
    }
}

fn put_in_leaf(entries: &mut Vec<Entry>, entry: Entry) -> Split {
    let wanted = Wanted {
        head: entry.head,
        order: entry.element.order(),
    };
    let at = entries.partition_point(|entry| entry.before(wanted));
    if let Some(found) = entries.get_mut(at).filter(|found| found.is(wanted)) {
        *found = entry;
        return None;
    }
    entries.insert(at, entry);
    if entries.len() <= FULL {
        return None;
    }
    let right = entries.split_off(split_at(at, entries.len()));
    let first = right.first()?.clone();
    Some((first, Arc::new(Node::Leaf(right))))
}

/// Where to split after an insert at `at`: in the middle, but keys that come in order leave full nodes behind.
fn split_at(at: usize, len: usize) -> usize {
    if at + 1 == len { len - 1 } else { len / 2 }
}
