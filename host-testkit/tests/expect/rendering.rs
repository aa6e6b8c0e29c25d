//! The text of a value: different values have different texts.

use heeus_host_testkit::prelude::*;
use proptest::prelude::*;

/// Values whose texts may look alike, and any others.
fn contents() -> BoxedStrategy<Content> {
    let numbers = prop_oneof![Just(0), Just(1), Just(-1), any::<i64>()];
    let texts = prop_oneof![
        Just(String::new()),
        Just("a".to_owned()),
        Just("a\u{200b}".to_owned()),
        Just("a ".to_owned()),
        Just("a\u{a0}".to_owned()),
        Just("\u{202e}a".to_owned()),
        Just("\\u{200b}".to_owned()),
        Just("e\u{301}".to_owned()),
        Just("\u{e9}".to_owned()),
        Just("1".to_owned()),
        any::<String>(),
    ];
    let f64s = prop_oneof![
        Just(f64::NAN.to_bits()),
        Just((-f64::NAN).to_bits()),
        Just(f64::NAN.to_bits() | 1),
        Just(0f64.to_bits()),
        Just((-0f64).to_bits()),
        Just(1f64.to_bits()),
        any::<u64>(),
    ];
    let f32s = prop_oneof![
        Just(f32::NAN.to_bits()),
        Just((-f32::NAN).to_bits()),
        Just(f32::NAN.to_bits() | 1),
        Just(0f32.to_bits()),
        Just((-0f32).to_bits()),
        any::<u32>(),
    ];
    let leaf = prop_oneof![
        numbers.clone().prop_map(Content::I64),
        numbers.clone().prop_map(Content::Id),
        numbers.prop_map(|v| Content::I32(i32::try_from(v).unwrap_or(7))),
        f64s.prop_map(|bits| Content::F64(f64::from_bits(bits))),
        f32s.prop_map(|bits| Content::F32(f32::from_bits(bits))),
        any::<bool>().prop_map(Content::Bool),
        texts.clone().prop_map(Content::Str),
        texts.clone().prop_map(Content::QName),
        texts.prop_map(|text| Content::Bytes(text.into_bytes())),
        Just(Vec::<i32>::new().into()),
        Just(Vec::<i64>::new().into()),
        Just(Vec::<DynRecord>::new().into()),
        any::<[i32; 2]>().prop_map(Into::into),
        any::<[i64; 1]>().prop_map(Into::into),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let record = fields(inner);
        prop_oneof![
            record.clone().prop_map(Content::Record),
            prop::collection::vec(record, 0..3).prop_map(Into::into),
        ]
    })
    .boxed()
}

fn fields(contents: impl Strategy<Value = Content> + 'static) -> BoxedStrategy<DynRecord> {
    let names = prop_oneof![
        Just("A".to_owned()),
        Just("a.B".to_owned()),
        Just("A ".to_owned()),
        Just("_".to_owned()),
        Just("A\u{200b}".to_owned()),
    ];
    let fields = prop::collection::vec((names, contents), 0..4);
    let record = |fields: Vec<(String, Content)>| {
        let with = |record: DynRecord, (name, value): (String, Content)| record.with(name, value);
        fields.into_iter().fold(DynRecord::new(), with)
    };
    fields.prop_map(record).boxed()
}

/// A value, and the same value with a small change.
fn near() -> BoxedStrategy<(Content, Content)> {
    (contents(), contents())
        .prop_flat_map(|(one, other)| {
            let changed = match &one {
                Content::F64(v) => Content::F64(f64::from_bits(v.to_bits() ^ 1)),
                Content::F32(v) => Content::F32(f32::from_bits(v.to_bits() ^ (1 << 31))),
                Content::I64(v) => Content::Id(*v),
                Content::Id(v) => Content::I32(i32::try_from(*v).unwrap_or(1)),
                Content::Str(v) => Content::QName(v.clone()),
                Content::QName(v) => Content::Str(format!("{v}\u{200d}")),
                Content::Bytes(v) => Content::Str(String::from_utf8_lossy(v).into_owned()),
                Content::Record(v) => Content::Record(v.clone().with("A", other.clone())),
                _ => other.clone(),
            };
            (Just(one), prop_oneof![Just(other), Just(changed)])
        })
        .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_differs_is_shown_as_different((one, other) in near()) {
        let record = |value: &Content| DynRecord::new().with("V", value.clone());
        let intent = |value: &Content| result(record(value)).to_string();
        let texts = [
            (one.to_string(), other.to_string()),
            (format!("{one:#}"), format!("{other:#}")),
            (record(&one).to_string(), record(&other).to_string()),
            (format!("{:#}", record(&one)), format!("{:#}", record(&other))),
            (intent(&one), intent(&other)),
        ];
        for (a, b) in texts {
            prop_assert_eq!(a == b, one == other, "{:?} and {:?} as {}", one, other, a);
        }
    }

    /// A reader can see every part of a text.
    #[test]
    fn what_is_shown_can_be_seen(value in contents()) {
        let text = format!("{value:#}");
        let hidden = |c: char| c != '\n' && c.escape_debug().len() > 2;
        prop_assert!(!text.contains(hidden), "{}", text.escape_debug());
    }
}

#[test]
fn a_nan_with_other_bits_is_shown_with_them() {
    let shown = |value: Content| value.to_string();
    assert_eq!(shown(f64::NAN.into()), "f64::NAN");
    assert_eq!(shown(f32::NAN.into()), "f32::NAN");
    let other = f64::from_bits(f64::NAN.to_bits() | 1 << 63);
    assert_eq!(shown(other.into()), "f64::NAN");
    assert_eq!(
        shown(Content::F64(other)),
        "f64::from_bits(0xfff8000000000000)"
    );
    let other = f32::from_bits(f32::NAN.to_bits() | 1);
    assert_eq!(shown(other.into()), "f32::NAN");
    assert_eq!(shown(Content::F32(other)), "f32::from_bits(0x7fc00001)");
    assert_eq!(shown((-0.0).into()), "-0.0");
    assert_eq!(Content::from(f64::NAN), Content::from(f64::NAN));
}
