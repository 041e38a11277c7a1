package tui

import "testing"

func TestGrouped(t *testing.T) {
	as := []action{{id: "1", group: "own"}, {id: "2", group: "a"}, {id: "3", group: "b"}, {id: "4", group: "a"}, {id: "5", group: "own"}}
	got := ""
	for _, a := range grouped(as) {
		got += a.id
	}
	if got != "24315" {
		t.Errorf("grouped: %s", got)
	}
}

func TestContains(t *testing.T) {
	for query, want := range map[string]bool{"": true, "copy": true, "TRACE copy": true, "copy zzz": false} {
		if contains("Copy the trace", query) != want {
			t.Errorf("%q: %v", query, !want)
		}
	}
}
