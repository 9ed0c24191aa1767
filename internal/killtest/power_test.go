//go:build linux && !race

package killtest

import (
	"bufio"
	"context"
	"crypto/rand"
	"fmt"
	randv2 "math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/paystack"
	"lovegiftings/internal/shop"
	"lovegiftings/internal/shoptest"
)

// deviceMegabytes is the size of the device: the database, its journal and that of the file system fit.
const deviceMegabytes = 256

// TestNothingConfirmedIsLostWhenThePowerFails lets shoppers order from a shop on a file system of its own, cuts that off
// from its device without flushing anything, mounts it again, which replays its journal, and counts the orders. What the
// file system had not handed to its device is gone, as in a power failure; that the device itself keeps what it was told
// to keep is taken on trust. With synchronous=FULL nothing may be lost. With NORMAL, PocketBase's own way, something
// must be: otherwise the test proves nothing.
func TestNothingConfirmedIsLostWhenThePowerFails(t *testing.T) {
	rounds := number(t, powerVariable, 0)
	if rounds == 0 {
		t.Skip("The power fails only in make proof, which sets " + powerVariable + " and needs root, loop devices and mkfs.ext4.")
	}
	if os.Geteuid() != 0 {
		t.Fatal("The power cannot be taken away on this machine: mounting a file system needs root.")
	}
	seed := number(t, seedVariable, int(time.Now().UnixNano()%1_000_000))
	t.Logf("%d power failures each, %s=%d", rounds, seedVariable, seed)
	for _, way := range []string{"FULL", "NORMAL"} {
		random, confirmed, lost, worst := randv2.New(randv2.NewPCG(uint64(seed), 1)), 0, 0, 0
		for round := range rounds {
			acknowledged, gone := failPower(t, way, time.Duration(300+random.IntN(1200))*time.Millisecond)
			confirmed, lost, worst = confirmed+acknowledged, lost+gone, max(worst, gone)
			if way == "FULL" && gone > 0 {
				t.Errorf("round %d: %d of %d confirmed orders are lost with synchronous=FULL", round+1, gone, acknowledged)
			}
		}
		t.Logf("synchronous=%s: %d orders confirmed in %d rounds, %d lost, at most %d in one", way, confirmed, rounds, lost, worst)
		if confirmed < rounds {
			t.Errorf("only %d orders were confirmed: there was no load", confirmed)
		}
		if way == "NORMAL" && lost == 0 {
			t.Error("nothing is lost with synchronous=NORMAL either, so this power failure is none")
		}
	}
}

// failPower takes the power away once, after a while of orders, and tells how many orders had been confirmed and how
// many of those are gone.
func failPower(t *testing.T, way string, after time.Duration) (acknowledged, gone int) {
	t.Helper()
	d := newDevice(t)
	defer d.unmount(t)
	d.mount(t)
	folder := filepath.Join(d.point, "pb_data")
	template := shoptest.Folder(t)
	defer os.RemoveAll(template)
	must(t, os.CopyFS(folder, os.DirFS(template)))
	must(t, exec.Command("sync", "-f", folder).Run()) // what the shop begins with has lain there for long
	self, err := os.Executable()
	must(t, err)
	writer := exec.Command(self)
	writer.Env = append(os.Environ(), writerVariable+"="+folder, wayVariable+"="+way)
	writer.Stderr = os.Stderr
	said, err := writer.StdoutPipe()
	must(t, err)
	must(t, writer.Start())
	var confirmed []string
	cut := make(chan struct{})
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		if confirmed = append(confirmed, lines.Text()); len(confirmed) == 1 { // the load has begun
			time.AfterFunc(after, func() { d.cutOff(t); close(cut) })
		}
	}
	_ = writer.Wait() // it fails with its file system
	if len(confirmed) == 0 {
		t.Fatal("the shop on the file system confirms nothing")
	}
	<-cut
	d.unmount(t)
	d.mount(t)
	return len(confirmed), missing(t, folder, confirmed)
}

// missing counts the orders that are not in the database, which must be whole.
func missing(t *testing.T, folder string, confirmed []string) (gone int) {
	t.Helper()
	app := core.NewBaseApp(core.BaseAppConfig{DataDir: folder, DBConnect: shop.Connect})
	must(t, app.Bootstrap())
	defer app.ClearBootstrap()
	var damage string
	if err := app.DB().NewQuery("PRAGMA integrity_check").Row(&damage); err != nil || damage != "ok" {
		t.Errorf("after the power failure the database is damaged: %s, %v", damage, err)
	}
	s, err := writersShop()
	must(t, err)
	if broken, err := s.Check(t.Context(), app); err != nil || len(broken) > 0 {
		t.Errorf("after the power failure the books are wrong: %v, %v", broken, err)
	}
	for _, id := range confirmed {
		if _, err := app.FindRecordById("orders", id); err != nil {
			gone++
		}
	}
	return gone
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// device is a file with an ext4 file system that can be mounted.
type device struct {
	file, point string
	mounted     bool
}

func newDevice(t *testing.T) *device {
	t.Helper()
	work := t.TempDir()
	d := &device{file: filepath.Join(work, "device"), point: filepath.Join(work, "mounted")}
	must(t, os.Mkdir(d.point, 0o700))
	file, err := os.Create(d.file)
	must(t, err)
	must(t, file.Truncate(deviceMegabytes<<20))
	must(t, file.Close())
	if said, err := exec.Command("mkfs.ext4", "-q", "-F", d.file).CombinedOutput(); err != nil {
		t.Fatalf("The power cannot be taken away on this machine: mkfs.ext4 makes no file system: %v %s", err, said)
	}
	return d
}

func (d *device) mount(t *testing.T) {
	t.Helper()
	if said, err := exec.Command("mount", "-o", "loop", d.file, d.point).CombinedOutput(); err != nil {
		t.Fatalf("The power cannot be taken away on this machine: there is no loop device to mount: %v %s", err, said)
	}
	d.mounted = true
}

func (d *device) unmount(t *testing.T) {
	t.Helper()
	if !d.mounted {
		return
	}
	if said, err := exec.Command("umount", d.point).CombinedOutput(); err != nil {
		t.Fatalf("unmount: %v %s", err, said)
	}
	d.mounted = false
}

// The kernel's request to shut a file system down, and to flush neither its journal nor anything else (Linux,
// fs/ext4/ext4.h: EXT4_IOC_SHUTDOWN is _IOR('X', 125, __u32), EXT4_GOING_FLAGS_NOLOGFLUSH is 2).
const (
	shutDown   = 0x8004587d
	noLogFlush = uint32(2)
)

// cutOff lets nothing more reach the device.
func (d *device) cutOff(t *testing.T) {
	root, err := os.Open(d.point)
	if err != nil {
		t.Errorf("cut the file system off: %v", err)
		return
	}
	defer root.Close()
	flags := noLogFlush
	if _, _, problem := syscall.Syscall(syscall.SYS_IOCTL, root.Fd(), shutDown, uintptr(unsafe.Pointer(&flags))); problem != 0 {
		t.Errorf("The power cannot be taken away on this machine: the kernel does not shut ext4 down: %v", problem)
	}
}

// writersShop is the shop of the program whose power fails; nobody pays in it.
func writersShop() (*shop.Shop, error) {
	gateway, err := paystack.New(shoptest.Key, paystack.Options{BaseURL: "http://127.0.0.1:1"})
	return shop.New(shop.Config{Paystack: gateway, Now: time.Now, Random: rand.Reader, URL: func() string { return "http://127.0.0.1" }, Version: "test"}), err
}

// writers is how many shoppers order at the same time.
const writers = 4

// writeUntilItFails orders again and again and prints the id of each order when it is confirmed, until nothing can be
// written any more. It is the program whose power fails, and does not return.
func writeUntilItFails() {
	connect := shop.Connect
	if os.Getenv(wayVariable) == "NORMAL" {
		connect = core.DefaultDBConnect
	}
	app := core.NewBaseApp(core.BaseAppConfig{DataDir: os.Getenv(writerVariable), DBConnect: connect})
	if err := app.Bootstrap(); err != nil {
		fmt.Fprintln(os.Stderr, "open the database:", err)
		os.Exit(1)
	}
	if durable := shop.CheckDurable(app) == nil; durable != (os.Getenv(wayVariable) == "FULL") {
		fmt.Fprintln(os.Stderr, "the database is not kept in the way that was asked for")
		os.Exit(1)
	}
	s, err := writersShop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	item := shop.NewItem{Product: shoptest.Mug, Quantity: 1, Customizations: []byte(`{"color": "wine"}`)}
	form := commerce.CheckoutForm{Email: "ada@example.com", Phone: "0803 123 4567", Name: "Ada Obi", Zone: "Ibadan", Address: "12 Ring Road, opposite the bakery"}
	var wait sync.WaitGroup
	for i := range writers {
		who := shop.Shopper{Session: strings.Repeat(fmt.Sprint(i), 64)}
		wait.Go(func() {
			for {
				if _, err := s.AddItem(context.Background(), app, who, item); err != nil {
					return
				}
				order, _, err := s.Checkout(context.Background(), app, who, form, "")
				if err != nil {
					return
				}
				fmt.Println(order.ID)
			}
		})
	}
	wait.Wait()
	os.Exit(0)
}
