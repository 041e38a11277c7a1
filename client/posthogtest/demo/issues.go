package demo

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"path"
	"strings"
	"time"

	"symset/client/posthogtest"
)

// A story is an issue: what was thrown, how often, and since when.
type story struct {
	page        string
	thrown      int // different exceptions among its files
	events      int // that are stored one by one
	before      int // others, that are only counted
	users       int // of those
	first, last time.Duration
	library     string
	status      string
}

func stories() []story {
	return []story{
		{page: "storefront", thrown: 3, events: 10, before: 1833, users: 912, first: 2 * day, last: 2 * time.Minute, library: "web"},
		{page: "checkout", thrown: 2, events: 7, before: 270, users: 240, first: 2*day + time.Hour, last: 11 * time.Minute, library: "posthog-node"},
		{page: "cart", thrown: 2, events: 5, before: 96, users: 81, first: 50 * time.Hour, last: 47 * time.Minute, library: "web"},
		{page: "search", thrown: 2, events: 5, before: 57, users: 49, first: 40 * time.Hour, last: 3 * time.Hour, library: "web"},
		{page: "gift", thrown: 1, events: 3, before: 40, users: 33, first: 36 * time.Hour, last: 5 * time.Hour, library: "web"},
		{page: "account", thrown: 2, events: 5, before: 32, users: 12, first: 30 * time.Hour, last: 8 * time.Hour, library: "web"},
		{page: "reviews", thrown: 1, events: 3, before: 17, users: 16, first: 45 * time.Hour, last: 20 * time.Hour, library: "web"},
		{page: "mobile", thrown: 1, events: 2, before: 21, users: 14, first: 8 * day, last: 26 * time.Hour, library: "posthog-react-native"},
		{page: "android", thrown: 1, events: 2, before: 9, users: 7, first: 7 * day, last: 3 * day, library: "posthog-android"},
		{page: "python", thrown: 1, events: 2, before: 4, users: 2, first: 6 * day, last: 4 * day, library: "posthog-python", status: "resolved"},
	}
}

// addIssues adds the issues with their events, the oldest first. A page throws
// its exceptions in turn, and begins and ends with the last of them: an issue
// bears the name of its first. The first exception of the cart came before its
// map: that event stays unresolved.
func (s *seeder) addIssues() error {
	for n, t := range stories() {
		fingerprint := "acme-" + t.page
		s.AddIssue(posthogtest.Issue{
			ID: fmt.Sprintf("0199b200-ac3e-7000-8000-%012d", n+1), Fingerprint: fingerprint, Status: t.status, Library: t.library,
			FirstSeen: s.ago(t.first), LastSeen: s.ago(t.last), Occurrences: t.before, Users: t.users, Sessions: t.users + t.before/5,
			Seen: s.spread(t),
		})
		for i := range t.events {
			share := math.Pow(1-float64(i)/float64(max(t.events-1, 1)), 2) // closer together towards now
			age := t.last + time.Duration(share*float64(t.first-t.last)*0.8)
			event, err := s.event(t, (t.thrown-1+i)%t.thrown+1, s.ago(age))
			if err != nil {
				return err
			}
			if t.page == "cart" && i == 0 {
				err = s.without(event)
			} else {
				_, err = s.Capture(event)
			}
			if err != nil {
				return fmt.Errorf("%s: %w", t.page, err)
			}
		}
	}
	return nil
}

// spread spreads what is only counted over the time that an issue was seen in,
// more by day than by night.
func (s *seeder) spread(t story) []posthogtest.Tick {
	step := max((t.first-t.last)/96, time.Minute)
	var ticks []posthogtest.Tick
	weight, total := 0.0, 0.0
	for at := t.first; at > t.last; at -= step {
		total += daylight(s.ago(at))
	}
	given := 0
	for at := t.first; at > t.last; at -= step {
		weight += daylight(s.ago(at))
		if n := int(weight/total*float64(t.before)+0.5) - given; n > 0 {
			ticks = append(ticks, posthogtest.Tick{Time: s.ago(at), Count: n})
			given += n
		}
	}
	return ticks
}

// daylight weighs an hour of the day, between 1 and 7.
func daylight(at time.Time) float64 {
	hour := float64(at.Hour()) + float64(at.Minute())/60
	return 4 - 3*math.Cos((hour-2)/24*2*math.Pi)
}

// without captures an event as it was before the cart's map had come: its row is
// taken away meanwhile.
func (s *seeder) without(event []byte) error {
	file, err := newestFile("cart")
	if err != nil {
		return err
	}
	row, set, err := pair(file, file+".map")
	if err != nil {
		return err
	}
	for _, there := range s.Sets() {
		if there.Ref == row.Ref {
			there.ContentHash = ""
			s.AddSet(there, nil)
			if _, err := s.Capture(event); err != nil {
				return err
			}
			there.ContentHash = row.ContentHash
			s.AddSet(there, set)
			return nil
		}
	}
	return fmt.Errorf("there is no symbol set %s", row.Ref)
}

// event makes an event of what was thrown: of another person each time.
func (s *seeder) event(t story, thrown int, at time.Time) ([]byte, error) {
	text, err := files.ReadFile(path.Join("events", fmt.Sprintf("%s-%d.json", t.page, thrown)))
	if err != nil {
		return nil, err
	}
	var event struct {
		UUID       string         `json:"uuid"`
		Event      string         `json:"event"`
		Timestamp  time.Time      `json:"timestamp"`
		DistinctID string         `json:"distinct_id"`
		Properties map[string]any `json:"properties"`
	}
	if err := json.Unmarshal(text, &event); err != nil {
		return nil, err
	}
	s.events++
	n := s.events
	ms := at.UnixMilli()
	event.UUID = fmt.Sprintf("%08x-%04x-7%03x-8000-%012d", ms>>16, ms&0xffff, n&0xfff, n)
	event.Timestamp = at
	event.DistinctID = fmt.Sprintf("shopper-%d", 1000+n*37%900)
	p := event.Properties
	p["$session_id"] = fmt.Sprintf("session-%d", n)
	if p["$lib"] == "web" {
		browsers := []string{"Chrome", "Safari", "Firefox", "Edge"}
		p["$browser"], p["$browser_version"] = browsers[n%len(browsers)], 120+n%22
		p["$current_url"] = strings.TrimSuffix(fmt.Sprint(p["$current_url"]), "/") + []string{"/", "?ref=mail", "#top"}[n%3]
	}
	p["$release"] = cmp.Or(map[string]string{"mobile": "acme-mobile 2.3+42", "android": "acme-mobile 2.3+42", "python": "acme-inventory 1.8"}[t.page], "acme-web "+newest)
	return json.Marshal(event)
}
