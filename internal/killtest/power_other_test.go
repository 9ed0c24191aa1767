//go:build !linux && !race

package killtest

import "testing"

func TestNothingConfirmedIsLostWhenThePowerFails(t *testing.T) {
	if number(t, powerVariable, 0) == 0 {
		t.Skip("The power fails only in make proof, and there only on Linux.")
	}
	t.Fatal("The power cannot be taken away on this machine: it needs Linux, with loop devices and ext4.")
}

func writeUntilItFails() { panic("there is no power to fail on this machine") }
