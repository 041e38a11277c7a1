package inject

import (
	"io/fs"
	"os"
)

// keepOwner does nothing: new files have the rights of their folder.
func keepOwner(*os.File, fs.FileInfo) error { return nil }
