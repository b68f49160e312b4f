//! The intermediate quantities of a model, each under its own name, so that a result can be followed step by step.

/// One intermediate quantity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Term {
    /// Its name with its unit, as it stands in JSON: the source's symbol in lower case.
    pub name: &'static str,
    /// Its value; NaN where the path did not need it.
    pub value: f64,
    /// What it is, and the equation that gives it.
    pub meaning: &'static str,
}

/// Declares a structure of terms: every field is an `f64`, and its documentation is its meaning.
///
/// Gives the structure `rows()`, the terms in the order of the calculation, and `UNKNOWN`, where none of them has a value.
macro_rules! terms {
    ($(#[$about:meta])* pub struct $name:ident { $(#[doc = $meaning:literal] $field:ident,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
        pub struct $name { $(#[doc = $meaning] pub $field: f64,)+ }

        impl $name {
            /// No term has a value, as where an input is no number.
            pub const UNKNOWN: Self = Self { $($field: f64::NAN,)+ };

            /// The terms in the order of the calculation.
            pub fn rows(&self) -> impl Iterator<Item = $crate::propagation::Term> {
                let rows = [$(
                    $crate::propagation::Term {
                        name: stringify!($field),
                        value: self.$field,
                        meaning: $meaning,
                    },
                )+];
                rows.into_iter().map(|row| $crate::propagation::Term { meaning: row.meaning.trim(), ..row })
            }
        }
    };
}
pub(crate) use terms;

#[cfg(test)]
mod tests {
    terms! {
        /// Two terms.
        pub struct Two {
            /// The first, eq. (1)
            first_db,
            /// The second, eq. (2)
            second_m,
        }
    }

    #[test]
    fn nothing_is_known_of_an_unknown_path() {
        assert!(Two::UNKNOWN.rows().all(|row| row.value.is_nan()));
    }

    #[test]
    fn rows_carry_name_value_and_meaning() {
        let rows: Vec<_> = Two { first_db: 1.5, second_m: 2.5 }.rows().collect();
        assert_eq!((rows[0].name, rows[0].value, rows[0].meaning), ("first_db", 1.5, "The first, eq. (1)"));
        assert_eq!((rows[1].name, rows[1].value, rows[1].meaning), ("second_m", 2.5, "The second, eq. (2)"));
    }
}
