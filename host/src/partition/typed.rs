//! Structs as arguments of requests and as results.

use heeus_abi::RecordBuf;
use heeus_sdk::field::ToRecord;
use heeus_sdk::{Error, Record};

use super::request::{Args, CommandOutput, QueryOutput};

impl<T: ToRecord> From<&T> for Args {
    fn from(record: &T) -> Self {
        record.to_bytes().into()
    }
}

impl CommandOutput {
    /// Its results as structs.
    ///
    /// # Errors
    /// The error of the first result that does not fit the struct.
    pub fn results<'a, R: Record<'a>>(&'a self) -> Result<Vec<R>, Error> {
        rows(&self.results)
    }
}

impl QueryOutput {
    /// Its results as structs.
    ///
    /// # Errors
    /// The error of the first result that does not fit the struct.
    pub fn results<'a, R: Record<'a>>(&'a self) -> Result<Vec<R>, Error> {
        rows(&self.results)
    }
}

fn rows<'a, R: Record<'a>>(results: &'a [RecordBuf]) -> Result<Vec<R>, Error> {
    let rows = results.iter().map(|row| R::from_record(row.as_ref()));
    rows.collect()
}
