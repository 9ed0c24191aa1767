package commerce

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Sheet is a table as spreadsheets open it: a comma-separated file (RFC 4180) in UTF-8.
type Sheet struct {
	Columns []string
	Rows    []SheetRow
}

// SheetRow is one row of a [Sheet]: a cell for each of its columns, and the line of the file at which it begins.
type SheetRow struct {
	Line  int
	Cells []string
}

// Cell gives the cell of a column, whatever the letter case of its name. there is false when the sheet has no such
// column.
func (s Sheet) Cell(row SheetRow, column string) (text string, there bool) {
	for i, name := range s.Columns {
		if strings.EqualFold(name, column) {
			return row.Cells[i], true
		}
	}
	return "", false
}

// Has reports whether the sheet has all of these columns.
func (s Sheet) Has(columns ...string) bool {
	for _, column := range columns {
		if _, there := s.Cell(SheetRow{Cells: make([]string, len(s.Columns))}, column); !there {
			return false
		}
	}
	return true
}

// byteOrderMark in front tells Excel that a file is UTF-8.
const byteOrderMark = "\ufeff"

// SheetError says at which line a file is no sheet, and what to do.
type SheetError struct {
	Line    int
	Message string
}

// Error is the sentence with its line.
func (e *SheetError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Message) }

// ReadSheet reads what [WriteSheet] writes and what spreadsheets save. Empty rows are left out. Every error is a
// [*SheetError].
func ReadSheet(content []byte) (Sheet, error) {
	text := strings.TrimPrefix(string(content), byteOrderMark)
	for i, r := range text {
		if _, size := utf8.DecodeRuneInString(text[i:]); r == 0 || r == utf8.RuneError && size == 1 {
			return Sheet{}, &SheetError{1 + strings.Count(text[:i], "\n"), "This is not UTF-8 text. Save the table as CSV UTF-8."}
		}
	}
	reader := csv.NewReader(strings.NewReader(text))
	reader.FieldsPerRecord = -1
	var sheet Sheet
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if broken, ok := errors.AsType[*csv.ParseError](err); ok {
			return Sheet{}, &SheetError{broken.Line, "A quotation mark is not closed or stands in the middle of a cell. Save the table as CSV again."}
		}
		if err != nil {
			return Sheet{}, &SheetError{1, "This cannot be read. Save the table as CSV again."}
		}
		line, _ := reader.FieldPos(0)
		for i := range cells {
			cells[i] = unguard(strings.ReplaceAll(cells[i], "\r", "\n"))
		}
		if sheet.Columns == nil {
			for i := range cells {
				cells[i] = strings.TrimSpace(cells[i])
			}
			sheet.Columns = cells
			continue
		}
		if strings.Join(cells, "") == "" {
			continue
		}
		if len(cells) > len(sheet.Columns) {
			return Sheet{}, &SheetError{line, fmt.Sprintf("This row has %d cells, but there are only %d columns. Is a comma without quotation marks in a cell?", len(cells), len(sheet.Columns))}
		}
		for len(cells) < len(sheet.Columns) {
			cells = append(cells, "")
		}
		sheet.Rows = append(sheet.Rows, SheetRow{Line: line, Cells: cells})
	}
	if strings.Join(sheet.Columns, "") == "" {
		return Sheet{}, &SheetError{1, "This file is empty. Write the names of the columns in its first line."}
	}
	seen := map[string]bool{}
	for _, column := range sheet.Columns {
		if column != "" && seen[strings.ToLower(column)] {
			return Sheet{}, &SheetError{1, "The column " + column + " is there twice. Delete one of them."}
		}
		seen[strings.ToLower(column)] = true
	}
	return sheet, nil
}

// SheetWriter writes a sheet row by row, as Excel and LibreOffice open it: UTF-8 with a byte order mark, lines that end in
// CRLF, and no cell that a spreadsheet would take for a formula. [ReadSheet] gives the same cells back; line breaks in
// them are "\n".
type SheetWriter struct{ csv *csv.Writer }

// NewSheetWriter begins a sheet with the names of its columns.
func NewSheetWriter(to io.Writer, columns []string) (*SheetWriter, error) {
	if _, err := io.WriteString(to, byteOrderMark); err != nil {
		return nil, err
	}
	writer := &SheetWriter{csv.NewWriter(to)}
	writer.csv.UseCRLF = true
	return writer, writer.Row(columns)
}

// Row writes the cells of one row.
func (w *SheetWriter) Row(cells []string) error {
	guarded := make([]string, len(cells))
	for i, cell := range cells {
		guarded[i] = guard(cell)
	}
	return w.csv.Write(guarded)
}

// End writes what is still held back.
func (w *SheetWriter) End() error {
	w.csv.Flush()
	return w.csv.Error()
}

// WriteSheet writes a whole sheet with a [SheetWriter].
func WriteSheet(sheet Sheet) []byte {
	var written bytes.Buffer // which takes everything, so no error can come
	writer, _ := NewSheetWriter(&written, sheet.Columns)
	for _, row := range sheet.Rows {
		_ = writer.Row(row.Cells)
	}
	_ = writer.End()
	return written.Bytes()
}

// formula are the characters with which a formula may begin, and the apostrophe that keeps a cell from being one.
const formula = "=+-@\t\r\n'"

func guard(cell string) string {
	if cell != "" && strings.ContainsRune(formula, rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

func unguard(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.ContainsRune(formula, rune(cell[1])) {
		return cell[1:]
	}
	return cell
}
