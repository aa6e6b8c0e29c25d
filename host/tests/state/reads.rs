//! The view of a run: the state as it was when the run began.

use std::ops::ControlFlow;

use heeus_abi::{ExtensionKind, Op, RecordRef, Storage, Value};
use heeus_host::state::{ReadError, Reader};

use crate::support::{
    ORDERS, WRITER, amount, amounts, intend_order, key_ref, orders, put_order, read_all, record,
    shop,
};

#[test]
fn a_run_does_not_see_its_own_intents() {
    let mut state = shop();
    put_order(&mut state, 1, 100);
    let reader = state.begin_run(WRITER);
    intend_order(&mut state, Op::Insert, 2, 200).expect("new");
    intend_order(&mut state, Op::Update, 1, 101).expect("update");
    assert_eq!(amount(&reader, 1), Some(100));
    assert_eq!(amount(&reader, 2), None);
    assert_eq!(read_all(&reader, ORDERS, &[]).len(), 1);
}

#[test]
fn a_reader_keeps_what_it_saw() {
    let mut state = shop();
    put_order(&mut state, 1, 100);
    let before = state.begin_run(WRITER);
    intend_order(&mut state, Op::Insert, 1, 101).expect("new");
    intend_order(&mut state, Op::Insert, 2, 200).expect("new");
    let element = before.clone();
    state.apply().expect("apply");
    let after = state.begin_run(WRITER);
    put_order(&mut state, 3, 300);
    state.clear(Storage::View).expect("clear");
    put_order(&mut state, 4, 400);

    assert_eq!(
        [1, 2, 3, 4].map(|day| amount(&before, day)),
        [Some(100), None, None, None]
    );
    assert_eq!(
        [1, 2, 3, 4].map(|day| amount(&element, day)),
        [Some(100), None, None, None]
    );
    assert_eq!(
        [1, 2, 3, 4].map(|day| amount(&after, day)),
        [Some(101), Some(200), None, None]
    );
    assert_eq!(amounts(&state), [(4, 400)]);
}

#[test]
fn a_reader_does_not_know_what_was_declared_later() {
    let mut state = heeus_host::state::HostState::new();
    let reader = state.begin_run(WRITER);
    state.declare(&orders()).expect("declare");
    let key = record(&[]);
    let got = reader.get(&key_ref(Storage::View, ORDERS, &key));
    let expected = "sys.View has no entity shop.Orders; none is declared (ABI.md, section 6)";
    assert_eq!(got, Err(ReadError::InvalidKey(expected.into())));
}

#[test]
fn a_visitor_may_stop_and_may_read() {
    let mut state = shop();
    for day in 1..=100 {
        put_order(&mut state, day, i64::from(day) * 10);
    }
    let reader = state.begin_run(ExtensionKind::Query);
    let all = record(&[]);
    let all = key_ref(Storage::View, ORDERS, &all);
    let mut seen = Vec::new();
    let read = reader.read(&all, &mut |key, value| {
        let Some(Value::I32(day)) = RecordRef::trusted(key).get("Day") else {
            panic!("no day");
        };
        let value = RecordRef::trusted(value).get("Amount");
        assert_eq!(value, amount(&reader, day).map(Value::I64));
        let nested = read_all(&reader, ORDERS, &[("Year", Value::I32(2026))]);
        assert_eq!(nested.len(), 100);
        seen.push(day);
        if day == 3 {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    });
    assert_eq!(read, Ok(()));
    assert_eq!(seen, [1, 2, 3]);
}

#[test]
fn both_records_stand_side_by_side() {
    let mut state = shop();
    put_order(&mut state, 1, 100);
    let reader = state.begin_run(ExtensionKind::Query);
    let all = record(&[]);
    let mut count = 0;
    let read = reader.read_elements(&key_ref(Storage::View, ORDERS, &all), &mut |element| {
        let both = [element.key().as_bytes(), element.value().as_bytes()].concat();
        assert_eq!(element.records(), both);
        assert_eq!(&**element, element.value().as_bytes());
        count += 1;
        ControlFlow::Continue(())
    });
    assert_eq!((read, count), (Ok(()), 1));
}

#[test]
fn readers_can_go_to_another_thread() {
    fn is_send<T: Send + Sync + 'static>() {}
    is_send::<Reader>();
    is_send::<heeus_host::storage::Element>();
}

#[test]
fn a_run_sees_what_was_put_while_another_run_was_on() {
    let mut state = shop();
    put_order(&mut state, 1, 10);
    let reader = state.begin_run(ExtensionKind::Query);
    put_order(&mut state, 1, 20);
    assert_eq!(amount(&reader, 1), Some(10), "it began before");
    drop(reader);
    assert_eq!(amount(&state.begin_run(ExtensionKind::Query), 1), Some(20));
}
