package client

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"
)

// A limiter gives out requests at a steady rate, some in advance: a bucket of
// tokens that may run into debt, which those who wait pay off in turn.
type limiter struct {
	every time.Duration // between two tokens
	most  float64       // tokens that gather when nobody asks

	mu     sync.Mutex
	tokens float64
	at     time.Time // when tokens was right
	until  time.Time // nothing is given out before
}

func newLimiter(perMinute int) *limiter {
	most := max(float64(perMinute)/6, 1) // ten seconds' worth
	return &limiter{every: time.Minute / time.Duration(perMinute), most: most, tokens: most, at: time.Now()}
}

// wait returns when a request may be made, or with the context's error.
func (l *limiter) wait(ctx context.Context) error {
	if err := sleep(ctx, l.take()); err != nil {
		l.mu.Lock()
		l.tokens++
		l.mu.Unlock()
		return err
	}
	for {
		l.mu.Lock()
		rest := time.Until(l.until)
		l.mu.Unlock()
		if rest <= 0 {
			return ctx.Err()
		}
		if err := sleep(ctx, rest); err != nil {
			return err
		}
	}
}

// take takes a token and tells how long it is to its turn.
func (l *limiter) take() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	l.tokens = min(l.most, l.tokens+float64(now.Sub(l.at))/float64(l.every)) - 1
	l.at = now
	return time.Duration(-l.tokens * float64(l.every))
}

// pause holds every request back for a time: the server asked for it.
func (l *limiter) pause(d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if until := time.Now().Add(d); until.After(l.until) {
		l.until = until
	}
}

// sleep waits for a time, or for the context's end, whose error it gives.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// backoff gives the pause before the n-th retry, from 0: twice as long each
// time, 30 s at most, and anything between half and one and a half of that, so
// that those who failed together don't return together.
func backoff(first time.Duration, n int) time.Duration {
	const most = 30 * time.Second
	d := min(first<<min(n, 10), most)
	return d/2 + rand.N(d)
}
