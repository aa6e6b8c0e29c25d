//! Texts that are JSON, and texts that are none.

use heeus_sdk::values::json;

/// Texts that every reader accepts.
const ACCEPTED: &[&str] = &[
    "null",
    "true",
    " false ",
    "0",
    "-0",
    "-1",
    "123",
    "1.5",
    "-0.1",
    "1e5",
    "1E+5",
    "1e-5",
    "0e0",
    "0.0E-0",
    "20e1",
    "123.456e78",
    "-237462374673276894279832749832423479823246327846",
    "123123e100000",
    "0.000000000000000000000000000000000000000000000000001",
    r#""""#,
    r#"" ""#,
    r#""a/*b*/c""#,
    r#""\"\\\/\b\f\n\r\t""#,
    r#""\u0060\u012a\u12AB""#,
    r#""\u0000""#,
    r#""\uD801\udc37""#,
    r#""\ud83d\ude39\ud83d\udc8d""#,
    r#""\uFFFF\uFDD0""#,
    r#""\\u0000""#,
    r#""\\\\n""#,
    "\"\u{7f}\u{80}\u{2028}\u{2029}\u{feff}\u{ffff}\u{10ffff}\"",
    "[]",
    "[ ]",
    "\t[\n1\r,\n 2 ] ",
    "[[]   ]",
    r#"[1,null,"a",{}]"#,
    "[null, 1, \"1\", {}]",
    "{}",
    "{ }",
    r#"{"":0}"#,
    r#"{"a":[]}"#,
    r#"{"a":"b","a":"b"}"#,
    r#"{"a" : {"b" : [ 1 , 2 ]} , "c":null}"#,
    r#"{"foo\u0000bar": 42}"#,
    "{\n\"a\": \"b\"\n}",
];

/// Texts that no reader accepts, with the byte and the form that was expected there.
const REFUSED: &[(&str, usize, &str)] = &[
    ("", 0, "a value"),
    (" ", 1, "a value"),
    ("nul", 3, "a value"),
    ("nulll", 4, "the end"),
    ("True", 0, "a value"),
    ("tru", 3, "a value"),
    ("fals0", 4, "a value"),
    ("NaN", 0, "a value"),
    ("Infinity", 0, "a value"),
    ("-Infinity", 1, "a digit"),
    ("undefined", 0, "a value"),
    ("+1", 0, "a value"),
    (".5", 0, "a value"),
    ("-", 1, "a digit"),
    ("-a", 1, "a digit"),
    ("--1", 1, "a digit"),
    ("- 1", 1, "a digit"),
    ("1.", 2, "a digit"),
    ("1.e1", 2, "a digit"),
    ("1e", 2, "a digit"),
    ("1e+", 3, "a digit"),
    ("1e+-1", 3, "a digit"),
    ("1.5.5", 3, "the end"),
    ("01", 1, "the end"),
    ("-01", 2, "the end"),
    ("0x1", 1, "the end"),
    ("1 000", 2, "the end"),
    ("1_000", 1, "the end"),
    ("１", 0, "a value"),
    ("'a'", 0, "a value"),
    ("a", 0, "a value"),
    ("\"", 1, "`\"`"),
    ("\"a", 2, "`\"`"),
    ("\"a\n\"", 2, "an escape"),
    ("\"\t\"", 1, "an escape"),
    ("\"\0\"", 1, "an escape"),
    ("\"\u{1f}\"", 1, "an escape"),
    (r#""\"#, 1, "an escape"),
    (r#""\""#, 3, "`\"`"),
    (r#""\a""#, 1, "an escape"),
    (r#""\'""#, 1, "an escape"),
    (r#""\x00""#, 1, "an escape"),
    (r#""\U0041""#, 1, "an escape"),
    (r#""\u""#, 1, "an escape"),
    (r#""\u004""#, 1, "an escape"),
    (r#""\u00g0""#, 1, "an escape"),
    (r#""\u{41}""#, 1, "an escape"),
    (r#""\u+041""#, 1, "an escape"),
    (r#""\ü""#, 1, "an escape"),
    // Halves of surrogate pairs.
    (r#""\ud800""#, 1, "an escape"),
    (r#""a\udfff""#, 2, "an escape"),
    (r#""\ud800a""#, 1, "an escape"),
    (r#""\ud800\""#, 1, "an escape"),
    (r#""\ud800\n""#, 1, "an escape"),
    (r#""\ud800\u0041""#, 1, "an escape"),
    (r#""\ud800\ud800""#, 1, "an escape"),
    (r#""\udc00\ud800""#, 1, "an escape"),
    (r#""\ud800\u""#, 1, "an escape"),
    (r#""\uD83D\uDE0""#, 1, "an escape"),
    ("[", 1, "a value"),
    ("[1", 2, "`,` or `]`"),
    ("[1,", 3, "a value"),
    ("[,1]", 1, "a value"),
    ("[1,]", 3, "a value"),
    ("[1,,2]", 3, "a value"),
    ("[1 2]", 3, "`,` or `]`"),
    ("[1:2]", 2, "`,` or `]`"),
    ("[1}", 2, "`,` or `]`"),
    ("[}", 1, "a value"),
    ("[]]", 2, "the end"),
    ("[1]x", 3, "the end"),
    ("[1]//", 3, "the end"),
    ("[1/**/]", 2, "`,` or `]`"),
    ("]", 0, "a value"),
    (",", 0, "a value"),
    ("{", 1, "a name in quotation marks"),
    ("{]", 1, "a name in quotation marks"),
    ("{,}", 1, "a name in quotation marks"),
    ("{a:1}", 1, "a name in quotation marks"),
    ("{'a':1}", 1, "a name in quotation marks"),
    ("{1:1}", 1, "a name in quotation marks"),
    (r#"{"a"}"#, 4, "`:`"),
    (r#"{"a" 1}"#, 5, "`:`"),
    (r#"{"a":}"#, 5, "a value"),
    (r#"{"a"::1}"#, 5, "a value"),
    (r#"{"a":1"#, 6, "`,` or `}`"),
    (r#"{"a":1,}"#, 7, "a name in quotation marks"),
    (r#"{"a":1,,"b":2}"#, 7, "a name in quotation marks"),
    (r#"{"a":1 "b":2}"#, 7, "`,` or `}`"),
    (r#"{"a":1]"#, 6, "`,` or `}`"),
    (r#"{"a":1}}"#, 7, "the end"),
    (r#"{"a"#, 3, "`\"`"),
    (r#"{"a":"b"#, 7, "`\"`"),
    ("{\"a\n\":1}", 3, "an escape"),
    ("1\0", 1, "the end"),
    ("\0", 0, "a value"),
    ("\u{c}1", 0, "a value"),
    ("\u{a0}1", 0, "a value"),
    ("\u{2060}1", 0, "a value"),
    ("\u{feff}\u{feff}1", 3, "a value"),
    ("1\u{feff}", 1, "the end"),
    ("<a></a>", 0, "a value"),
];

fn refused(text: &[u8]) -> String {
    let shown = String::from_utf8_lossy(text);
    json::read(text).expect_err(&shown).to_string()
}

#[test]
fn json_is_accepted() {
    for text in ACCEPTED {
        let read = json::read(text);
        let read = read.unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(read.as_json(), text.trim());
        let marked = format!("\u{feff}{text}");
        let read = json::read(&marked).expect("a mark of byte order is skipped");
        assert_eq!(read.as_json(), text.trim());
    }
}

#[test]
fn other_texts_are_refused_at_their_byte() {
    for (text, at, expected) in REFUSED {
        let message = format!("the JSON is broken at byte {at}: expected {expected}");
        assert_eq!(refused(text.as_bytes()), message, "{text}");
        assert!(
            serde_json::from_str::<serde_json::Value>(text).is_err(),
            "{text}"
        );
    }
    let marked = format!("\u{feff}{}", "[1,]");
    let message = "the JSON is broken at byte 6: expected a value";
    assert_eq!(refused(marked.as_bytes()), message);
}

#[test]
fn what_is_no_utf8_is_refused() {
    for bytes in [
        &b"\"\xff\""[..],
        b"\"\xed\xa0\x80\"",
        b"\"\xc0\xaf\"",
        b"\"\xe0\xff",
        b"1\xff",
        b"\xff\xfe1\0",
        b"\xf4\xbf\xbf\xbf",
    ] {
        assert_eq!(refused(bytes), "the JSON is no UTF-8", "{bytes:?}");
    }
}

#[test]
fn depth_has_a_limit() {
    let arrays = |depth: usize| [vec!["["; depth].concat(), vec!["]"; depth].concat()].concat();
    let objects = |depth: usize| {
        let begin = vec![r#"{"a":"#; depth].concat();
        format!("{begin}1{}", "}".repeat(depth))
    };
    for text in [arrays(64), objects(64), format!("[{0},{0}]", objects(63))] {
        assert!(json::read(&text).is_ok(), "{text}");
    }
    let message = "expected at most 64 objects and arrays inside of each other";
    for (text, at) in [
        (arrays(65), 64),
        (objects(65), 64 * 5),
        (arrays(1_000_000), 64),
        ("[".repeat(1_000_000), 64),
        ("{\"a\":[".repeat(100_000), 32 * 6),
    ] {
        let message = format!("the JSON is broken at byte {at}: {message}");
        assert_eq!(refused(text.as_bytes()), message);
    }
}
