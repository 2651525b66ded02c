/// The version of this build.
package enum FolioVersion {
    package static let current = "0.1.0"
}
