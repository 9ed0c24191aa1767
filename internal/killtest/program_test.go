//go:build !race

// Package killtest kills the real program, and takes the power from under it, and looks whether anything that it had
// confirmed is lost. The race detector has nothing to find here: what is tested is another process.
package killtest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"lovegiftings/internal/crash"
	"lovegiftings/internal/sandbox"
	"lovegiftings/internal/shoptest"
)

// backWithin is how long a shop that was killed may take until it answers again.
const backWithin = 3 * time.Second

const (
	ownerEmail    = "owner@example.com"
	ownerPassword = "a long password"
)

// powerVariable says how often the power fails with each way of writing. Unset, it does not: that needs root, and a
// kernel with loop devices and ext4.
const powerVariable = "PROOF_POWER"

// These make this test's own program the one whose power fails.
const (
	writerVariable = "KILLTEST_WRITER" // its data folder
	wayVariable    = "KILLTEST_WAY"    // FULL is the shop's own way of keeping it, NORMAL is PocketBase's
)

// built is the program with the points at which it can be made to die.
var built = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "killtest_*")
	if err != nil {
		return "", err
	}
	name := filepath.Join(folder, "lovegiftings")
	build := exec.Command("go", "build", "-buildvcs=false", "-tags", "crash", "-o", name, ".")
	build.Dir = filepath.Join("..", "..")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if said, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the program: %w\n%s", err, said)
	}
	return name, nil
})

func TestMain(m *testing.M) {
	if os.Getenv(writerVariable) != "" {
		writeUntilItFails()
	}
	code := m.Run()
	if name, err := built(); err == nil {
		os.RemoveAll(filepath.Dir(name))
	}
	os.Exit(code)
}

// program is the real program on one data folder, with a Paystack that outlives it.
type program struct {
	folder string
	url    string
	box    *sandbox.Sandbox
	env    []string
	point  string // the file that arms a point, see [crash.FileVariable]
	output bytes.Buffer

	cmd    *exec.Cmd
	since  time.Time
	ended  chan struct{} // closed when the process is gone
	starts []time.Duration
}

// newProgram makes a data folder and a Paystack; the program is started by start.
func newProgram(t *testing.T) *program {
	t.Helper()
	work := t.TempDir()
	p := &program{folder: shoptest.Folder(t), point: filepath.Join(work, "point")}
	t.Cleanup(func() { os.RemoveAll(p.folder) })
	box, err := sandbox.New(sandbox.Options{SecretKey: shoptest.Key, Retry: slices.Repeat([]time.Duration{250 * time.Millisecond}, 400), RefundStep: 100 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(box.Handler())
	box.SetPublicURL(server.URL)
	t.Cleanup(func() {
		p.kill()
		box.Close()
		server.Close()
		if t.Failed() {
			t.Logf("the program said:\n%s", p.output.String())
		}
	})
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.box, p.url = box, "http://"+free.Addr().String()
	free.Close()
	p.env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + work, "TMPDIR=" + work, "PAYSTACK_SECRET_KEY=" + shoptest.Key, "PAYSTACK_BASE_URL=" + server.URL,
		"SUPERUSER_EMAIL=" + ownerEmail, "SUPERUSER_PASSWORD=" + ownerPassword, crash.FileVariable + "=" + p.point,
	}
	p.webhooks(true)
	return p
}

// webhooks lets Paystack tell of what happens from now on, or not.
func (p *program) webhooks(on bool) {
	if on {
		p.box.SetWebhookURL(p.url + "/api/paystack/webhook")
	} else {
		p.box.SetWebhookURL("")
	}
}

// command is one of the program's commands on the data folder.
func (p *program) command(args ...string) *exec.Cmd {
	name, err := built()
	if err != nil {
		panic(err)
	}
	cmd := exec.Command(name, append(args, "--dir", p.folder)...)
	cmd.Env = p.env
	return cmd
}

// exec starts the program and does not wait until it answers.
func (p *program) exec(t *testing.T) {
	t.Helper()
	if _, err := built(); err != nil {
		t.Fatal(err)
	}
	p.cmd = p.command("serve", "--http", strings.TrimPrefix(p.url, "http://"))
	p.cmd.Stdout, p.cmd.Stderr = &p.output, &p.output
	p.since = time.Now()
	if err := p.cmd.Start(); err != nil {
		t.Fatalf("start the program: %v", err)
	}
	cmd, ended := p.cmd, make(chan struct{})
	p.ended = ended
	go func() {
		_ = cmd.Wait() // how it ended is in its state
		close(ended)
	}()
}

// start starts the program and returns when it answers, which must be soon, and has looked at its books, which must be
// right.
func (p *program) start(t *testing.T) {
	t.Helper()
	p.exec(t)
	for {
		if _, err := p.health(); err == nil {
			break
		}
		select {
		case <-p.ended:
			t.Fatalf("the program ended at its start: %v", p.cmd.ProcessState)
		case <-time.After(5 * time.Millisecond):
		}
		if time.Since(p.since) > 10*backWithin {
			t.Fatalf("the program does not answer after %s", time.Since(p.since))
		}
	}
	took := time.Since(p.since)
	if p.starts = append(p.starts, took); took > backWithin {
		t.Errorf("the shop was back after %s, more than %s", took, backWithin)
	}
}

// healthy waits until the running program has looked at its books and at Paystack's list since its start, and fails the
// test when it has found its books wrong.
func (p *program) healthy(t *testing.T) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		health, err := p.health()
		if err == nil && health.Books != nil && health.Reconciliation != nil && health.Books.At.After(p.since) && health.Reconciliation.At.After(p.since) {
			if !health.Books.OK {
				t.Errorf("after its start the shop finds %d rows of its books wrong", health.Books.Broken)
			}
			return
		}
		if time.Now().After(end) {
			t.Fatalf("the shop has not looked at its books since its start: %+v, %v", health, err)
		}
	}
}

type look struct {
	OK     bool
	Broken int
	At     time.Time
}

type health struct{ Books, Reconciliation *look }

func (p *program) health() (health, error) {
	var told health
	ctx, cancel := context.WithTimeout(context.Background(), backWithin)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url+"/api/shop/health", nil)
	if err != nil {
		return told, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return told, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return told, errors.New(answer.Status)
	}
	return told, json.NewDecoder(answer.Body).Decode(&told)
}

// kill is kill -9; what is dead already stays dead.
func (p *program) kill() {
	if p.cmd == nil {
		return
	}
	_ = p.cmd.Process.Kill()
	<-p.ended
}

// arm lets the running program die at a point at its pass-th passing from now on.
func (p *program) arm(t *testing.T, point crash.Point, pass int) {
	t.Helper()
	if err := os.WriteFile(p.point+".next", fmt.Appendf(nil, "%s\n%d", point, pass), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(p.point+".next", p.point); err != nil {
		t.Fatal(err)
	}
}

func (p *program) disarm() { os.Remove(p.point) }

// died reports whether the program is gone; anything but a SIGKILL fails the test.
func (p *program) died(t *testing.T) bool {
	t.Helper()
	select {
	case <-p.ended:
	default:
		return false
	}
	if status, ok := p.cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || !status.Signaled() || status.Signal() != syscall.SIGKILL {
		t.Fatalf("the program ended by itself: %v", p.cmd.ProcessState)
	}
	return true
}

// restarts tells how long the program took to be back, and how often.
func (p *program) restarts() string {
	sorted := slices.Sorted(slices.Values(p.starts))
	return fmt.Sprintf("%d starts, back after %s in the middle and %s at most", len(sorted), sorted[len(sorted)/2].Round(time.Millisecond), sorted[len(sorted)-1].Round(time.Millisecond))
}
