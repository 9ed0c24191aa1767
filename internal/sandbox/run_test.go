package sandbox

import (
	"errors"
	"net"
	"testing"

	"lovegiftings/internal/paystack"
)

func TestTheBuiltInSandboxKeepsItsKeyAndItsBook(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	built := BuiltIn{Folder: t.TempDir() + "/deep/sandbox", Addr: listener.Addr().String(), Merchant: "Love Giftings"}
	if stop, err := built.Start(); err == nil {
		stop()
		t.Fatal("it started on a taken address")
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	var key string
	for round, want := range []error{nil, paystack.ErrDuplicateReference} {
		stop, err := built.Start()
		if err != nil {
			t.Fatal(err)
		}
		now, err := built.Key()
		if err != nil || (round > 0 && now != key) {
			t.Errorf("round %d: the key is another one, %v", round, err)
		}
		key = now
		client, err := paystack.New(key, paystack.Options{BaseURL: built.URL()})
		if err != nil {
			t.Fatal(err)
		}
		_, err = client.Initialize(t.Context(), paystack.Initialize{Email: "ada@example.com", Amount: 100, Reference: "ord-1"})
		if !errors.Is(err, want) {
			t.Errorf("round %d: %v, want %v", round, err, want)
		}
		stop()
	}
}
