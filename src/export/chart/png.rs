//! PNG encoding: the only file that knows the `png` crate.

use super::canvas::Pixels;
use crate::problem::Error;

/// The pixels as a PNG file; the same bytes for the same pixels.
pub(super) fn encoded(pixels: &Pixels) -> Result<Vec<u8>, Error> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixels.width as u32, pixels.height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Default);
    encoder.set_adaptive_filter(png::AdaptiveFilterType::Adaptive);
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(&pixels.rgb).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(file)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn failed(reason: png::EncodingError) -> Error {
    Error::Failed { stage: "encoding a PNG", reason: reason.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_read_back() {
        let pixels = Pixels { width: 2, height: 1, rgb: vec![1, 2, 3, 250, 128, 0] };
        let file = encoded(&pixels).unwrap();
        let mut reader = png::Decoder::new(file.as_slice()).read_info().unwrap();
        let mut read = vec![0; reader.output_buffer_size()];
        reader.next_frame(&mut read).unwrap();
        assert_eq!(read, pixels.rgb);
    }
}
