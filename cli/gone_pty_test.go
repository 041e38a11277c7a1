//go:build unix

package cli

import (
	"bytes"
	"syscall"
	"testing"
	"time"

	"symset/client/posthogtest"
	"symset/symbols/keep"
)

// TestGoneWhileReplacing takes the terminal from the app, or the app from the
// terminal, while a file is being replaced: while PostHog is at work on the
// start, which it goes on with, and while the file is sent. Without a terminal
// PostHog has what was there, or the new file; what was killed is told of at the
// next start.
func TestGoneWhileReplacing(t *testing.T) {
	for _, at := range []posthogtest.Fault{
		{Method: "POST", Path: "bulk_start_upload", Delay: 500 * time.Millisecond, Deaf: true, Times: 1},
		{Method: "POST", Path: "/symbols", Delay: time.Hour, Times: 1},
	} {
		for _, killed := range []bool{false, true} {
			t.Run(at.Path+map[bool]string{true: " killed", false: " closed"}[killed], func(t *testing.T) {
				shop := newShop(t)
				shop.env = append(shop.env, unwatched)
				before, _ := shop.stored(reviews)
				is := func(want []byte) func() bool {
					return func() bool { file, _ := shop.stored(reviews); return bytes.Equal(file, want) }
				}
				shop.Server.Break(at)
				s := shop.replace()
				shop.until("PostHog to be asked", func() bool { return shop.asked("POST", at.Path) })
				if killed {
					_ = s.cmd.Process.Signal(syscall.SIGKILL)
				} else {
					_ = s.tty.Close()
				}
				select {
				case <-s.done:
				case <-time.After(patience):
					t.Fatal("it goes on without a terminal")
				}
				if !killed {
					for _, set := range shop.Server.Sets() { // all was over when the terminal went, on a busy machine
						if set.Ref == reviews && (set.ContentHash == "" || shop.Server.Object(set.StoragePtr) == nil) {
							t.Errorf("PostHog uses no file: %+v", set)
						}
					}
					if left, err := keep.New(keep.Folder(shop.getenv)).Pending(); err != nil || len(left) > 0 {
						t.Errorf("%+v, %v", left, err)
					}
					return
				}
				shop.until("the start to be done", is(nil))
				shop.Server.Mend()
				s = shop.start(100, 30)
				s.see("interrupted")
				s.choose("[Put back]")
				s.press("\r")
				shop.until("what was there to be back", is(before))
				s.press("\x03")
				s.ends(0)
			})
		}
	}
}
