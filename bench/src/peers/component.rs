//! The component model, by wit-bindgen on both sides.

use std::rc::Rc;

use wasmtime::component::{Component as Compiled, HasSelf, Linker};
use wasmtime::{Engine, Store};
use wit_component::ComponentEncoder;

use self::bindings::{Peer, PeerImports, Stock};
use super::SharedHostShare;
use crate::{Error, setup};

mod bindings {
    wasmtime::component::bindgen!({ path: "guests/component/wit", world: "peer" });
}

/// The host's side of the interface.
struct Host(SharedHostShare);

impl PeerImports for Host {
    fn get(&mut self, year: i32, day: i32) -> Stock {
        let stock = self.0.borrow_mut().get(year, day);
        Stock {
            amount: stock.amount,
            price: stock.price,
            quantity: stock.quantity,
        }
    }
}

/// A component that does the work of the guest.
pub(super) struct Component {
    store: Store<Host>,
    peer: Peer,
}

impl Component {
    pub(super) fn new(share: &SharedHostShare) -> Result<Self, Error> {
        let module = setup::fixture("bench/guests/component").wasm()?;
        let mut encoder = ComponentEncoder::default();
        encoder.validate(true);
        let bytes = encoder
            .module(module.bytes())
            .and_then(ComponentEncoder::encode);
        let component = bytes.map_err(|error| error.to_string())?;
        let machine = Engine::default();
        let component = Compiled::from_binary(&machine, &component)?;
        let mut linker = Linker::new(&machine);
        Peer::add_to_linker::<_, HasSelf<_>>(&mut linker, |host: &mut Host| host)?;
        let mut store = Store::new(&machine, Host(Rc::clone(share)));
        let peer = Peer::instantiate(&mut store, &component, &linker)?;
        Ok(Self { store, peer })
    }

    #[inline]
    pub(super) fn noop(&mut self, args: &[u8]) {
        let done = self.peer.call_noop(&mut self.store, args);
        assert!(done.is_ok(), "{done:?}");
    }

    #[inline]
    pub(super) fn add(&mut self, (year, day): (i32, i32)) -> (i64, i32) {
        let change = self.peer.call_add(&mut self.store, year, day);
        let change = change.expect("the component made a change");
        (change.amount, change.quantity)
    }
}
