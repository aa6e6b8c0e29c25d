//! sys.SendMail: mails are kept, not sent.

use heeus_abi::{ArrayBuf, ExtensionKind, Items, Op, Storage, Value};
use heeus_host::state::{Applied, LimitBroken, LimitKind, StateError, StateLimits};

use crate::support::{Fields, intend, put, record, shop, texts};

const MAIL: (Storage, &str) = (Storage::SendMail, "");
const HOST: [(&str, Value<'_>); 3] = [
    ("From", Value::Str("shop@heeus.com")),
    ("Host", Value::Str("smtp.heeus.com")),
    ("Port", Value::I32(25)),
];

fn mail<'a>(fields: &[(&'a str, Value<'a>)]) -> Vec<(&'a str, Value<'a>)> {
    [&HOST, fields].concat()
}

#[test]
fn mails_are_there_after_apply_in_order() {
    let mut state = shop();
    let both = texts(&["a@heeus.com", "b@heeus.com"]);
    let (one, copy) = (texts(&["a@heeus.com"]), texts(&["c@heeus.com"]));
    let first = mail(&[
        ("CC", Value::Array(copy.as_ref())),
        ("To", Value::Array(both.as_ref())),
    ]);
    let second = mail(&[
        ("Body", Value::Str("<b>now</b>")),
        ("Subject", Value::Str("Order")),
        ("To", Value::Array(one.as_ref())),
    ]);
    for kind in [ExtensionKind::Projector, ExtensionKind::Job] {
        state.begin_run(kind);
        assert!(state.mails().is_empty(), "of one run only");
        for mail in [&first, &second] {
            intend(&mut state, Op::Insert, MAIL, mail, &[]).expect("a mail");
        }
        assert!(state.mails().is_empty(), "not before");
        let applied = Applied {
            intents: 2,
            written: 0,
            outputs: 2,
        };
        assert_eq!(state.apply(), Ok(applied));
        assert_eq!(state.mails(), [record(&first), record(&second)]);
    }
    state.clear(Storage::SendMail).expect("clear");
    assert!(state.mails().is_empty());
    state.begin_run(ExtensionKind::Job);
    intend(&mut state, Op::Insert, MAIL, &first, &[]).expect("a mail");
    state.discard();
    assert!(state.mails().is_empty(), "of a run that was not applied");
}

#[test]
fn keys_of_mails_are_checked() {
    let mut state = shop();
    let mut refused = |key: Fields<'_>, value: Fields<'_>| {
        state.begin_run(ExtensionKind::Job);
        let added = intend(&mut state, Op::Insert, MAIL, key, value);
        added.expect_err("refused").to_string()
    };
    let one = texts(&["a@heeus.com"]);
    let to = ("To", Value::Array(one.as_ref()));
    assert_eq!(
        refused(&mail(&[to, ("Bcc", Value::Str("x"))]), &[]),
        "sys.SendMail: key has no field Bcc; declared: From string, To array, CC array, BCC array, \
         Host string, Port i32, Username string, Password string, Subject string, Body string; did \
         you mean BCC?"
    );
    assert_eq!(
        refused(&mail(&[("To", Value::I32(1))]), &[]),
        "sys.SendMail: key field To: found i32, expected array"
    );
    assert_eq!(
        refused(&mail(&[("To", Value::Str("a@heeus.com"))]), &[]),
        "sys.SendMail: key field To: found string, expected array",
        "one has one spelling"
    );
    let missing = "sys.SendMail: key field To is missing; required: From string, To array, Host \
                   string, Port i32";
    assert_eq!(refused(&mail(&[]), &[]), missing);
    let none = ArrayBuf::new(Items::Str(&[])).expect("none");
    let nobody = ("To", Value::Array(none.as_ref()));
    assert_eq!(refused(&mail(&[nobody]), &[]), missing, "to nobody");
    let copies_to_nobody = ("CC", nobody.1);
    assert_eq!(
        refused(&mail(&[to, copies_to_nobody]), &[]),
        "sys.SendMail: CC is an array without items; leave the field out instead"
    );
    let ids = ArrayBuf::new(Items::Id(&[1])).expect("one");
    let ids = ("CC", Value::Array(ids.as_ref()));
    assert_eq!(
        refused(&mail(&[to, ids]), &[]),
        "sys.SendMail: items of CC: found record id, expected string"
    );
    assert_eq!(
        refused(&mail(&[to]), &[("Sent", Value::Bool(true))]),
        "sys.SendMail: value has no field Sent; the value has no fields"
    );
    let arranged = put(&mut state, MAIL, &mail(&[to]), &[]).expect_err("only intents");
    assert_eq!(
        arranged.to_string(),
        "sys.SendMail only takes intents: the state has no elements of it"
    );
}

#[test]
fn mails_count_as_intents() {
    let mut state = shop();
    let mut limits = StateLimits::default();
    limits.intents.job = 2;
    state.set_limits(limits);
    let one = texts(&["a@heeus.com"]);
    let key = mail(&[("To", Value::Array(one.as_ref()))]);
    let broken = LimitBroken {
        what: LimitKind::Intents,
        kind: ExtensionKind::Job,
        limit: 2,
    };
    // The remains of a refused mail do not count for the next run.
    for _ in 0..2 {
        state.begin_run(ExtensionKind::Job);
        assert!(intend(&mut state, Op::Insert, MAIL, &[], &[]).is_err());
        state.begin_run(ExtensionKind::Job);
        for _ in 0..2 {
            intend(&mut state, Op::Insert, MAIL, &key, &[]).expect("below the limit");
        }
        let third = intend(&mut state, Op::Insert, MAIL, &key, &[]);
        assert_eq!(third, Err(StateError::Limit(broken)));
    }
}
