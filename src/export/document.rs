//! A result document as JSON, and proof that the file says what the document says.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::failed;
use crate::problem::Error;

/// A document as indented JSON, keys in the order of its type, a newline at the end.
///
/// # Errors
/// [`Error::Failed`] when a quantity is not finite: JSON has no word for that, and would say null.
pub(super) fn bytes<D>(name: &str, document: &D) -> Result<Vec<u8>, Error>
where
    D: Serialize + DeserializeOwned + PartialEq,
{
    let mut bytes =
        serde_json::to_vec_pretty(document).map_err(|error| failed(format!("{name}: {error}")))?;
    bytes.push(b'\n');
    match serde_json::from_slice::<D>(&bytes) {
        Ok(read_back) if read_back == *document => Ok(bytes),
        Ok(_) => Err(failed(format!("{name}: a quantity is not a finite number"))),
        Err(error) => Err(failed(format!("{name}: a quantity is not a finite number ({error})"))),
    }
}
