//! The form of floats in blocks: every NaN has the same bits.

/// The bits of a 32-bit NaN in a block.
pub const NAN_F32: u32 = 0x7fc0_0000;
/// The bits of a 64-bit NaN in a block.
pub const NAN_F64: u64 = 0x7ff8_0000_0000_0000;

/// Returns the bits of a float in a block. `-0.0` keeps its sign.
#[inline]
pub const fn f32_bits(value: f32) -> u32 {
    if value.is_nan() {
        return NAN_F32;
    }
    value.to_bits()
}

/// Returns the bits of a float in a block. `-0.0` keeps its sign.
#[inline]
pub const fn f64_bits(value: f64) -> u64 {
    if value.is_nan() {
        return NAN_F64;
    }
    value.to_bits()
}

/// Returns whether a 32-bit float in a block may have these bits.
#[inline]
pub(crate) const fn is_f32(bits: u32) -> bool {
    !f32::from_bits(bits).is_nan() || bits == NAN_F32
}

/// Returns whether a 64-bit float in a block may have these bits.
#[inline]
pub(crate) const fn is_f64(bits: u64) -> bool {
    !f64::from_bits(bits).is_nan() || bits == NAN_F64
}
