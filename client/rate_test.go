package client

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

func TestLimiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimiter(60) // ten at once, then one a second
		start := time.Now()
		done := make(chan time.Duration)
		for range 15 {
			go func() {
				if l.wait(t.Context()) == nil {
					done <- time.Since(start)
				}
			}()
		}
		var last time.Duration
		early := 0
		for range 15 {
			if last = <-done; last == 0 {
				early++
			}
		}
		if early != 10 || last != 5*time.Second {
			t.Errorf("%d went at once and the last after %s, want 10 and 5s", early, last)
		}
		time.Sleep(time.Hour)
		for range 10 {
			_ = l.wait(t.Context())
		}
		before := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		if err := l.wait(ctx); err == nil {
			t.Error("waited past the context's end")
		}
		_ = l.wait(t.Context())
		if waited := time.Since(before); waited != time.Second {
			t.Errorf("the one who gave up cost the next: %s", waited)
		}
		l.pause(time.Minute)
		l.pause(time.Second) // the longer one counts
		before = time.Now()
		_ = l.wait(t.Context())
		if waited := time.Since(before); waited != time.Minute {
			t.Errorf("paused for %s, want a minute", waited)
		}
	})
}

func TestBackoff(t *testing.T) {
	for n, want := range []time.Duration{1, 2, 4, 8, 16, 30, 30} {
		for range 100 {
			if d := backoff(time.Second, n); d < want*time.Second/2 || d >= want*time.Second*3/2 {
				t.Fatalf("pause %d is %s, want about %ds", n, d, want)
			}
		}
	}
}

func TestRetryAfter(t *testing.T) {
	date := time.Now().Add(time.Minute).UTC().Format(http.TimeFormat)
	for text, want := range map[string]time.Duration{
		"": 0, "7": 7 * time.Second, " 7 ": 7 * time.Second, "-1": 0, "soon": 0, "99999999": 7 * 24 * time.Hour,
		"Mon, 02 Jan 2006 15:04:05 GMT": 0, date: time.Minute,
	} {
		if got := retryAfter(text); got > want || got < want-2*time.Second {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestPerMinute(t *testing.T) {
	for text, want := range map[string]int{"": 0, "120": 120, " 1 ": 1, "0": -1, "-3": -1, "many": -1} {
		got, err := PerMinute(func(string) string { return text })
		if err != nil {
			got = -1
		}
		if got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}
