import FolioCLI

await folioMain()
