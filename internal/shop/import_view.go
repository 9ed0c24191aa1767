package shop

// ImportState says how far the catalogue is that the owner has handed in.
type ImportState string

// The states of an import. In checked it waits for the owner, whether it has problems or not; only one without may be
// brought in. In none, done and failed the next file may come, too.
const (
	ImportNone      ImportState = "none"
	ImportChecking  ImportState = "checking"
	ImportChecked   ImportState = "checked"
	ImportImporting ImportState = "importing"
	ImportDone      ImportState = "done"
	ImportFailed    ImportState = "failed"
)

// The longest lists of a view; its counts tell how many there are.
const (
	mostProblemsShown = 500
	mostNotesShown    = 100
)

// ImportView is an import as the owner's dashboard shows it.
type ImportView struct {
	ID           string          `json:"id"`
	File         string          `json:"file"` // its name as the owner knows it
	State        ImportState     `json:"state"`
	Text         string          `json:"text"` // what is being done, or why it failed
	Done         int             `json:"done"` // of Total, rows and pictures; both are 0 when there is nothing to count
	Total        int             `json:"total"`
	Added        int             `json:"added"`
	Changed      int             `json:"changed"`
	Same         int             `json:"same"`
	Changes      []ImportChange  `json:"changes"` // the first of those that are added or changed
	Problems     []ImportProblem `json:"problems"`
	ProblemCount int             `json:"problemsCount"`
	Notes        []ImportProblem `json:"notes"`
	NoteCount    int             `json:"notesCount"`
}
