//! Every cell of the matrix: kind, storage, access.

use std::ops::ControlFlow;

use heeus_abi::{Access, ExtensionKind, KeyRef, Op, RecordRef, Storage, allowed};
use heeus_host::state::{Forbidden, ReadError, StateError};

use crate::support::{intend, shop};

/// A second copy of the contract's matrix: G get, R read, I insert, U update.
const MATRIX: &str = "
    storage                command query validator projector job
    sys.View               G       GR    GR        GRIU      GRIU
    sys.Record             GIU     G     G         G         G
    sys.WLog               G       GR    G         GR        GR
    sys.Event              -       -     G         G         -
    sys.CommandContext     G       -     G         -         -
    sys.QueryContext       -       G     -         -         -
    sys.JobContext         -       -     -         -         G
    sys.Result             I       I     -         -         -
    sys.Response           I       I     -         -         -
    sys.RequestSubject     G       G     G         -         -
    sys.AppSecret          G       G     G         G         G
    sys.Uniq               G       G     G         G         G
    sys.Http               -       R     -         R         R
    sys.FederationCommand  -       G     -         G         G
    sys.SendMail           -       -     -         I         I
    sys.Logger             I       I     I         I         I";

/// Kind, storage, and the letters of its cell.
fn cells() -> Vec<(ExtensionKind, Storage, &'static str)> {
    let mut cells = Vec::new();
    for line in MATRIX.trim().lines().skip(1) {
        let mut words = line.split_whitespace();
        let name = words.next().expect("a storage");
        let storage = Storage::ALL.iter().find(|storage| storage.name() == name);
        let storage = *storage.expect(name);
        let kinds = [
            ExtensionKind::Command,
            ExtensionKind::Query,
            ExtensionKind::Validator,
            ExtensionKind::Projector,
            ExtensionKind::Job,
        ];
        cells.extend(
            kinds
                .into_iter()
                .zip(words)
                .map(|(kind, cell)| (kind, storage, cell)),
        );
    }
    assert_eq!(cells.len(), 16 * 5);
    cells
}

const LETTERS: [(Access, char); 4] = [
    (Access::Get, 'G'),
    (Access::Read, 'R'),
    (Access::Insert, 'I'),
    (Access::Update, 'U'),
];

/// The state's answer to an access with an empty key.
fn attempt(kind: ExtensionKind, storage: Storage, access: Access) -> Option<Forbidden> {
    let mut state = shop();
    let reader = state.begin_run(kind);
    let key = KeyRef {
        storage,
        entity: "",
        record: RecordRef::empty(),
        range: heeus_abi::KeyRange::ALL,
    };
    let read = |error| match error {
        ReadError::Forbidden(forbidden) => Some(forbidden),
        _ => None,
    };
    let written = |error| match error {
        StateError::Forbidden(forbidden) => Some(forbidden),
        _ => None,
    };
    let mut add = |op| intend(&mut state, op, (storage, ""), &[], &[]).err();
    match access {
        Access::Get => reader.get(&key).err().and_then(read),
        Access::Read => {
            let mut visit = |_: &[u8], _: &[u8]| ControlFlow::Continue(());
            reader.read(&key, &mut visit).err().and_then(read)
        }
        Access::Insert => add(Op::Insert).and_then(written),
        Access::Update => add(Op::Update).and_then(written),
    }
}

#[test]
fn every_cell() {
    for (kind, storage, cell) in cells() {
        for (access, letter) in LETTERS {
            let is_allowed = cell.contains(letter);
            let allowed = allowed(kind, storage);
            assert_eq!(
                allowed.contains(access),
                is_allowed,
                "{kind} {storage} {access}"
            );
            let forbidden = Forbidden {
                kind,
                storage,
                access,
                allowed,
            };
            let expected = (!is_allowed).then_some(forbidden);
            assert_eq!(
                attempt(kind, storage, access),
                expected,
                "{kind} {storage} {access}"
            );
        }
    }
}

#[test]
fn the_message_names_what_is_allowed() {
    let text = |kind, storage, access| {
        let forbidden = attempt(kind, storage, access).expect("forbidden");
        forbidden.to_string()
    };
    assert_eq!(
        text(ExtensionKind::Query, Storage::View, Access::Insert),
        "a query may not insert into sys.View; it may get and read there"
    );
    assert_eq!(
        text(ExtensionKind::Command, Storage::Record, Access::Read),
        "a command may not read from sys.Record; it may get, insert and update there"
    );
    assert_eq!(
        text(ExtensionKind::Job, Storage::Event, Access::Get),
        "a job may not get from sys.Event; it may do nothing there"
    );
}
