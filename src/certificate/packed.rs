//! Lists of whole numbers as short text: LEB128 in base64.
//!
//! A number is written in groups of seven bits, the lowest first, each in a byte whose highest bit says that more follow; the
//! bytes are written in base64 (RFC 4648, with padding). Every list has exactly one text and only that is read back, so that no
//! change of the text goes unseen.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A list of whole numbers from 0 to 2^64 − 1, packed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Packed(String);

/// The bit of a byte that says that more follow.
const MORE: u8 = 0x80;

impl Packed {
    /// Packs a list.
    #[must_use]
    pub fn of(numbers: impl IntoIterator<Item = u64>) -> Self {
        let mut bytes = Vec::new();
        numbers.into_iter().for_each(|number| push(number, &mut bytes));
        Self(STANDARD.encode(bytes))
    }

    /// The list.
    ///
    /// # Errors
    /// Why the text is not that of a list, in words.
    pub fn numbers(&self) -> Result<Vec<u64>, String> {
        let bytes = STANDARD.decode(&self.0).map_err(|error| format!("text that is not base64 ({error})"))?;
        let mut numbers = Vec::with_capacity(bytes.len());
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            numbers.push(take(&mut rest)?);
        }
        Ok(numbers)
    }
}

/// The numbers of a list that is left out where it is empty: so that nothing is written in two ways.
pub(super) fn some_numbers(packed: &Packed) -> Result<Vec<u64>, String> {
    let numbers = packed.numbers()?;
    if numbers.is_empty() { Err("an empty list, which is left out".to_owned()) } else { Ok(numbers) }
}

fn push(mut number: u64, bytes: &mut Vec<u8>) {
    while number >= u64::from(MORE) {
        bytes.push(number as u8 | MORE);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Takes the first number off; one that breaks off, is longer than it need be, or passes 64 bits is none.
fn take(rest: &mut &[u8]) -> Result<u64, String> {
    let mut number = 0_u64;
    for shift in (0..u64::BITS).step_by(7) {
        let Some((&byte, after)) = rest.split_first() else {
            return Err("a number that breaks off".to_owned());
        };
        *rest = after;
        let bits = u64::from(byte & !MORE);
        if bits << shift >> shift != bits {
            return Err("a number of more than 64 bits".to_owned());
        }
        number |= bits << shift;
        if byte & MORE == 0 {
            return if byte == 0 && shift > 0 {
                Err("a number with needless zeros".to_owned())
            } else {
                Ok(number)
            };
        }
    }
    Err("a number of more than 64 bits".to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn packed(bytes: &[u8]) -> Packed {
        Packed(STANDARD.encode(bytes))
    }

    /// Lengths of all kinds alike.
    fn number() -> impl Strategy<Value = u64> {
        (any::<u64>(), 0..u64::BITS).prop_map(|(number, shift)| number >> shift)
    }

    #[test]
    fn the_text_is_the_published_one() {
        // 624485 is the example of the DWARF standard.
        assert_eq!(Packed::of([624_485]), packed(&[0xe5, 0x8e, 0x26]));
        assert_eq!(Packed::of([]), Packed(String::new()));
        assert_eq!(Packed::of([0, 127, 128]), packed(&[0, 0x7f, 0x80, 1]));
    }

    #[test]
    fn what_is_no_list_is_refused() {
        let nine = [0xff; 9];
        let cases = [
            (packed(&[0x80]), "breaks off"),
            (packed(&[5, 0x80, 0x00]), "needless zeros"),
            (packed(&[&nine[..], &[2]].concat()), "more than 64 bits"),
            (packed(&[&nine[..], &[0x81, 0]].concat()), "more than 64 bits"),
            (Packed("BQ=".into()), "not base64"),
            (Packed("BR==".into()), "not base64"),
            (Packed("BQ==\n".into()), "not base64"),
        ];
        for (text, said) in cases {
            let error = text.numbers().unwrap_err();
            assert!(error.contains(said), "{text:?}: {error}");
        }
        assert_eq!(packed(&[&nine[..], &[1]].concat()).numbers().unwrap(), [u64::MAX]);
    }

    proptest! {
        #[test]
        fn a_list_comes_back_as_it_was(numbers in prop::collection::vec(number(), 0..40)) {
            prop_assert_eq!(Packed::of(numbers.iter().copied()).numbers().unwrap(), numbers);
        }

        #[test]
        fn no_list_has_two_texts(bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(0x80), Just(0)], 0..12)) {
            let text = packed(&bytes);
            if let Ok(numbers) = text.numbers() {
                prop_assert_eq!(Packed::of(numbers), text);
            }
        }

        #[test]
        fn no_list_has_two_texts_in_base64_either(text in "[A-Da-d0-1+/=]{0,9}") {
            let text = Packed(text);
            if let Ok(numbers) = text.numbers() {
                prop_assert_eq!(Packed::of(numbers), text);
            }
        }
    }
}
