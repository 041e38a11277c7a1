package client_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"symset/client"
	"symset/client/posthogtest"
	"symset/symbols"
)

// TestVolume reads the forms that servers have for occurrences over time.
func TestVolume(t *testing.T) {
	for name, c := range map[string]struct {
		aggregations string
		parts        int
		want         []int
	}{
		"numbers":       {`{"occurrences":3,"volumeRange":[0,1,2.0]}`, 3, []int{0, 1, 2}},
		"labelled":      {`{"volume_buckets":[{"label":"2026-01-01","value":4},{"label":"2026-01-02","value":5}]}`, 2, []int{4, 5}},
		"both":          {`{"volumeRange":[7],"volume_buckets":[{"label":"x","value":4}]}`, 1, []int{7}},
		"none in one":   {`{"volumeRange":[],"volume_buckets":[{"label":"x","value":4}]}`, 1, []int{4}},
		"null":          {`{"volumeRange":null,"volume_buckets":null}`, 1, nil},
		"none":          {`{}`, 1, nil},
		"words":         {`{"occurrences":3,"volumeRange":"many","volume_buckets":[1]}`, 1, nil},
		"odd numbers":   {`{"volumeRange":[-5,1e300,null]}`, 3, []int{0, 1 << 53, 0}},
		"far too many":  {`{"volumeRange":[` + strings.Repeat("1,", 4999) + `1]}`, 5, slicesOf(1, 1000)},
		"not asked for": {`{"volumeRange":[12]}`, 0, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				_, _ = w.Write([]byte(`{"results":[{"id":"` + anIssue + `","name":"E","aggregations":` + c.aggregations + `}],"hasMore":false}`))
			}))
			defer s.Close()
			credentials, err := client.NewCredentials(s.URL, theKey, "42")
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for issue, err := range client.New(credentials, client.Options{}).Issues(t.Context(), symbols.IssueFilter{Parts: c.parts}) {
				if err != nil {
					t.Fatal(err)
				}
				n++
				if diff := cmp.Diff(c.want, issue.Volume); diff != "" {
					t.Error(diff)
				}
			}
			if n != 1 {
				t.Errorf("%d issues", n)
			}
		})
	}
}

func slicesOf(n, times int) []int {
	all := make([]int, times)
	for i := range all {
		all[i] = n
	}
	return all
}

// TestVolumeAsked asks each way for a volume; HogQL has none.
func TestVolumeAsked(t *testing.T) {
	seen := func(now time.Time) []posthogtest.Tick {
		return []posthogtest.Tick{{Time: now.Add(-150 * time.Hour), Count: 2}, {Time: now.Add(-time.Minute), Count: 3}}
	}
	for name, c := range map[string]struct {
		config posthogtest.Config
		fault  posthogtest.Fault
		want   []int
	}{
		"typed":   {want: []int{2, 3}, fault: posthogtest.Fault{Path: "nowhere"}},
		"older":   {config: posthogtest.Config{Generation: posthogtest.Older}, want: []int{2, 3}, fault: posthogtest.Fault{Path: "nowhere"}},
		"compact": {config: posthogtest.Config{Scopes: []string{"error_tracking:read"}}, want: []int{2, 3}, fault: posthogtest.Fault{Path: "nowhere"}},
		"HogQL":   {fault: posthogtest.Fault{In: "ErrorTrackingQuery", Status: 400}},
	} {
		t.Run(name, func(t *testing.T) {
			s, cl := start(t, c.config)
			now := time.Now()
			s.AddIssue(posthogtest.Issue{ID: anIssue, Name: "E", LastSeen: now, Occurrences: 5, Seen: seen(now)})
			s.Break(c.fault)
			for issue, err := range cl.Issues(t.Context(), symbols.IssueFilter{Parts: 2}) {
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(c.want, issue.Volume); diff != "" {
					t.Error(diff)
				}
			}
			lines := asked(t, s)
			if last := lines[len(lines)-1]; c.want != nil && !strings.Contains(last, `"volumeResolution":2`) {
				t.Errorf("asked %s", last)
			}
		})
	}
}
