// libjpeg's interface, whose errors are jumps. Every function that libjpeg may jump out of sets
// its own target and returns a status, so that no jump crosses Swift.
#ifndef FOLIO_CJPEG_SHIM_H
#define FOLIO_CJPEG_SHIM_H

// jpeglib.h needs FILE and size_t, which it does not bring along.
#include <stddef.h>
#include <stdio.h>

#include <jerror.h>
#include <jpeglib.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// What libjpeg said about a failure, and where it goes on.
typedef struct folio_jpeg_errors {
    struct jpeg_error_mgr manager;
    jmp_buf target;
    char message[JMSG_LENGTH_MAX];
} folio_jpeg_errors;

static void folio_jpeg_failed(j_common_ptr _Nonnull codec) {
    folio_jpeg_errors *errors = (folio_jpeg_errors *)codec->err;
    codec->err->format_message(codec, errors->message);
    longjmp(errors->target, 1);
}

// Warnings are passed over, but for a file that ends too early: its last rows would be invented.
static void folio_jpeg_warned(j_common_ptr _Nonnull codec, int level) {
    if (level < 0 && codec->err->msg_code == JWRN_JPEG_EOF) folio_jpeg_failed(codec);
}

static void folio_jpeg_ignore(j_common_ptr _Nonnull codec) { (void)codec; }

static inline void folio_jpeg_catch(folio_jpeg_errors *_Nonnull errors) {
    jpeg_std_error(&errors->manager);
    errors->manager.error_exit = folio_jpeg_failed;
    errors->manager.emit_message = folio_jpeg_warned;
    errors->manager.output_message = folio_jpeg_ignore;
}

// Reads a file row by row, 8 bits a channel, as RGB, or CMYK where it is that. `file` stays the
// caller's and must be open as long as rows are read.
typedef struct folio_jpeg_reader {
    struct jpeg_decompress_struct codec;
    folio_jpeg_errors errors;
    struct jpeg_progress_mgr progress;
    FILE *_Nonnull file;
} folio_jpeg_reader;

// A file of a few kilobytes can promise thousands of passes over all its pixels.
enum { folio_jpeg_most_scans = 200 };

static void folio_jpeg_progressed(j_common_ptr _Nonnull codec) {
    struct jpeg_decompress_struct *reader = (struct jpeg_decompress_struct *)codec;
    if (reader->input_scan_number > folio_jpeg_most_scans) ERREXIT(reader, JERR_BAD_PROGRESSION);
}

static inline void folio_jpeg_reader_destroy(folio_jpeg_reader *_Nonnull reader) {
    jpeg_destroy_decompress(&reader->codec);
    free(reader);
}

// NULL when there is no memory. The caller destroys the reader.
static inline folio_jpeg_reader *_Nullable folio_jpeg_reader_create(FILE *_Nonnull file) {
    folio_jpeg_reader *reader = (folio_jpeg_reader *)calloc(1, sizeof(folio_jpeg_reader));
    if (reader == NULL) return NULL;
    reader->file = file;
    return reader;
}

// Reads what comes before the pixels; the codec then tells the size. 0 when it failed.
__attribute__((noinline)) static int folio_jpeg_read_header(folio_jpeg_reader *_Nonnull reader) {
    folio_jpeg_catch(&reader->errors);
    reader->codec.err = &reader->errors.manager;
    if (setjmp(reader->errors.target)) return 0;
    jpeg_create_decompress(&reader->codec);
    reader->progress.progress_monitor = folio_jpeg_progressed;
    reader->codec.progress = &reader->progress;
    jpeg_stdio_src(&reader->codec, reader->file);
    return jpeg_read_header(&reader->codec, TRUE) == JPEG_HEADER_OK;
}

// Rows can be read afterwards, of a picture shrunk to `eighths` of 8. 0 when it failed.
__attribute__((noinline)) static int folio_jpeg_start_rows(
    folio_jpeg_reader *_Nonnull reader, unsigned int eighths) {
    if (setjmp(reader->errors.target)) return 0;
    struct jpeg_decompress_struct *codec = &reader->codec;
    int is_cmyk = codec->jpeg_color_space == JCS_CMYK || codec->jpeg_color_space == JCS_YCCK;
    codec->out_color_space = is_cmyk ? JCS_CMYK : JCS_RGB;
    codec->scale_num = eighths;
    codec->scale_denom = 8;
    return jpeg_start_decompress(codec);
}

// Reads the next row into `row`, which has room for `output_width` pixels. 0 when it failed.
__attribute__((noinline)) static int folio_jpeg_read_row(
    folio_jpeg_reader *_Nonnull reader, uint8_t *_Nonnull row) {
    if (setjmp(reader->errors.target)) return 0;
    JSAMPROW rows[1] = {row};
    return jpeg_read_scanlines(&reader->codec, rows, 1) == 1;
}

// Turns CMYK into RGB in place, as far as that goes without a profile of the ink. Files that
// Adobe's programs mark have every value turned round.
static inline void folio_jpeg_mix_inks(
    uint8_t *_Nonnull row, uint32_t count, int is_turned_round) {
    const uint8_t *ink = row;
    for (uint32_t i = 0; i < count; i++, ink += 4, row += 3) {
        uint32_t black = is_turned_round ? ink[3] : 255u - ink[3];
        for (int c = 0; c < 3; c++) {
            uint32_t value = is_turned_round ? ink[c] : 255u - ink[c];
            row[c] = (uint8_t)((value * black + 127) / 255);
        }
    }
}

static inline const char *_Nonnull folio_jpeg_message(
    const folio_jpeg_reader *_Nonnull reader) {
    return reader->errors.message;
}

// A file of opaque RGB pixels. The caller frees `file`. 0 when it failed.
__attribute__((noinline)) static int folio_jpeg_write(
    const uint8_t *_Nonnull rgb, uint32_t width, uint32_t height, int quality,
    unsigned char *_Nullable *_Nonnull file, unsigned long *_Nonnull count) {
    struct jpeg_compress_struct codec;
    folio_jpeg_errors errors;
    folio_jpeg_catch(&errors);
    memset(&codec, 0, sizeof(codec));
    codec.err = &errors.manager;
    if (setjmp(errors.target)) {
        jpeg_destroy_compress(&codec);
        return 0;
    }
    jpeg_create_compress(&codec);
    jpeg_mem_dest(&codec, file, count);
    codec.image_width = width;
    codec.image_height = height;
    codec.input_components = 3;
    codec.in_color_space = JCS_RGB;
    jpeg_set_defaults(&codec);
    jpeg_set_quality(&codec, quality, TRUE);
    jpeg_start_compress(&codec, TRUE);
    while (codec.next_scanline < height) {
        JSAMPROW rows[1] = {(JSAMPROW)(uintptr_t)(rgb + (size_t)codec.next_scanline * width * 3)};
        jpeg_write_scanlines(&codec, rows, 1);
    }
    jpeg_finish_compress(&codec);
    jpeg_destroy_compress(&codec);
    return 1;
}

#endif
