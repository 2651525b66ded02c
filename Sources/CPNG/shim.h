// What Swift cannot call of libpng's interface: function-like macros, and the row interface,
// whose errors are jumps. Every function that libpng may jump out of sets its own target and
// returns a status, so that no jump crosses Swift.
#ifndef FOLIO_CPNG_SHIM_H
#define FOLIO_CPNG_SHIM_H

#include <png.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline size_t folio_png_image_bytes(png_image image) {
    return PNG_IMAGE_SIZE(image);
}

// The most that the encoded file can take.
static inline size_t folio_png_image_file_bytes_max(png_image image) {
    return PNG_IMAGE_PNG_SIZE_MAX(image);
}

// Reads a file row by row, 8 bits a channel. `file` stays the caller's and must be open as long
// as rows are read.
typedef struct folio_png_reader {
    png_structp _Nullable png;
    png_infop _Nullable info;
    FILE *_Nonnull file;
    uint32_t width;
    uint32_t height;
    // 3, or 4 where a pixel may be transparent; known once rows can be read.
    uint32_t channels;
    // Whether rows come in the seven passes of Adam7.
    int is_interlaced;
    // What libpng said about the failure.
    char message[160];
} folio_png_reader;

static void folio_png_failed(png_structp _Nonnull png, png_const_charp _Nonnull message) {
    folio_png_reader *reader = (folio_png_reader *)png_get_error_ptr(png);
    strncpy(reader->message, message, sizeof(reader->message) - 1);
    png_longjmp(png, 1);
}

static void folio_png_ignore(png_structp _Nonnull png, png_const_charp _Nonnull message) {
    (void)png;
    (void)message;
}

static void folio_png_supply(png_structp _Nonnull png, png_bytep _Nonnull target, size_t count) {
    folio_png_reader *reader = (folio_png_reader *)png_get_io_ptr(png);
    if (fread(target, 1, count, reader->file) != count) {
        png_error(png, "the file ends too early");
    }
}

static inline void folio_png_reader_destroy(folio_png_reader *_Nonnull reader) {
    png_destroy_read_struct(&reader->png, &reader->info, NULL);
    free(reader);
}

// NULL when there is no memory. The caller destroys the reader.
static inline folio_png_reader *_Nullable folio_png_reader_create(FILE *_Nonnull file) {
    folio_png_reader *reader = (folio_png_reader *)calloc(1, sizeof(folio_png_reader));
    if (reader == NULL) return NULL;
    reader->file = file;
    reader->png = png_create_read_struct(
        PNG_LIBPNG_VER_STRING, reader, folio_png_failed, folio_png_ignore);
    if (reader->png != NULL) reader->info = png_create_info_struct(reader->png);
    if (reader->info == NULL) {
        folio_png_reader_destroy(reader);
        return NULL;
    }
    return reader;
}

// Reads what comes before the pixels and sets the size. 0 when it failed.
__attribute__((noinline)) static int folio_png_read_header(
    folio_png_reader *_Nonnull reader, uint32_t side_limit) {
    if (setjmp(png_jmpbuf(reader->png))) return 0;
    png_set_read_fn(reader->png, reader, folio_png_supply);
    png_set_user_limits(reader->png, side_limit, side_limit);
    // Text, profiles and the like are passed over, whatever their size, and never inflated.
    png_set_keep_unknown_chunks(reader->png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_set_chunk_malloc_max(reader->png, 0);
    png_read_info(reader->png, reader->info);
    reader->width = png_get_image_width(reader->png, reader->info);
    reader->height = png_get_image_height(reader->png, reader->info);
    reader->is_interlaced =
        png_get_interlace_type(reader->png, reader->info) != PNG_INTERLACE_NONE;
    return 1;
}

// Makes every kind of pixel 8-bit RGB or RGBA; rows can be read afterwards. 0 when it failed.
__attribute__((noinline)) static int folio_png_start_rows(folio_png_reader *_Nonnull reader) {
    if (setjmp(png_jmpbuf(reader->png))) return 0;
    png_set_expand(reader->png);
    png_set_scale_16(reader->png);
    png_set_gray_to_rgb(reader->png);
    png_read_update_info(reader->png, reader->info);
    reader->channels = png_get_channels(reader->png, reader->info);
    return reader->channels == 3 || reader->channels == 4;
}

// Reads the next row, or the next row of a pass, into `row`, which has room for a whole row.
// 0 when it failed.
__attribute__((noinline)) static int folio_png_read_row(
    folio_png_reader *_Nonnull reader, uint8_t *_Nonnull row) {
    if (setjmp(png_jmpbuf(reader->png))) return 0;
    png_read_row(reader->png, row, NULL);
    return 1;
}

static inline const char *_Nonnull folio_png_message(const folio_png_reader *_Nonnull reader) {
    return reader->message;
}

// Which part of the image the rows of pass 0 to 6 hold.
typedef struct folio_png_pass {
    uint32_t first_column;
    uint32_t column_step;
    uint32_t columns;
    uint32_t first_row;
    uint32_t row_step;
    uint32_t rows;
} folio_png_pass;

static inline folio_png_pass folio_png_pass_of(uint32_t width, uint32_t height, int pass) {
    folio_png_pass result = {
        PNG_PASS_START_COL(pass), PNG_PASS_COL_OFFSET(pass), PNG_PASS_COLS(width, pass),
        PNG_PASS_START_ROW(pass), PNG_PASS_ROW_OFFSET(pass), PNG_PASS_ROWS(height, pass)};
    return result;
}

#endif
