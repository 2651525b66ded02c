/// One step of the schema's history.
package struct Migration: Sendable {
    /// The SQL file's name without its ending; recorded in the library once applied.
    package let name: String

    /// The UTF-8 text of the file.
    package let sql: String

    init(_ name: String, _ sql: [UInt8]) {
        self.name = name
        self.sql = String(decoding: sql, as: UTF8.self)
    }
}

/// Every step, oldest first.
///
/// Add to the end. A released step never changes.
package let allMigrations: [Migration] = [
    Migration("v001-create-library", PackageResources.v001_create_library_sql),
    Migration("v002-journal-paid-calls", PackageResources.v002_journal_paid_calls_sql),
    Migration("v003-observe-balance", PackageResources.v003_observe_balance_sql),
    Migration("v004-mirror-posts", PackageResources.v004_mirror_posts_sql),
    Migration("v005-queue-changes", PackageResources.v005_queue_changes_sql),
    Migration("v006-organise", PackageResources.v006_organise_sql),
    Migration("v007-index-text", PackageResources.v007_index_text_sql),
    Migration("v008-views", PackageResources.v008_views_sql),
    Migration("v009-recover-calls", PackageResources.v009_recover_calls_sql),
    Migration("v010-keep-captions", PackageResources.v010_keep_captions_sql),
    Migration("v011-order-balance", PackageResources.v011_order_balance_sql),
    Migration("v012-limit-spending", PackageResources.v012_limit_spending_sql),
    Migration("v013-sum-spending", PackageResources.v013_sum_spending_sql),
    Migration(
        "v014-keep-spending-sums", PackageResources.v014_keep_spending_sums_sql),
    Migration("v015-plan-calls", PackageResources.v015_plan_calls_sql),
    Migration("v016-find-deletions", PackageResources.v016_find_deletions_sql),
    Migration(
        "v017-share-request-limits", PackageResources.v017_share_request_limits_sql),
    Migration("v018-keep-conflicts", PackageResources.v018_keep_conflicts_sql),
    Migration(
        "v019-space-downloads-and-keep-remote-values",
        PackageResources.v019_space_downloads_and_keep_remote_values_sql),
    Migration("v020-undo-changes", PackageResources.v020_undo_changes_sql),
    Migration("v021-hide-items", PackageResources.v021_hide_items_sql),
    Migration(
        "v022-limit-posts-and-images", PackageResources.v022_limit_posts_and_images_sql),
    Migration("v023-forget-items", PackageResources.v023_forget_items_sql),
    Migration("v024-note-slipped-rows", PackageResources.v024_note_slipped_rows_sql),
    Migration("v026-keep-file-metadata", PackageResources.v026_keep_file_metadata_sql),
    Migration("v027-see-pictures", PackageResources.v027_see_pictures_sql),
]
