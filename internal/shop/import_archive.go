package shop

import (
	"archive/zip"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"lovegiftings/internal/commerce"
)

// The bounds of a catalogue that is brought in, in bytes: the file itself, the list of what is in a zip, and all of it
// unpacked. Pictures hardly become smaller in a zip, so an honest one stays far below the last.
const (
	MaxCatalogue      = 256 << 20
	maxArchiveListing = 32 << 20
	maxUnpacked       = 1 << 30
)

func notACatalogue(message string) error {
	return commerce.Refuse(commerce.Invalid, "file", commerce.CodeImportInvalid, message)
}

// OpenCatalogue opens a folder or a zip file that holds the tables of a catalogue and its pictures. What is neither, and
// a zip that could do harm, is refused.
func OpenCatalogue(name string) (fs.FS, func() error, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, nil, notACatalogue(name + " is no folder and no zip file.")
	}
	if info.IsDir() {
		return os.DirFS(name), func() error { return nil }, nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, nil, fmt.Errorf("open a catalogue: %w", err)
	}
	archive, err := openArchive(file, info.Size())
	if err != nil {
		return nil, nil, errors.Join(err, file.Close())
	}
	return archive, file.Close, nil
}

// openArchive opens a zip file after looking at all that it says of itself. Nothing is unpacked to the disk: tables and
// pictures are read from it one at a time, each within its own bound.
func openArchive(file io.ReaderAt, size int64) (*zip.Reader, error) {
	if listing := listingSize(file, size); listing < 0 {
		return nil, notACatalogue("This is no zip file, or it did not arrive whole.")
	} else if listing > maxArchiveListing {
		return nil, notACatalogue("There are too many files in this zip. Divide them among several.")
	}
	archive, err := zip.NewReader(file, size)
	if err != nil {
		return nil, notACatalogue("This zip file is broken. Make it again.")
	}
	seen, unpacked := map[string]bool{}, uint64(0)
	for _, entry := range archive.File {
		if unpacked += entry.UncompressedSize64; unpacked > maxUnpacked || entry.UncompressedSize64 > maxUnpacked {
			return nil, notACatalogue(fmt.Sprintf("Unpacked, this zip is larger than %d MB. Divide it among several.", maxUnpacked>>20))
		}
		if err := checkEntry(entry); err != nil {
			return nil, err
		}
		name := strings.ToLower(entry.Name)
		if seen[name] {
			return nil, notACatalogue(entry.Name + " is in this zip twice. Make it again with one of them.")
		}
		seen[name] = true
	}
	if seen["[content_types].xml"] {
		return nil, notACatalogue("This is a workbook of Excel. Open it and save each table as CSV UTF-8, then bring that in.")
	}
	return archive, nil
}

// checkEntry looks at one name in a zip. Tables lie at its top and pictures in one folder; Mac OS adds a folder of its
// own, which is never read.
func checkEntry(entry *zip.File) error {
	const encrypted = 1 // the zip file format, APPNOTE.TXT 4.4.4
	name := strings.TrimSuffix(entry.Name, "/")
	folder := path.Dir(name)
	switch {
	case !fs.ValidPath(name) || strings.ContainsAny(name, "\\:\x00"):
		return notACatalogue(fmt.Sprintf("The zip names a file outside of itself: %q. Make it again.", entry.Name))
	case entry.Flags&encrypted != 0:
		return notACatalogue(entry.Name + " is locked with a password. Make the zip again without one.")
	case name == "__MACOSX" || strings.HasPrefix(name, "__MACOSX/") || entry.FileInfo().IsDir() || folder == "." || folder == picturesFolder:
		return nil
	case !entry.Mode().IsRegular():
		return notACatalogue(entry.Name + " is a link, not a file. Make the zip again with the file itself.")
	case strings.HasPrefix(name, picturesFolder+"/"):
		return notACatalogue(fmt.Sprintf("%s lies in a folder below %s. Put all pictures into %s itself.", entry.Name, picturesFolder, picturesFolder))
	case strings.EqualFold(path.Ext(name), ".csv"):
		return notACatalogue(fmt.Sprintf("%s lies in a folder of the zip. Zip the tables themselves, not the folder that they are in.", entry.Name))
	}
	return nil
}

// unread says in words which file of a zip is broken. Other errors pass.
func unread(name string, err error) error {
	if _, corrupt := errors.AsType[flate.CorruptInputError](err); corrupt || errors.Is(err, zip.ErrChecksum) || errors.Is(err, zip.ErrFormat) || errors.Is(err, io.ErrUnexpectedEOF) {
		return notACatalogue(name + " is broken in this zip. Make the zip again.")
	}
	if errors.Is(err, zip.ErrAlgorithm) {
		return notACatalogue(name + " is packed in a way that the shop cannot read. Make a plain zip.")
	}
	return err
}

// listingSize reads from a zip's end how large the list of its files is, before that list is read into memory; -1 when
// there is no such end (APPNOTE.TXT 4.3.16).
func listingSize(file io.ReaderAt, size int64) int64 {
	const endSize, longestComment = 22, 1<<16 - 1
	tail := make([]byte, min(size, endSize+longestComment))
	if _, err := file.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return -1
	}
	for at := len(tail) - endSize; at >= 0; at-- {
		if string(tail[at:at+4]) == "PK\x05\x06" {
			return int64(binary.LittleEndian.Uint32(tail[at+12:]))
		}
	}
	return -1
}
