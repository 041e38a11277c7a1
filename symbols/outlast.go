package symbols

import (
	"context"
	"time"
)

// Outlasting gives a context that ends a while after ctx does: what was begun
// is not left half done because somebody pressed a key or hung up.
func Outlasting(ctx context.Context, while time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		select {
		case <-time.After(while):
			cancel()
		case <-longer.Done():
		}
	})
	return longer, func() {
		stop()
		cancel()
	}
}
