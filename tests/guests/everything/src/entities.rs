//! The entities of the extensions.

use heeus_sdk::entity;

entity! {
    /// A value field of every type.
    pub ALL = view "test.All" {
        partition { No: i32 }
        value {
            I32: i32, I64: i64, F32: f32, F64: f64, Bool: bool, Str: string, Bytes: bytes,
            QName: qname, Id: id, Record: record, Array: array
        }
    }
    /// A key field of every type that has an order.
    pub KEYS = view "test.Keys" {
        partition { I32: i32, I64: i64, F32: f32, F64: f64, Bool: bool }
        clustering { Str: string, Bytes: bytes, QName: qname, Id: id }
        value { Found: bool }
    }
    /// Amounts by day.
    pub DAYS = view "test.Days" {
        partition { Year: i32 }
        clustering { Month: i32, Day: i32 }
        value { Amount: i64, Note: string }
    }
    /// An article.
    pub ARTICLE = record "test.Article" { value { Name: string, Price: i64 } }
    /// The settings.
    pub CONFIG = singleton "test.Config" { value { Currency: string, Rate: f64 } }
}
