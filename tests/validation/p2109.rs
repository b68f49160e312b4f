//! Published cases of P.2109.
