package posthogtest

import (
	"strconv"
	"strings"
	"time"
)

// A Tick is a number of occurrences at a time.
type Tick struct {
	Time  time.Time
	Count int
}

// A span is the time that a query looks at: "-7d", "-24h", "-30m", or a time.
type span struct {
	From *string `json:"date_from"`
	To   *string `json:"date_to"`
}

// of gives the beginning and the end of a span, which is a week up to now when
// nothing is said. Its end is a little ahead: events are captured meanwhile.
func (p span) of(now time.Time) (from, to time.Time) {
	from, to = now.AddDate(0, 0, -7), now
	if p.From != nil {
		from = moment(*p.From, now, from)
	}
	if p.To != nil {
		to = moment(*p.To, now, to)
	}
	return from, to
}

// moment reads a time; another when it can't be read.
func moment(text string, now, otherwise time.Time) time.Time {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02 15:04:05", "2006-01-02"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t
		}
	}
	ago, found := strings.CutPrefix(text, "-")
	if !found || len(ago) < 2 {
		return otherwise
	}
	n, err := strconv.Atoi(ago[:len(ago)-1])
	unit := map[byte]time.Duration{'m': time.Minute, 'h': time.Hour, 'd': 24 * time.Hour}[ago[len(ago)-1]]
	if err != nil || unit == 0 {
		return otherwise
	}
	return now.Add(-time.Duration(n) * unit)
}

// ticks gives when an issue's exceptions were.
func (i *Issue) ticks() []Tick {
	if i.Seen == nil {
		return []Tick{{i.LastSeen, i.Occurrences}}
	}
	return i.Seen
}

// count counts an issue's occurrences within a time. One that does not say when
// they were has them all.
func (i *Issue) count(from, to time.Time) int {
	if i.Seen == nil {
		return i.Occurrences
	}
	n := 0
	for _, t := range i.Seen {
		if !t.Time.Before(from) && !t.Time.After(to) {
			n += t.Count
		}
	}
	return n
}

// within reports whether an issue was seen within a time; one that does not say
// when always was.
func (i *Issue) within(from, to time.Time) bool { return i.Seen == nil || i.count(from, to) > 0 }

// A part is one of a volume, with the time that it begins at.
type part struct {
	Label time.Time `json:"label"`
	Value int       `json:"value"`
}

const maxVolume = 1000 // parts of a volume

// volume counts an issue's occurrences in n equal parts of a time up to now.
func (i *Issue) volume(from, to time.Time, n int) ([]int, []part) {
	n = min(n, maxVolume)
	buckets, counts := make([]part, n), make([]int, n)
	step := max(to.Sub(from)/time.Duration(n), 1)
	for k := range buckets {
		buckets[k].Label = from.Add(time.Duration(k) * step)
	}
	for _, t := range i.ticks() {
		k := min(max(int(t.Time.Sub(from)/step), 0), n-1)
		if i.Seen != nil && (t.Time.Before(from) || t.Time.After(to)) {
			continue
		}
		counts[k] += t.Count
		buckets[k].Value += t.Count
	}
	return counts, buckets
}
