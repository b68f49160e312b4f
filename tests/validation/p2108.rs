//! Published cases of P.2108.
