//go:build unix

package cli

import (
	"bytes"
	"regexp"
	"syscall"
	"testing"
	"time"

	"symset/client/posthogtest"
)

// replace brings the app to the replacing of a symbol set that is stored with a
// map of before.
func (s *shop) replace() *session {
	s.t.Helper()
	x := s.start(100, 30)
	x.open(reviews)
	x.press("u")
	x.see("assets/reviews-6ObJxDdm.js")
	x.press("\r")
	x.see("the file that is there is replaced")
	x.press("U")
	return x
}

var button = regexp.MustCompile(`\[[A-Z][a-z ]+\]`)

// choose goes to a button. A question that came up by itself is deaf at first.
func (s *session) choose(name string) {
	s.t.Helper()
	for range 10 {
		at := button.FindString(s.screen())
		if at == name {
			return
		}
		s.press("\t")
		for end := time.Now().Add(3 * time.Second); button.FindString(s.screen()) == at && time.Now().Before(end); {
			time.Sleep(5 * time.Millisecond)
		}
	}
	s.t.Fatalf("there is no button %s:\n%s", name, s.screen())
}

// TestUndo takes a replacement back with the key that its outcome names, and
// takes that back in Activity.
func TestUndo(t *testing.T) {
	shop := newShop(t)
	before, _ := shop.stored(reviews)
	s := shop.replace()
	s.see("z undo")
	after, _ := shop.stored(reviews)
	if len(after) == 0 || bytes.Equal(after, before) {
		t.Fatalf("PostHog has %d bytes, had %d", len(after), len(before))
	}
	is := func(want []byte) func() bool {
		return func() bool { file, _ := shop.stored(reviews); return bytes.Equal(file, want) }
	}
	s.press("z")
	s.see("[Cancel]")
	s.press("\t\r")
	shop.until("what was there to be back", is(before))
	s.press("4")
	s.see("[4 Activity]")
	s.see("undone") // while it is at work, q asks
	s.press("q")
	s.ends(0)
}

// TestEndsWhileReplacing ends the app while a file is being replaced. What was
// there is put back if PostHog takes it; if it does not, the next start tells of
// it and can bring it to an end. The terminal is left as it was in any case.
func TestEndsWhileReplacing(t *testing.T) {
	refused := posthogtest.Fault{Method: "POST", Path: "/symbols", Status: 403, Body: "<Error><Code>AccessDenied</Code></Error>"}
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP} {
		for _, back := range []bool{true, false} {
			t.Run(sig.String()+map[bool]string{true: " and back", false: " and no way back"}[back], func(t *testing.T) {
				shop := newShop(t)
				shop.env = append(shop.env, unwatched)
				before, _ := shop.stored(reviews)
				shop.Server.Break(posthogtest.Fault{Method: "POST", Path: "/symbols", Delay: time.Hour, Times: 1})
				if !back {
					shop.Server.Break(refused)
				}
				s := shop.replace()
				shop.until("the file to be sent", func() bool { return shop.asked("POST", "/symbols") })
				if err := s.cmd.Process.Signal(sig); err != nil {
					t.Fatal(err)
				}
				s.ends(exitOK)
				if file, _ := shop.stored(reviews); bytes.Equal(file, before) != back {
					t.Errorf("PostHog has %d bytes, had %d", len(file), len(before))
				}
				shop.Server.Mend()
				s = shop.start(100, 30)
				s.see("storefront-qKYFPjxF.js")
				if !back {
					s.see("interrupted")
					s.see("Put back")
					s.choose("[Put back]")
					s.press("\r")
					shop.until("what was there to be back", func() bool { file, _ := shop.stored(reviews); return bytes.Equal(file, before) })
				}
				s.press("\x03")
				s.ends(0)
			})
		}
	}
}
