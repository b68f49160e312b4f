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

/// Pixels that are numbers of colours (red, green, blue, opacity; 256 at most) as a PNG file.
pub(in crate::export) fn indexed(
    (width, height): (usize, usize),
    pixels: &[u8],
    palette: &[[u8; 4]],
) -> Result<Vec<u8>, Error> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width as u32, height as u32);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect::<Vec<_>>());
    encoder.set_trns(palette.iter().map(|colour| colour[3]).collect::<Vec<_>>());
    encoder.set_compression(png::Compression::Best);
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(pixels).map_err(failed)?;
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

    #[test]
    fn numbers_are_read_back_as_their_colours() {
        let palette = [[1, 2, 3, 0], [250, 128, 0, 255]];
        let file = indexed((2, 1), &[1, 0], &palette).unwrap();
        let mut decoder = png::Decoder::new(file.as_slice());
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut read = vec![0; reader.output_buffer_size()];
        reader.next_frame(&mut read).unwrap();
        assert_eq!(read, [250, 128, 0, 255, 1, 2, 3, 0]);
    }
}
