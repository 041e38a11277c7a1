package cli

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"symset/client/posthogtest"
)

// TestCheckLatest holds that it is said when the latest exceptions read with a map, and
// others, which waited under the same plain URL, are of another build.
func TestCheckLatest(t *testing.T) {
	const ref, said = "https://corner.example/assets/shop.js", "the latest 4 of 6 exceptions read with it; others may be of other builds"
	for name, c := range map[string]struct {
		columns []int // of the exceptions' frames, the latest first
		said    bool
	}{
		"builds one after the other": {[]int{11297, 11297, 11297, 11297, 11299, 11300}, true},
		"the latest is of another":   {[]int{11299, 11300, 11297, 11297, 11297, 11297}, false},
	} {
		box := newBox(t, posthogtest.Config{})
		inPipeline(t, box)
		for i, column := range c.columns {
			event := fmt.Sprintf(`{"event":"$exception","timestamp":%q,"properties":{"$exception_list":[{"type":"Error","value":"x","stacktrace":{"type":"raw","frames":[
				{"platform":"web:javascript","filename":%q,"function":"I_.pay [as pay%d]","lineno":1,"colno":%d}]}}]}}`, time.Now().Add(-time.Duration(i)*time.Minute).Format(time.RFC3339), ref, i, column)
			if _, err := box.Capture([]byte(event)); err != nil {
				t.Fatal(err)
			}
		}
		const file = "../testdata/vite/assets/shop-DZaeF1pT.js"
		_, stdout, stderr := run("", "check", "--source", file, "--for", ref, file+".map")
		if strings.Contains(stdout, said) != c.said || !strings.Contains(stdout, "Checkout.pay") {
			t.Errorf("%s: %s\n%s", name, stdout, stderr)
		}
	}
}
