package sourcemap

import (
	"strconv"
	"strings"
	"testing"
)

// Places count from 0 in Problems.
func TestProblems(t *testing.T) {
	filler := strings.Repeat("CAAC,", checkEvery) // puts what follows behind some checkpoints
	for text, want := range map[string]string{
		regular("AAAA,CACAA;AACAC"):                  "",
		regular(filler + "CAAC"):                     "",
		regular("AAAA;AAA!,AAAA"):                    "base64 1:0 x1",
		regular("AAAA;A,AAAA="):                      "base64 1:1 x1",
		regular("AAAA,CAAg"):                         "unfinished_number 0:1 x1",
		regular("ggggggE"):                           "huge_number 0:0 x1",
		regular("AAAA,CAAF"):                         "out_of_bounds 0:1 x1",
		regular("F"):                                 "out_of_bounds 0:0 x1",
		regular("AAAA,CA"):                           "field_count 0:1 x1",
		regular("AAAAAAAA,CAAAA"):                    "field_count 0:0 x1",
		regular("AAAA,,CAAC,,CAAC"):                  "empty_segment 0:1 x2",
		regular("AAAA,;AAAA"):                        "empty_segment 0:1 x1",
		regular(";,AAAA"):                            "empty_segment 1:0 x1",
		regular("AAAA,"):                             "empty_segment 0:1 x1",
		regular("AAAA,CEAA,CAAA"):                    "no_such_source 0:1 x2",
		regular("AAAA;AAAAE,CAAAA"):                  "no_such_name 1:0 x2",
		regular(filler + "CEAA"):                     "no_such_source 0:4096 x1",
		regular(filler + "CAA!"):                     "base64 0:4096 x1",
		regular(filler + ",CAAC"):                    "empty_segment 0:4096 x1",
		regular(filler):                              "empty_segment 0:4096 x1",
		regular(filler + ";,AAAC"):                   "empty_segment 0:4096 x2",
		regular("UAAA,LACA"):                         "",
		`{"version":"3","sources":[],"mappings":""}`: "version x1",
		`{"sources":[],"mappings":""}`:               "version x1",
		`{"version":3.0,"sources":[],"mappings":""}`: "",
		`{"version":3,"mappings":""}`:                "wrong_type x1",
		`{"version":3,"sources":[1,{}],"names":[null],"mappings":""}`:                                 "wrong_type x2|wrong_type x1",
		`{"version":3,"sources":["a"],"ignoreList":[1,0,-1,0.5],"mappings":""}`:                       "ignore_list x3",
		`{"version":3,"sources":["a"],"x_google_ignoreList":["0"],"mappings":""}`:                     "wrong_type x1",
		`{"version":3,"sources":["a"],"file":null,"sourceRoot":1,"mappings":""}`:                      "wrong_type x1|wrong_type x1",
		`{"version":3,"sources":["a"],"names":["n"],"names":[],"mappings":"A"}`:                       "duplicate_key x1",
		`{"version":3,"mappings":"","sections":[]}`:                                                   "mixed x1",
		`{"version":3,"sections":[{"offset":{"line":0},"map":` + regular("A") + `}]}`:                 "section_offset x1",
		`{"version":3,"sections":[{"offset":{"line":0,"column":0}}]}`:                                 "wrong_type x1",
		`{"version":3,"sections":[{"offset":{"line":0,"column":0},"url":"x"}]}`:                       "section_url x1",
		`{"version":3,"sections":[{"offset":{"line":1,"column":0},"map":` + regular("AAAA;!") + `}]}`: "base64 2:0 x1",
		`{"version":3,"sections":[{"offset":{"line":0,"column":0},"map":` + regular("AAAA;;A") + `},` +
			`{"offset":{"line":2,"column":0},"map":` + regular("A") + `},{"offset":{"line":1,"column":0},"map":` + regular("A") + `}]}`: "section_order x1|section_overlap x1",
		`{"version":3,"sections":[{"offset":{"line":0,"column":0},"map":{"version":3,"sections":[]}}]}`:              "nested_sections x1",
		`{"version":3,"sections":[{"offset":{"line":0,"column":0},"map":{"version":1,"sources":[],"mappings":""}}]}`: "version x1",
	} {
		m := parse(t, text)
		var got []string
		for _, p := range m.Problems() {
			s := string(p.Code)
			if p.Line >= 0 {
				s += " " + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Segment)
			}
			got = append(got, s+" x"+strconv.Itoa(p.Count))
			if p.Message == "" || p.String() == "" {
				t.Errorf("%s has no message", p.Code)
			}
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%.150s:\n got %q,\nwant %q\n%v", text, strings.Join(got, "|"), want, m.Problems())
		}
		agree(t, m)
	}
}

func TestProblemString(t *testing.T) {
	for want, p := range map[string]Problem{
		"bad":                               {Line: -1, Segment: -1, Count: 1, Message: "bad"},
		"bad, 3 times":                      {Line: -1, Segment: -1, Count: 3, Message: "bad"},
		"bad (generated line 1, segment 5)": {Line: 0, Segment: 4, Count: 1, Message: "bad"},
		"bad (generated line 1, segment 5), 9 times": {Line: 0, Segment: 4, Count: 9, Message: "bad"},
	} {
		if got := p.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
