package import FolioStore

extension LibraryOption {
    /// Opens the library that the flag or the environment names.
    package func open(for access: Library.Access = .writing) throws -> Library {
        try Library.open(FolioFolders().library(flag: library), for: access)
    }
}
