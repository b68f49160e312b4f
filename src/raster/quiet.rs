//! Keeps GDAL from writing to standard error.

/// From now on GDAL says nothing by itself, in any thread: its errors come back as results alone.
///
/// GDAL writes warnings and errors to standard error unless it is told otherwise; that is the caller's to decide, once for
/// the whole program.
pub fn quiet() {
    gdal::config::set_error_handler(|_, _, _| ());
}
