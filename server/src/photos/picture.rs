use crate::surprise::OrInternal;
use domain::{Refusal, ports::Answer};
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits,
    codecs::{jpeg::JpegEncoder, webp::WebPEncoder},
    imageops::FilterType,
};
use std::io::Cursor;
use tokio::{sync::Semaphore, task::spawn_blocking};

/// The longer side of a picture that is kept, in pixels.
const MAX_SIDE: u32 = 1_280;
/// A file of a few bytes can claim to be a picture of any size; a camera's is not larger than this.
const MAX_CLAIMED_SIDE: u32 = 12_000;
const MAX_DECODED_BYTES: u64 = 256 * 1024 * 1024;
const QUALITY: u8 = 82;

/// Decoding takes much memory, so one at a time.
static TURN: Semaphore = Semaphore::const_new(1);

/// An owner's JPEG, PNG or WebP made fit to be served: upright, at most 1,280 pixels a side, written anew so that nothing but the picture
/// is left of what came (no place it was taken, no foreign bytes). As JPEG, or as WebP where that is smaller or it has see-through parts.
///
/// [`Refusal::TooLarge`], [`Refusal::UnsupportedMediaType`], or [`Refusal::Invalid`] for a broken file.
pub async fn prepared(image: Vec<u8>) -> Answer<Vec<u8>> {
    super::fits(&image)?;
    let _turn = TURN.acquire().await.or_internal("waiting to read a photo")?;
    spawn_blocking(move || prepare(&image)).await.or_internal("reading a photo")?
}

fn prepare(image: &[u8]) -> Answer<Vec<u8>> {
    let picture = decode(image)?;
    let small = if picture.width().max(picture.height()) > MAX_SIDE {
        picture.resize(MAX_SIDE, MAX_SIDE, FilterType::Triangle)
    } else {
        picture
    };
    let webp = encode_webp(&small)?;
    if small.color().has_alpha() {
        return Ok(webp);
    }
    let jpeg = encode_jpeg(&small)?;
    Ok(if jpeg.len() <= webp.len() { jpeg } else { webp })
}

fn decode(image: &[u8]) -> Answer<DynamicImage> {
    let format = image::guess_format(image).map_err(|_| Refusal::UnsupportedMediaType)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(Refusal::UnsupportedMediaType);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_CLAIMED_SIDE);
    limits.max_image_height = Some(MAX_CLAIMED_SIDE);
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(image), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    // The limits hold for what a decoder needs besides; the picture itself nobody else has weighed.
    if decoder.total_bytes() > MAX_DECODED_BYTES {
        return Err(Refusal::TooLarge);
    }
    // Cameras store how they were held beside the picture; it would be lost when the picture is written anew.
    let orientation = decoder.orientation().map_err(broken)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn broken(error: ImageError) -> Refusal {
    match error {
        ImageError::Limits(_) => Refusal::TooLarge,
        error => Refusal::invalid("", format!("is not a readable picture: {error}")),
    }
}

fn encode_webp(picture: &DynamicImage) -> Answer<Vec<u8>> {
    let mut file = Vec::new();
    let result = if picture.color().has_alpha() {
        picture.to_rgba8().write_with_encoder(WebPEncoder::new_lossless(&mut file))
    } else {
        picture.to_rgb8().write_with_encoder(WebPEncoder::new_lossless(&mut file))
    };
    result.or_internal("writing a photo")?;
    Ok(file)
}

fn encode_jpeg(picture: &DynamicImage) -> Answer<Vec<u8>> {
    let mut file = Vec::new();
    picture.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut file, QUALITY)).or_internal("writing a photo")?;
    Ok(file)
}

/// Of a file that [`prepared`] wrote.
pub fn content_type(file: &[u8]) -> &'static str {
    if file.starts_with(b"RIFF") { "image/webp" } else { "image/jpeg" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage, RgbaImage};
    use proptest::{
        collection::vec,
        prelude::*,
        sample::{Index, select},
    };

    fn file(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, format).unwrap();
        file.into_inner()
    }

    #[test]
    fn a_photo_is_made_small() {
        let noise = RgbImage::from_fn(2_000, 1_000, |x, y| Rgb([(x * y) as u8, (x ^ y) as u8, (x + 3 * y) as u8]));
        let small = prepare(&file(noise.into(), ImageFormat::Png)).unwrap();
        assert_eq!(content_type(&small), "image/jpeg");
        let picture = image::load_from_memory(&small).unwrap();
        assert_eq!((picture.width(), picture.height()), (1_280, 640));
    }

    #[test]
    fn what_is_see_through_stays_so() {
        let kept = prepare(&file(RgbaImage::new(40, 40).into(), ImageFormat::Png)).unwrap();
        assert_eq!(content_type(&kept), "image/webp");
    }

    #[test]
    fn only_pictures_are_taken() {
        assert_eq!(prepare(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), Err(Refusal::UnsupportedMediaType));
        assert_eq!(prepare(b"GIF89a\x01\x00\x01\x00"), Err(Refusal::UnsupportedMediaType));
        let mut half = file(RgbImage::new(64, 64).into(), ImageFormat::Jpeg);
        half.truncate(100);
        assert_eq!(prepare(&half).unwrap_err().code(), "invalid");
    }

    /// 12,000 pixels a side, of eight bytes each: a gigabyte.
    #[test]
    fn a_small_file_that_claims_a_huge_picture_is_too_large() {
        let side = 12_000_u32.to_be_bytes();
        let header = [&side[..], &side, &[16, 6, 0, 0, 0]].concat();
        assert_eq!(prepare(&png(&[(b"IHDR", &header), (b"IDAT", &[])])), Err(Refusal::TooLarge));
    }

    fn png(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
        for (kind, data) in chunks {
            file.extend((data.len() as u32).to_be_bytes());
            file.extend_from_slice(*kind);
            file.extend_from_slice(data);
            file.extend(crc(&[&kind[..], *data].concat()).to_be_bytes());
        }
        file
    }

    /// As it stands at the end of each chunk (PNG, third edition, annex D).
    fn crc(bytes: &[u8]) -> u32 {
        let bit = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| bit(crc)))
    }

    /// With checksums that fit, so that what is damaged is looked at.
    fn mended(mut file: Vec<u8>) -> Vec<u8> {
        let mut at = 8;
        while let Some(length) = file.get(at..at + 4).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok()) {
            let end = at + 8 + u32::from_be_bytes(length) as usize;
            let Some(sum) = file.get(at + 4..end).map(crc) else { break };
            let Some(place) = file.get_mut(end..end + 4) else { break };
            place.copy_from_slice(&sum.to_be_bytes());
            at = end + 4;
        }
        file
    }

    fn any_photo() -> impl Strategy<Value = Vec<u8>> {
        let noise = RgbImage::from_fn(9, 7, |x, y| Rgb([(31 * x * y) as u8, (x ^ y) as u8, (40 * x + y) as u8]));
        let formats = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP];
        select(formats.map(|format| file(noise.clone().into(), format)).to_vec())
    }

    fn is_made_small_or_refused(photo: &[u8]) -> Result<(), TestCaseError> {
        match prepare(photo) {
            Ok(kept) => {
                let picture = image::load_from_memory(&kept).unwrap();
                prop_assert!(picture.width().max(picture.height()) <= MAX_SIDE);
            }
            Err(refusal) => prop_assert!(matches!(refusal.http_status(), 413 | 415 | 422), "{refusal:?}"),
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn what_only_begins_like_a_photo_is_refused(photo in any_photo(), kept in 0..20_usize, rest in vec(any::<u8>(), 0..200)) {
            is_made_small_or_refused(&[&photo[..kept], &rest].concat())?;
        }

        #[test]
        fn a_damaged_photo_is_made_small_or_refused(
            photo in any_photo(), damage in vec((any::<Index>(), any::<u8>()), 0..4), end in any::<Index>(), torn in any::<bool>(),
        ) {
            let mut photo = photo;
            for (at, byte) in damage {
                *at.get_mut(&mut photo) = byte;
            }
            if torn {
                photo.truncate(end.index(photo.len()));
            }
            is_made_small_or_refused(&photo)?;
            if photo.starts_with(b"\x89PNG") {
                is_made_small_or_refused(&mended(photo))?;
            }
        }
    }
}
