//! A page as a PNG. A cover of type has three colours and what lies between two of them, so a byte a pixel says it all;
//! one that shows more than that, by a layout of its own, keeps every colour.

use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use typst_layout::Page;
use typst_render::{RenderOptions, render};

/// The width of a cover, in pixels.
pub const WIDTH: u32 = 1600;

/// How many shades lie between the ground and a colour, that colour with them.
const SHADES: u32 = 47;

/// How far a pixel may be from a shade: the square of the distance. Half a step between black and white is 3 in each
/// of the channels.
const NEAR: u32 = 3 * 5 * 5;

/// A colour: red, green, blue.
type Colour = [u8; 3];

/// Returns the PNG of a page, painted in a ground and colours upon it.
pub fn paint(page: &Page, ground: Colour, colours: &[Colour]) -> Vec<u8> {
    let scale = f64::from(WIDTH) / page.frame.width().to_pt();
    let canvas = render(page, &RenderOptions { pixel_per_pt: scale.into(), render_bleed: false });
    let (width, height) = (canvas.width(), canvas.height());
    let palette = shades(ground, colours);
    match indexed(canvas.data(), width as usize, &palette) {
        Some(pixels) => encode(width, height, &pixels, Some(&palette)),
        None => {
            let pixels: Vec<u8> = canvas.data().chunks_exact(4).flat_map(|it| [it[0], it[1], it[2]]).collect();
            encode(width, height, &pixels, None)
        }
    }
}

/// The ground, and the shades between it and each colour.
fn shades(ground: Colour, colours: &[Colour]) -> Vec<Colour> {
    let between = |from: u8, to: u8, step: u32| {
        let (from, to) = (u32::from(from), u32::from(to));
        ((from * (SHADES - step) + to * step + SHADES / 2) / SHADES) as u8
    };
    let shade = |to: &Colour, step: u32| [0, 1, 2].map(|at| between(ground[at], to[at], step));
    let steps = colours.iter().flat_map(|to| (1..=SHADES).map(move |step| shade(to, step)));
    std::iter::once(ground).chain(steps).collect()
}

/// How many pixels are looked at in one: most of a cover is a flat colour.
const RUN: usize = 16;

/// How many colours are remembered, each in the slot that its channels give.
const SLOTS: usize = 4096;

/// Returns the number of a shade for each pixel; nothing where a pixel is far from all of them.
fn indexed(canvas: &[u8], width: usize, palette: &[Colour]) -> Option<Vec<u8>> {
    // The loops in here are ours to pay for where nothing is optimised: rows and runs are compared as memory, and what
    // is ground stands as it is.
    let mut out = vec![0; canvas.len() / 4];
    let mut known: Vec<Option<([u8; 4], u8)>> = vec![None; SLOTS];
    let (mut flat, mut flat_index) = (Vec::new(), 0);
    let rows = canvas.chunks_exact(width * 4);
    let mut above: &[u8] = &[];
    for (y, row) in rows.enumerate() {
        let start = y * width;
        if row == above {
            out.copy_within(start - width..start, start);
            continue;
        }
        above = row;
        for (run, at) in row.chunks(RUN * 4).zip((start..).step_by(RUN)) {
            let cells = &mut out[at..at + run.len() / 4];
            if flat.get(..run.len()) == Some(run) {
                if flat_index > 0 {
                    cells.fill(flat_index);
                }
                continue;
            }
            let mut last = ([0; 4], 0);
            for (pixel, cell) in run.chunks_exact(4).zip(cells) {
                let pixel = [pixel[0], pixel[1], pixel[2], pixel[3]];
                if pixel != last.0 {
                    let slot = pixel.iter().fold(0, |sum, it| sum * 61 + usize::from(*it)) % SLOTS;
                    let index = match known[slot] {
                        Some((it, index)) if it == pixel => index,
                        _ => nearest(pixel, palette)?,
                    };
                    known[slot] = Some((pixel, index));
                    last = (pixel, index);
                }
                *cell = last.1;
            }
            (flat, flat_index) = (last.0.repeat(RUN), last.1);
        }
    }
    Some(out)
}

/// The number of the shade nearest to a pixel.
fn nearest(pixel: [u8; 4], palette: &[Colour]) -> Option<u8> {
    let distance = |it: &Colour| (0..3).map(|at| u32::from(it[at].abs_diff(pixel[at])).pow(2)).sum::<u32>();
    let (index, least) =
        palette.iter().map(distance).enumerate().min_by_key(|(index, distance)| (*distance, *index))?;
    (least <= NEAR && pixel[3] == u8::MAX).then(|| u8::try_from(index).ok())?
}

fn encode(width: u32, height: u32, pixels: &[u8], palette: Option<&[Colour]>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, width, height);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    match palette {
        Some(palette) => {
            encoder.set_color(ColorType::Indexed);
            encoder.set_palette(palette.concat());
            encoder.set_filter(Filter::NoFilter);
        }
        None => encoder.set_color(ColorType::Rgb),
    }
    let written = encoder.write_header().and_then(|mut it| it.write_image_data(pixels));
    written.expect("memory takes every byte, and there are as many as the size says");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLACK_ON_WHITE: (Colour, [Colour; 2]) = ([255; 3], [[0; 3], [255, 0, 0]]);

    #[test]
    fn blends_are_shades_and_other_colours_are_not() {
        let palette = shades(BLACK_ON_WHITE.0, &BLACK_ON_WHITE.1);
        assert_eq!(palette.len(), 95);
        let row = |middle: [u8; 4]| [[255; 4].as_slice(), &middle, &[0, 0, 0, 255]].concat();
        for (grey, shade) in [(254, 0), (128, 23), (0, 47)] {
            assert_eq!(indexed(&row([grey, grey, grey, 255]), 3, &palette), Some(vec![0, shade, 47]), "{grey}");
        }
        assert_eq!(indexed(&row([255, 0, 0, 255]), 3, &palette), Some(vec![0, 94, 47]));
        assert_eq!(indexed(&row([0, 255, 0, 255]), 3, &palette), None);
        assert_eq!(indexed(&row([0, 0, 0, 128]), 3, &palette), None);
    }

    #[test]
    fn flat_rows_and_runs_are_what_their_pixels_are() {
        let palette = shades(BLACK_ON_WHITE.0, &BLACK_ON_WHITE.1);
        let pixel = |it: usize| if it % 97 < 40 { [255; 4] } else { [0, 0, 0, 255] };
        let canvas: Vec<u8> = (0..100 * 9).flat_map(|it| pixel(it / 300 * 31 + it % 100)).collect();
        let wanted: Vec<u8> = canvas.chunks(4).map(|it| if it[0] == 255 { 0 } else { 47 }).collect();
        assert_eq!(indexed(&canvas, 100, &palette), Some(wanted));
    }
}
