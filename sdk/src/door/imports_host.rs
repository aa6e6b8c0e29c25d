//! A host in the place of the imports, so that tests run the path through raw pointers, under Miri
//! too. It has one element, and returns it for every key.

#![expect(non_snake_case, reason = "the names of the contract")]
#![expect(
    clippy::cast_ptr_alignment,
    reason = "`read_elems` gives the address of a read context"
)]

use heeus_abi::layout::{ctx, key, page, record};

use super::ReadContext;

const EMPTY: [u8; record::EMPTY] = [8, 0, 0, 0, 0, 0, 0, 0];

/// Does as the import: returns an empty record.
///
/// # Safety
/// There is room for a word at `elem_ptr_ptr`.
pub(super) unsafe fn HostGetElem(_: *const u8, elem_ptr_ptr: *mut *const u8) -> u32 {
    static ELEMENT: [u8; record::EMPTY] = EMPTY;
    // SAFETY: the caller's promise: there is room for a word.
    unsafe { elem_ptr_ptr.write(ELEMENT.as_ptr()) };
    0
}

/// Does as the import: delivers the element as often as the limit says, by itself and in pages of
/// two.
///
/// # Safety
/// `ctx_id` is the address of a read context from `read_elems`; a key block without an entity
/// begins at `key_ptr`.
pub(super) unsafe fn HostReadElems(ctx_id: *const u8, key_ptr: *const u8) -> u32 {
    // SAFETY: the caller's promise: a read context and a key block without an entity begin at these
    // addresses.
    unsafe {
        let context = ctx_id.cast::<ReadContext>();
        let limit = ctx_id.add(ctx::LIMIT).cast::<u32>().read_unaligned();
        let key = key_ptr.add(key::ENTITY);
        let size = key.cast::<u32>().read_unaligned() as usize;
        let element = [core::slice::from_raw_parts(key, size), &EMPTY].concat();
        let mut both = [0; page::ELEMENTS].to_vec();
        both[page::COUNT] = 2;
        both.extend([element.as_slice(), element.as_slice()].concat());
        for turn in 0..limit {
            if ctx_id.cast::<u32>().read_unaligned() != 0 {
                break;
            }
            if turn % 2 == 0 {
                let at = element.as_ptr();
                ReadContext::deliver(context, at, at.add(size));
            } else {
                ReadContext::deliver_page(context, both.as_ptr());
            }
        }
    }
    0
}
