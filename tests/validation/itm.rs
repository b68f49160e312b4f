//! Published cases of ITM.
