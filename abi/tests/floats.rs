//! Floats: a NaN has one form in blocks, whatever bits it has in a program; any other form is
//! refused.

#[path = "support/hex.rs"]
mod hex;
#[path = "support/same.rs"]
mod same;

use heeus_abi::float::{NAN_F32, NAN_F64, f32_bits, f64_bits};
use heeus_abi::{ArrayRef, Items, Malformed, RecordBuilder, RecordRef, Value, encode_array};
use same::same;

/// Bits of NaNs that hardware and programs produce: signs, payloads, quiet and signalling ones.
const OTHERS_F32: [u32; 6] = [
    0xffc0_0000,
    0x7fc0_0001,
    0x7f80_0001,
    0xff80_0001,
    0x7fff_ffff,
    0xffff_ffff,
];
const OTHERS_F64: [u64; 6] = [
    0xfff8_0000_0000_0000,
    0x7ff8_0000_0000_0001,
    0x7ff0_0000_0000_0001,
    0xfff0_0000_0000_0001,
    0x7fff_ffff_ffff_ffff,
    u64::MAX,
];
/// Numbers next to the NaNs, and both zeros.
const NUMBERS_F32: [u32; 5] = [0, 1 << 31, 0x7f80_0000, 0xff80_0000, 0x7f7f_ffff];
const NUMBERS_F64: [u64; 5] = [
    0,
    1 << 63,
    0x7ff0_0000_0000_0000,
    0xfff0_0000_0000_0000,
    0x7fef_ffff_ffff_ffff,
];

fn golden() -> Vec<u8> {
    hex::bytes(include_str!("golden/record_nan.hex"))
}

/// The record of the golden file, with these NaNs.
fn record(f32: f32, f64: f64) -> Vec<u8> {
    let (mut narrow, mut wide) = (Vec::new(), Vec::new());
    encode_array(Items::F32(&[f32, -0.0, 0.0]), &mut narrow).expect("an array");
    encode_array(Items::F64(&[f64::NEG_INFINITY, f64]), &mut wide).expect("an array");
    let mut fields = RecordBuilder::new();
    fields.put("F32", Value::F32(f32));
    fields.put("F64", Value::F64(f64));
    fields.put("A32", Value::Array(ArrayRef::trusted(&narrow)));
    fields.put("A64", Value::Array(ArrayRef::trusted(&wide)));
    fields.build().expect("a record").into_bytes()
}

#[test]
fn every_nan_is_written_as_the_same_one() {
    let narrow = OTHERS_F32.iter().chain(&[NAN_F32]);
    let wide = OTHERS_F64.iter().chain(&[NAN_F64]);
    for (narrow, wide) in narrow.zip(wide) {
        let made = record(f32::from_bits(*narrow), f64::from_bits(*wide));
        same(&made, &golden(), "record");
    }
    RecordRef::check(&golden()).expect("canonical");
}

#[test]
fn numbers_keep_their_bits() {
    for bits in NUMBERS_F32 {
        assert_eq!(f32_bits(f32::from_bits(bits)), bits);
    }
    for bits in NUMBERS_F64 {
        assert_eq!(f64_bits(f64::from_bits(bits)), bits);
    }
}

/// Checks the golden record with other bytes at this place.
fn with(at: usize, bytes: &[u8]) -> Option<Malformed> {
    let mut record = golden();
    record[at..at + bytes.len()].copy_from_slice(bytes);
    RecordRef::check(&record).err()
}

#[test]
fn another_nan_is_malformed_at_its_place() {
    for bits in OTHERS_F32 {
        for (at, part) in [
            (0x30, "field slot"),
            (0x60, "array items"),
            (0x68, "array items"),
        ] {
            let found = with(at, &bits.to_le_bytes()).map(|found| (found.part, found.at));
            assert_eq!(found, Some((part, at)), "{bits:x}");
        }
    }
    for bits in OTHERS_F64 {
        for (at, part) in [
            (0x40, "field slot"),
            (0x78, "array items"),
            (0x80, "array items"),
        ] {
            let found = with(at, &bits.to_le_bytes()).map(|found| (found.part, found.at));
            assert_eq!(found, Some((part, at)), "{bits:x}");
        }
    }
    for bits in NUMBERS_F32 {
        assert_eq!(with(0x30, &bits.to_le_bytes()), None);
        assert_eq!(with(0x64, &bits.to_le_bytes()), None);
    }
    for bits in NUMBERS_F64 {
        assert_eq!(with(0x40, &bits.to_le_bytes()), None);
        assert_eq!(with(0x80, &bits.to_le_bytes()), None);
    }
    // The zeros after a narrow float are not part of it.
    assert_eq!(with(0x34, &[1]).map(|found| found.part), Some("field slot"));
    // Integers with the same bits are not changed.
    let bits = 0xffff_ffff_u32.cast_signed();
    let mut fields = RecordBuilder::new();
    fields.put("I", Value::I32(bits));
    let record = fields.build().expect("a record");
    assert_eq!(RecordRef::check(record.as_ref().as_bytes()).err(), None);
}
