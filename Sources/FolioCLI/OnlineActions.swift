/// What needs the network. Each method does the work of one command and prints its result.
///
/// `folio` binds ``HandOver``; `folio-remote` binds the real actions of FolioOnline.
package protocol OnlineActions: Sendable {
}
