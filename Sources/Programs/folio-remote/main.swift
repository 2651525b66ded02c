import FolioCLI
import FolioOnline

await folioMain(online: RemoteActions())
