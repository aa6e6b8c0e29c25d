//! Amounts against arithmetic in 128 bits.

use heeus_sdk::values::{Money, Rounding};
use proptest::prelude::*;

use super::cases;

const ROUNDINGS: [Rounding; 6] = [
    Rounding::HalfUp,
    Rounding::HalfEven,
    Rounding::Up,
    Rounding::Down,
    Rounding::Ceiling,
    Rounding::Floor,
];

/// Numbers of every size, with edges.
fn number() -> impl Strategy<Value = i64> {
    prop_oneof![
        any::<i64>(),
        -100_000..100_000_i64,
        (any::<i64>(), 0..63_u32).prop_map(|(number, bits)| number >> bits),
        prop::sample::select(vec![
            i64::MIN,
            i64::MIN + 1,
            -1,
            0,
            1,
            i64::MAX - 1,
            i64::MAX
        ]),
    ]
}

fn money() -> impl Strategy<Value = Money> {
    number().prop_map(Money::from_ten_thousandths)
}

fn bounded(number: i128) -> Option<Money> {
    i64::try_from(number).ok().map(Money::from_ten_thousandths)
}

fn wide(money: Money) -> i128 {
    i128::from(money.ten_thousandths())
}

/// The quotient, rounded by the distances to the whole numbers below and above.
fn rounded(number: i128, divisor: i128, rounding: Rounding) -> i128 {
    let (number, divisor) = if divisor < 0 {
        (-number, -divisor)
    } else {
        (number, divisor)
    };
    let below = number.div_euclid(divisor);
    let (down, up) = (number - below * divisor, (below + 1) * divisor - number);
    if down == 0 {
        return below;
    }
    let (nearer_zero, farther) = if number > 0 {
        (below, below + 1)
    } else {
        (below + 1, below)
    };
    let even = if below % 2 == 0 { below } else { below + 1 };
    let nearest = |middle| match down.cmp(&up) {
        std::cmp::Ordering::Less => below,
        std::cmp::Ordering::Equal => middle,
        std::cmp::Ordering::Greater => below + 1,
    };
    match rounding {
        Rounding::HalfUp => nearest(farther),
        Rounding::HalfEven => nearest(even),
        Rounding::Up => farther,
        Rounding::Down => nearer_zero,
        Rounding::Ceiling => below + 1,
        Rounding::Floor => below,
    }
}

proptest! {
    #![proptest_config(cases(5000))]

    #[test]
    fn sums_and_products_are_exact(one in money(), other in money(), factor in number()) {
        prop_assert_eq!(one.checked_add(other), bounded(wide(one) + wide(other)));
        prop_assert_eq!(one.checked_sub(other), bounded(wide(one) - wide(other)));
        prop_assert_eq!(one.checked_mul(factor), bounded(wide(one) * i128::from(factor)));
        prop_assert_eq!(one.checked_neg(), bounded(-wide(one)));
        prop_assert_eq!(one.cmp(&other), wide(one).cmp(&wide(other)));
    }

    #[test]
    fn a_ratio_is_rounded_as_named(one in money(), number in number(), divisor in number()) {
        for rounding in ROUNDINGS {
            let product = one.checked_mul_ratio(number, divisor, rounding);
            if divisor == 0 {
                prop_assert_eq!(product, None);
                continue;
            }
            let exact = wide(one) * i128::from(number);
            let expected = bounded(rounded(exact, divisor.into(), rounding));
            prop_assert_eq!(product, expected, "{:?}", rounding);
        }
    }

    #[test]
    fn places_are_rounded_as_named(one in money(), places in 0..6_u32) {
        for rounding in ROUNDINGS {
            let unit = 10_i128.pow(4_u32.saturating_sub(places));
            let expected = bounded(rounded(wide(one), unit, rounding) * unit);
            prop_assert_eq!(one.rounded(places, rounding), expected, "{:?}", rounding);
        }
    }

    #[test]
    fn a_text_is_that_of_the_amount(one in money()) {
        let amount = wide(one).unsigned_abs();
        let sign = if wide(one) < 0 { "-" } else { "" };
        let whole = format!("{sign}{}.{:04}", amount / 10_000, amount % 10_000);
        let (long, end) = whole.split_at(whole.len() - 2);
        let expected = format!("{long}{}", end.trim_end_matches('0'));
        prop_assert_eq!(&one.to_text(), &expected);
        prop_assert_eq!(Money::parse(&expected), Ok(one));
        prop_assert_eq!(Money::parse(&whole), Ok(one));
        prop_assert_eq!(expected.parse(), Ok(one));
    }

    #[test]
    fn whole_amounts_and_cents_are_created(number in number()) {
        prop_assert_eq!(Money::from_cents(number), bounded(i128::from(number) * 100));
        prop_assert_eq!(Money::from_whole(number), bounded(i128::from(number) * 10_000));
    }

    #[test]
    fn any_text_is_an_amount_or_none(text in "-?[0-9.]{0,24}") {
        let digits = text.strip_prefix('-').unwrap_or(&text);
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_amount = !whole.is_empty() && (1..=4).contains(&decimals.len());
        let number = format!("{whole}{decimals:0<4}").parse::<i128>().ok();
        let number = number.filter(|_| is_amount);
        let sign = if text.starts_with('-') { -1 } else { 1 };
        let expected = number.and_then(|number| bounded(number * sign));
        prop_assert_eq!(Money::parse(&text).ok(), expected);
    }
}

#[test]
fn texts_of_another_form_are_no_amounts() {
    for text in [
        "",
        "-",
        "+1",
        ".5",
        "5.",
        "-.5",
        "1,50",
        "1 000",
        "1.23456",
        "1.2.3",
        "--1",
        "1e3",
        "0x1",
        "922337203685477.5808",
        "-922337203685477.5809",
        "99999999999999999999",
        "１",
        "1\u{a0}",
    ] {
        let error = Money::parse(text).expect_err(text);
        let expected = "expected an amount such as -1234.50, with at most four decimal places";
        assert_eq!(error.to_string(), expected);
    }
    let smallest = Money::parse("-922337203685477.5808");
    assert_eq!(smallest, Ok(Money::MIN));
    assert_eq!(Money::parse("-0.0000"), Ok(Money::ZERO));
    assert_eq!(
        Money::parse("007"),
        Money::from_whole(7).ok_or(Money::parse("").unwrap_err())
    );
}

#[test]
fn an_amount_is_shown_as_its_text() {
    for (number, text) in [
        (0, "0.00"),
        (1, "0.0001"),
        (-1, "-0.0001"),
        (10, "0.001"),
        (100, "0.01"),
        (-12_345_000, "-1234.50"),
        (i64::MIN, "-922337203685477.5808"),
    ] {
        let money = Money::from_ten_thousandths(number);
        assert_eq!(format!("{money} {money:?}"), format!("{text} {text}"));
    }
    assert_eq!(format!("{:>8}", Money::default()), "    0.00");
}
