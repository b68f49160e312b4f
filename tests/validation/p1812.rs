//! Published cases of P.1812.
