package demo_test

import (
	"bytes"
	"testing"

	"symset/client/posthogtest"
	"symset/symbols/container"
)

// containerOf gives a row and the file of a pair, as it is uploaded.
func containerOf(t *testing.T, ref string, parts ...[]byte) (posthogtest.Set, []byte) {
	t.Helper()
	var inputs []container.Input
	for _, part := range parts {
		inputs = append(inputs, container.Input{Reader: bytes.NewReader(part), Size: int64(len(part))})
	}
	var b bytes.Buffer
	packed, err := container.Write(&b, container.Legacy, container.SourceAndMap, inputs...)
	if err != nil {
		t.Fatal(err)
	}
	return posthogtest.Set{Ref: ref, ContentHash: packed.Hash}, b.Bytes()
}
