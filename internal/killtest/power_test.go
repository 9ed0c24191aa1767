//go:build !race

package killtest

const writerVariable = "KILLTEST_WRITER"

func writeUntilItFails() {}
