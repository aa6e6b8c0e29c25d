//! The ids of records, one type for each kind of record.

use heeus_sdk::prelude::*;

#[derive(Field, Debug, Clone, Copy, PartialEq)]
pub struct ArticleId(pub RecordId);

#[derive(Field, Debug, Clone, Copy, PartialEq)]
pub struct BillId(pub RecordId);

#[derive(Field, Debug, Clone, Copy, PartialEq)]
pub struct SupplyId(pub RecordId);
