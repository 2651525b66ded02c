// Work on rows of pixels that Swift would do as well, but not in an unoptimised build, where a
// single picture would take seconds.
#ifndef FOLIO_CPIXELS_H
#define FOLIO_CPIXELS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

// Pixels of one row: 8 bits a channel, 3 channels (opaque) or 4 (the last one alpha, the others
// not multiplied by it).
typedef struct folio_row {
    const uint8_t *_Nonnull pixels;
    uint32_t channels;
} folio_row;

// The lines of a smaller image that a row falls on, and by how much of its height. `next` counts
// only where `beyond` is not 0.
typedef struct folio_lines {
    uint64_t *_Nonnull line;
    uint64_t *_Nonnull next;
    uint32_t here;
    uint32_t beyond;
} folio_lines;

// What pixels add up to: light multiplied by alpha, and alpha.
typedef struct folio_sum {
    uint64_t red;
    uint64_t green;
    uint64_t blue;
    uint64_t alpha;
} folio_sum;

// `curves` tells how much light (16 bits) each of the 256 values of red, green and blue means.
static inline __attribute__((always_inline)) void folio_add_pixel(
    const uint8_t *_Nonnull pixel, uint32_t channels, const uint16_t *_Nonnull curves,
    uint32_t weight, folio_sum *_Nonnull sum) {
    uint64_t alpha = (uint64_t)weight * (channels == 4 ? pixel[3] : 255);
    sum->red += curves[pixel[0]] * alpha;
    sum->green += curves[256 + pixel[1]] * alpha;
    sum->blue += curves[512 + pixel[2]] * alpha;
    sum->alpha += alpha;
}

static inline __attribute__((always_inline)) void folio_add_run(
    const uint8_t *_Nonnull pixel, uint32_t channels, uint32_t count,
    const uint16_t *_Nonnull curves, uint32_t weight, folio_sum *_Nonnull sum) {
    uint64_t red = 0, green = 0, blue = 0, alpha = 0;
    for (uint32_t i = 0; i < count; i++, pixel += channels) {
        uint32_t opacity = channels == 4 ? pixel[3] : 1;
        red += curves[pixel[0]] * opacity;
        green += curves[256 + pixel[1]] * opacity;
        blue += curves[512 + pixel[2]] * opacity;
        alpha += opacity;
    }
    uint64_t unit = (uint64_t)weight * (channels == 4 ? 1 : 255);
    sum->red += red * unit;
    sum->green += green * unit;
    sum->blue += blue * unit;
    sum->alpha += alpha * unit;
}

static inline __attribute__((always_inline)) void folio_put(
    folio_sum sum, folio_lines lines, size_t column) {
    uint64_t *line = lines.line + column * 4;
    line[0] += sum.red * lines.here;
    line[1] += sum.green * lines.here;
    line[2] += sum.blue * lines.here;
    line[3] += sum.alpha * lines.here;
    if (lines.beyond == 0) return;
    uint64_t *next = lines.next + column * 4;
    next[0] += sum.red * lines.beyond;
    next[1] += sum.green * lines.beyond;
    next[2] += sum.blue * lines.beyond;
    next[3] += sum.alpha * lines.beyond;
}

static inline __attribute__((always_inline)) void folio_share_channels(
    const uint8_t *_Nonnull pixel, uint32_t channels, uint32_t width, uint32_t target_width,
    const uint16_t *_Nonnull curves, folio_lines lines) {
    uint32_t taken = 0;  // of the pixel, by the column before
    for (uint32_t column = 0; column < target_width; column++) {
        folio_sum sum = {0, 0, 0, 0};
        uint32_t left = width;
        if (taken > 0) {
            folio_add_pixel(pixel, channels, curves, target_width - taken, &sum);
            left -= target_width - taken;
            pixel += channels;
        }
        uint32_t whole = left / target_width;
        folio_add_run(pixel, channels, whole, curves, target_width, &sum);
        pixel += (size_t)whole * channels;
        taken = left - whole * target_width;
        if (taken > 0) folio_add_pixel(pixel, channels, curves, taken, &sum);
        folio_put(sum, lines, column);
    }
}

// Shares out a whole row among the columns of an image that is no wider: a pixel is
// `target_width` units wide and a column `width`, and each pixel counts by what they have in
// common. Sums stay below 2^64 for images of up to 2^40 pixels.
static inline void folio_share_row(
    folio_row row, uint32_t width, uint32_t target_width, const uint16_t *_Nonnull curves,
    folio_lines lines) {
    if (row.channels == 4) {
        folio_share_channels(row.pixels, 4, width, target_width, curves, lines);
    } else {
        folio_share_channels(row.pixels, 3, width, target_width, curves, lines);
    }
}

// The same with `count` pixels that stand at `first`, `first + step` and so on.
static inline void folio_share_spread_row(
    folio_row row, uint32_t count, uint32_t first, uint32_t step, uint32_t width,
    uint32_t target_width, const uint16_t *_Nonnull curves, folio_lines lines) {
    const uint8_t *pixel = row.pixels;
    for (uint32_t i = 0; i < count; i++, pixel += row.channels) {
        uint64_t start = ((uint64_t)first + (uint64_t)i * step) * target_width;
        uint64_t column = start / width;
        uint64_t room = (column + 1) * width - start;
        uint32_t here = room < target_width ? (uint32_t)room : target_width;
        folio_sum sum = {0, 0, 0, 0};
        folio_add_pixel(pixel, row.channels, curves, here, &sum);
        folio_put(sum, lines, column);
        if (here == target_width) continue;
        folio_sum rest = {0, 0, 0, 0};
        folio_add_pixel(pixel, row.channels, curves, target_width - here, &rest);
        folio_put(rest, lines, column + 1);
    }
}

// The value of an sRGB channel for light from 0 to 1. `values` has 65,536 entries.
static inline uint8_t folio_value(double light, const uint8_t *_Nonnull values) {
    double level = light * 65535 + 0.5;
    return values[level < 0 ? 0 : level > 65535 ? 65535 : (uint32_t)level];
}

// Turns the totals of `count` pixels, each of which covers `area` pixels of the original, into
// RGBA. `matrix`, three rows of three, turns the light of the original's red, green and blue into
// sRGB's; NULL where they are the same.
static inline void folio_finish_pixels(
    const uint64_t *_Nonnull totals, size_t count, double area, const double *_Nullable matrix,
    const uint8_t *_Nonnull values, uint8_t *_Nonnull rgba) {
    for (size_t i = 0; i < count; i++, totals += 4, rgba += 4) {
        if (totals[3] == 0) {
            memset(rgba, 0, 4);
            continue;
        }
        double scale = 1 / ((double)totals[3] * 65535);
        double light[3] = {
            (double)totals[0] * scale, (double)totals[1] * scale, (double)totals[2] * scale};
        for (int c = 0; c < 3; c++) {
            double own = light[c];
            if (matrix != NULL) {
                const double *m = matrix + c * 3;
                own = m[0] * light[0] + m[1] * light[1] + m[2] * light[2];
            }
            rgba[c] = folio_value(own, values);
        }
        rgba[3] = (uint8_t)((double)totals[3] / area + 0.5);
    }
}

// Copies pixels as RGBA to every `step`th place from `first` on.
static inline void folio_spread_row(
    folio_row row, uint32_t count, uint32_t first, uint32_t step, uint8_t *_Nonnull target) {
    const uint8_t *pixel = row.pixels;
    target += (size_t)first * 4;
    for (uint32_t i = 0; i < count; i++, pixel += row.channels, target += (size_t)step * 4) {
        memcpy(target, pixel, 3);
        target[3] = row.channels == 4 ? pixel[3] : 255;
    }
}

// Copies RGBA pixels without their alpha. 0, with `rgb` half written, if one is not opaque.
static inline int folio_copy_opaque(
    const uint8_t *_Nonnull rgba, size_t pixels, uint8_t *_Nonnull rgb) {
    for (size_t i = 0; i < pixels; i++, rgba += 4, rgb += 3) {
        if (rgba[3] != 255) return 0;
        rgb[0] = rgba[0];
        rgb[1] = rgba[1];
        rgb[2] = rgba[2];
    }
    return 1;
}

#endif
